import Dialects
import IR

extension MathWriter {
  /// `ln x` in `f32`, within 1 ulp.
  ///
  /// `x = 2^e m` with sqrt(1/2) <= m < sqrt(2) and `f = m - 1`.
  mutating func log(_ x: ValueID) -> ValueID {
    let (e, f) = splitForLog(x)
    return logSpecials(x, sum(e, f))
  }

  /// `log2 x` in `f32`, within 2 ulp.
  mutating func log2(_ x: ValueID) -> ValueID {
    let (e, f) = splitForLog(x)
    let rest = mul(f, polynomial(Polynomials.log2, f))
    return logSpecials(x, add(e, fma(f, 0x1.715476p+0, rest)))
  }

  /// `log10 x` in `f32`, within 2 ulp.
  mutating func log10(_ x: ValueID) -> ValueID {
    let (e, f) = splitForLog(x)
    let rest = mul(f, polynomial(Polynomials.log10, f))
    let small = fma(e, 0x1.04d428p-12, fma(f, 0x1.bcb7b2p-2, rest))
    // The first part of log10(2) has 7 bits.
    return logSpecials(x, fma(e, 0.30078125, small))
  }

  /// `ln(1 + x)` in `f32`, within 1 ulp, precise near zero.
  ///
  /// `1 + x = 2^e (1 + f)`, where `f = 2^-e x + (2^-e - 1)`. What its rounding loses is exact, too: the terms have
  /// different signs and differ by a factor of two at most, or the second is the larger. From 2^24 on the sum's
  /// own mantissa is as good.
  mutating func log1p(_ x: ValueID) -> ValueID {
    let u = add(x, 1)
    let (exponent, fraction) = splitNormal(u)
    let one = integer(0x3F80_0000, like: exponent)
    let scale = float(of: minus(one, shiftLeft(exponent, 23)))
    let (scaled, offset) = (mul(x, scale), add(scale, -1))
    let precise = add(scaled, offset)
    let isLarge = compare(.orderedGreater, u, 0x1p24)
    let lost = select(isLarge, 0, sub(scaled, sub(precise, offset)))
    let f = select(isLarge, fraction, precise)
    let result = logSpecials(u, sum(toFloat(exponent, .f32), f, lost: lost))
    return select(compare(.orderedLess, abs(x), 0x1p-25), x, result)
  }

  /// `e ln 2 + ln(1 + f + lost)`, small terms first.
  private mutating func sum(_ e: ValueID, _ f: ValueID, lost: ValueID? = nil) -> ValueID {
    let square = mul(f, f)
    var small = mul(mul(f, square), polynomial(Polynomials.log, f))
    small = fma(e, -0x1.bd0106p-13, small)
    if let lost { small = add(small, lost) }
    small = fma(square, -0.5, small)
    return fma(e, 0.693359375, add(f, small))
  }

  /// `x = 2^e (1 + f)`, for positive finite `x`.
  private mutating func splitForLog(_ x: ValueID) -> (e: ValueID, f: ValueID) {
    // Denormals are scaled up first.
    let isTiny = compare(.orderedLess, x, 0x1p-126)
    let (exponent, f) = splitNormal(select(isTiny, mul(x, 0x1p23), x))
    let e = toFloat(exponent, .f32)
    return (add(e, select(isTiny, -23, number(0, like: e))), f)
  }

  /// As `splitForLog` for what is not denormal, with `e` as an integer.
  private mutating func splitNormal(_ x: ValueID) -> (exponent: ValueID, f: ValueID) {
    let bits = bits(of: x)
    let exponent = shiftRight(plus(bits, -0x3F35_04F3), 23)
    let mantissa = float(of: minus(bits, shiftLeft(exponent, 23)))
    return (exponent, add(mantissa, -1))
  }

  /// What is not positive and finite: `ln 0 = -inf`, `ln inf = inf`, NaN for the rest.
  private mutating func logSpecials(_ x: ValueID, _ result: ValueID) -> ValueID {
    let invalid = select(compare(.orderedEqual, x, 0), -.infinity, number(.nan, like: x))
    let valid = select(compare(.orderedGreater, x, 0), result, invalid)
    return select(compare(.orderedEqual, x, .infinity), .infinity, valid)
  }
}
