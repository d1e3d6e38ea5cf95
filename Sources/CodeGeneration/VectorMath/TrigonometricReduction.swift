import Dialects
import IR

extension MathWriter {
  /// `x = q pi/2 + r` with |r| <= pi/4: `r` in `f64` and the low bits of `q` as `i32`.
  ///
  /// For every finite `x`. Below 2^20 two parts of pi/2 suffice; when any lane is above, all go the
  /// slow way. Both are so precise that sine, cosine and tangent have the same bits either way, for
  /// each `x` below: no lane depends on its neighbours (`MathSweepTests`).
  mutating func reduceByQuarterTurns(_ x: ValueID) -> (r: ValueID, q: ValueID) {
    let wide = widen(x)
    let isLarge = build.insert(
      Arith.CmpF(.unorderedGreaterOrEqual, abs(x), number(0x1p20, like: x)))
    let anyIsLarge =
      build.module.type(of: x).shape == nil
      ? isLarge : build.insert(Vector.Reduction(.or, isLarge))
    let (hasFMA, hasScaling) = (hasFMA, hasScaling)
    let integers = build.module.type(of: x).withElement(.i32)
    let results = build.insertIf(
      anyIsLarge, giving: [build.module.type(of: wide), integers],
      then: { build in
        var writer = MathWriter(build: build, hasFMA: hasFMA, hasScaling: hasScaling)
        defer { build = writer.build }
        let (r, q) = writer.reduceLarge(wide)
        return [r, q]
      },
      else: { build in
        var writer = MathWriter(build: build, hasFMA: hasFMA, hasScaling: hasScaling)
        defer { build = writer.build }
        let (n, bits) = writer.nearestMultiple(wide, 0x1.45f306dc9c883p-1)
        // The first part of pi/2 has 33 bits: its product is exact.
        let first = writer.fma(n, -0x1.921fb544p+0, wide)
        return [writer.fma(n, -0x1.0b4611a626331p-34, first), writer.lowWord(bits)]
      })
    return (results[0], results[1])
  }

  /// 2/pi in pieces of 24 bits.
  private static let twoOverPi: [Double] = [
    0xA2F983, 0x6E4E44, 0x1529FC, 0x2757D1, 0xF534DD, 0xC0DB62, 0x95993C, 0x439041, 0xFE5163,
    0xABDEBB,
  ].enumerated().map { place, piece in
    Double(sign: .plus, exponent: -24 * (place + 1), significand: piece)
  }

  /// The products of `x`, 24 bits, with the pieces of 2/pi are exact, and so is what they leave
  /// modulo 4; the sum of that is kept with its error.
  private mutating func reduceLarge(_ x: ValueID) -> (r: ValueID, q: ValueID) {
    var sum = number(0, like: x)
    var error = number(0, like: x)
    for piece in Self.twoOverPi {
      let product = mul(x, piece)
      let whole = build.insert(Math.RoundEven(mul(product, 0.25)))
      let rest = sub(product, mul(whole, 4))
      let next = add(sum, rest)
      let takenFromRest = sub(next, sum)
      let takenFromSum = sub(next, takenFromRest)
      error = add(error, add(sub(sum, takenFromSum), sub(rest, takenFromRest)))
      sum = next
    }
    let (n, bits) = nearestMultiple(sum, 1)
    let turns = add(sub(sum, n), error)
    return (mul(turns, 0x1.921fb54442d18p+0), lowWord(bits))
  }
}
