import Dialects
import IR
import Support

// A block that holds blocks, as what gives a buffer its elements: tile after tile.

extension ScheduledProgram {
  /// A nested block that alone writes a buffer, if it may move to the start of a loop which holds all
  /// readers.
  func requireNestedProducer(
    _ block: OperationID, for loop: OperationID, _ model: ProgramModel
  ) throws(Refusal) -> Producer {
    let name = blockName(block)
    let buffer = try output(of: block)
    try requireAllocated(buffer)
    let (own, inside) = (Set(blocks(under: block)), Set(blocks(under: loop)))
    guard own.isDisjoint(with: inside) else {
      throw Refusal("the block '\(name)' is in the loop '\(loopName(loop))' already")
    }
    try requireTileAfterTile(block, buffer)
    let readers = users(of: buffer).filter { !own.contains($0.block) }
    if let other = readers.first(where: { !inside.contains($0.block) }) {
      throw Refusal(
        "block '\(blockName(other.block))' reads \(bufferName(buffer)) outside the loop "
          + "'\(loopName(loop))'")
    }
    guard let last = blocks(under: root(of: loop)).last, !readers.isEmpty else {
      throw Refusal("nobody in the loop reads what block '\(name)' writes")
    }
    try requireMovable(block, between: block, and: last, except: [buffer])
    let needed = try touched(buffer, in: loop, model)
    let tiles = try tiles(of: buffer, writtenBy: block)
    var (axes, ranges) = ([Int](), [IndexRange]())
    for (tile, range) in zip(tiles, needed) {
      guard let tile else { continue }
      let start = assumptions.simplified(range.lower - tile.first)
      let size = IndexExpression(tile.size)
      let reach = assumptions.isMultiple(start, of: tile.size) ? range.span : range.span + size - 1
      axes.append(tile.iterator)
      ranges.append(
        IndexRange(
          lower: assumptions.simplified(start.floorDivided(by: size)),
          span: assumptions.simplified(reach.floorDivided(by: size))))
    }
    return Producer(buffer: buffer, parts: [.init(block: block, axes: axes, ranges: ranges)])
  }

  /// Refuses unless what a nested block writes to a buffer depends on nothing that was there, and it
  /// alone writes it, once for all values of its iterators.
  func requireTileAfterTile(_ block: OperationID, _ buffer: ValueID) throws(Refusal) {
    try requireKnown(block)
    try requireNotNested(block)
    let parts = blocks(under: block)
    try requireNoOtherWriter(of: buffer, than: parts)
    let own = accesses(of: block).filter { $0.buffer == buffer }
    for part in parts {
      let step = module.reductionStep(of: part)
      for access in accesses(of: part)
      where access.buffer == buffer && !access.isWrite && !access.isInitial {
        guard step?.contains(access.operation) ?? false, own.contains(where: \.isInitial) else {
          throw Refusal(
            "the block '\(blockName(part))' in '\(blockName(block))' reads what the block writes, and not "
              + "to accumulate from an initialisation in it")
        }
      }
    }
    try requireRunsForAll(Array(try signature(block).extents.indices), of: block)
  }

  /// Refuses unless a nested block gives every element of a buffer its value.
  func requireWrittenWhole(_ buffer: ValueID, by block: OperationID) throws(Refusal) {
    try requireTileAfterTile(block, buffer)
    if isTrusted { return }
    let model = self.model
    let end = model.statements(under: block).map(\.number).max() ?? 0
    try requireWhole(buffer, before: end + 1, model)
  }

  /// For each axis of a buffer the iterator of a nested block that counts its tiles along it, how long
  /// they are and where the first begins; `nil` for an axis that is written whole.
  private func tiles(
    of buffer: ValueID, writtenBy block: OperationID
  ) throws(Refusal) -> [(iterator: Int, size: Int, first: IndexExpression)?] {
    let signature = try signature(block)
    let writes = accesses(of: block).filter { $0.buffer == buffer && $0.isWrite }
    var result: [(iterator: Int, size: Int, first: IndexExpression)?] = []
    for axis in try type(of: buffer).shape.indices {
      let regions = writes.map { $0.region[axis] }
      let refusal = Refusal(
        "the block '\(signature.name)' must write \(bufferName(buffer)) in tiles that follow each other, "
          + "along axis \(axis) by one of its spatial iterators")
      guard let region = regions.first, let first = region?.lower else { throw refusal }
      if first.dimensionNumbers.isEmpty {
        result.append(nil)
        continue
      }
      guard first.dimensionNumbers.count == 1, let iterator = first.dimensionNumbers.first,
        signature.kinds[iterator] == .spatial, let linear = first.linear(in: iterator),
        let size = linear.coefficient.constantValue, size > 0,
        !result.contains(where: { $0?.iterator == iterator }),
        regions.allSatisfy({ region in
          region?.lower == first
            && assumptions.proves((region?.span ?? 0) + 1, atMost: IndexExpression(size))
        })
      else { throw refusal }
      result.append((iterator, size, linear.rest))
    }
    return result
  }
}
