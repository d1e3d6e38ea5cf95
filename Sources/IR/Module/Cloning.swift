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
    var rows = CopiedRows(into: self, taking: &mapping)
    rows.add(operation, to: noRow, of: self)
    return append(rows, at: point, &mapping)
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
    var rows = CopiedRows(into: self, taking: &mapping)
    rows.add(operation, to: noRow, of: source)
    return append(rows, at: point, &mapping)
  }

  /// Copies all blocks of `region` to the end of `target`.
  public mutating func cloneBlocks(
    of region: RegionID, from source: Module, to target: RegionID, mapping: inout ValueMapping
  ) {
    var rows = CopiedRows(into: self, taking: &mapping)
    rows.addBlocks(of: region.row, to: target.index, of: source)
    rows.addOperations(fromBlock: 0, of: source)
    var next = rows.blocks.isEmpty ? noRow : UInt32(blockRows.count)
    append(rows, &mapping)
    // They are linked with each other, but not yet with what was there.
    if next != noRow { blockRows[Int(next)].previous = regionRows[target.row].last }
    while next != noRow {
      let last = regionRows[target.row].last
      if last == noRow {
        regionRows[target.row].first = next
      } else {
        blockRows[Int(last)].next = next
      }
      regionRows[target.row].last = next
      next = blockRows[Int(next)].next
    }
  }

  private mutating func append(
    _ rows: CopiedRows, at point: InsertionPoint, _ mapping: inout ValueMapping
  ) -> OperationID {
    let copy = OperationID(operationRows.count)
    append(rows, &mapping)
    link(copy, at: point)
    return copy
  }

  /// Adds the rows, and puts uses of what is outside of them into its lists.
  private mutating func append(_ rows: CopiedRows, _ mapping: inout ValueMapping) {
    operationRows.append(contentsOf: rows.operations)
    operandRows.append(contentsOf: rows.operands)
    valueRows.append(contentsOf: rows.values)
    regionRows.append(contentsOf: rows.regions)
    blockRows.append(contentsOf: rows.blocks)
    for (slot, original) in rows.outsideOperands {
      // By now what comes later is known.
      operandRows[slot].value = rows.mapping.values[original] ?? original
      linkUse(slot)
    }
    for (operation, successors) in rows.successors {
      setSuccessors(of: operation, to: successors.map { rows.mapping[$0] })
    }
    for (value, location) in rows.argumentLocations { argumentLocations[value] = location }
    mapping = rows.mapping
  }
}

/// Rows of copies, numbered as they will be in a module that does not change before all is read: one
/// that is read while it changes would be copied as a whole.
private struct CopiedRows {
  var operations: ContiguousArray<OperationRow> = []
  var operands: ContiguousArray<OperandRow> = []
  var values: ContiguousArray<ValueRow> = []
  var regions: ContiguousArray<RegionRow> = []
  var blocks: ContiguousArray<BlockRow> = []
  var mapping: ValueMapping
  /// Operands, by their number in the module, that are not values of these rows, or of later ones.
  var outsideOperands: ContiguousArray<(slot: Int, original: UInt32)> = []
  /// As in the original.
  var successors: [(operation: OperationID, blocks: [BlockID])] = []
  /// By the copied argument.
  var argumentLocations: [(value: UInt32, location: UInt32)] = []
  /// The blocks that were copied.
  private var originals: ContiguousArray<UInt32> = []
  /// The numbers of the first rows.
  private let base: (operation: Int, operand: Int, value: Int, region: Int, block: Int)

  /// Leaves an empty mapping behind, so that there is one owner and no copy.
  init(into module: Module, taking mapping: inout ValueMapping) {
    self.mapping = mapping
    mapping = ValueMapping()
    base = (
      module.operationRows.count, module.operandRows.count, module.valueRows.count,
      module.regionRows.count, module.blockRows.count
    )
  }

  mutating func add(_ operation: OperationID, to block: UInt32, of module: Module) {
    var row = module.row(operation)
    let id = UInt32(base.operation + operations.count)
    let (oldOperands, oldResults, oldRegions) = (row.operands, row.results, row.regions)
    row.operands = Span(start: base.operand + operands.count, count: Int(oldOperands.count))
    row.results = Span(start: base.value + values.count, count: Int(oldResults.count))
    row.regions = Span(start: base.region + regions.count, count: Int(oldRegions.count))
    row.successors = .none
    row.block = block
    row.previous = noRow
    row.next = noRow
    if block != noRow {
      let home = Int(block) - base.block
      row.previous = blocks[home].last
      if row.previous == noRow {
        blocks[home].first = id
      } else {
        operations[Int(row.previous) - base.operation].next = id
      }
      blocks[home].last = id
    }
    operations.append(row)
    for slot in oldOperands.range { addOperand(module.operandRows[slot].value, user: id) }
    for value in oldResults.range {
      mapping.values.set(UInt32(value), to: UInt32(base.value + values.count))
      var row = module.valueRows[value]
      row.owner = id
      row.firstUse = noRow
      values.append(row)
    }
    if module.operationRows[operation.row].successors.count > 0 {
      successors.append((OperationID(raw: id), module.successors(of: operation)))
    }
    guard oldRegions.count > 0 else { return }
    let firstBlock = blocks.count
    let firstRegion = regions.count
    for _ in oldRegions.range {
      regions.append(RegionRow(owner: id, first: noRow, last: noRow))
    }
    for (place, region) in oldRegions.range.enumerated() {
      let first = blocks.count
      addBlocks(of: region, to: UInt32(base.region + firstRegion + place), of: module)
      guard blocks.count > first else { continue }
      regions[firstRegion + place].first = UInt32(base.block + first)
      regions[firstRegion + place].last = UInt32(base.block + blocks.count - 1)
    }
    addOperations(fromBlock: firstBlock, of: module)
  }

  @inline(__always) private mutating func addOperand(_ original: UInt32, user: UInt32) {
    let slot = base.operand + operands.count
    let value = mapping.values[original]
    var row = OperandRow(
      value: value ?? original, user: user, previousUse: noRow, nextUse: noRow)
    if let value, Int(value) >= base.value {
      let own = Int(value) - base.value
      row.nextUse = values[own].firstUse
      if row.nextUse != noRow {
        operands[Int(row.nextUse) - base.operand].previousUse = UInt32(slot)
      }
      values[own].firstUse = UInt32(slot)
    } else {
      outsideOperands.append((slot, original))
    }
    operands.append(row)
  }

  /// All blocks of a region, without their operations: branches go forwards too.
  mutating func addBlocks(of region: Int, to target: UInt32, of module: Module) {
    let first = blocks.count
    var next = module.regionRows[region].first
    while next != noRow {
      let old = module.blockRows[Int(next)]
      let id = UInt32(base.block + blocks.count)
      mapping.blocks.set(next, to: id)
      originals.append(next)
      if blocks.count > first { blocks[blocks.count - 1].next = id }
      blocks.append(
        BlockRow(
          arguments: Span(start: base.value + values.count, count: Int(old.arguments.count)),
          region: target, first: noRow, last: noRow,
          previous: blocks.count > first ? id - 1 : noRow, next: noRow))
      for value in old.arguments.range {
        let copy = UInt32(base.value + values.count)
        mapping.values.set(UInt32(value), to: copy)
        var row = module.valueRows[value]
        row.owner = id
        row.firstUse = noRow
        values.append(row)
        if !module.argumentLocations.isEmpty,
          let location = module.argumentLocations[UInt32(value)]
        {
          argumentLocations.append((copy, location))
        }
      }
      next = old.next
    }
  }

  /// The operations of the blocks from the one with this number on.
  mutating func addOperations(fromBlock first: Int, of module: Module) {
    for block in first..<blocks.count {
      var next = module.blockRows[Int(originals[block])].first
      while next != noRow {
        add(OperationID(raw: next), to: UInt32(base.block + block), of: module)
        next = module.operationRows[Int(next)].next
      }
    }
  }
}
