import Dialects
import IR

extension MathWriter {
  /// `asin x` in `f32`, within 0.51 ulp: `atan(x / sqrt((1 - x)(1 + x)))`.
  mutating func asin(_ x: ValueID) -> ValueID {
    let magnitude = abs(widen(x))
    let one = number(1, like: magnitude)
    let rest = sqrt(mul(sub(one, magnitude), add(magnitude, one)))
    return copySign(narrow(wideAtan(magnitude, rest)), x)
  }

  /// `acos x` in `f32`, within 0.51 ulp: `2 atan(sqrt(1 - x) / sqrt(1 + x))`.
  mutating func acos(_ x: ValueID) -> ValueID {
    let wide = widen(x)
    let one = number(1, like: wide)
    let half = wideAtan(sqrt(sub(one, wide)), sqrt(add(wide, one)))
    return narrow(add(half, half))
  }

  /// `atan x` in `f32`, within 0.51 ulp.
  mutating func atan(_ x: ValueID) -> ValueID {
    let magnitude = abs(widen(x))
    return copySign(narrow(wideAtan(magnitude, number(1, like: magnitude))), x)
  }
}
