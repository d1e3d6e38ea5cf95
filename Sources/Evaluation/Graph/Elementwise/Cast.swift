import Dialects

extension Graph.Cast: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    [try scope.value(input).cast(to: scope.kind(of: resultType), saturates: saturates)]
  }
}

extension TensorValue {
  /// The elements as another kind, by the rules of `graph.cast`.
  public func cast(to target: ScalarKind, saturates: Bool = false) -> TensorValue {
    if target == kind { return self }
    if target == .bool {
      return kind.isFloat
        ? TensorValue(shape, doubles.map { $0 != 0 })
        : TensorValue(shape, kind: .bool, integers: integers)
    }
    switch (kind.isFloat, target.isFloat) {
    case (true, true): return TensorValue(shape, kind: target, doubles: doubles)
    case (true, false):
      return TensorValue(
        shape, kind: target,
        integers: doubles.map { saturates ? target.saturated($0) : target.converted($0) })
    case (false, true): return castToFloat(target)
    case (false, false):
      guard saturates, let bounds = target.integerBounds else {
        return TensorValue(shape, kind: target, integers: integers)
      }
      return TensorValue(
        shape, kind: target, integers: integers.map { min(max($0, bounds.lower), bounds.upper) })
    }
  }

  /// Integers to floats.
  ///
  /// Quantised weights come this way, so the common case makes no list of wide integers.
  private func castToFloat(_ target: ScalarKind) -> TensorValue {
    guard target == .f32 else { return TensorValue(shape, kind: target, integers: integers) }
    switch kind {
    case .i2, .i4, .i8: return TensorValue(shape, bytes.map { Float(Int8(bitPattern: $0)) })
    case .u2, .u4, .u8: return TensorValue(shape, bytes.map { Float($0) })
    default: return TensorValue(shape, kind: target, integers: integers)
    }
  }
}

extension ScalarKind {
  /// `value` rounded towards zero as common processors do: through an integer of at least 32 bits
  /// that the low bits are taken of; out of its range, and for NaN, its smallest value.
  func converted(_ value: Double) -> Int128 {
    let whole = value.rounded(.towardZero)
    if self == .u64, whole >= 0, whole < 0x1p64 { return Int128(whole) }
    let isWide = byteCount == 8 || self == .u32
    let limit: Double = isWide ? 0x1p63 : 0x1p31
    guard whole >= -limit, whole < limit else { return Int128(-limit) }
    return Int128(whole)
  }
}
