import Dialects
import Support

/// The accumulators that a micro-kernel keeps in registers: rows by vectors of columns.
struct TileShape: Hashable {
  /// Vectors in a row of the narrowest tile.
  static let narrowest = 2

  var height: Int
  /// Vectors in a row.
  var vectors: Int

  /// Registers that making numbers of `B` takes while the accumulators are in use.
  struct Conversion: Hashable {
    /// For each vector of a row: what several steps share, and what is the same for all.
    var perVector = 0
    var scratch = 0
  }

  /// Whether the accumulators, a row of `B` and one broadcast fit the registers, with what a conversion
  /// needs.
  func fits(_ hardware: HardwareDescription, with conversion: Conversion) -> Bool {
    // Without a fused multiply-add a product needs a register of its own.
    let scratch = (hardware.hasFusedMultiplyAdd ? 1 : 2) + conversion.scratch
    return vectors * (height + 1 + conversion.perVector) + scratch <= hardware.vectorRegisters
  }

  /// The rows of the tallest tile, which is the narrowest.
  static func tallest(
    on hardware: HardwareDescription, with conversion: Conversion = Conversion()
  ) -> Int {
    var height = 1
    while TileShape(height: height + 1, vectors: narrowest).fits(hardware, with: conversion) {
      height += 1
    }
    return height
  }

  /// The tiles of a height that fit: so many whole panels of `panel` vectors side by side as `panels` names,
  /// rising, and parts of a panel down to the narrowest.
  ///
  /// Low tiles need several vectors for enough independent sums to hide the latency of a
  /// multiply-add. A whole panel comes before a part of it, which reads every other line.
  static func all(
    height: Int, on hardware: HardwareDescription, with conversion: Conversion, panel: Int,
    panels: [Int]
  ) -> [TileShape] {
    var wide: [TileShape] = []
    for panels in panels {
      let shape = TileShape(height: height, vectors: panels * panel)
      guard shape.fits(hardware, with: conversion) else { break }
      wide.append(shape)
    }
    var part = panel / 2
    while part > narrowest, part % narrowest == 0 {
      let shape = TileShape(height: height, vectors: part)
      if shape.fits(hardware, with: conversion) { wide.append(shape) }
      part /= 2
    }
    let narrow = TileShape(height: height, vectors: narrowest)
    // A tile is whole panels or lies in one.
    return wide + (wide.contains(narrow) || panel % narrowest != 0 ? [] : [narrow])
  }
}
