import Dialects
import IR

extension MathWriter {
  /// `erf x` in `f32`, within 1.2 ulp: `x + x p(x^2)` below 0.92, `1 - e^(x q(x))` above.
  mutating func erf(_ x: ValueID) -> ValueID {
    let magnitude = abs(x)
    let near = fma(x, polynomial(Polynomials.erfSmall, mul(x, x)), x)
    // From 4 on the result is one; NaN stays.
    let bounded = clamp(magnitude, 0, 4)
    let exponent = mul(bounded, polynomial(Polynomials.erfTail, bounded))
    let far = copySign(sub(number(1, like: x), expInRange(exponent)), x)
    return select(compare(.orderedLess, magnitude, 0.92), near, far)
  }
}
