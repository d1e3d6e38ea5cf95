import Dialects
import IR
import Support

// How large the numbers of a schedule may be, so that no product of them wraps around unseen.

extension ScheduledProgram {
  /// The largest number that a step may be given: what a size may be at most.
  static let largestNumber = SymbolRange.any.upper
  /// How many bytes an address space holds.
  private static let mostBytes = 1 << 47
  /// How many bytes the buffers of a thread, which lie on its stack, may take together.
  private static let mostThreadBytes = 1 << 20

  /// The sizes at which a program is tried for numbers that are too large at any size: ordinary ones,
  /// because the largest of all sizes at once may well be more than memory holds.
  private var ordinarySizes: [String: Int] {
    assumptions.symbols.mapValues { range in
      if let listed = range.listed { return listed.first ?? range.lower }
      let (unit, usual) = (max(1, range.divisor), max(range.lower, min(range.upper, 64)))
      let (next, overflow) = ((usual - 1) / unit + 1).multipliedReportingOverflow(by: unit)
      return overflow || next > range.upper ? range.lower : next
    }
  }

  private func text(_ sizes: [String: Int], in expressions: [IndexExpression]) -> String {
    let names = Set(expressions.flatMap(\.symbolNames)).sorted()
    if names.isEmpty { return "" }
    return " where " + names.map { "\($0) = \(sizes[$0] ?? 0)" }.joined(separator: ", ")
  }

  /// Refuses a step with a number that no size can be.
  func requireModerate(_ properties: AttributeDictionary) throws(Refusal) {
    for property in properties.entries.map(\.value) {
      var numbers = property.integerArrayValue ?? []
      if let number = property.integerValue { numbers.append(number) }
      for expression in property.mapExpressions { numbers += expression.numbers }
      if let number = numbers.first(where: { $0.magnitude > Self.largestNumber.magnitude }) {
        throw Refusal(
          "the number \(number) is too large: the numbers of a step are at most "
            + "\(Self.largestNumber)")
      }
    }
  }

  /// Refuses if a value cannot be computed in 64 bits at ordinary sizes; `extents` are those of its
  /// dimensions.
  func requireRepresentable(
    _ value: IndexExpression, over extents: [IndexExpression] = [], _ what: String
  ) throws(Refusal) {
    let sizes = ordinarySizes
    var known = Assumptions(symbols: sizes.mapValues { SymbolRange($0, $0) })
    for (number, extent) in extents.enumerated() { known.setExtent(of: number, to: extent) }
    let range = known.interval(of: value)
    guard range.lower == nil || range.upper == nil else { return }
    throw Refusal(
      "\(what) '\(value)' is more than 64 bits hold\(text(sizes, in: [value] + extents))")
  }

  /// Refuses if the product of two numbers of iterations is more than 64 bits hold at ordinary sizes.
  func requireRepresentable(
    product first: IndexExpression, _ second: IndexExpression
  ) throws(Refusal) {
    let sizes = ordinarySizes
    guard let a = first.evaluate(symbols: sizes), let b = second.evaluate(symbols: sizes),
      a.multipliedReportingOverflow(by: b).overflow
    else { return }
    throw Refusal(
      "\(first) times \(second) iterations are more than 64 bits hold"
        + text(sizes, in: [first, second]))
  }

  /// Refuses if a buffer is larger than an address space, or the stack of a thread, already at ordinary
  /// sizes.
  func requireAddressable() throws(Refusal) {
    var onStack = 0
    try requireAddressable(under: function, ordinarySizes, &onStack)
  }

  /// The same of what is in an operation, behind what lies on the stack already; of several ways one runs.
  private func requireAddressable(
    under operation: OperationID, _ sizes: [String: Int], _ onStack: inout Int
  ) throws(Refusal) {
    if module.isA(operation, Program.Allocate.self) {
      let buffer = module.result(of: operation)
      if let type = module.bufferType(of: buffer) {
        try requireAddressable(buffer, type, sizes, &onStack)
      }
      return
    }
    let before = onStack
    for region in module.regions(of: operation) {
      var here = module.isA(operation, Program.Choose.self) ? before : onStack
      for block in module.blocks(in: region) {
        for inner in module.operations(in: block) {
          // A statement has no buffers of its own.
          if module.isA(inner, Program.Block.self), !module.holdsBlocks(inner) { continue }
          try requireAddressable(under: inner, sizes, &here)
        }
      }
      onStack = max(onStack, here)
    }
  }

  private func requireAddressable(
    _ buffer: ValueID, _ type: Program.BufferType, _ sizes: [String: Int], _ onStack: inout Int
  ) throws(Refusal) {
    let isOnStack = type.scope == .local || type.scope == .register
    let bytes = type.byteCount(symbols: sizes)
    if isOnStack { onStack += min(bytes ?? Self.mostBytes, Self.mostBytes) }
    let shape = type.shape.map(\.description).joined(separator: ", ")
    if bytes ?? .max > Self.mostBytes {
      throw Refusal(
        "\(bufferName(buffer)), [\(shape)], is more than memory can hold"
          + text(sizes, in: type.shape))
    }
    if isOnStack, onStack > Self.mostThreadBytes {
      throw Refusal(
        "\(bufferName(buffer)), [\(shape)], of scope '\(type.scope.rawValue)' lies on a thread's stack, "
          + "where there is room for \(Self.mostThreadBytes) bytes; use 'global'")
    }
  }
}

extension IndexExpression {
  /// Every number in this.
  fileprivate var numbers: [Int] {
    [constant]
      + terms.flatMap { term in
        [term.coefficient]
          + term.factors.flatMap { factor -> [Int] in
            switch factor {
            case .symbol, .dimension: []
            case .floorDivision(let left, let right), .remainder(let left, let right),
              .minimum(let left, let right), .maximum(let left, let right):
              left.numbers + right.numbers
            }
          }
      }
  }
}
