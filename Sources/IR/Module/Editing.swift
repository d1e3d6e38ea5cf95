import Support

// Every change to a module goes through these. Passes use them through a `Rewriter`.

extension Module {
  /// Creates a detached operation; its regions are empty.
  public mutating func create(_ state: OperationState) -> OperationID {
    let operation = OperationID(operationRows.count)
    let name = context.names.intern(state.name)
    let operands = Span(start: operandRows.count, count: state.operands.count)
    let results = Span(start: valueRows.count, count: state.resultTypes.count)
    let regions = Span(start: regionRows.count, count: state.regionCount)
    operationRows.append(
      OperationRow(
        kind: state.kind ?? context.kind(numbered: name), name: name, operands: operands,
        results: results,
        regions: regions, successors: .none,
        properties: state.properties.isEmpty ? 0 : context.dictionaries.intern(state.properties),
        attributes: state.attributes.isEmpty ? 0 : context.dictionaries.intern(state.attributes),
        location: state.location == .unknown ? 0 : context.locations.intern(state.location),
        block: noRow, previous: noRow, next: noRow))
    for value in state.operands {
      operandRows.append(
        OperandRow(
          value: value.index, user: operation.index, previousUse: noRow, nextUse: noRow))
      linkUse(operandRows.count - 1)
    }
    for (index, type) in state.resultTypes.enumerated() {
      valueRows.append(
        ValueRow(
          type: context.types.intern(type), owner: operation.index, index: UInt32(index),
          isArgument: false, firstUse: noRow))
    }
    for _ in 0..<state.regionCount {
      regionRows.append(RegionRow(owner: operation.index, first: noRow, last: noRow))
    }
    if !state.successors.isEmpty { setSuccessors(of: operation, to: state.successors) }
    return operation
  }

  /// Creates an operation and puts it at `point`.
  @discardableResult
  public mutating func insert(_ state: OperationState, at point: InsertionPoint) -> OperationID {
    let operation = create(state)
    link(operation, at: point)
    return operation
  }

  /// Creates the operation that `definition` describes and puts it at `point`.
  @discardableResult
  public mutating func insert<Definition: OperationDefinition>(
    _ definition: Definition, at point: InsertionPoint, location: Location = .unknown
  ) -> OperationID {
    var state = definition.state(in: self)
    state.kind = ObjectIdentifier(Definition.self)
    state.location = location
    return insert(state, at: point)
  }

  /// Takes the operation out of its block, keeping it.
  public mutating func detach(_ operation: OperationID) {
    let row = row(operation)
    guard row.block != noRow else { return }
    if row.previous == noRow {
      blockRows[Int(row.block)].first = row.next
    } else {
      operationRows[Int(row.previous)].next = row.next
    }
    if row.next == noRow {
      blockRows[Int(row.block)].last = row.previous
    } else {
      operationRows[Int(row.next)].previous = row.previous
    }
    operationRows[operation.row].block = noRow
    operationRows[operation.row].previous = noRow
    operationRows[operation.row].next = noRow
  }

  /// Moves the operation to `point`.
  public mutating func move(_ operation: OperationID, to point: InsertionPoint) {
    detach(operation)
    link(operation, at: point)
  }

  /// Erases the operation with everything inside it.
  ///
  /// - Precondition: no result is used from outside.
  public mutating func erase(_ operation: OperationID) {
    detach(operation)
    dropContents(of: operation)
    precondition(
      isUnused(operation), "erased '\(name(of: operation))' while its result is in use")
    operationRows[operation.row].isErased = true
    operationRows[operation.row].kind = nil
  }

  /// Replaces every use of the operation's results by `values`, then erases it.
  public mutating func replace(_ operation: OperationID, with values: [ValueID]) {
    precondition(values.count == resultCount(of: operation), "one value for every result")
    let first = Int(row(operation).results.start)
    for (index, new) in values.enumerated() {
      replaceAllUses(of: ValueID(first + index), with: new)
    }
    erase(operation)
  }

  /// Makes every user of `old` use `new`.
  public mutating func replaceAllUses(of old: ValueID, with new: ValueID) {
    let first = valueRows[old.row].firstUse
    guard old != new, first != noRow else { return }
    var last = first
    while true {
      operandRows[Int(last)].value = new.index
      let next = operandRows[Int(last)].nextUse
      if next == noRow { break }
      last = next
    }
    // The whole list goes in front of the other one.
    let others = valueRows[new.row].firstUse
    operandRows[Int(last)].nextUse = others
    if others != noRow { operandRows[Int(others)].previousUse = last }
    valueRows[new.row].firstUse = first
    valueRows[old.row].firstUse = noRow
  }

  public mutating func setOperand(_ index: Int, of operation: OperationID, to value: ValueID) {
    let span = row(operation).operands
    precondition(index < Int(span.count), "operand out of range")
    let slot = Int(span.start) + index
    unlinkUse(slot)
    operandRows[slot].value = value.index
    linkUse(slot)
  }

  /// Gives the operation another list of operands.
  public mutating func setOperands(of operation: OperationID, to values: [ValueID]) {
    for slot in row(operation).operands.range { unlinkUse(slot) }
    operationRows[operation.row].operands = Span(start: operandRows.count, count: values.count)
    for value in values {
      operandRows.append(
        OperandRow(
          value: value.index, user: operation.index, previousUse: noRow, nextUse: noRow))
      linkUse(operandRows.count - 1)
    }
  }

  public mutating func setProperties(of operation: OperationID, to dictionary: AttributeDictionary)
  {
    operationRows[operation.row].properties = context.dictionaries.intern(dictionary)
  }

  public mutating func setProperty(
    _ name: String, of operation: OperationID, to value: Attribute?
  ) {
    var dictionary = properties(of: operation)
    dictionary[name] = value
    setProperties(of: operation, to: dictionary)
  }

  public mutating func setAttributes(of operation: OperationID, to dictionary: AttributeDictionary)
  {
    operationRows[operation.row].attributes = context.dictionaries.intern(dictionary)
  }

  public mutating func setAttribute(
    _ name: String, of operation: OperationID, to value: Attribute?
  ) {
    var dictionary = attributes(of: operation)
    dictionary[name] = value
    setAttributes(of: operation, to: dictionary)
  }

  public mutating func setLocation(of operation: OperationID, to location: Location) {
    operationRows[operation.row].location = context.locations.intern(location)
  }

  /// Gives an operation the location of another one.
  mutating func copyLocation(of source: OperationID, to target: OperationID) {
    operationRows[target.row].location = operationRows[source.row].location
  }

  public mutating func setType(of value: ValueID, to type: Type) {
    valueRows[value.row].type = context.types.intern(type)
  }

  /// Tells where a block's argument came from.
  public mutating func setLocation(ofArgument value: ValueID, to location: Location) {
    argumentLocations[value.index] =
      location == .unknown ? nil : context.locations.intern(location)
  }

  /// Replaces the blocks a terminator may branch to.
  public mutating func setSuccessors(of operation: OperationID, to blocks: [BlockID]) {
    unlinkSuccessors(of: operation)
    operationRows[operation.row].successors = Span(start: successorRows.count, count: blocks.count)
    for block in blocks { appendSuccessor(block, of: operation) }
  }

  /// Drops all uses first, so that operations that use each other can go in any order.
  mutating func dropContents(of operation: OperationID) {
    for region in row(operation).regions.range {
      var block = regionRows[region].first
      while block != noRow {
        clear(BlockID(raw: block))
        block = blockRows[Int(block)].next
      }
    }
    for slot in row(operation).operands.range { unlinkUse(slot) }
    operationRows[operation.row].operands = .none
    unlinkSuccessors(of: operation)
  }

  mutating func clear(_ block: BlockID) {
    while let inner = lastOperation(in: block) {
      dropContents(of: inner)
      detach(inner)
      operationRows[inner.row].isErased = true
      operationRows[inner.row].kind = nil
    }
  }
}
