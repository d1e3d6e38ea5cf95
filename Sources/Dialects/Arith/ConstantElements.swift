import IR

/// The value of a scalar constant, or of every element of a splat.
enum ConstantElement {
  case integer(Int)
  case float(Double)
}

extension Attribute {
  /// The scalar that this is, or that it repeats; `nil` for anything else.
  var uniformElement: ConstantElement? {
    switch self {
    case .integer(let value, _): return .integer(value)
    case .float(let bits, _): return .float(Double(bitPattern: bits))
    case .dense(let elements) where elements.isSplat:
      return elements.type.elementType.decodeElement(elements.bytes)
    default: return nil
    }
  }

  /// The constant of `type` whose every element is `element`, rounded or wrapped to it.
  static func uniform(_ element: ConstantElement, of type: Type) -> Attribute? {
    let scalar: Attribute
    switch (element, type.elementType) {
    case (.integer(let value), .index): scalar = .index(value)
    case (.integer(let value), .integer(let width, let signedness)) where width <= 64:
      scalar = .integer(
        signedness == .unsigned ? value : value.wrapped(to: width), type.elementType)
    case (.float(let value), .float(let kind)):
      guard let rounded = kind.rounded(value) else { return nil }
      scalar = .float(rounded, type.elementType)
    default: return nil
    }
    guard let shape = type.shape else { return scalar }
    guard !shape.contains(-1), let bytes = scalar.elementBytes else { return nil }
    return .dense(DenseElements(type: type, bytes: bytes, isSplat: true))
  }

  /// The little-endian bytes of a scalar, as `DenseElements` stores it.
  public var elementBytes: [UInt8]? {
    switch self {
    case .integer(let value, let type):
      guard let width = type.bitWidth, width <= 64 else { return nil }
      // One-bit values are stored as 0 and 1.
      return (width == 1 ? value & 1 : value).littleEndianBytes((width + 7) / 8)
    case .float(let bits, .float(let kind)):
      return kind.encode(Double(bitPattern: bits))
    default: return nil
    }
  }
}

extension Type {
  /// Reads one element of this scalar type.
  func decodeElement(_ bytes: [UInt8]) -> ConstantElement? {
    var bits: UInt64 = 0
    for byte in bytes.prefix(8).reversed() { bits = bits << 8 | UInt64(byte) }
    switch self {
    case .index: return .integer(Int(bitPattern: UInt(bits)))
    case .integer(let width, let signedness) where width <= 64:
      let value = Int(bitPattern: UInt(bits))
      return .integer(signedness == .unsigned ? value : value.wrapped(to: width))
    case .float(let kind): return kind.decode(bits).map { .float($0) }
    default: return nil
    }
  }
}

extension FloatKind {
  /// The bytes of the nearest value of this format.
  public func encode(_ value: Double) -> [UInt8]? {
    switch self {
    case .f64: return Int(bitPattern: UInt(value.bitPattern)).littleEndianBytes(8)
    case .f32: return Int(Float(value).bitPattern).littleEndianBytes(4)
    case .bf16:
      guard let rounded = rounded(value) else { return nil }
      return Int(Float(rounded).bitPattern >> 16).littleEndianBytes(2)
    case .f16: return rounded(value).map { Self.halfBits($0).littleEndianBytes(2) }
    default: return nil
    }
  }

  /// The value of a bit pattern of this format; `nil` for formats not computed with here.
  public func decode(_ bits: UInt64) -> Double? {
    switch self {
    case .f64: return Double(bitPattern: bits)
    case .f32: return Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .bf16: return Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits) << 16))
    case .f16:
      let (sign, exponent, fraction) = (bits >> 15 & 1, Int(bits >> 10 & 31), Double(bits & 1023))
      let magnitude: Double
      switch exponent {
      case 31: magnitude = fraction == 0 ? .infinity : .nan
      case 0: magnitude = fraction * 0x1p-24
      default:
        magnitude = Double(
          sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1024)
      }
      return sign == 1 ? -magnitude : magnitude
    default: return nil
    }
  }

  /// The bits of a value that is already a half.
  private static func halfBits(_ value: Double) -> Int {
    let sign = value.sign == .minus ? 0x8000 : 0
    if value.isNaN { return sign | 0x7E00 }
    if value.isInfinite { return sign | 0x7C00 }
    let magnitude = value.magnitude
    if magnitude < 0x1p-14 { return sign | Int(magnitude * 0x1p24) }
    let exponent = Int(magnitude.exponent)
    let fraction = Int((magnitude / Double(sign: .plus, exponent: exponent, significand: 1) - 1) * 1024)
    return sign | (exponent + 15) << 10 | fraction
  }
}

extension Int {
  /// The low `width` bits, sign-extended.
  func wrapped(to width: Int) -> Int {
    guard width > 0, width < 64 else { return width == 0 ? 0 : self }
    return (self << (64 - width)) >> (64 - width)
  }

  /// The low `width` bits, zero-extended.
  func unsignedBits(_ width: Int) -> UInt64 {
    let bits = UInt64(bitPattern: Int64(self))
    return width >= 64 ? bits : bits & (1 << UInt64(width) - 1)
  }

  /// The lowest `count` bytes.
  func littleEndianBytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: self >> (8 * $0)) }
  }
}
