// What may be an element of what, and how its numbers are kept: rules that all forms share.

extension Type {
  /// The type that arithmetic knows: integers without a sign.
  public var signless: Type {
    if case .integer(let width, _) = self { .integer(width: width, .signless) } else { self }
  }

  /// Bytes of one element in `DenseElements`, at least one; `nil` for what has no bytes.
  public var denseByteWidth: Int? {
    if case .complex(let part) = self { return part.denseByteWidth.map { $0 * 2 } }
    return bitWidth.map { max(1, ($0 + 7) / 8) }
  }

  /// Whether a dense array (`array<…>`) may hold such elements.
  var isDenseArrayElement: Bool {
    guard isFloat || isInteger, let width = bitWidth else { return false }
    return self == .i1 || width % 8 == 0 && width <= 64
  }

  /// `value` as an integer attribute of this type keeps it: signless numbers sign-extended.
  ///
  /// `nil` if numbers cannot have this type.
  func canonicalInteger(_ value: Int) -> Int? {
    guard case .integer(let width, let signedness) = self else {
      return self == .index ? value : nil
    }
    if width > 64 { return signedness == .unsigned && value < 0 ? nil : value }
    let shift = 64 - width
    if signedness == .unsigned {
      return Int(bitPattern: (UInt(bitPattern: value) << shift) >> shift)
    }
    return (value << shift) >> shift
  }

  /// How many elements a type with a static shape has; `nil` for other types, and for more than
  /// any memory holds.
  var boundedElementCount: Int? {
    guard let shape = staticShape else { return nil }
    var count = 1
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow, product < 1 << 48 else { return nil }
      count = product
    }
    return count
  }

  /// Whether elements of this type, in whole bytes, have zeros where the type has no bits.
  func areUnusedBitsZero(in bytes: [UInt8]) -> Bool {
    guard let bits = bitWidth, let width = denseByteWidth, bits < width * 8 else {
      if case .complex(let part) = self { return part.areUnusedBitsZero(in: bytes) }
      return true
    }
    let unused = UInt8.max << UInt8(bits % 8)
    return stride(from: width - 1, to: bytes.count, by: width).allSatisfy {
      bytes[$0] & unused == 0
    }
  }
}
