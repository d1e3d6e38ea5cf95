import Dialects
import IR

// Conversion between element types. Floats become integers rounded towards zero, through an integer
// of at least 32 bits of which the low bits are taken; integers wrap around.

extension ScalarEmission {
  /// `value` of type `source` as a `target`, neither of them half precision nor the target `i1`.
  func convert(
    _ value: ValueID, from source: Type, to target: Type, _ build: inout Builder
  ) -> ValueID {
    let (own, other) = (source.signless, target.signless)
    if own == other { return value }
    switch (source.isFloat, target.isFloat) {
    case (true, true):
      return (source.bitWidth ?? 0) < (target.bitWidth ?? 0)
        ? build.insert(Arith.ExtF(value, to: target))
        : build.insert(Arith.TruncF(value, to: target))
    case (true, false): return toInteger(value, target, &build)
    case (false, true):
      var (value, source) = (value, source)
      if source == .index {
        value = build.insert(Arith.IndexCast(value, to: .i64))
        source = .i64
      }
      return source.isUnsigned
        ? build.insert(Arith.UIToFP(value, to: target))
        : build.insert(Arith.SIToFP(value, to: target))
    case (false, false): return resized(value, from: source, to: other, &build)
    }
  }

  private func toInteger(
    _ value: ValueID, _ target: Type, _ build: inout Builder
  ) -> ValueID {
    let width = target == .index ? 64 : target.bitWidth ?? 64
    if width == 64, target.isUnsigned { return build.insert(Arith.FPToUI(value, to: .i64)) }
    let wide: Type = width == 64 || (width == 32 && target.isUnsigned) ? .i64 : .i32
    let whole = build.insert(Arith.FPToSI(value, to: wide))
    return resized(whole, from: wide, to: target.signless, &build)
  }

  private func resized(
    _ value: ValueID, from source: Type, to target: Type, _ build: inout Builder
  ) -> ValueID {
    let own = source.signless
    if own == target { return value }
    if own == .index || target == .index {
      return source.isUnsigned
        ? build.insert(Arith.IndexCastUI(value, to: target))
        : build.insert(Arith.IndexCast(value, to: target))
    }
    if (own.bitWidth ?? 0) > (target.bitWidth ?? 0) {
      return build.insert(Arith.TruncI(value, to: target))
    }
    return source.isUnsigned
      ? build.insert(Arith.ExtUI(value, to: target))
      : build.insert(Arith.ExtSI(value, to: target))
  }
}
