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
      // The wider formats have values that a Double cannot tell.
      guard kind.width <= 64 else { return nil }
      scalar = .float(kind.rounded(value), type.elementType)
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
      guard let bytes = type.denseByteWidth, bytes <= 8 else { return nil }
      // One-bit values are stored as 0 and 1.
      return (type.bitWidth == 1 ? value & 1 : value).littleEndianBytes(bytes)
    case .float(let bits, .float(let kind)) where kind.width <= 64:
      let pattern = kind.encode(Double(bitPattern: bits))
      return Int(truncatingIfNeeded: pattern).littleEndianBytes((kind.width + 7) / 8)
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
    case .float(let kind) where kind.width <= 64: return .float(kind.decode(UInt128(bits)))
    default: return nil
    }
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

extension DenseElements {
  /// Each element as a constant of its own, in row-major order; `nil` unless all are numbers of at
  /// most 64 bits in a static shape.
  public var elementConstants: [Attribute]? {
    let element = type.elementType
    guard let width = element.denseByteWidth, let shape = type.shape,
      !shape.contains(where: { $0 < 0 })
    else { return nil }
    func constant(_ start: Int) -> Attribute? {
      guard start + width <= bytes.count else { return nil }
      switch element.decodeElement(Array(bytes[start..<start + width])) {
      case .integer(let number): return .integer(number, element)
      case .float(let number): return .float(bits: number.bitPattern, element)
      case nil: return nil
      }
    }
    let count = shape.reduce(1, *)
    if isSplat { return constant(0).map { Array(repeating: $0, count: count) } }
    let all = (0..<count).compactMap { constant($0 * width) }
    return all.count == count ? all : nil
  }
}
