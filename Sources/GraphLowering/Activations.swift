import Dialects
import IR
import TensorExpressions

/// 1 / (1 + exp(-x)).
func sigmoid(_ x: Scalar) -> Scalar { 1 / (1 + exp(-x)) }

/// log(1 + exp(x)), without overflow.
func softplus(_ x: Scalar) -> Scalar {
  maximum(x, .constant(0, x.type)) + .apply(.log1p, exp(-abs(x)))
}

/// alpha * (exp(x) - 1) where x is negative, else x.
private func elu(_ x: Scalar, _ alpha: Double) -> Scalar {
  select(x .< 0, alpha * .apply(.expm1, x), x)
}

extension Graph.Relu: LowerableUnary {
  func rule(_ x: Scalar) -> Scalar { maximum(x, .integer(0, x.type)) }
}
extension Graph.Sigmoid: LowerableUnary { func rule(_ x: Scalar) -> Scalar { sigmoid(x) } }
extension Graph.Softplus: LowerableUnary { func rule(_ x: Scalar) -> Scalar { softplus(x) } }
extension Graph.Softsign: LowerableUnary {
  func rule(_ x: Scalar) -> Scalar { x / (1 + abs(x)) }
}
extension Graph.HardSwish: LowerableUnary {
  func rule(_ x: Scalar) -> Scalar { x * clamped(x / 6 + 0.5, 0, 1) }
}
extension Graph.Mish: LowerableUnary {
  /// With `n = e^x (e^x + 2)`, `tanh(log(1 + e^x))` is `n / (n + 2)`; from 20 on it is one.
  func rule(_ x: Scalar) -> Scalar {
    let exponential = exp(minimum(x, .constant(20, x.type)))
    let n = exponential * (exponential + 2)
    return x * (n / (n + 2))
  }
}
extension Graph.Gelu: LowerableUnary {
  func rule(_ x: Scalar) -> Scalar {
    if usesTanh {
      let inner = (2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)
      return 0.5 * x * (1 + tanh(inner))
    }
    return 0.5 * x * (1 + erf(x * 0.5.squareRoot()))
  }
}
extension Graph.LeakyRelu: LowerableUnary {
  func rule(_ x: Scalar) -> Scalar { select(x .< 0, alpha * x, x) }
}
extension Graph.Elu: LowerableUnary { func rule(_ x: Scalar) -> Scalar { elu(x, alpha) } }
extension Graph.Celu: LowerableUnary {
  func rule(_ x: Scalar) -> Scalar {
    let zero = Scalar.constant(0, x.type)
    return maximum(zero, x) + minimum(zero, alpha * .apply(.expm1, x / alpha))
  }
}
extension Graph.Selu: LowerableUnary {
  func rule(_ x: Scalar) -> Scalar { gamma * elu(x, alpha) }
}
extension Graph.HardSigmoid: LowerableUnary {
  func rule(_ x: Scalar) -> Scalar { clamped(alpha * x + beta, 0, 1) }
}
extension Graph.ThresholdedRelu: LowerableUnary {
  func rule(_ x: Scalar) -> Scalar {
    select(.compare(.greater, x, alpha), x, .constant(0, x.type))
  }
}
extension Graph.Swish: LowerableUnary {
  func rule(_ x: Scalar) -> Scalar { x * sigmoid(alpha * x) }
}
