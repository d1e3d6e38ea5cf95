import Dialects
import IR

// What `fastmath<afn>` gives instead of the functions of `f32` that networks use most. Infinities and
// NaN are as ever; denormal results may be zeros.
extension MathWriter {
  /// `e^x` within 2.5 ulp: zero below -87.7, infinity above 88.3.
  ///
  /// The power of two is one factor instead of two: its bits are zero's for -127, infinity's for 128. Where
  /// scaling is one instruction, it is as in `exp`.
  mutating func approximateExp(_ x: ValueID) -> ValueID {
    let scales = scaledLanes(of: build.module.type(of: x)) != nil
    let bounded = scales ? clamp(x, -104, 89) : clamp(x, -88, 88.72)
    let n = nearestMultiple(bounded, 0x1.715476p+0)
    let power = expOfRemainder(reduceByLn2(bounded, n.number), Polynomials.approximateExp)
    return scales ? scale(power, n) : mul(power, powerOfTwo(n.bits))
  }

  // Where the rational functions stop they are one, rounded with fused multiply-adds as well as without: of
  // large negative numbers `1 + tanh x` and `1 + erf x` are nothing.

  /// `tanh x` within 6 ulp, from an odd rational function.
  mutating func approximateTanh(_ x: ValueID) -> ValueID {
    oddRational(
      clamp(x, -0x1.19999cp+3, 0x1.19999cp+3), Polynomials.approximateTanhAbove,
      Polynomials.approximateTanhBelow)
  }

  /// `erf x` within 12 ulp, from an odd rational function.
  mutating func approximateErf(_ x: ValueID) -> ValueID {
    oddRational(
      clamp(x, -0x1.e9ea4ap+1, 0x1.e9ea4ap+1), Polynomials.approximateErfAbove,
      Polynomials.approximateErfBelow)
  }

  /// `x p(x^2) / q(x^2)`.
  private mutating func oddRational(
    _ x: ValueID, _ above: [Double], _ below: [Double]
  ) -> ValueID {
    let square = mul(x, x)
    return div(mul(x, polynomial(above, square)), polynomial(below, square))
  }
}
