import Support

// The lists through which an operation is found from its block, and a use from what it uses.

extension Module {
  mutating func link(_ operation: OperationID, at point: InsertionPoint) {
    precondition(row(operation).block == noRow, "the operation is already in a block")
    let block: UInt32
    var (previous, next) = (noRow, noRow)
    switch point {
    case .before(let other):
      block = row(other).block
      (previous, next) = (row(other).previous, other.index)
    case .after(let other):
      block = row(other).block
      (previous, next) = (other.index, row(other).next)
    case .atStart(let place):
      block = place.index
      next = blockRows[place.row].first
    case .atEnd(let place):
      block = place.index
      previous = blockRows[place.row].last
    }
    precondition(block != noRow, "the insertion point is not in a block")
    operationRows[operation.row].block = block
    operationRows[operation.row].previous = previous
    operationRows[operation.row].next = next
    if previous == noRow {
      blockRows[Int(block)].first = operation.index
    } else {
      operationRows[Int(previous)].next = operation.index
    }
    if next == noRow {
      blockRows[Int(block)].last = operation.index
    } else {
      operationRows[Int(next)].previous = operation.index
    }
  }

  mutating func linkUse(_ slot: Int) {
    let value = Int(operandRows[slot].value)
    let first = valueRows[value].firstUse
    operandRows[slot].previousUse = noRow
    operandRows[slot].nextUse = first
    if first != noRow { operandRows[Int(first)].previousUse = UInt32(slot) }
    valueRows[value].firstUse = UInt32(slot)
  }

  mutating func unlinkUse(_ slot: Int) {
    let row = operandRows[slot]
    if row.previousUse == noRow {
      valueRows[Int(row.value)].firstUse = row.nextUse
    } else {
      operandRows[Int(row.previousUse)].nextUse = row.nextUse
    }
    if row.nextUse != noRow { operandRows[Int(row.nextUse)].previousUse = row.previousUse }
  }

  /// Adds a row for one more successor of an operation, the last of them so far.
  mutating func appendSuccessor(_ block: BlockID, of operation: OperationID) {
    successorRows.append(
      SuccessorRow(
        block: block.index, user: operation.index, previousUse: noRow, nextUse: noRow))
    linkSuccessor(successorRows.count - 1)
  }

  /// Puts a successor into the list of what goes to its block.
  mutating func linkSuccessor(_ slot: Int) {
    let block = Int(successorRows[slot].block)
    let first = blockRows[block].firstUse
    successorRows[slot].nextUse = first
    if first != noRow { successorRows[Int(first)].previousUse = UInt32(slot) }
    blockRows[block].firstUse = UInt32(slot)
  }

  mutating func unlinkSuccessors(of operation: OperationID) {
    for slot in row(operation).successors.range {
      let row = successorRows[slot]
      if row.previousUse == noRow {
        blockRows[Int(row.block)].firstUse = row.nextUse
      } else {
        successorRows[Int(row.previousUse)].nextUse = row.nextUse
      }
      if row.nextUse != noRow { successorRows[Int(row.nextUse)].previousUse = row.previousUse }
    }
    operationRows[operation.row].successors = .none
  }
}
