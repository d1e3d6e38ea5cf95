import Dialects

extension Graph.Relu: NumericUnaryEvaluation {
  public func result(of x: Double) -> Double { RealFunctions.maximum(x, 0) }
  public func result(of x: Int128) -> Int128 { max(x, 0) }
}

extension Graph.Sigmoid: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { RealFunctions.sigmoid(x) }
}

extension Graph.Softplus: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { RealFunctions.softplus(x) }
}

extension Graph.Softsign: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { x / (1 + x.magnitude) }
}

extension Graph.HardSwish: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { x * RealFunctions.clamp(x / 6 + 0.5, 0, 1) }
}

extension Graph.Mish: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double {
    x * RealFunctions.hyperbolicTangent(RealFunctions.softplus(x))
  }
}

extension Graph.Gelu: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double {
    if usesTanh {
      let inner = (2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)
      return 0.5 * x * (1 + RealFunctions.hyperbolicTangent(inner))
    }
    return 0.5 * x * (1 + RealFunctions.errorFunction(x / 2.0.squareRoot()))
  }
}

extension Graph.LeakyRelu: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { x < 0 ? alpha * x : x }
}

extension Graph.Elu: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double {
    x < 0 ? alpha * RealFunctions.exponentialMinusOne(x) : x
  }
}

extension Graph.Celu: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double {
    RealFunctions.maximum(0, x)
      + RealFunctions.minimum(0, alpha * RealFunctions.exponentialMinusOne(x / alpha))
  }
}

extension Graph.Selu: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double {
    gamma * (x < 0 ? alpha * RealFunctions.exponentialMinusOne(x) : x)
  }
}

extension Graph.HardSigmoid: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { RealFunctions.clamp(alpha * x + beta, 0, 1) }
}

extension Graph.ThresholdedRelu: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { x > alpha ? x : 0 }
}

extension Graph.Swish: FloatUnaryEvaluation {
  public func result(of x: Double) -> Double { x * RealFunctions.sigmoid(alpha * x) }
}
