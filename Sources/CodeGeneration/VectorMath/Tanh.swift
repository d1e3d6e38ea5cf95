import Dialects
import IR

extension MathWriter {
  /// `tanh x` in `f32`, within 2.5 ulp: `-E / (E + 2)` with `E = e^(-2|x|) - 1`.
  mutating func tanh(_ x: ValueID) -> ValueID {
    let e = expm1(mul(abs(x), -2))
    return copySign(div(e, add(e, 2)), x)
  }
}
