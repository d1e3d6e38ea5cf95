import Dialects
import IR

extension MathWriter {
  /// `sinh x` in `f32`, within 0.51 ulp: `(E + E / (E + 1)) / 2` with `E = e^|x| - 1`.
  mutating func sinh(_ x: ValueID) -> ValueID {
    let e = expm1OfMagnitude(x)
    let sum = add(e, div(e, add(e, 1)))
    return copySign(narrow(mul(sum, 0.5)), x)
  }

  /// `cosh x` in `f32`, within 0.51 ulp: `(y + 1 / y) / 2` with `y = e^|x|`.
  mutating func cosh(_ x: ValueID) -> ValueID {
    let y = add(expm1OfMagnitude(x), 1)
    return narrow(mul(add(y, div(number(1, like: y), y)), 0.5))
  }

  /// `asinh x` in `f32`, within 0.51 ulp: `ln(1 + a + a^2 / (1 + sqrt(1 + a^2)))`.
  mutating func asinh(_ x: ValueID) -> ValueID {
    // Infinity would give NaN below.
    let a = clamp(abs(widen(x)), 0, 0x1p200)
    let square = mul(a, a)
    let root = sqrt(add(square, 1))
    let result = narrow(wideLog1p(add(a, div(square, add(root, 1)))))
    let finite = select(compare(.orderedEqual, abs(x), .infinity), .infinity, result)
    return copySign(finite, x)
  }

  /// `acosh x` in `f32`, within 0.51 ulp: `ln(1 + t + sqrt(2 t + t^2))` with `t = x - 1`.
  mutating func acosh(_ x: ValueID) -> ValueID {
    let t = add(widen(x), -1)
    let root = sqrt(mul(t, add(t, 2)))
    let result = narrow(wideLog1p(add(t, root)))
    return select(compare(.orderedGreaterOrEqual, x, 1), result, number(.nan, like: x))
  }

  /// `atanh x` in `f32`, within 0.51 ulp: `ln(1 + 2 a / (1 - a)) / 2`.
  mutating func atanh(_ x: ValueID) -> ValueID {
    let a = abs(widen(x))
    let ratio = div(add(a, a), sub(number(1, like: a), a))
    return copySign(narrow(mul(wideLog1p(ratio), 0.5)), x)
  }

  /// `e^|x| - 1`; beyond the range of `f32` only large.
  private mutating func expm1OfMagnitude(_ x: ValueID) -> ValueID {
    wideExpm1(clamp(abs(widen(x)), 0, 100))
  }
}
