import Support

// What can be asked of a module. Nothing here changes it.

extension Module {
  @inlinable func row(_ operation: OperationID) -> OperationRow {
    let row = operationRows[operation.row]
    assert(!row.isErased, "an erased operation was used")
    return row
  }

  // MARK: Operations

  /// The operation's full name, `dialect.verb`.
  public func name(of operation: OperationID) -> String {
    context.names[row(operation).name]
  }

  /// The declaration of the operation, if its dialect is registered.
  public func definition(of operation: OperationID) -> (any OperationDefinition.Type)? {
    let name = Int(row(operation).name)
    return name < context.facts.count ? context.facts[name].definition : nil
  }

  /// Whether the operation is the one that `Definition` declares.
  @inlinable public func isA<Definition: OperationDefinition>(
    _ operation: OperationID, _ definition: Definition.Type
  ) -> Bool {
    row(operation).kind == ObjectIdentifier(Definition.self)
  }

  /// A typed snapshot of the operation, if it is the one that `Definition` declares.
  ///
  ///     guard let product = module.match(op, as: Graph.MatMul.self) else { return }
  @inlinable public func match<Definition: OperationDefinition>(
    _ operation: OperationID, as definition: Definition.Type = Definition.self
  ) -> Definition? {
    guard row(operation).kind == ObjectIdentifier(Definition.self) else { return nil }
    return Definition(operation, in: self)
  }

  /// A typed snapshot of the operation that defines `value`, if `Definition` declares it.
  @inlinable public func match<Definition: OperationDefinition>(
    definitionOf value: ValueID, as definition: Definition.Type = Definition.self
  ) -> Definition? {
    guard let operation = definingOperation(of: value) else { return nil }
    return match(operation, as: definition)
  }

  @inlinable public func operandCount(of operation: OperationID) -> Int {
    Int(row(operation).operands.count)
  }

  @inlinable public func operand(_ index: Int, of operation: OperationID) -> ValueID {
    let span = row(operation).operands
    precondition(index < Int(span.count), "operand out of range")
    return ValueID(raw: operandRows[Int(span.start) + index].value)
  }

  @inlinable public func operands(of operation: OperationID) -> [ValueID] {
    row(operation).operands.range.map { ValueID(raw: operandRows[$0].value) }
  }

  @inlinable public func resultCount(of operation: OperationID) -> Int {
    Int(row(operation).results.count)
  }

  @inlinable public func result(_ index: Int = 0, of operation: OperationID) -> ValueID {
    let span = row(operation).results
    precondition(index < Int(span.count), "result out of range")
    return ValueID(Int(span.start) + index)
  }

  @inlinable public func results(of operation: OperationID) -> [ValueID] {
    row(operation).results.range.map { ValueID($0) }
  }

  @inlinable public func regionCount(of operation: OperationID) -> Int {
    Int(row(operation).regions.count)
  }

  @inlinable public func regions(of operation: OperationID) -> [RegionID] {
    row(operation).regions.range.map { RegionID($0) }
  }

  @inlinable public func region(_ index: Int = 0, of operation: OperationID) -> RegionID {
    let span = row(operation).regions
    precondition(index < Int(span.count), "region out of range")
    return RegionID(Int(span.start) + index)
  }

  @inlinable public func successors(of operation: OperationID) -> [BlockID] {
    row(operation).successors.range.map { BlockID(raw: successorRows[$0].block) }
  }

  /// Inherent attributes.
  public func properties(of operation: OperationID) -> AttributeDictionary {
    context.dictionaries[row(operation).properties]
  }

  /// Discardable attributes.
  public func attributes(of operation: OperationID) -> AttributeDictionary {
    context.dictionaries[row(operation).attributes]
  }

  /// One inherent attribute.
  public func property(_ name: String, of operation: OperationID) -> Attribute? {
    properties(of: operation)[name]
  }

  /// One discardable attribute.
  public func attribute(_ name: String, of operation: OperationID) -> Attribute? {
    attributes(of: operation)[name]
  }

  /// Appends numbers that tell whether an operation is as it was.
  ///
  /// They are the same while neither its name, its attributes, its operands nor the types of its results
  /// change. What is in its regions has numbers of its own.
  public func appendState(of operation: OperationID, to numbers: inout [UInt32]) {
    let row = row(operation)
    numbers.append(operation.index)
    numbers.append(row.name)
    numbers.append(row.properties)
    numbers.append(row.attributes)
    for place in row.operands.range { numbers.append(operandRows[place].value) }
    for place in row.results.range { numbers.append(valueRows[place].type) }
    // No value, so that lists of operands have an end.
    numbers.append(.max)
  }

  public func location(of operation: OperationID) -> Location {
    context.locations[row(operation).location]
  }

  /// Where a value came from: the location of the operation that gives it, or that of the argument.
  public func location(of value: ValueID) -> Location {
    if let definer = definingOperation(of: value) { return location(of: definer) }
    return argumentLocations[value.index].map { context.locations[$0] } ?? .unknown
  }

  /// Whether the operation was erased; the one question an erased operation answers.
  @inlinable public func isErased(_ operation: OperationID) -> Bool {
    operationRows[operation.row].isErased
  }

  /// The block the operation is in; `nil` for `top` and detached operations.
  @inlinable public func block(of operation: OperationID) -> BlockID? {
    let block = row(operation).block
    return block == noRow ? nil : BlockID(raw: block)
  }

  /// The operation around the block this one is in.
  @inlinable public func parent(of operation: OperationID) -> OperationID? {
    block(of: operation).flatMap { region(of: $0) }.map { owner(of: $0) }
  }

  @inlinable public func next(after operation: OperationID) -> OperationID? {
    let next = row(operation).next
    return next == noRow ? nil : OperationID(raw: next)
  }

  @inlinable public func previous(before operation: OperationID) -> OperationID? {
    let previous = row(operation).previous
    return previous == noRow ? nil : OperationID(raw: previous)
  }

  /// Where the rows of operations are, and for how many there is room.
  var storage: (address: UInt, capacity: Int) {
    operationRows.withUnsafeBufferPointer {
      (UInt(bitPattern: $0.baseAddress), operationRows.capacity)
    }
  }

  /// One past the largest operation number, for side tables.
  @inlinable public var operationCapacity: Int { operationRows.count }

  // MARK: Values

  public func type(of value: ValueID) -> Type { context.types[valueRows[value.row].type] }

  @inlinable public func definition(of value: ValueID) -> ValueDefinition {
    let row = valueRows[value.row]
    return row.isArgument
      ? .argument(BlockID(raw: row.owner), index: Int(row.index))
      : .result(OperationID(raw: row.owner), index: Int(row.index))
  }

  /// The operation that computes `value`; `nil` for a block argument.
  @inlinable public func definingOperation(of value: ValueID) -> OperationID? {
    let row = valueRows[value.row]
    return row.isArgument ? nil : OperationID(raw: row.owner)
  }

  @inlinable public func hasUses(_ value: ValueID) -> Bool {
    valueRows[value.row].firstUse != noRow
  }

  /// Whether `value` is used in exactly one place.
  @inlinable public func hasOneUse(_ value: ValueID) -> Bool {
    let first = valueRows[value.row].firstUse
    return first != noRow && operandRows[Int(first)].nextUse == noRow
  }

  /// Every place that uses `value`, latest added first.
  public func uses(of value: ValueID) -> [Use] {
    var uses: [Use] = []
    var slot = valueRows[value.row].firstUse
    while slot != noRow {
      let row = operandRows[Int(slot)]
      let user = OperationID(raw: row.user)
      uses.append(
        Use(operation: user, index: Int(slot - operationRows[user.row].operands.start)))
      slot = row.nextUse
    }
    return uses
  }

  /// The operations that use `value`, each once.
  public func users(of value: ValueID) -> [OperationID] {
    var seen: Set<OperationID> = []
    return uses(of: value).map(\.operation).filter { seen.insert($0).inserted }
  }

  /// Calls `visit` with the user of each use of `value`, latest added first.
  @inlinable func forEachUser(of value: ValueID, _ visit: (OperationID) -> Void) {
    var slot = valueRows[value.row].firstUse
    while slot != noRow {
      let row = operandRows[Int(slot)]
      visit(OperationID(raw: row.user))
      slot = row.nextUse
    }
  }

  // MARK: Blocks and regions

  @inlinable public func arguments(of block: BlockID) -> [ValueID] {
    blockRows[block.row].arguments.range.map { ValueID($0) }
  }

  /// The block's operations in order.
  ///
  /// Collected first, so that the loop may change the block.
  @inlinable public func operations(in block: BlockID) -> [OperationID] {
    var operations: [OperationID] = []
    var current = blockRows[block.row].first
    while current != noRow {
      operations.append(OperationID(raw: current))
      current = operationRows[Int(current)].next
    }
    return operations
  }

  @inlinable public func firstOperation(in block: BlockID) -> OperationID? {
    let first = blockRows[block.row].first
    return first == noRow ? nil : OperationID(raw: first)
  }

  /// The last operation, the terminator if the block has one.
  @inlinable public func lastOperation(in block: BlockID) -> OperationID? {
    let last = blockRows[block.row].last
    return last == noRow ? nil : OperationID(raw: last)
  }

  @inlinable public func region(of block: BlockID) -> RegionID? {
    let region = blockRows[block.row].region
    return region == noRow ? nil : RegionID(raw: region)
  }

  @inlinable public func owner(of region: RegionID) -> OperationID {
    OperationID(raw: regionRows[region.row].owner)
  }

  @inlinable public func blocks(in region: RegionID) -> [BlockID] {
    var blocks: [BlockID] = []
    var current = regionRows[region.row].first
    while current != noRow {
      blocks.append(BlockID(raw: current))
      current = blockRows[Int(current)].next
    }
    return blocks
  }

  /// The first block of a region, where control enters.
  @inlinable public func entryBlock(of region: RegionID) -> BlockID? {
    let first = regionRows[region.row].first
    return first == noRow ? nil : BlockID(raw: first)
  }

  /// The entry block of an operation's first region; the usual "body".
  @inlinable public func body(of operation: OperationID) -> BlockID? {
    regionCount(of: operation) > 0 ? entryBlock(of: region(of: operation)) : nil
  }

  /// Whether exactly one successor of an operation is this block.
  @inlinable public func hasOnePredecessor(_ block: BlockID) -> Bool {
    let first = blockRows[block.row].firstUse
    return first != noRow && successorRows[Int(first)].nextUse == noRow
  }

  /// Whether no operation goes to the block.
  @inlinable public func hasNoPredecessors(_ block: BlockID) -> Bool {
    blockRows[block.row].firstUse == noRow
  }

  /// Calls `visit` with `root` and everything inside it, parents before children.
  public func walk(_ root: OperationID, _ visit: (OperationID) throws -> Void) rethrows {
    try visit(root)
    for region in row(root).regions.range {
      var block = regionRows[region].first
      while block != noRow {
        var operation = blockRows[Int(block)].first
        while operation != noRow {
          try walk(OperationID(raw: operation), visit)
          operation = operationRows[Int(operation)].next
        }
        block = blockRows[Int(block)].next
      }
    }
  }

  /// Every operation inside `top`, parents before children.
  public func walk(_ visit: (OperationID) throws -> Void) rethrows { try walk(top, visit) }

  /// The operation directly in the body of `scope` (`top` unless given) whose `sym_name` is `name`.
  public func lookup(symbol name: String, in scope: OperationID? = nil) -> OperationID? {
    guard let block = body(of: scope ?? top) else { return nil }
    return operations(in: block).first { property("sym_name", of: $0)?.stringValue == name }
  }
}
