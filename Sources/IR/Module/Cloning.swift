import Support

/// Which value stands for which, while operations are copied.
public struct ValueMapping: Sendable {
  fileprivate var values = NumberMap()
  fileprivate var blocks = NumberMap()

  public init() {}

  /// The copy of `value`, or `value` itself if it has none.
  public subscript(value: ValueID) -> ValueID {
    get { values[value.index].map { ValueID(raw: $0) } ?? value }
    set { values.set(value.index, to: newValue.index) }
  }

  /// The copy of `block`, or `block` itself if it has none.
  public subscript(block: BlockID) -> BlockID {
    get { blocks[block.index].map { BlockID(raw: $0) } ?? block }
    set { blocks.set(block.index, to: newValue.index) }
  }

  public func contains(_ value: ValueID) -> Bool { values[value.index] != nil }
}

extension Module {
  /// Copies an operation with everything inside it to `point`; operands go through `mapping`,
  /// which learns every copied value and block.
  ///
  /// `point` may be inside the operation: what is copied is the operation as it was before.
  ///
  /// - Complexity: linear in the size of the operation, not of the module.
  @discardableResult
  public mutating func clone(
    _ operation: OperationID, at point: InsertionPoint, mapping: inout ValueMapping
  ) -> OperationID {
    var rows = CopiedRows()
    rows.add(operation, of: self)
    let copy = write(rows, mapping: &mapping)
    link(copy, at: point)
    return copy
  }

  /// Copies an operation out of another module with the same context.
  ///
  /// Resources are not copied.
  @discardableResult
  public mutating func clone(
    _ operation: OperationID, from source: Module, at point: InsertionPoint,
    mapping: inout ValueMapping
  ) -> OperationID {
    precondition(context === source.context, "modules of different contexts cannot be mixed")
    var rows = CopiedRows()
    rows.add(operation, of: source)
    let copy = write(rows, mapping: &mapping)
    link(copy, at: point)
    return copy
  }

  /// Copies all blocks of `region` to the end of `target`.
  public mutating func cloneBlocks(
    of region: RegionID, from source: Module, to target: RegionID, mapping: inout ValueMapping
  ) {
    var rows = CopiedRows()
    rows.add(blocksOf: region, of: source)
    write(rows, inside: target, mapping: &mapping)
  }
}

/// Operations as they were read, parents before children, before anything is written: a module that
/// is read while it changes would be copied as a whole.
private struct CopiedRows {
  /// Where an operation or a block goes: the number of a row here, or that it is outermost.
  static var outside: Int { -1 }

  var operations: ContiguousArray<(row: OperationRow, block: Int)> = []
  var operands: ContiguousArray<UInt32> = []
  var resultTypes: ContiguousArray<UInt32> = []
  var successors: ContiguousArray<UInt32> = []
  /// By the operation that owns it and its place there.
  var blocks: ContiguousArray<(original: UInt32, row: BlockRow, owner: Int, region: Int)> = []
  var argumentTypes: ContiguousArray<UInt32> = []
  /// Where arguments came from, by the original value's number.
  var argumentLocations: [UInt32: UInt32] = [:]

  mutating func add(_ operation: OperationID, of module: Module) {
    add(operation, to: Self.outside, of: module)
  }

  mutating func add(blocksOf region: RegionID, of module: Module) {
    let first = blocks.count
    addBlocks(of: region.row, number: 0, owner: Self.outside, of: module)
    addOperations(from: first, of: module)
  }

  private mutating func add(_ operation: OperationID, to block: Int, of module: Module) {
    let row = module.row(operation)
    let number = operations.count
    operations.append((row, block))
    for slot in row.operands.range { operands.append(module.operandRows[slot].value) }
    for value in row.results.range { resultTypes.append(module.valueRows[value].type) }
    for slot in row.successors.range { successors.append(module.successorRows[slot].block) }
    guard row.regions.count > 0 else { return }
    let first = blocks.count
    for (place, region) in row.regions.range.enumerated() {
      addBlocks(of: region, number: place, owner: number, of: module)
    }
    addOperations(from: first, of: module)
  }

  private mutating func addBlocks(of region: Int, number: Int, owner: Int, of module: Module) {
    var next = module.regionRows[region].first
    while next != noRow {
      let row = module.blockRows[Int(next)]
      blocks.append((next, row, owner, number))
      for value in row.arguments.range {
        argumentTypes.append(module.valueRows[value].type)
        guard !module.argumentLocations.isEmpty else { continue }
        argumentLocations[UInt32(value)] = module.argumentLocations[UInt32(value)]
      }
      next = row.next
    }
  }

  /// After all blocks, because branches go forwards too.
  private mutating func addOperations(from first: Int, of module: Module) {
    for block in first..<blocks.count {
      var next = blocks[block].row.first
      while next != noRow {
        add(OperationID(raw: next), to: block, of: module)
        next = module.operationRows[Int(next)].next
      }
    }
  }
}

extension Module {
  /// Writes copies, outermost blocks to the end of `target`; gives the first operation, which is in
  /// no block if it is outermost.
  @discardableResult
  private mutating func write(
    _ rows: CopiedRows, inside target: RegionID? = nil, mapping: inout ValueMapping
  ) -> OperationID {
    let first = OperationID(operationRows.count)
    var writer = CopyWriter(rows, taking: &mapping, self)
    writer.write(inside: target, of: &self)
    mapping = writer.mapping
    return first
  }
}

/// Writes copied rows in the order in which they were read.
private struct CopyWriter {
  let rows: CopiedRows
  var mapping: ValueMapping
  private let firstOperation: Int
  private let firstBlock: Int
  /// How many of the rows are written.
  private var written = (operands: 0, results: 0, successors: 0, blocks: 0, arguments: 0)
  /// Uses of what was not copied by then.
  private var early: ContiguousArray<(slot: Int, original: UInt32)> = []

  /// Leaves an empty mapping behind, so that there is one owner and no copy.
  init(_ rows: CopiedRows, taking mapping: inout ValueMapping, _ module: Module) {
    self.rows = rows
    self.mapping = mapping
    mapping = ValueMapping()
    firstOperation = module.operationRows.count
    firstBlock = module.blockRows.count
    self.mapping.values.reserve(rows.resultTypes.count + rows.argumentTypes.count)
  }

  mutating func write(inside target: RegionID?, of module: inout Module) {
    if let target {
      appendBlocks(ownedBy: CopiedRows.outside, regions: target.row, to: &module)
    }
    for number in rows.operations.indices { appendOperation(number, to: &module) }
    for use in early {
      guard let copy = mapping.values[use.original] else { continue }
      module.unlinkUse(use.slot)
      module.operandRows[use.slot].value = copy
      module.linkUse(use.slot)
    }
  }

  private mutating func appendBlocks(
    ownedBy owner: Int, regions: Int, to module: inout Module
  ) {
    while written.blocks < rows.blocks.count, rows.blocks[written.blocks].owner == owner {
      let (original, row, _, number) = rows.blocks[written.blocks]
      let copy = module.appendBlock(to: RegionID(regions + number))
      mapping.blocks.set(original, to: copy.index)
      let start = module.valueRows.count
      let arguments = row.arguments.range
      module.blockRows[copy.row].arguments = Span(start: start, count: arguments.count)
      for (index, value) in arguments.enumerated() {
        mapping.values.set(UInt32(value), to: UInt32(start + index))
        module.valueRows.append(
          ValueRow(
            type: rows.argumentTypes[written.arguments], owner: copy.index, index: UInt32(index),
            isArgument: true, firstUse: noRow))
        written.arguments += 1
        if let location = rows.argumentLocations[UInt32(value)] {
          module.argumentLocations[UInt32(start + index)] = location
        }
      }
      written.blocks += 1
    }
  }

  private mutating func appendOperation(_ number: Int, to module: inout Module) {
    let (old, home) = rows.operations[number]
    let id = UInt32(firstOperation + number)
    var row = old
    row.operands = Span(start: module.operandRows.count, count: Int(old.operands.count))
    row.results = Span(start: module.valueRows.count, count: Int(old.results.count))
    row.regions = Span(start: module.regionRows.count, count: Int(old.regions.count))
    row.successors = Span(start: module.successorRows.count, count: Int(old.successors.count))
    (row.block, row.previous, row.next) = (noRow, noRow, noRow)
    if home != CopiedRows.outside {
      let block = firstBlock + home
      row.block = UInt32(block)
      row.previous = module.blockRows[block].last
      if row.previous == noRow {
        module.blockRows[block].first = id
      } else {
        module.operationRows[Int(row.previous)].next = id
      }
      module.blockRows[block].last = id
    }
    module.operationRows.append(row)
    appendOperands(Int(old.operands.count), of: id, to: &module)
    for (index, value) in old.results.range.enumerated() {
      mapping.values.set(UInt32(value), to: UInt32(module.valueRows.count))
      module.valueRows.append(
        ValueRow(
          type: rows.resultTypes[written.results], owner: id, index: UInt32(index),
          isArgument: false, firstUse: noRow))
      written.results += 1
    }
    for _ in 0..<Int(old.successors.count) {
      let original = BlockID(raw: rows.successors[written.successors])
      module.appendSuccessor(mapping[original], of: OperationID(raw: id))
      written.successors += 1
    }
    guard old.regions.count > 0 else { return }
    for _ in old.regions.range {
      module.regionRows.append(RegionRow(owner: id, first: noRow, last: noRow))
    }
    appendBlocks(ownedBy: number, regions: Int(row.regions.start), to: &module)
  }

  private mutating func appendOperands(_ count: Int, of user: UInt32, to module: inout Module) {
    for _ in 0..<count {
      let original = rows.operands[written.operands]
      let copy = mapping.values[original]
      if copy == nil { early.append((module.operandRows.count, original)) }
      module.operandRows.append(
        OperandRow(value: copy ?? original, user: user, previousUse: noRow, nextUse: noRow))
      module.linkUse(module.operandRows.count - 1)
      written.operands += 1
    }
  }
}
