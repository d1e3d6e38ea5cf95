import Dialects
import Support

/// The accumulators that a micro-kernel keeps in registers: rows by panels of columns.
struct TileShape: Hashable {
  /// Vectors in a row of one panel.
  static let vectorsInPanel = 2

  var height: Int
  /// Panels of columns side by side.
  var panels: Int

  var vectors: Int { panels * Self.vectorsInPanel }

  /// Whether the accumulators, a row of `B` and one broadcast fit the registers.
  func fits(_ hardware: HardwareDescription) -> Bool {
    // Without a fused multiply-add a product needs a register of its own.
    let scratch = hardware.hasFusedMultiplyAdd ? 1 : 2
    return vectors * (height + 1) + scratch <= hardware.vectorRegisters
  }

  /// The rows of the tallest tile, one panel wide.
  static func tallest(on hardware: HardwareDescription) -> Int {
    var height = 1
    while TileShape(height: height + 1, panels: 1).fits(hardware) { height += 1 }
    return height
  }

  /// The tiles of a height: one panel wide, and wider ones that fit and that divide the panels.
  ///
  /// Low tiles need several panels for enough independent sums to hide the latency of a multiply-add.
  static func all(
    height: Int, on hardware: HardwareDescription, panelCount: Int?
  ) -> [TileShape] {
    let one = TileShape(height: height, panels: 1)
    guard let panelCount, panelCount > 1 else { return [one] }
    let wider = (2...panelCount).lazy.map { TileShape(height: height, panels: $0) }
      .prefix { $0.fits(hardware) }.filter { panelCount % $0.panels == 0 }
    return [one] + wider
  }
}
