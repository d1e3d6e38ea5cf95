extension TextParser {
  /// The value of an integer token, decimal or hexadecimal; `nil` if it is wider than 128 bits.
  func parsedInteger(_ token: Token) -> UInt128? {
    let isHexadecimal = isHexadecimal(token)
    if !isHexadecimal, token.end - token.start < 19 {
      // The common case, in which nothing overflows.
      var value: UInt64 = 0
      for offset in token.start..<token.end {
        value = value &* 10 &+ UInt64(bytes[offset] &- 0x30)
      }
      return UInt128(value)
    }
    var value: UInt128 = 0
    for offset in (isHexadecimal ? token.start + 2 : token.start)..<token.end {
      let (high, overflow) = value.multipliedReportingOverflow(by: isHexadecimal ? 16 : 10)
      let (sum, carry) = high.addingReportingOverflow(UInt128(bytes[offset].hexDigit ?? 0))
      if overflow || carry { return nil }
      value = sum
    }
    return value
  }

  func isHexadecimal(_ token: Token) -> Bool {
    token.end - token.start > 2 && bytes[token.start] == 0x30 && bytes[token.start + 1] == 0x78
  }

  /// A number with its type: `5`, `-5 : i32`, `2.5`, `0x7FC00000 : f32`.
  mutating func parseNumber() throws(ParseFailure) -> Attribute {
    let number = try parseSignedLiteral()
    let fallback: Type = number.token.kind == .float ? .f64 : .i64
    let type = accept(.colon) ? try parseType() : fallback
    if case .float(let kind) = type {
      let bits = try floatPattern(number, kind)
      let value = kind.decode(bits)
      return kind.width <= 64 || kind.encode(value) == bits
        ? .float(bits: value.bitPattern, type) : .wideFloat(bits: bits, type)
    }
    guard type == .index || type.isInteger else {
      throw fail("a number cannot have the type '\(type)'", at: number.token)
    }
    let bits = try integerBits(number, type)
    guard let value = Int(exactly: bits) ?? unsigned64(bits, type) else {
      return .wideInteger(bits, type)
    }
    return .integer(value, type)
  }

  private func unsigned64(_ bits: Int128, _ type: Type) -> Int? {
    guard case .integer(let width, .unsigned) = type, width <= 64 else { return nil }
    return UInt(exactly: bits).map(Int.init(bitPattern:))
  }

  /// An integer or float token with the minus before it.
  struct SignedLiteral {
    var token: Token
    var isNegative: Bool
  }

  /// The literal as it was written, a long one cut.
  private func text(of literal: SignedLiteral) -> String {
    let (start, end) = (literal.token.start, literal.token.end)
    let digits = end - start > 60 ? text(start, start + 60) + "…" : text(start, end)
    return literal.isNegative ? "-" + digits : digits
  }

  mutating func parseSignedLiteral() throws(ParseFailure) -> SignedLiteral {
    let isNegative = accept(.minus)
    guard token.kind == .integer || token.kind == .float else {
      throw fail(expected: isNegative ? "a number after '-'" : "a number")
    }
    let literal = SignedLiteral(token: token, isNegative: isNegative)
    advance()
    if literal.token.kind == .integer, token.kind == .bareIdentifier,
      token.start == literal.token.end, bytes[token.start] | 0x20 == 0x65,
      bytes[(token.start + 1)..<token.end].allSatisfy(\.isDigit)
    {
      let (digits, exponent) = (text(of: literal.token), text(of: token))
      throw fail(
        "a float needs a dot before its exponent: '\(digits).0\(exponent)'", at: literal.token)
    }
    return literal
  }

  /// The value of an integer literal in `type`: signless ones wrap into their signed range.
  mutating func integerBits(_ literal: SignedLiteral, _ type: Type) throws(ParseFailure) -> Int128 {
    guard literal.token.kind == .integer else {
      throw fail("expected an integer for the type '\(type)', found a float", at: literal.token)
    }
    let (width, signedness): (Int, Signedness)
    switch type {
    case .integer(let bits, let sign): (width, signedness) = (bits, sign)
    default: (width, signedness) = (64, .signed)
    }
    if literal.isNegative, signedness == .unsigned {
      throw fail("'\(type)' cannot be negative", at: literal.token)
    }
    guard let magnitude = parsedInteger(literal.token) else {
      throw fail(
        "\(text(of: literal)) has more than 128 bits, the most that a number may have here",
        at: literal.token)
    }
    guard let bits = Self.fit(magnitude, literal.isNegative, width, signedness) else {
      throw fail("\(text(of: literal)) does not fit '\(type)'", at: literal.token)
    }
    return bits
  }

  private static func fit(
    _ magnitude: UInt128, _ isNegative: Bool, _ width: Int, _ signedness: Signedness
  ) -> Int128? {
    if width == 0 { return magnitude == 0 && !isNegative ? 0 : nil }
    // Wider types hold whatever fits an `Int128`.
    let half = UInt128(1) << UInt128(min(width, 128) - 1)
    if isNegative { return magnitude <= half ? Int128(truncatingIfNeeded: 0 &- magnitude) : nil }
    if magnitude < half { return Int128(magnitude) }
    switch signedness {
    case .signed: return nil
    case .unsigned: return width < 128 && magnitude >> UInt128(width) == 0 ? Int128(magnitude) : nil
    case .signless:
      if width > 128 { return nil }
      if width == 128 { return Int128(truncatingIfNeeded: magnitude) }
      return magnitude >> UInt128(width) == 0
        ? Int128(magnitude) - Int128(half) - Int128(half) : nil
    }
  }

  /// The bits of a float literal as a `Double`, for types of at most 64 bits.
  mutating func floatBits(_ literal: SignedLiteral, _ type: Type) throws(ParseFailure) -> UInt64 {
    guard case .float(let kind) = type else { return 0 }
    return kind.decode(try floatPattern(literal, kind)).bitPattern
  }

  /// The bits of a float literal in its own format; hexadecimal integers are the bits themselves.
  ///
  /// Decimal digits beyond those of `f64` mean nothing, as in MLIR: only bits tell all of an `f128`.
  /// Nor is it an error to be too large: that is infinity, or what stands for it.
  mutating func floatPattern(
    _ literal: SignedLiteral, _ kind: FloatKind
  ) throws(ParseFailure) -> UInt128 {
    if literal.token.kind == .integer {
      guard isHexadecimal(literal.token), !literal.isNegative else {
        throw fail(
          "expected a float for the type '\(kind.rawValue)'; write a dot, as in '1.0'",
          at: literal.token)
      }
      guard let bits = parsedInteger(literal.token),
        kind.width == 128 || bits >> UInt128(kind.width) == 0
      else {
        throw fail(
          "\(text(of: literal)) has more bits than '\(kind.rawValue)'", at: literal.token)
      }
      return bits
    }
    // `1.` is a float here, but not to the standard library.
    let digits = text(of: literal.token).replacingTrailingDot
    guard let value = kind.parse(decimal: (literal.isNegative ? "-" : "") + digits) else {
      throw fail("\(text(of: literal)) is not a number", at: literal.token)
    }
    return kind.encode(value)
  }
}

extension String {
  /// `1.` and `1.e5` with a zero after the dot.
  fileprivate var replacingTrailingDot: String {
    guard let dot = firstIndex(of: ".") else { return self }
    let after = index(after: dot)
    if after < endIndex, utf8[after].isDigit { return self }
    return self[...dot] + "0" + self[after...]
  }
}
