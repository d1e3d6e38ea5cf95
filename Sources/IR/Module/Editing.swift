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

  // MARK: Blocks

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

  /// Splits a block: `operation` and what follows it move to a new block at the end of the region,
  /// which is given.
  ///
  /// - Precondition: the operation is in a block of a region.
  public mutating func splitBlock(before operation: OperationID) -> BlockID {
    guard let block = block(of: operation), let region = region(of: block) else {
      preconditionFailure("only an operation in a block can split it")
    }
    let rest = appendBlock(to: region)
    var next: OperationID? = operation
    while let current = next {
      next = self.next(after: current)
      move(current, to: .atEnd(of: rest))
    }
    return rest
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

  // MARK: Links

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

  private mutating func unlinkSuccessors(of operation: OperationID) {
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

  /// Drops all uses first, so that operations that use each other can go in any order.
  private mutating func dropContents(of operation: OperationID) {
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

  private mutating func clear(_ block: BlockID) {
    while let inner = lastOperation(in: block) {
      dropContents(of: inner)
      detach(inner)
      operationRows[inner.row].isErased = true
      operationRows[inner.row].kind = nil
    }
  }
}
