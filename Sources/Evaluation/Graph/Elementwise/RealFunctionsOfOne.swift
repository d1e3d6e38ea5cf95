import Dialects

extension Graph.Exp: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { RealFunctions.exponential(x) }
}

extension Graph.Log: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { RealFunctions.logarithm(x) }
}

extension Graph.Sqrt: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { x.squareRoot() }
}

extension Graph.Rsqrt: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { 1 / x.squareRoot() }
}

extension Graph.Reciprocal: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { 1 / x }
}

extension Graph.Erf: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { RealFunctions.errorFunction(x) }
}

extension Graph.Sin: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { RealFunctions.sine(x) }
}

extension Graph.Cos: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { RealFunctions.cosine(x) }
}

extension Graph.Tan: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { RealFunctions.tangent(x) }
}

extension Graph.Asin: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { RealFunctions.arcsine(x) }
}

extension Graph.Acos: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { RealFunctions.arccosine(x) }
}

extension Graph.Atan: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { RealFunctions.arctangent(x) }
}

extension Graph.Tanh: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { RealFunctions.hyperbolicTangent(x) }
}

extension Graph.Sinh: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { RealFunctions.hyperbolicSine(x) }
}

extension Graph.Cosh: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { RealFunctions.hyperbolicCosine(x) }
}

extension Graph.Asinh: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { RealFunctions.areaSine(x) }
}

extension Graph.Acosh: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { RealFunctions.areaCosine(x) }
}

extension Graph.Atanh: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { RealFunctions.areaTangent(x) }
}

extension Graph.Floor: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { x.rounded(.down) }
}

extension Graph.Ceil: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { x.rounded(.up) }
}

extension Graph.Round: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { x.rounded(.toNearestOrEven) }
}
