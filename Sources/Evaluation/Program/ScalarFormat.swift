import IR

/// What a scalar of the loop and program levels is: an integer of some width, or a float.
///
/// Scalars are held in 64 bits: integers sign-extended (a true `i1` is minus one), floats as the
/// `Double` of the same value.
enum ScalarFormat: Hashable, Sendable {
  /// 1 to 64 bits; `index` has 64.
  case integer(width: Int)
  /// One of `f16`, `bf16`, `f32`, `f64`.
  case float(ScalarKind)

  init?(_ type: Type) {
    switch type {
    case .index: self = .integer(width: 64)
    case .integer(let width, _) where (1...64).contains(width): self = .integer(width: width)
    default:
      guard let kind = ScalarKind(type), kind.isFloat else { return nil }
      self = .float(kind)
    }
  }

  /// A number as this format holds it: rounded to nearest even.
  func rounded(_ value: Double) -> Double {
    guard case .float(let kind) = self else { return value }
    switch kind {
    case .f16: return Half(value).double
    case .bf16: return BFloat16(value).double
    case .f32: return Double(Float(value))
    default: return value
    }
  }

  /// A number as this format holds it, rounded by a rule; a NaN becomes a quiet one.
  func rounded(_ value: Double, _ rule: FloatingPointRoundingRule) -> Double {
    if value.isNaN { return rounded(Double(bitPattern: value.bitPattern | 1 << 51)) }
    guard rule != .toNearestOrEven, case .float(let kind) = self,
      case .float(let format) = kind.type
    else { return rounded(value) }
    return format.rounded(value, rule) ?? rounded(value)
  }

  /// An integer as this format holds it: cut to width, sign-extended.
  func wrapped(_ value: Int64) -> Int64 {
    guard case .integer(let width) = self, width < 64 else { return value }
    let unused = Int64(64 - width)
    return (value &<< unused) &>> unused
  }

  /// The same bits read without a sign.
  func unsigned(_ value: Int64) -> UInt64 {
    guard case .integer(let width) = self, width < 64 else { return UInt64(bitPattern: value) }
    return UInt64(bitPattern: value) & (1 &<< UInt64(width) - 1)
  }

  var width: Int {
    switch self {
    case .integer(let width): return width
    case .float(let kind): return kind.byteCount * 8
    }
  }
}
