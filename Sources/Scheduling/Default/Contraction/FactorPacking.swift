import Dialects
import IR
import Support

/// How a constant that a product reads in vectors lies in panels: the weight, or the scales and zero
/// points of a quantised one.
///
///     [outer axes…, columns / width, steps, width]
///
/// with zeros past the last column. Of elements of less than a byte, and of bytes that are multiplied with
/// bytes, as many neighbouring steps as a word of 32 bits holds come first, so that lanes are words, and one
/// load is for all those steps:
///
///     [outer axes…, columns / width, steps / 8, width, 8]     of four bits
///     [outer axes…, columns / width, steps / 4, width, 4]     of bytes
struct FactorPacking {
  let buffer: ValueID
  let layout: Program.LayoutAttribute
  /// The axes that it depends on beside the columns: spatial ones, and those of the reduction.
  fileprivate let outer: [Int]
  fileprivate let steps: [Int]
  /// Neighbouring steps in a word.
  let together: Int

  /// The index of an element for the iterators of the stage, the panel and the place in the panel's
  /// row, which come after the first `rank` dimensions.
  func place(in plan: TilePlan, _ rank: Int) -> [IndexExpression] {
    let step = plan.flatPosition(of: steps)
    let group = IndexExpression(together)
    let place = [.dimension(rank), step.floorDivided(by: group), .dimension(rank + 1)]
    let axes = outer.map { IndexExpression.dimension($0) } + place
    return together == 1 ? axes : axes + [step.remainder(by: group)]
  }
}

extension Type {
  /// Elements of less than a byte that a word of 32 bits holds; one of any other.
  var elementsPerWord: Int { (elementsPerByte ?? 0) > 1 ? 4 * (elementsPerByte ?? 1) : 1 }
}

extension TilePlan {
  /// Whether a step's conversion is so much that many rows should share it.
  var isWorthExpanding: Bool {
    let shares = source.bufferType(of: vectorFactor.buffer).map { $0.element.elementsPerWord > 1 }
    return shares == true || !vectorFactor.others.isEmpty
  }

  /// Registers that taking the packed factor apart needs: words stay for several steps, and zero points
  /// for all of a block.
  func conversionRegisters(width: Int, on hardware: HardwareDescription) -> TileShape.Conversion {
    var needs = TileShape.Conversion()
    guard let type = source.bufferType(of: vectorFactor.buffer), !vectorFactor.isPlain else {
      return needs
    }
    if dotCount > 1 { return dotSteps(lanes: width, on: hardware).registers }
    if type.element.elementsPerWord > 1 { needs = .init(perVector: 1, scratch: 2) }
    let last = anchor.spatial.count + (blockScale?.axis ?? 0)
    let scale = blockScale?.operations ?? []
    let kept = vectorFactor.others.filter { element in
      !element.dimensions.contains(last)
        && !(source.definingOperation(of: element.value).map { scale.contains($0) } ?? false)
    }
    needs.perVector += kept.count
    return needs
  }

  /// The flat position of some iterators of the reduction, over all iterators of the stage.
  func flatPosition(of steps: [Int]) -> IndexExpression {
    let first = anchor.spatial.count
    return steps.reduce(.zero) { $0 * anchor.reduction[$1] + .dimension(first + $1) }
  }

  /// What is computed for the vector factor alone.
  var factorOperations: Set<OperationID> {
    guard let body = anchor.body(in: source) else { return [] }
    return Set(source.operations(in: body, leadingTo: vectorFactor.value))
      .subtracting(source.operations(in: body, leadingTo: otherFactor.value))
      .filter { !source.isA($0, Program.Index.self) }
  }

  /// What is packed of the vector factor: its elements, and what else it is made of that differs between
  /// columns.
  var packed: [(buffer: ValueID, map: [IndexExpression])] {
    [(vectorFactor.buffer, vectorFactor.map)]
      + vectorFactor.others.filter { $0.dimensions.contains(columnAxis) }.map {
        ($0.buffer, $0.map)
      }
  }

  /// The vector factor in panels of `width` columns; `nil` when a size is no constant.
  func makePackings(width: Int) -> [FactorPacking]? {
    let all = packed.map { packing(of: $0.buffer, $0.map, width: width) }
    return all.contains { $0 == nil } ? nil : all.compactMap(\.self)
  }

  private func packing(
    of buffer: ValueID, _ map: [IndexExpression], width: Int
  ) -> FactorPacking? {
    guard let type = source.bufferType(of: buffer), let columns = columns.constantValue else {
      return nil
    }
    let used = map.reduce(into: Set<Int>()) { $0.formUnion($1.dimensionNumbers) }
    let spatial = anchor.spatial.count
    let outer = outerAxes.filter { used.contains($0) }
    // The weight has all steps, as its place is the flat position of the reduction.
    let steps = anchor.reduction.indices.filter {
      buffer == vectorFactor.buffer || used.contains(spatial + $0)
    }
    let extents = steps.map { anchor.reduction[$0] }
    let sizes = type.shape.map(\.constantValue)
    let counts = outer.map { anchor.spatial[$0].constantValue }
    guard let depth = IndexExpression.product(extents).constantValue, !sizes.contains(nil),
      !counts.contains(nil)
    else { return nil }
    let (rank, together) = (outer.count, max(dotCount, type.element.elementsPerWord))
    var places = anchor.signature.extents.map { _ in IndexExpression.zero }
    for (place, axis) in outer.enumerated() { places[axis] = .dimension(place) }
    places[columnAxis] = .dimension(rank) * IndexExpression(width) + .dimension(rank + 2)
    var step = IndexExpression.dimension(rank + 1)
    if together > 1 { step = step * IndexExpression(together) + .dimension(rank + 3) }
    for (axis, index) in zip(steps, delinearized(step, over: extents)) {
      places[spatial + axis] = index
    }
    let rows = [(columns + width - 1) / width, (depth + together - 1) / together, width]
    let layout = Program.LayoutAttribute(
      packed: counts.compactMap { $0 } + rows + (together > 1 ? [together] : []),
      original: sizes.compactMap { $0 }, map: map.map { $0.substituting(dimensions: places) })
    return FactorPacking(
      buffer: buffer, layout: layout, outer: outer, steps: Array(steps), together: together)
  }
}
