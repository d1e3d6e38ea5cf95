import Dialects

extension Graph.Not: NumericUnaryEvaluation {
  public func result(of x: Double) -> Double { x == 0 ? 1 : 0 }
  public func result(of x: Int128) -> Int128 { x == 0 ? 1 : 0 }
}

extension Graph.BitwiseNot: NumericUnaryEvaluation {
  public func result(of x: Double) -> Double { .nan }
  public func result(of x: Int128) -> Int128 { ~x }
}

extension Graph.And: IntegerBinaryEvaluation {
  public func result(of x: Int128, _ y: Int128, width: Int) -> Int128 { x & y }
}

extension Graph.Or: IntegerBinaryEvaluation {
  public func result(of x: Int128, _ y: Int128, width: Int) -> Int128 { x | y }
}

extension Graph.Xor: IntegerBinaryEvaluation {
  public func result(of x: Int128, _ y: Int128, width: Int) -> Int128 { x ^ y }
}

extension Graph.BitwiseAnd: IntegerBinaryEvaluation {
  public func result(of x: Int128, _ y: Int128, width: Int) -> Int128 { x & y }
}

extension Graph.BitwiseOr: IntegerBinaryEvaluation {
  public func result(of x: Int128, _ y: Int128, width: Int) -> Int128 { x | y }
}

extension Graph.BitwiseXor: IntegerBinaryEvaluation {
  public func result(of x: Int128, _ y: Int128, width: Int) -> Int128 { x ^ y }
}

extension Graph.ShiftLeft: IntegerBinaryEvaluation {
  public func result(of x: Int128, _ y: Int128, width: Int) -> Int128 {
    (0..<Int128(width)).contains(y) ? x << y : 0
  }
}

extension Graph.ShiftRight: IntegerBinaryEvaluation {
  public func result(of x: Int128, _ y: Int128, width: Int) -> Int128 {
    (0..<Int128(width)).contains(y) ? x >> y : (x < 0 ? -1 : 0)
  }
}

extension Graph.Equal: ComparisonEvaluation {
  public func holds<Value: Comparable>(_ x: Value, _ y: Value) -> Bool { x == y }
}

extension Graph.Less: ComparisonEvaluation {
  public func holds<Value: Comparable>(_ x: Value, _ y: Value) -> Bool { x < y }
}

extension Graph.LessEqual: ComparisonEvaluation {
  public func holds<Value: Comparable>(_ x: Value, _ y: Value) -> Bool { x <= y }
}

extension Graph.Greater: ComparisonEvaluation {
  public func holds<Value: Comparable>(_ x: Value, _ y: Value) -> Bool { x > y }
}

extension Graph.GreaterEqual: ComparisonEvaluation {
  public func holds<Value: Comparable>(_ x: Value, _ y: Value) -> Bool { x >= y }
}

extension Graph.IsNaN: PredicateEvaluation {
  public func holds(for x: Double) -> Bool { x.isNaN }
}

extension Graph.IsInf: PredicateEvaluation {
  public func holds(for x: Double) -> Bool {
    x.isInfinite && (x > 0 ? detectsPositive : detectsNegative)
  }
}
