extension TextParser {
  mutating func makeDense(
    _ literal: DenseLiteral, _ type: Type
  ) throws(ParseFailure) -> DenseElements {
    let shape = type.staticShape ?? []
    let count = shape.reduce(1, *)
    let element = type.elementType
    if let blob = literal.blob, element.denseByteWidth != nil {
      return try makeDense(blob, type, count)
    }
    let scalars = literal.elements.count / (literal.isComplex ? 2 : 1)
    if literal.isEmpty || scalars == 0 {
      guard count == 0, literal.shape.isEmpty || literal.shape == shape else {
        throw fail("no elements were given for '\(type)'", at: literal.place)
      }
      return DenseElements(type: type, bytes: [])
    }
    guard literal.shape.isEmpty || literal.shape == shape else {
      throw fail(
        "the elements have the shape \(literal.shape), the type \(shape)", at: literal.place)
    }
    // One element may stand for all even where there is none, but it must be one.
    guard count > 0 || literal.shape.isEmpty else {
      throw fail("'\(type)' has no elements", at: literal.place)
    }
    if case .dialect = element {
      let strings = try makeStrings(literal, type)
      return count > 0 ? strings : DenseElements(type: type, bytes: [])
    }
    var part = element
    if case .complex(let inner) = element {
      guard literal.isComplex else {
        throw fail("expected complex numbers such as '(1.0,2.0)' for '\(type)'", at: literal.place)
      }
      part = inner
    } else if literal.isComplex {
      throw fail("'\(type)' does not hold complex numbers", at: literal.place)
    }
    guard let width = part.denseByteWidth, width <= 16 else {
      throw fail("a dense attribute cannot hold '\(element)'", at: literal.place)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(literal.elements.count * width)
    for value in literal.elements {
      let bits = try bits(of: value, part)
      var word = UInt64(truncatingIfNeeded: bits)
      for index in 0..<width {
        if index == 8 { word = UInt64(truncatingIfNeeded: bits >> 64) }
        bytes.append(UInt8(truncatingIfNeeded: word))
        word >>= 8
      }
    }
    guard count > 0 else { return DenseElements(type: type, bytes: []) }
    return DenseElements(type: type, bytes: bytes, isSplat: scalars == 1)
  }

  /// The bits of an element, those beyond its width zero.
  private mutating func bits(
    of value: DenseLiteral.Element, _ type: Type
  ) throws(ParseFailure) -> UInt128 {
    switch value {
    case .string(let place): throw fail("expected a number of type '\(type)'", at: place)
    case .bool(let value):
      guard type == .i1 else { throw fail("'true' and 'false' are of type 'i1', not '\(type)'") }
      return value ? 1 : 0
    case .number(let literal):
      if case .float(let kind) = type {
        return try floatPattern(literal, kind)
      }
      let value = try integerBits(literal, type)
      let width = type.bitWidth ?? 64
      let mask = width >= 128 ? UInt128.max : (1 << UInt128(width)) - 1
      return UInt128(truncatingIfNeeded: value) & mask
    }
  }

  private mutating func makeStrings(
    _ literal: DenseLiteral, _ type: Type
  ) throws(ParseFailure) -> DenseElements {
    var strings: [[UInt8]] = []
    for value in literal.elements {
      guard case .string(let text) = value else {
        throw fail("the elements of '\(type)' are written as strings", at: literal.place)
      }
      strings.append(unescapedBytes(text.start + 1, text.end - 1))
    }
    return DenseElements(type: type, bytes: [], isSplat: strings.count == 1, strings: strings)
  }

  /// Elements from a string of hexadecimal bytes: all of them, or one for all.
  private mutating func makeDense(
    _ blob: Token, _ type: Type, _ count: Int
  ) throws(ParseFailure) -> DenseElements {
    guard var bytes = hexadecimalBytes(blob) else {
      throw fail("expected an even number of hexadecimal digits after '0x'", at: blob)
    }
    // Bytes for no element are those of an element that stands for all, none.
    if count == 0 { return DenseElements(type: type, bytes: []) }
    let element = type.elementType
    let width = element.denseByteWidth ?? 1
    if element == .i1 {
      if bytes.count == 1, count > 8 || bytes[0] == 0xFF, bytes[0] == 0 || bytes[0] == 0xFF {
        return DenseElements(type: type, bytes: [bytes[0] & 1], isSplat: true)
      }
      guard bytes.count == (count + 7) / 8 else {
        throw fail(
          "expected \((count + 7) / 8) bytes for '\(type)', found \(bytes.count)", at: blob)
      }
      bytes = (0..<count).map { bytes[$0 / 8] >> UInt8($0 % 8) & 1 }
      return DenseElements(type: type, bytes: bytes)
    }
    // A number without bits takes none, but is kept in one.
    if element.bitWidth == 0, bytes.isEmpty {
      return DenseElements(type: type, bytes: [0], isSplat: true)
    }
    guard bytes.count == count * width || bytes.count == width, element.bitWidth != 0 else {
      throw fail(
        "expected \(element.bitWidth == 0 ? 0 : count * width) bytes for '\(type)', found \(bytes.count)",
        at: blob)
    }
    if let bits = element.bitWidth, bits % 8 != 0 {
      let mask = UInt8(1) << UInt8(bits % 8) - 1
      for index in stride(from: width - 1, to: bytes.count, by: width) { bytes[index] &= mask }
    }
    return DenseElements(type: type, bytes: bytes, isSplat: bytes.count == width)
  }

  /// The bytes of a string token that holds `0x…`.
  func hexadecimalBytes(_ token: Token) -> [UInt8]? {
    let digits = (token.start + 3)..<(token.end - 1)
    guard digits.count % 2 == 0 else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(digits.count / 2)
    for offset in stride(from: digits.lowerBound, to: digits.upperBound, by: 2) {
      guard let high = bytes[offset].hexDigit, let low = bytes[offset + 1].hexDigit else {
        return nil
      }
      result.append(high << 4 | low)
    }
    return result
  }
}
