import Dialects
import IR
import Support
import TensorExpressions

/// An operation whose element is a function of one element.
protocol LowerableUnary: AnyOrderOperation {
  var input: ValueID { get }
  func rule(_ x: Scalar) -> Scalar
}

extension LowerableUnary {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let x = try kernel.tensor(input)
    try kernel.compute { rule(x[$0]) }
  }
}

extension Graph.Copy: LowerableUnary { func rule(_ x: Scalar) -> Scalar { x } }
extension Graph.Abs: LowerableUnary { func rule(_ x: Scalar) -> Scalar { abs(x) } }
extension Graph.Neg: LowerableUnary { func rule(_ x: Scalar) -> Scalar { -x } }
extension Graph.Sign: LowerableUnary {
  func rule(_ x: Scalar) -> Scalar {
    let one = Scalar.integer(1, x.type)
    if x.type.isUnsigned { return minimum(x, one) }
    return select(.compare(.greater, x, 0), one, select(x .< 0, .integer(-1, x.type), x))
  }
}
extension Graph.Not: LowerableUnary { func rule(_ x: Scalar) -> Scalar { ~x } }
extension Graph.BitwiseNot: LowerableUnary { func rule(_ x: Scalar) -> Scalar { ~x } }

extension Graph.Exp: LowerableUnary { func rule(_ x: Scalar) -> Scalar { exp(x) } }
extension Graph.Log: LowerableUnary { func rule(_ x: Scalar) -> Scalar { log(x) } }
extension Graph.Sqrt: LowerableUnary { func rule(_ x: Scalar) -> Scalar { sqrt(x) } }
extension Graph.Rsqrt: LowerableUnary { func rule(_ x: Scalar) -> Scalar { 1 / sqrt(x) } }
extension Graph.Reciprocal: LowerableUnary { func rule(_ x: Scalar) -> Scalar { 1 / x } }
extension Graph.Erf: LowerableUnary { func rule(_ x: Scalar) -> Scalar { erf(x) } }
extension Graph.Floor: LowerableUnary { func rule(_ x: Scalar) -> Scalar { .apply(.floor, x) } }
extension Graph.Ceil: LowerableUnary { func rule(_ x: Scalar) -> Scalar { .apply(.ceil, x) } }
extension Graph.Round: LowerableUnary { func rule(_ x: Scalar) -> Scalar { .apply(.round, x) } }
extension Graph.Sin: LowerableUnary { func rule(_ x: Scalar) -> Scalar { .apply(.sin, x) } }
extension Graph.Cos: LowerableUnary { func rule(_ x: Scalar) -> Scalar { .apply(.cos, x) } }
extension Graph.Tan: LowerableUnary { func rule(_ x: Scalar) -> Scalar { .apply(.tan, x) } }
extension Graph.Asin: LowerableUnary { func rule(_ x: Scalar) -> Scalar { .apply(.asin, x) } }
extension Graph.Acos: LowerableUnary { func rule(_ x: Scalar) -> Scalar { .apply(.acos, x) } }
extension Graph.Atan: LowerableUnary { func rule(_ x: Scalar) -> Scalar { .apply(.atan, x) } }
extension Graph.Sinh: LowerableUnary { func rule(_ x: Scalar) -> Scalar { .apply(.sinh, x) } }
extension Graph.Cosh: LowerableUnary { func rule(_ x: Scalar) -> Scalar { .apply(.cosh, x) } }
extension Graph.Tanh: LowerableUnary { func rule(_ x: Scalar) -> Scalar { tanh(x) } }
extension Graph.Asinh: LowerableUnary { func rule(_ x: Scalar) -> Scalar { .apply(.asinh, x) } }
extension Graph.Acosh: LowerableUnary { func rule(_ x: Scalar) -> Scalar { .apply(.acosh, x) } }
extension Graph.Atanh: LowerableUnary { func rule(_ x: Scalar) -> Scalar { .apply(.atanh, x) } }

extension Graph.IsNaN: LowerableUnary {
  func rule(_ x: Scalar) -> Scalar { .compare(.notEqual, x, x) }
}
extension Graph.IsInf: LowerableUnary {
  func rule(_ x: Scalar) -> Scalar {
    let (above, below) = (x .== .infinity, x .== -.infinity)
    if detectsPositive, detectsNegative { return above | below }
    return detectsPositive ? above : detectsNegative ? below : .integer(0, .i1)
  }
}
