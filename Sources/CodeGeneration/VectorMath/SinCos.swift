import Dialects
import IR

extension MathWriter {
  /// `sin x` in `f32`, within 1.5 ulp, for every finite `x`.
  mutating func sin(_ x: ValueID) -> ValueID {
    let (wide, q) = reduceByQuarterTurns(x)
    let (sine, cosine) = sineAndCosine(narrow(wide))
    let result = flipSign(select(isSet(q, 1), cosine, sine), where: q)
    // Tiny arguments are their own result; this keeps the sign of zero.
    return select(compare(.orderedLess, abs(x), 0x1p-13), x, result)
  }

  /// `cos x` in `f32`, within 1.5 ulp, for every finite `x`.
  mutating func cos(_ x: ValueID) -> ValueID {
    let (wide, q) = reduceByQuarterTurns(x)
    let (sine, cosine) = sineAndCosine(narrow(wide))
    return flipSign(select(isSet(q, 1), sine, cosine), where: plus(q, 1))
  }

  /// `tan x` in `f32`, within 1 ulp, for every finite `x`; the quotient is taken in `f64`.
  mutating func tan(_ x: ValueID) -> ValueID {
    let (r, q) = reduceByQuarterTurns(x)
    let s = mul(r, r)
    let sine = fma(mul(r, s), polynomial(Polynomials.wideSin, s), r)
    let tail = mul(mul(s, s), polynomial(Polynomials.wideCos, s))
    let cosine = add(fma(s, -0.5, tail), 1)
    let isOdd = isSet(q, 1)
    let quotient = div(select(isOdd, negate(cosine), sine), select(isOdd, sine, cosine))
    return select(compare(.orderedLess, abs(x), 0x1p-13), x, narrow(quotient))
  }

  /// Both for |r| <= pi/4.
  private mutating func sineAndCosine(_ r: ValueID) -> (sine: ValueID, cosine: ValueID) {
    let s = mul(r, r)
    let sine = fma(mul(r, s), polynomial(Polynomials.sin, s), r)
    let tail = mul(mul(s, s), polynomial(Polynomials.cos, s))
    return (sine, add(fma(s, -0.5, tail), 1))
  }

  /// `value`, negative where the second bit of `quadrant` is set.
  private mutating func flipSign(_ value: ValueID, where quadrant: ValueID) -> ValueID {
    float(of: xor(bits(of: value), shiftLeft(and(quadrant, 2), 30)))
  }
}
