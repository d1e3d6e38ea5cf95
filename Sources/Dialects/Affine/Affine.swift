import IR
import Support

/// MLIR's `affine` dialect: loops, conditions and accesses whose bounds and indices are affine in
/// loop counters (dimensions) and values that do not change in the function (symbols).
public enum Affine {
  /// Everything declared here, for a `Context`.
  public static let dialect = Dialect(
    name: "affine",
    documentation: """
      MLIR's `affine` dialect: loops, conditions and accesses whose bounds and indices are affine.

      The operands of maps and sets are loop counters (dimensions) and values that do not change in
      the function (symbols).
      """,
    operations: [
      Apply.self, Min.self, Max.self, Load.self, Store.self, VectorLoad.self, VectorStore.self,
      Prefetch.self, For.self, Parallel.self, If.self, Yield.self, DelinearizeIndex.self,
      DMAStart.self, DMAWait.self,
    ], makeConstant: Arith.makeConstant)

  public struct Yield: OperationDefinition {
    public static var mnemonic: String { "affine.yield" }
    public static var documentation: String { "The values of an iteration or a branch." }
    public static var form: Form? { "attr-dict ($values^ `:` type($values))?" }
    public static var traits: Traits { [.pure, .terminator] }
    public static var signature: Signature {
      Signature(
        operands: [.init("values", .any, .variadic)],
        parents: [For.mnemonic, If.mnemonic, Parallel.mnemonic])
    }

    public var values: [ValueID]

    public init(_ values: [ValueID] = []) { self.values = values }

    public init(_ operation: OperationID, in module: borrowing Module) {
      values = module.operands(of: operation)
    }

    public var state: OperationState { OperationState(name: Self.mnemonic, operands: values) }
  }
}

extension AffineMap {
  /// How many operands the map takes: its dimensions, then its symbols.
  public var inputCount: Int { dimensionCount + symbolCount }

  /// `() -> (value)`.
  public static func constant(_ value: Int) -> AffineMap {
    AffineMap(dimensionCount: 0, [IndexExpression(value)])
  }

  /// `(d0, …) -> (d0, …)`.
  public static func identity(_ rank: Int) -> AffineMap {
    AffineMap(dimensionCount: rank, (0..<rank).map { .dimension($0) })
  }

  /// The only result, if it is a number.
  public var constantResult: Int? { results.count == 1 ? results[0].constantValue : nil }

  /// The results for numbers in place of the operands; `nil` where one cannot be computed.
  public func evaluate(_ inputs: [Int]) -> [Int]? {
    guard inputs.count == inputCount else { return nil }
    let symbols = Self.symbolValues(inputs.dropFirst(dimensionCount))
    let values = results.compactMap {
      $0.evaluate(symbols: symbols, dimensions: Array(inputs.prefix(dimensionCount)))
    }
    return values.count == results.count ? values : nil
  }

  /// The numbers of symbols by their names in maps and sets, `s0…`.
  static func symbolValues(_ values: some Sequence<Int>) -> [String: Int] {
    Dictionary(
      uniqueKeysWithValues: values.enumerated().map { ("s\($0.offset)", $0.element) })
  }
}

extension AffineSet {
  /// How many operands the set takes: its dimensions, then its symbols.
  public var inputCount: Int { dimensionCount + symbolCount }

  /// Whether a point is in the set; `nil` where that cannot be computed.
  public func contains(_ inputs: [Int]) -> Bool? {
    guard inputs.count == inputCount else { return nil }
    let symbols = AffineMap.symbolValues(inputs.dropFirst(dimensionCount))
    for constraint in constraints {
      guard
        let value = constraint.expression.evaluate(
          symbols: symbols, dimensions: Array(inputs.prefix(dimensionCount)))
      else { return nil }
      guard constraint.isEquality ? value == 0 : value >= 0 else { return false }
    }
    return true
  }
}

extension Attribute {
  /// The set, if it is an `affine_set`.
  public var affineSetValue: AffineSet? {
    if case .affineSet(let value) = self { value } else { nil }
  }
}
