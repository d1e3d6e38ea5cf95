import Dialects
import IR

extension MathWriter {
  /// `erf x` in `f32`, within 1 ulp with fused multiply-adds and 1.4 without: `x + x p(x^2)` below one,
  /// `1 - q(x)^2` above.
  mutating func erf(_ x: ValueID) -> ValueID {
    let magnitude = abs(x)
    let near = fma(x, polynomial(Polynomials.erfSmall, mul(x, x)), x)
    // At the upper end the result is one; NaN stays.
    let bounded = select(compare(.orderedGreater, magnitude, 3.9375), 3.9375, magnitude)
    let root = polynomial(Polynomials.erfTail, add(bounded, -2))
    let far = copySign(fma(negate(root), root, number(1, like: x)), x)
    return select(compare(.orderedLess, magnitude, 1), near, far)
  }
}
