import Dialects

extension Graph.Copy: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    [try scope.value(input)]
  }
}

extension Graph.Abs: NumericUnaryEvaluation {
  public func result(of x: Double) -> Double { x.magnitude }
  public func result(of x: Int128) -> Int128 { x < 0 ? 0 - x : x }
}

extension Graph.Neg: NumericUnaryEvaluation {
  public func result(of x: Double) -> Double { -x }
  public func result(of x: Int128) -> Int128 { 0 - x }
}

extension Graph.Sign: NumericUnaryEvaluation {
  public func result(of x: Double) -> Double { x > 0 ? 1 : x < 0 ? -1 : x }
  public func result(of x: Int128) -> Int128 { x.signum() }
}

extension Graph.Add: NumericBinaryEvaluation {
  public func result(of x: Double, _ y: Double) -> Double { x + y }
  public func result(of x: Int128, _ y: Int128) -> Int128 { x + y }
}

extension Graph.Sub: NumericBinaryEvaluation {
  public func result(of x: Double, _ y: Double) -> Double { x - y }
  public func result(of x: Int128, _ y: Int128) -> Int128 { x - y }
}

extension Graph.Mul: NumericBinaryEvaluation {
  public func result(of x: Double, _ y: Double) -> Double { x * y }
  public func result(of x: Int128, _ y: Int128) -> Int128 { x &* y }
}

extension Graph.Div: NumericBinaryEvaluation {
  public func result(of x: Double, _ y: Double) -> Double { x / y }
  public func result(of x: Int128, _ y: Int128) -> Int128 { y == 0 ? 0 : x / y }
}

extension Graph.Mod: NumericBinaryEvaluation {
  public func result(of x: Double, _ y: Double) -> Double {
    let rest = x.truncatingRemainder(dividingBy: y)
    if truncates || rest.isNaN { return rest }
    if rest == 0 { return y.sign == .minus ? -0.0 : 0 }
    return (rest < 0) == (y < 0) ? rest : rest + y
  }

  public func result(of x: Int128, _ y: Int128) -> Int128 {
    guard y != 0 else { return 0 }
    let rest = x % y
    return truncates || rest == 0 || (rest < 0) == (y < 0) ? rest : rest + y
  }
}

extension Graph.Pow: NumericBinaryEvaluation {
  public func result(of x: Double, _ y: Double) -> Double { RealFunctions.power(x, y) }

  public func result(of x: Int128, _ y: Int128) -> Int128 {
    if y < 0 { return x == 1 ? 1 : x == -1 ? (y & 1 == 0 ? 1 : -1) : 0 }
    var result: Int128 = 1
    var square = x
    var exponent = y
    while exponent > 0 {
      if exponent & 1 == 1 { result = result &* square }
      square = square &* square
      exponent >>= 1
    }
    return result
  }
}

extension Graph.Max: NumericBinaryEvaluation {
  public func result(of x: Double, _ y: Double) -> Double { RealFunctions.maximum(x, y) }
  public func result(of x: Int128, _ y: Int128) -> Int128 { max(x, y) }
}

extension Graph.Min: NumericBinaryEvaluation {
  public func result(of x: Double, _ y: Double) -> Double { RealFunctions.minimum(x, y) }
  public func result(of x: Int128, _ y: Int128) -> Int128 { min(x, y) }
}

extension Graph.Prelu: NumericBinaryEvaluation {
  public func result(of x: Double, _ y: Double) -> Double { x < 0 ? x * y : x }
  public func result(of x: Int128, _ y: Int128) -> Int128 { x < 0 ? x &* y : x }
}
