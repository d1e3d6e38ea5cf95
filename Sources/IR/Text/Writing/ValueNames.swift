/// The names of a module's values and blocks in its text.
struct ValueNames {
  /// By value: twice its number, plus one for an argument of an entry block; `nameless` for values
  /// that are in no block.
  private var numbers: ContiguousArray<UInt32>
  private var blockNumbers: ContiguousArray<UInt32>
  private static var nameless: UInt32 { .max }
  /// Names that operations suggest, by value.
  private var suggested: [Int: String] = [:]
  /// Operations that use a value before the text defines it.
  private(set) var forwardUsers: Set<OperationID> = []
  private var isForPeople: Bool
  private var namings: [UInt32: (any ValueNamingOperation.Type)?] = [:]

  private struct Counters {
    var values: UInt32 = 0
    var arguments: UInt32 = 0
    var taken = VisibleNames()
  }

  /// The suggested names that are visible where the text is.
  private struct VisibleNames {
    /// By name: the number to try first when it is suggested again.
    private var numbers: [String: Int] = [:]
    /// What `take` changed, in its order.
    private var changes: [(name: String, base: String, number: Int)] = []

    var changeCount: Int { changes.count }

    /// `base`, or the first of `base_1`, `base_2`, … that is free.
    mutating func take(_ base: String) -> String {
      guard let first = numbers[base] else {
        numbers[base] = 1
        changes.append((base, base, 1))
        return base
      }
      var number = first
      while true {
        let name = "\(base)_\(number)"
        number += 1
        guard numbers[name] == nil else { continue }
        numbers[base] = number
        numbers[name] = 1
        changes.append((name, base, first))
        return name
      }
    }

    /// Takes changes back until there are `count`, as a region ends.
    mutating func undo(to count: Int) {
      while changes.count > count {
        let change = changes.removeLast()
        numbers[change.base] = change.number
        numbers[change.name] = nil
      }
    }
  }

  /// Names all values; `forPeople` by what operations suggest.
  init(of module: Module, forPeople: Bool = false) {
    isForPeople = forPeople
    numbers = ContiguousArray(repeating: Self.nameless, count: module.valueRows.count)
    blockNumbers = ContiguousArray(repeating: 0, count: module.blockRows.count)
    var counters = Counters()
    name(module.top, of: module, &counters)
    guard !forwardUsers.isEmpty, !suggested.isEmpty else { return }
    // A name might be another value's where it is used: numbers never are.
    let forward = forwardUsers
    self = ValueNames(of: module)
    forwardUsers = forward
  }

  private mutating func name(_ operation: OperationID, of module: Module, _ outer: inout Counters) {
    let row = module.row(operation)
    if isForPeople { noteForwardUses(operation, row, of: module) }
    let naming = isForPeople ? naming(row, of: module) : nil
    if row.results.count > 0 {
      if let name = naming?.resultName(of: operation, in: module) {
        suggest(name, for: row.results.range, &outer)
      } else {
        for value in row.results.range { numbers[value] = outer.values << 1 }
        outer.values += 1
      }
    }
    guard row.regions.count > 0 else { return }
    var fresh = Counters()
    if module.isIsolated(operation) {
      nameContents(of: operation, row, in: module, naming, &fresh)
    } else {
      nameContents(of: operation, row, in: module, naming, &outer)
    }
  }

  private mutating func nameContents(
    of operation: OperationID, _ row: OperationRow, in module: Module,
    _ naming: (any ValueNamingOperation.Type)?, _ counters: inout Counters
  ) {
    for (number, region) in row.regions.range.enumerated() {
      let visible = counters.taken.changeCount
      defer { counters.taken.undo(to: visible) }
      let names = naming?.argumentNames(of: operation, region: number, in: module) ?? []
      for (index, block) in module.blocks(in: RegionID(region)).enumerated() {
        blockNumbers[block.row] = UInt32(index)
        for (place, argument) in module.blockRows[block.row].arguments.range.enumerated() {
          if index == 0, place < names.count, let name = names[place] {
            suggest(name, for: argument..<argument + 1, &counters)
          } else if index == 0 {
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

  // MARK: Suggested names

  private mutating func naming(
    _ row: OperationRow, of module: Module
  ) -> (any ValueNamingOperation.Type)? {
    if let known = namings[row.name] { return known }
    let naming =
      module.context.definition(named: module.context.names[row.name])
      as? any ValueNamingOperation.Type
    namings[row.name] = .some(naming)
    return naming
  }

  private mutating func suggest(_ name: String, for values: Range<Int>, _ counters: inout Counters)
  {
    let unique = counters.taken.take(name.valueName)
    for value in values {
      numbers[value] = Self.nameless - 1
      suggested[value] = unique
    }
  }

  private mutating func noteForwardUses(
    _ operation: OperationID, _ row: OperationRow, of module: Module
  ) {
    for slot in row.operands.range
    where numbers[Int(module.operandRows[slot].value)] == Self.nameless {
      forwardUsers.insert(operation)
    }
  }

  /// The name that the operation suggested, as it is written; `nil` if it has a number.
  func suggestedName(of value: ValueID) -> String? { suggested[value.row] }

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
    if number == Self.nameless - 1, let name = suggested[value.row] {
      writer.write("%")
      return writer.write(name)
    }
    writer.write(number & 1 == 1 ? "%arg" : "%")
    writer.write(digits: UInt(number >> 1))
  }

  func write(_ block: BlockID, to writer: inout TextWriter) {
    writer.write("^bb")
    writer.write(digits: UInt(blockNumbers[block.row]))
  }
}

extension String {
  /// The name as one of a value, without the `%`, that no number is mistaken for.
  fileprivate var valueName: String {
    var name = String(
      decoding: utf8.map { $0.continuesIdentifier ? $0 : 0x5F }, as: UTF8.self)
    if name.utf8.first?.startsIdentifier != true { name = "_" + name }
    return name.isNumberedValueName ? name + "_" : name
  }

  /// Whether this is `arg3`, as values without a name are called.
  var isNumberedValueName: Bool {
    let digits = hasPrefix("arg") ? dropFirst(3) : hasPrefix("detached") ? dropFirst(8) : self[...]
    return digits.utf8.allSatisfy(\.isDigit)
  }
}
