import Support

/// An operation about to be created, everything by its number in the context.
struct NumberedOperation {
  var name: UInt32
  var kind: ObjectIdentifier?
  var properties: UInt32 = 0
  var attributes: UInt32 = 0
  var location: UInt32 = 0
}

// What the parser does to a module, without looking anything up.
extension Module {
  /// Creates an operation and puts it at the end of `block`.
  ///
  /// Its regions are `regions`, which were made by `makeRegion()`.
  mutating func append(
    _ operation: NumberedOperation, operands: ArraySlice<UInt32>, resultTypes: ArraySlice<UInt32>,
    regions: [RegionID], successors: [BlockID], to block: BlockID
  ) -> OperationID {
    let id = OperationID(operationRows.count)
    let last = blockRows[block.row].last
    let regionSpan = adopt(regions, by: id)
    operationRows.append(
      OperationRow(
        kind: operation.kind, name: operation.name,
        operands: Span(start: operandRows.count, count: operands.count),
        results: Span(start: valueRows.count, count: resultTypes.count), regions: regionSpan,
        successors: Span(start: successorRows.count, count: successors.count),
        properties: operation.properties, attributes: operation.attributes,
        location: operation.location, block: block.index, previous: last, next: noRow))
    if last == noRow {
      blockRows[block.row].first = id.index
    } else {
      operationRows[Int(last)].next = id.index
    }
    blockRows[block.row].last = id.index
    for value in operands {
      operandRows.append(
        OperandRow(value: value, user: id.index, previousUse: noRow, nextUse: noRow))
      linkUse(operandRows.count - 1)
    }
    var index: UInt32 = 0
    for type in resultTypes {
      valueRows.append(
        ValueRow(type: type, owner: id.index, index: index, isArgument: false, firstUse: noRow))
      index += 1
    }
    for block in successors { appendSuccessor(block, of: id) }
    return id
  }

  /// Gives the operation that was appended last its results.
  mutating func addResults(_ types: [Type], to operation: OperationID) {
    operationRows[operation.row].results = Span(start: valueRows.count, count: types.count)
    for (index, type) in types.enumerated() {
      valueRows.append(
        ValueRow(
          type: context.types.intern(type), owner: operation.index, index: UInt32(index),
          isArgument: false, firstUse: noRow))
    }
  }

  /// A region that no operation owns yet.
  mutating func makeRegion() -> RegionID {
    regionRows.append(RegionRow(owner: noRow, first: noRow, last: noRow))
    return RegionID(regionRows.count - 1)
  }

  /// Makes `regions` those of an operation.
  ///
  /// They must lie side by side, so several are moved.
  private mutating func adopt(_ regions: [RegionID], by owner: OperationID) -> Span {
    if regions.count == 1, let only = regions.first {
      regionRows[only.row].owner = owner.index
      return Span(start: only.row, count: 1)
    }
    let span = Span(start: regionRows.count, count: regions.count)
    for region in regions {
      var row = regionRows[region.row]
      row.owner = owner.index
      regionRows.append(row)
      let new = UInt32(regionRows.count - 1)
      var block = row.first
      while block != noRow {
        blockRows[Int(block)].region = new
        block = blockRows[Int(block)].next
      }
    }
    return span
  }

  /// A block that is in no region yet.
  mutating func makeBlock() -> BlockID {
    blockRows.append(
      BlockRow(
        arguments: Span(start: valueRows.count, count: 0), region: noRow, first: noRow,
        last: noRow, previous: noRow, next: noRow))
    return BlockID(blockRows.count - 1)
  }

  /// Puts a block at the end of a region.
  mutating func link(_ block: BlockID, to region: RegionID) {
    let last = regionRows[region.row].last
    blockRows[block.row].region = region.index
    blockRows[block.row].previous = last
    if last == noRow {
      regionRows[region.row].first = block.index
    } else {
      blockRows[Int(last)].next = block.index
    }
    regionRows[region.row].last = block.index
  }

  /// Gives a block without arguments its arguments; their first value's number.
  mutating func makeArguments(of block: BlockID, types: ArraySlice<UInt32>) -> Int {
    let start = valueRows.count
    blockRows[block.row].arguments = Span(start: start, count: types.count)
    var index: UInt32 = 0
    for type in types {
      valueRows.append(
        ValueRow(type: type, owner: block.index, index: index, isArgument: true, firstUse: noRow))
      index += 1
    }
    return start
  }

  /// Replaces the outermost operation by one in its body.
  mutating func unwrap(_ operation: OperationID) {
    let wrapper = top
    detach(operation)
    top = operation
    erase(wrapper)
  }
}
