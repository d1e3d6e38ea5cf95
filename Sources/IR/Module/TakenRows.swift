/// How many rows of each table something takes.
struct TableSizes {
  var operations = 0
  var operands = 0
  var values = 0
  var regions = 0
  var blocks = 0
  var successors = 0
}

extension TableSizes {
  init(of module: borrowing Module) {
    operations = module.operationRows.count
    operands = module.operandRows.count
    values = module.valueRows.count
    regions = module.regionRows.count
    blocks = module.blockRows.count
    successors = module.successorRows.count
  }
}

/// Rows of one table: how many, and between which.
struct RowRun {
  private(set) var count = 0
  private var lower = UInt32.max
  private var upper: UInt32 = 0

  /// The first of them, or a number that no row has.
  var first: Int { Int(lower) }

  /// Whether nothing lies between them.
  var liesTogether: Bool { count == 0 || Int(upper) - Int(lower) == count }

  @inline(__always) mutating func add(_ row: UInt32) {
    lower = min(lower, row)
    upper = max(upper, row &+ 1)
    count &+= 1
  }

  @inline(__always) mutating func add(_ span: Span) {
    guard span.count > 0 else { return }
    lower = min(lower, span.start)
    upper = max(upper, span.start &+ span.count)
    count &+= Int(span.count)
  }
}

/// Which rows of each table something takes.
struct TakenRows {
  private(set) var operations = RowRun()
  private(set) var operands = RowRun()
  private(set) var values = RowRun()
  private(set) var regions = RowRun()
  private(set) var blocks = RowRun()
  private(set) var successors = RowRun()

  var sizes: TableSizes {
    TableSizes(
      operations: operations.count, operands: operands.count, values: values.count,
      regions: regions.count, blocks: blocks.count, successors: successors.count)
  }

  /// Whether the rows of every table lie together, as in what was read or copied in one go.
  var liesTogether: Bool {
    operations.liesTogether && operands.liesTogether && values.liesTogether
      && regions.liesTogether && blocks.liesTogether && successors.liesTogether
  }

  /// An operation with everything inside it.
  mutating func add(_ operation: UInt32, of module: borrowing Module) {
    let row = module.operationRows[Int(operation)]
    operations.add(operation)
    operands.add(row.operands)
    values.add(row.results)
    regions.add(row.regions)
    successors.add(row.successors)
    for region in row.regions.range { addBlocks(of: UInt32(region), of: module) }
  }

  /// All blocks of a region with everything inside them.
  mutating func addBlocks(of region: UInt32, of module: borrowing Module) {
    var block = module.regionRows[Int(region)].first
    while block != noRow {
      let row = module.blockRows[Int(block)]
      blocks.add(block)
      values.add(row.arguments)
      var next = row.first
      while next != noRow {
        add(next, of: module)
        next = module.operationRows[Int(next)].next
      }
      block = row.next
    }
  }
}
