import Dialects
import IR

extension MathWriter {
  /// `x^y` in `f32` as C's `pow`, within 1 ulp: `2^(y log2 |x|)` in `f64`, then the sign.
  mutating func pow(_ x: ValueID, _ y: ValueID) -> ValueID {
    let magnitude = abs(x)
    let wide = widen(magnitude)
    let exponent = widen(y)
    let logarithm = wideLog2(wide)
    let atZero = select(compare(.orderedEqual, wide, 0), -.infinity, logarithm)
    let finite = select(compare(.orderedEqual, wide, .infinity), .infinity, atZero)
    let isNumber = compare(.ordered, wide, 0)
    let ordered = select(isNumber, finite, number(.nan, like: finite))
    let power = narrow(wideExp2(mul(exponent, ordered)))
    // One to an infinite power is one, of whatever sign; 0 * inf above was NaN.
    let isUnit = build.insert(
      Arith.AndI(compare(.orderedEqual, magnitude, 1), compare(.ordered, y, 0)))
    let unsigned = select(isUnit, 1, power)

    // A negative base needs a whole exponent, whose parity gives the sign.
    let isWhole = build.insert(Arith.CmpF(.orderedEqual, floor(y), y))
    let half = mul(y, 0.5)
    let isOdd = build.insert(
      Arith.AndI(isWhole, build.insert(Arith.CmpF(.orderedNotEqual, floor(half), half))))
    let signed = select(isOdd, copySign(unsigned, x), unsigned)
    let isNegative = compare(.orderedLess, x, 0)
    let isFinite = compare(.orderedGreater, x, -.infinity)
    let isUndefined = build.insert(
      Arith.AndI(
        build.insert(Arith.AndI(isNegative, isFinite)),
        build.insert(Arith.CmpF(.unorderedNotEqual, floor(y), y))))
    let defined = select(isUndefined, .nan, signed)

    // What holds even for NaN: x^0 = 1, 1^y = 1.
    let isOne = build.insert(
      Arith.OrI(compare(.orderedEqual, y, 0), compare(.orderedEqual, x, 1)))
    return select(isOne, 1, defined)
  }
}
