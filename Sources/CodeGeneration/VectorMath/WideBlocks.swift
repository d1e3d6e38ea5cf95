import Dialects
import IR

// Functions of `f64` to more than 40 bits, from which the rarer functions of `f32` are made: what
// they lose by cancellation and composition stays below an ulp of `f32`.
extension MathWriter {
  /// `e^x - 1` for |x| <= 200.
  mutating func wideExpm1(_ x: ValueID) -> ValueID {
    let (n, bits) = nearestMultiple(x, 0x1.71547652b82fep+0)
    let r = fma(n, -0x1.473de6af278edp-34, fma(n, -0x1.62e42fefp-1, x))
    let p = fma(mul(r, r), polynomial(Polynomials.wideExpm1, r), r)
    let scale = powerOfTwo(bits)
    return fma(scale, p, add(scale, -1))
  }

  /// `2^x`, zero or infinity where `f32` would be.
  mutating func wideExp2(_ x: ValueID) -> ValueID {
    let bounded = clamp(x, -200, 200)
    let (n, bits) = nearestMultiple(bounded, 1)
    let r = sub(bounded, n)
    return mul(
      fma(r, polynomial(Polynomials.wideExp2, r), number(1, like: r)), powerOfTwo(bits))
  }

  /// `ln(1 + x)` for x > -1; infinity for infinity, NaN for the rest.
  mutating func wideLog1p(_ x: ValueID) -> ValueID {
    let u = add(x, 1)
    let (e, f) = wideSplit(u)
    // Near one, `u` has lost digits of `x`.
    let fraction = select(compare(.orderedEqual, e, 0), x, f)
    let result = fma(e, 0x1.62e42fefa39efp-1, wideLogOfFraction(fraction))
    let valid = select(
      compare(.orderedGreater, x, -1), result, number(.nan, like: x))
    return select(compare(.orderedEqual, x, .infinity), .infinity, valid)
  }

  /// `log2 x` for positive normal x.
  mutating func wideLog2(_ x: ValueID) -> ValueID {
    let (e, f) = wideSplit(x)
    return fma(wideLogOfFraction(f), 0x1.71547652b82fep+0, e)
  }

  /// `atan(a / b)` for a, b >= 0, not both zero, in the first quadrant.
  mutating func wideAtan(_ a: ValueID, _ b: ValueID) -> ValueID {
    let isSteep = build.insert(
      Arith.CmpF(.orderedGreater, a, mul(b, 0x1.3504f333f9de6p+1)))
    let isMiddle = build.insert(
      Arith.CmpF(.orderedGreater, a, mul(b, 0x1.a827999fcef32p-2)))
    let above = select(isSteep, negate(b), select(isMiddle, sub(a, b), a))
    let below = select(isSteep, a, select(isMiddle, add(a, b), b))
    let t = div(above, below)
    let base = select(
      isSteep, 0x1.921fb54442d18p+0, select(isMiddle, 0x1.921fb54442d18p-1, number(0, like: a)))
    let s = mul(t, t)
    return add(base, fma(mul(t, s), polynomial(Polynomials.wideAtan, s), t))
  }

  /// `ln(1 + f)` for sqrt(1/2) <= 1 + f <= sqrt(2), from `s = f / (2 + f)`.
  private mutating func wideLogOfFraction(_ f: ValueID) -> ValueID {
    let s = div(f, add(f, 2))
    let square = mul(s, s)
    return fma(mul(s, square), polynomial(Polynomials.wideLog, square), add(s, s))
  }

  /// `x = 2^e (1 + f)`, for positive normal `x`.
  private mutating func wideSplit(_ x: ValueID) -> (e: ValueID, f: ValueID) {
    let bits = bits(of: x)
    let exponent = shiftRight(plus(bits, -0x3FE6_A09E_667F_3BCD), 52)
    let mantissa = float(of: minus(bits, shiftLeft(exponent, 52)))
    return (toFloat(lowWord(exponent), .f64), add(mantissa, -1))
  }
}
