/// The names of a module's values and blocks in its text.
struct ValueNames {
  /// By value: twice its number, plus one for an argument of an entry block; `nameless` for values
  /// that are in no block.
  private var numbers: ContiguousArray<UInt32>
  private var blockNumbers: ContiguousArray<UInt32>
  private static var nameless: UInt32 { .max }

  private struct Counters {
    var values: UInt32 = 0
    var arguments: UInt32 = 0
  }

  init(of module: Module) {
    numbers = ContiguousArray(repeating: Self.nameless, count: module.valueRows.count)
    blockNumbers = ContiguousArray(repeating: 0, count: module.blockRows.count)
    var counters = Counters()
    name(module.top, of: module, &counters)
  }

  private mutating func name(_ operation: OperationID, of module: Module, _ outer: inout Counters) {
    let row = module.row(operation)
    if row.results.count > 0 {
      for value in row.results.range { numbers[value] = outer.values << 1 }
      outer.values += 1
    }
    guard row.regions.count > 0 else { return }
    var fresh = Counters()
    if module.isIsolated(operation) {
      nameContents(of: row, in: module, &fresh)
    } else {
      nameContents(of: row, in: module, &outer)
    }
  }

  private mutating func nameContents(
    of row: OperationRow, in module: Module, _ counters: inout Counters
  ) {
    for region in row.regions.range {
      for (index, block) in module.blocks(in: RegionID(region)).enumerated() {
        blockNumbers[block.row] = UInt32(index)
        for argument in module.blockRows[block.row].arguments.range {
          if index == 0 {
            numbers[argument] = counters.arguments << 1 | 1
            counters.arguments += 1
          } else {
            numbers[argument] = counters.values << 1
            counters.values += 1
          }
        }
        var next = module.firstOperation(in: block)
        while let operation = next {
          name(operation, of: module, &counters)
          next = module.next(after: operation)
        }
      }
    }
  }

  /// `%0`, `%0#1`, `%arg0`.
  func write(_ value: ValueID, of module: Module, to writer: inout TextWriter) {
    writePack(value, to: &writer)
    let row = module.valueRows[value.row]
    guard !row.isArgument, module.operationRows[Int(row.owner)].results.count > 1 else { return }
    writer.write("#")
    writer.write(Int(row.index))
  }

  /// The name that all results of an operation share.
  func writePack(_ value: ValueID, to writer: inout TextWriter) {
    let number = numbers[value.row]
    guard number != Self.nameless else {
      writer.write("%detached")
      return writer.write(value.row)
    }
    writer.write(number & 1 == 1 ? "%arg" : "%")
    writer.write(digits: UInt(number >> 1))
  }

  func write(_ block: BlockID, to writer: inout TextWriter) {
    writer.write("^bb")
    writer.write(digits: UInt(blockNumbers[block.row]))
  }
}
