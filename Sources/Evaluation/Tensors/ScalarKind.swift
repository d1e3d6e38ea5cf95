import IR

/// What one element of a tensor value is: every numeric type that graphs and programs compute with.
public enum ScalarKind: String, Hashable, Sendable, CaseIterable {
  /// One byte, 0 or 1.
  case bool
  /// Two and four bits, sign- or zero-extended to the byte that each takes.
  case i2, i4, u2, u4
  case i8, i16, i32, i64
  case u8, u16, u32, u64
  case f16, bf16, f32, f64

  /// The kind that holds elements of an IR type: signless integers are signed, `index` is an `i64`.
  ///
  /// `nil` for types that no tensor value can hold.
  public init?(_ type: Type) {
    switch type {
    case .integer(width: 1, _): self = .bool
    case .integer(width: 2, let sign): self = sign == .unsigned ? .u2 : .i2
    case .integer(width: 4, let sign): self = sign == .unsigned ? .u4 : .i4
    case .integer(width: 8, let sign): self = sign == .unsigned ? .u8 : .i8
    case .integer(width: 16, let sign): self = sign == .unsigned ? .u16 : .i16
    case .integer(width: 32, let sign): self = sign == .unsigned ? .u32 : .i32
    case .integer(width: 64, let sign): self = sign == .unsigned ? .u64 : .i64
    case .index: self = .i64
    case .float(.f16): self = .f16
    case .float(.bf16): self = .bf16
    case .float(.f32): self = .f32
    case .float(.f64): self = .f64
    default: return nil
    }
  }

  /// The IR type of such an element; signed integers are signless there.
  public var type: Type {
    switch self {
    case .bool: return .i1
    case .i2: return .integer(width: 2, .signless)
    case .i4: return .integer(width: 4, .signless)
    case .u2: return .integer(width: 2, .unsigned)
    case .u4: return .integer(width: 4, .unsigned)
    case .i8: return .i8
    case .i16: return .i16
    case .i32: return .i32
    case .i64: return .i64
    case .u8: return .integer(width: 8, .unsigned)
    case .u16: return .integer(width: 16, .unsigned)
    case .u32: return .integer(width: 32, .unsigned)
    case .u64: return .integer(width: 64, .unsigned)
    case .f16: return .f16
    case .bf16: return .bf16
    case .f32: return .f32
    case .f64: return .f64
    }
  }

  /// Bytes of one element in storage.
  public var byteCount: Int {
    switch self {
    case .bool, .i2, .i4, .u2, .u4, .i8, .u8: return 1
    case .i16, .u16, .f16, .bf16: return 2
    case .i32, .u32, .f32: return 4
    case .i64, .u64, .f64: return 8
    }
  }

  /// Bits that tell its values apart; truth values have one.
  public var bitWidth: Int { type.bitWidth ?? 8 }

  /// Whether several elements share a byte where they are packed.
  public var isPackable: Bool { (2..<8).contains(bitWidth) }

  public var isFloat: Bool {
    switch self {
    case .f16, .bf16, .f32, .f64: return true
    default: return false
    }
  }

  /// Whether this is an integer of any width and sign; `bool` is not.
  public var isInteger: Bool { !isFloat && self != .bool }

  public var isUnsigned: Bool {
    switch self {
    case .u2, .u4, .u8, .u16, .u32, .u64: return true
    default: return false
    }
  }
}

extension ScalarKind: CustomStringConvertible {
  public var description: String { rawValue }
}
