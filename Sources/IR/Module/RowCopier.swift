/// Writes copies of rows, with new numbers, behind the rows that a module has.
///
/// Plain memory on both sides: a search copies functions more often than it does anything else to
/// them, and each check of an array would cost as much as the row.
struct RowCopier {
  private let source: SourceTables
  private let target: TargetTables
  /// The numbers of the next rows.
  private var next: TableSizes
  private let base: TableSizes
  var mapping: ValueMapping
  private let notesArguments: Bool
  private(set) var ends = LooseEnds()

  /// Starts behind the `base` rows that `target` had, where there is room for `size` copies.
  ///
  /// `mapping` is left empty, so that it has one owner and is not copied.
  init(
    _ size: TableSizes, from source: SourceTables, to target: TargetTables, base: TableSizes,
    taking mapping: inout ValueMapping, notesArguments: Bool
  ) {
    self.source = source
    self.target = target
    self.base = base
    self.next = base
    self.mapping = mapping
    mapping = ValueMapping()
    self.mapping.values.reserve(size.values)
    self.notesArguments = notesArguments
  }

  /// Copies an operation with everything inside it to the end of `block`, which is a copy or none.
  @inline(__always) mutating func copy(_ original: UInt32, to block: UInt32) {
    var row = source.operations[Int(original)]
    let id = UInt32(truncatingIfNeeded: next.operations)
    let (operands, results, regions) = (row.operands, row.results, row.regions)
    let successors = row.successors
    row.operands = Span(start: next.operands, count: Int(operands.count))
    row.results = Span(start: next.values, count: Int(results.count))
    row.regions = Span(start: next.regions, count: Int(regions.count))
    row.successors = Span(start: next.successors, count: Int(successors.count))
    row.block = block
    row.previous = noRow
    row.next = noRow
    if block != noRow {
      row.previous = target.blocks[Int(block)].last
      if row.previous == noRow {
        target.blocks[Int(block)].first = id
      } else {
        target.operations[Int(row.previous)].next = id
      }
      target.blocks[Int(block)].last = id
    }
    target.operations[next.operations] = row
    next.operations &+= 1
    for slot in operands.range { copyOperand(source.operands[slot].value, user: id) }
    for value in results.range { copyValue(value, owner: id) }
    for slot in successors.range { copySuccessor(source.successors[slot].block, user: id) }
    if regions.count > 0 { copyRegions(regions, of: id) }
  }

  @inline(never) private mutating func copyRegions(_ regions: Span, of owner: UInt32) {
    let firstRegion = next.regions
    next.regions += Int(regions.count)
    for (place, region) in regions.range.enumerated() {
      target.regions[firstRegion + place] = RegionRow(
        owner: owner, first: noRow, last: noRow)
      let firstBlock = next.blocks
      copyBlocks(of: UInt32(region), to: UInt32(firstRegion + place))
      guard next.blocks > firstBlock else { continue }
      target.regions[firstRegion + place].first = UInt32(firstBlock)
      target.regions[firstRegion + place].last = UInt32(next.blocks - 1)
    }
    for region in regions.range { copyOperations(of: UInt32(region)) }
  }

  /// All blocks of a region, without their operations: branches go forwards too.
  mutating func copyBlocks(of region: UInt32, to copy: UInt32) {
    let first = next.blocks
    var original = source.regions[Int(region)].first
    while original != noRow {
      let old = source.blocks[Int(original)]
      let id = UInt32(truncatingIfNeeded: next.blocks)
      mapping.blocks.set(original, to: id)
      if next.blocks > first { target.blocks[next.blocks - 1].next = id }
      target.blocks[next.blocks] = BlockRow(
        arguments: Span(start: next.values, count: Int(old.arguments.count)), region: copy,
        first: noRow, last: noRow, previous: next.blocks > first ? id - 1 : noRow, next: noRow)
      next.blocks &+= 1
      for value in old.arguments.range {
        if notesArguments {
          ends.arguments.append((UInt32(truncatingIfNeeded: next.values), UInt32(value)))
        }
        copyValue(value, owner: id)
      }
      original = old.next
    }
  }

  /// The operations of a region whose blocks are copied.
  mutating func copyOperations(of region: UInt32) {
    var block = source.regions[Int(region)].first
    while block != noRow {
      let (copy, after) = (mapping.blocks[block] ?? noRow, source.blocks[Int(block)].next)
      var original = source.blocks[Int(block)].first
      while original != noRow {
        let following = source.operations[Int(original)].next
        self.copy(original, to: copy)
        original = following
      }
      block = after
    }
  }

  @inline(__always) private mutating func copyValue(_ original: Int, owner: UInt32) {
    mapping.values.set(
      UInt32(truncatingIfNeeded: original), to: UInt32(truncatingIfNeeded: next.values))
    var row = source.values[original]
    row.owner = owner
    row.firstUse = noRow
    target.values[next.values] = row
    next.values &+= 1
  }

  @inline(__always) private mutating func copyOperand(_ original: UInt32, user: UInt32) {
    let slot = next.operands
    let value = mapping.values[original]
    var row = OperandRow(
      value: value ?? original, user: user, previousUse: noRow, nextUse: noRow)
    if let value, Int(value) >= base.values {
      // Without a branch, which no processor would foresee: the row itself is written afterwards.
      let use = target.values[Int(value)].firstUse
      row.nextUse = use
      target.operands[use == noRow ? slot : Int(use)].previousUse = UInt32(
        truncatingIfNeeded: slot)
      target.values[Int(value)].firstUse = UInt32(truncatingIfNeeded: slot)
    } else {
      ends.operands.append((slot, original))
    }
    target.operands[slot] = row
    next.operands &+= 1
  }

  /// The blocks of a region are copied before what branches to them.
  private mutating func copySuccessor(_ original: UInt32, user: UInt32) {
    let slot = next.successors
    let block = mapping.blocks[original] ?? original
    var row = SuccessorRow(block: block, user: user, previousUse: noRow, nextUse: noRow)
    if Int(block) >= base.blocks {
      row.nextUse = target.blocks[Int(block)].firstUse
      if row.nextUse != noRow {
        target.successors[Int(row.nextUse)].previousUse = UInt32(truncatingIfNeeded: slot)
      }
      target.blocks[Int(block)].firstUse = UInt32(truncatingIfNeeded: slot)
    } else {
      ends.successors.append(slot)
    }
    target.successors[slot] = row
    next.successors &+= 1
  }
}
