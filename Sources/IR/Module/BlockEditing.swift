import Support

// Every change to the blocks of a module goes through these.

extension Module {
  /// Adds an empty block at the end of a region.
  @discardableResult
  public mutating func appendBlock(
    to region: RegionID, argumentTypes: [Type] = []
  ) -> BlockID {
    let block = BlockID(blockRows.count)
    let last = regionRows[region.row].last
    blockRows.append(
      BlockRow(
        arguments: Span(start: valueRows.count, count: 0), region: region.index, first: noRow,
        last: noRow, previous: last, next: noRow))
    if last == noRow {
      regionRows[region.row].first = block.index
    } else {
      blockRows[Int(last)].next = block.index
    }
    regionRows[region.row].last = block.index
    setArguments(of: block, to: argumentTypes)
    return block
  }

  /// Adds an argument at the end of a block's list and gives its value.
  ///
  /// Earlier arguments of the block get new handles; their uses are moved.
  @discardableResult
  public mutating func appendArgument(to block: BlockID, type: Type) -> ValueID {
    let old = arguments(of: block)
    setArguments(of: block, to: old.map { self.type(of: $0) } + [type])
    let new = arguments(of: block)
    for (before, after) in zip(old, new) { moveArgument(before, to: after) }
    return new[old.count]
  }

  /// Removes the arguments of a block at these places, whose values nothing uses.
  ///
  /// The others get new handles; their uses are moved.
  public mutating func removeArguments(of block: BlockID, at places: Set<Int>) {
    guard !places.isEmpty else { return }
    let old = arguments(of: block)
    for place in places {
      precondition(!hasUses(old[place]), "removed a block argument that is in use")
    }
    let kept = old.indices.filter { !places.contains($0) }.map { old[$0] }
    setArguments(of: block, to: kept.map { type(of: $0) })
    for (before, after) in zip(kept, arguments(of: block)) { moveArgument(before, to: after) }
  }

  /// Gives a block other arguments, whose values are given.
  ///
  /// The old ones are no arguments any more; whoever uses them must get something else to use.
  mutating func replaceArguments(of block: BlockID, types: [Type]) -> [ValueID] {
    for old in arguments(of: block) { argumentLocations[old.index] = nil }
    setArguments(of: block, to: types)
    return arguments(of: block)
  }

  /// Moves the regions of an operation to one that has none.
  package mutating func moveRegions(of source: OperationID, to target: OperationID) {
    precondition(regionCount(of: target) == 0, "the target has regions of its own")
    let regions = row(source).regions
    operationRows[target.row].regions = regions
    operationRows[source.row].regions = .none
    for region in regions.range { regionRows[region].owner = target.index }
  }

  private mutating func moveArgument(_ old: ValueID, to new: ValueID) {
    replaceAllUses(of: old, with: new)
    argumentLocations[new.index] = argumentLocations.removeValue(forKey: old.index)
  }

  /// Splits a block: `operation` and what follows it move to a new block behind the old one, which is
  /// given.
  ///
  /// - Precondition: the operation is in a block of a region.
  public mutating func splitBlock(before operation: OperationID) -> BlockID {
    guard let block = block(of: operation), let region = region(of: block) else {
      preconditionFailure("only an operation in a block can split it")
    }
    let rest = appendBlock(to: region)
    moveLastBlock(of: region, after: block)
    var next: OperationID? = operation
    while let current = next {
      next = self.next(after: current)
      move(current, to: .atEnd(of: rest))
    }
    return rest
  }

  private mutating func moveLastBlock(of region: RegionID, after block: BlockID) {
    let last = regionRows[region.row].last
    let before = blockRows[Int(last)].previous
    guard before != block.index else { return }
    let next = blockRows[block.row].next
    regionRows[region.row].last = before
    blockRows[Int(before)].next = noRow
    blockRows[Int(last)].previous = block.index
    blockRows[Int(last)].next = next
    blockRows[Int(next)].previous = last
    blockRows[block.row].next = last
  }

  /// Moves all blocks of a region, with what they hold, behind those of another one.
  public mutating func moveBlocks(of source: RegionID, toEndOf target: RegionID) {
    let row = regionRows[source.row]
    guard source != target, row.first != noRow else { return }
    for block in blocks(in: source) { blockRows[block.row].region = target.index }
    let last = regionRows[target.row].last
    blockRows[Int(row.first)].previous = last
    if last == noRow {
      regionRows[target.row].first = row.first
    } else {
      blockRows[Int(last)].next = row.first
    }
    regionRows[target.row].last = row.last
    regionRows[source.row].first = noRow
    regionRows[source.row].last = noRow
  }

  private mutating func setArguments(of block: BlockID, to types: [Type]) {
    blockRows[block.row].arguments = Span(start: valueRows.count, count: types.count)
    for (index, type) in types.enumerated() {
      valueRows.append(
        ValueRow(
          type: context.types.intern(type), owner: block.index, index: UInt32(index),
          isArgument: true, firstUse: noRow))
    }
  }

  /// Erases a block with all its operations.
  ///
  /// - Precondition: nothing outside the block uses what is defined in it.
  public mutating func erase(_ block: BlockID) {
    clear(block)
    let row = blockRows[block.row]
    if row.previous == noRow {
      regionRows[Int(row.region)].first = row.next
    } else {
      blockRows[Int(row.previous)].next = row.next
    }
    if row.next == noRow {
      regionRows[Int(row.region)].last = row.previous
    } else {
      blockRows[Int(row.next)].previous = row.previous
    }
  }

  /// Moves all operations of `source` to the end of `target`; `source` stays, empty.
  public mutating func moveOperations(from source: BlockID, to target: BlockID) {
    while let operation = firstOperation(in: source) { move(operation, to: .atEnd(of: target)) }
  }
}
