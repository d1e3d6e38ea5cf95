import Dialects
import IR

/// A function of one float, given on `Double`s.
public protocol FloatUnaryEvaluation: EvaluableOperation, Graph.UnaryOperation {
  func result(of x: Double) -> Double
}

extension FloatUnaryEvaluation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    guard let result = operand.mapFloats(self.result) else {
      throw EvaluationError("expected a tensor of floats, found \(operand.kind)")
    }
    return [result]
  }
}

/// A function of one float or one integer; integer results wrap around.
public protocol NumericUnaryEvaluation: EvaluableOperation, Graph.UnaryOperation {
  func result(of x: Double) -> Double
  func result(of x: Int128) -> Int128
}

extension NumericUnaryEvaluation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    let result = operand.mapFloats { self.result(of: $0) } ?? operand.mapIntegers(self.result)
    guard let result else { throw EvaluationError("expected a tensor of numbers") }
    return [result]
  }
}

/// A condition on one float.
public protocol PredicateEvaluation: EvaluableOperation, Graph.UnaryOperation {
  func holds(for x: Double) -> Bool
}

extension PredicateEvaluation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    return [TensorValue(operand.shape, operand.doubles.map(holds))]
  }
}
