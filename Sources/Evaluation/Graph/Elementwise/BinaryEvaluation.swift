import Dialects
import IR

extension Graph.BinaryOperation {
  /// The operands, each repeated to the shape they have together.
  func broadcastOperands(
    in scope: EvaluationScope
  ) throws(EvaluationError) -> (lhs: TensorValue, rhs: TensorValue) {
    let left = try scope.value(lhs)
    let right = try scope.value(rhs)
    guard left.kind == right.kind else {
      throw EvaluationError("operands have elements of \(left.kind) and \(right.kind)")
    }
    guard let shape = broadcastShape(left.shape, right.shape) else {
      throw EvaluationError("shapes \(left.shape) and \(right.shape) do not broadcast")
    }
    try scope.checkSize(shape)
    return (left.broadcast(to: shape) ?? left, right.broadcast(to: shape) ?? right)
  }
}

/// A function of two numbers of one kind; integer results wrap around.
public protocol NumericBinaryEvaluation: EvaluableOperation, Graph.BinaryOperation {
  func result(of x: Double, _ y: Double) -> Double
  func result(of x: Int128, _ y: Int128) -> Int128
}

extension NumericBinaryEvaluation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let (x, y) = try broadcastOperands(in: scope)
    if let result = x.zipFloats(y, { self.result(of: $0, $1) }) { return [result] }
    if let result = x.zipIntegers(y, { self.result(of: $0, $1) }) { return [result] }
    throw EvaluationError("expected tensors of numbers, found \(x.kind)")
  }
}

/// A function of two integers or two truth values of one kind; results wrap around.
public protocol IntegerBinaryEvaluation: EvaluableOperation, Graph.BinaryOperation {
  /// The function; elements have `width` bits.
  func result(of x: Int128, _ y: Int128, width: Int) -> Int128
}

extension IntegerBinaryEvaluation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let (x, y) = try broadcastOperands(in: scope)
    let width = x.kind == .bool ? 8 : x.kind.bitWidth
    guard let result = x.zipIntegers(y, { self.result(of: $0, $1, width: width) }) else {
      throw EvaluationError("expected tensors of integers, found \(x.kind)")
    }
    return [result]
  }
}

/// A condition on two numbers of one kind, decided without rounding.
public protocol ComparisonEvaluation: EvaluableOperation, Graph.BinaryOperation {
  func holds<Value: Comparable>(_ x: Value, _ y: Value) -> Bool
}

extension ComparisonEvaluation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let (x, y) = try broadcastOperands(in: scope)
    if x.kind.isFloat {
      return [TensorValue(x.shape, zip(x.doubles, y.doubles).map { holds($0, $1) })]
    }
    return [TensorValue(x.shape, zip(x.integers, y.integers).map { holds($0, $1) })]
  }
}
