import Dialects
import IR
import Support

/// An operation whose results the reference evaluator can compute.
///
/// Conformances are the meaning of the graph level: each says what its operation computes, as plainly
/// as can be. Everything else in the compiler is compared with them.
public protocol EvaluableOperation: OperationDefinition {
  /// The values of the results.
  ///
  /// - Throws: what is wrong with the operands' values, or with an operation that does not verify.
  func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue]
}

/// What an operation sees while it is evaluated: its operands' values, and the sizes by name.
public struct EvaluationScope: Sendable {
  public let module: Module
  public let operation: OperationID
  /// The value of every symbolic size.
  public let symbols: [String: Int]
  private let values: [ValueID: TensorValue]

  /// `operands` in the order of the operation's operands.
  public init(
    _ operation: OperationID, in module: Module, operands: [TensorValue], symbols: [String: Int]
  ) {
    (self.operation, self.module, self.symbols) = (operation, module, symbols)
    var values: [ValueID: TensorValue] = [:]
    for (id, value) in zip(module.operands(of: operation), operands) { values[id] = value }
    self.values = values
  }

  /// The value of an operand.
  public func value(_ operand: ValueID) throws(EvaluationError) -> TensorValue {
    if let value = values[operand] { return value }
    throw EvaluationError("an operand is missing")
  }

  /// The value of an operand that may be left out.
  public func value(_ operand: ValueID?) throws(EvaluationError) -> TensorValue? {
    guard let operand else { return nil }
    return try value(operand) as TensorValue
  }

  /// The number that an expression of symbolic sizes stands for.
  public func size(_ expression: IndexExpression) throws(EvaluationError) -> Int {
    if let value = expression.evaluate(symbols: symbols) { return value }
    if let name = expression.symbolNames.first(where: { symbols[$0] == nil }) {
      throw EvaluationError("the size '\(name)' has no value; give it one")
    }
    throw EvaluationError(
      "the size '\(expression)' cannot be computed: it divides by zero or overflows")
  }

  public func sizes(_ expressions: [IndexExpression]) throws(EvaluationError) -> [Int] {
    var sizes: [Int] = []
    for expression in expressions { sizes.append(try size(expression)) }
    return sizes
  }

  /// The shape that a tensor type has here.
  public func shape(of type: Type) throws(EvaluationError) -> [Int] {
    guard let expressions = type.sizes else {
      throw EvaluationError("the sizes of '\(type)' are not known")
    }
    let shape = try sizes(expressions)
    guard TensorValue.elementCount(of: shape) != nil else {
      throw EvaluationError("a tensor cannot have shape \(shape)")
    }
    return shape
  }

  /// Refuses to make what no tensor can be, or one far beyond what this evaluator is for.
  func checkSize(_ shape: [Int]) throws(EvaluationError) {
    guard let count = TensorValue.elementCount(of: shape) else {
      throw EvaluationError("a tensor cannot have shape \(shape)")
    }
    guard count <= 1 << 28 else {
      throw EvaluationError("shape \(shape) is too big for the reference evaluator")
    }
  }

  /// The kind of the elements that a tensor type has.
  public func kind(of type: Type) throws(EvaluationError) -> ScalarKind {
    guard let kind = ScalarKind(type.elementType) else {
      throw .unsupportedElement(type.elementType)
    }
    return kind
  }

  /// An axis of a tensor of `rank` axes, which must be in range.
  func checked(axis: Int, rank: Int) throws(EvaluationError) -> Int {
    let axis = axis < 0 ? axis + rank : axis
    guard (0..<rank).contains(axis) else {
      throw EvaluationError("axis \(axis) is out of range for rank \(rank)")
    }
    return axis
  }

  /// One number for each of `count` axes.
  func checked(
    _ values: [IndexExpression], count: Int, _ name: String
  ) throws(EvaluationError) -> [Int] {
    guard values.count == count else {
      throw EvaluationError("'\(name)' needs \(count) entries, found \(values.count)")
    }
    return try sizes(values)
  }
}
