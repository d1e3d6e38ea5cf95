extension FloatKind {
  /// A number as MLIR writes it: with six digits if that reads back exactly, else with the fewest
  /// digits that do, if that form has a dot, else as the bits in hexadecimal.
  func text(of value: Double) -> String {
    guard value.isFinite else { return hexadecimal(encode(value)) }
    let decimal = Decimal(value)
    let sign = value.sign == .minus ? "-" : ""
    let six = sign + decimal.rounded(to: 6).sixDigits
    if reads(six, backTo: value) { return six }
    if let text = shortest(value, decimal).withDot { return sign + text }
    return hexadecimal(encode(value))
  }

  /// The number that a decimal text means in this format; `nil` if it is not a number.
  func parse(decimal text: String) -> Double? {
    if self == .f32 { return Float(text).map(Double.init) }
    return Double(text).map(rounded)
  }

  /// The bits of a number of this format as MLIR writes them.
  func hexadecimal(_ bits: UInt128) -> String {
    let digits = String(bits, radix: 16, uppercase: true)
    let width = (self.width + 3) / 4
    return "0x" + String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private func reads(_ text: String, backTo value: Double) -> Bool {
    parse(decimal: text)?.bitPattern == value.bitPattern
  }

  private func shortest(_ value: Double, _ exact: Decimal) -> Decimal {
    if self == .f64 { return exact }
    if self == .f32 { return Decimal(description: Float(value).magnitude.description) }
    for count in 1..<17 {
      let candidate = exact.rounded(to: count)
      if parse(decimal: candidate.scientific) == value.magnitude { return candidate }
    }
    return exact
  }
}

/// Decimal digits with an exponent: `digits × 10^exponent`, a non-negative number.
private struct Decimal {
  var digits: [UInt8]
  /// The power of ten of the last digit.
  var exponent: Int

  init(_ value: Double) { self.init(description: value.magnitude.description) }

  /// Reads `0.001`, `12.5`, `1e-07`, `1.25e+30`, as the standard library writes them.
  init(description: String) {
    digits = []
    exponent = 0
    var isFraction = false
    var rest = description.utf8[...]
    while let byte = rest.popFirst(), byte != 0x65 {
      if byte == 0x2E {
        isFraction = true
      } else {
        digits.append(byte &- 0x30)
        if isFraction { exponent -= 1 }
      }
    }
    exponent += Int(String(rest) ?? "") ?? 0
    trim()
  }

  /// Drops zeros at both ends; zero itself is one digit.
  private mutating func trim() {
    while digits.count > 1, digits.last == 0 {
      digits.removeLast()
      exponent += 1
    }
    let leading = digits.prefix { $0 == 0 }.count
    digits.removeFirst(min(leading, digits.count - 1))
    if digits == [0] { exponent = 0 }
  }

  /// With at most `count` digits, ties away from zero as LLVM does.
  func rounded(to count: Int) -> Decimal {
    guard digits.count > count else { return self }
    var result = self
    let roundsUp = digits[count] >= 5
    result.exponent += digits.count - count
    result.digits.removeLast(digits.count - count)
    if roundsUp {
      var place = count - 1
      while place >= 0, result.digits[place] == 9 {
        result.digits[place] = 0
        place -= 1
      }
      if place >= 0 {
        result.digits[place] += 1
      } else {
        result.digits.insert(1, at: 0)
      }
    }
    result.trim()
    return result
  }

  private var digitText: String { String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self) }
  private var leadingExponent: Int { exponent + digits.count - 1 }

  /// `1.500000e+00`.
  var sixDigits: String {
    let text = digitText
    let zeros = String(repeating: "0", count: 7 - digits.count)
    let power = String(leadingExponent.magnitude)
    return text.prefix(1) + "." + text.dropFirst() + zeros + (leadingExponent < 0 ? "e-" : "e+")
      + (power.utf8.count < 2 ? "0" : "") + power
  }

  var scientific: String {
    let text = digitText
    let fraction = digits.count == 1 ? "0" : String(text.dropFirst())
    let sign = leadingExponent < 0 ? "-" : "+"
    return "\(text.prefix(1)).\(fraction)E\(sign)\(leadingExponent.magnitude)"
  }

  /// LLVM's default form, if it has a dot: plain if at most three zeros pad it, else scientific.
  var withDot: String? {
    if exponent >= 0 { return exponent > 3 ? scientific : nil }
    if leadingExponent < -3 { return scientific }
    let text = digitText
    if leadingExponent < 0 {
      return "0." + String(repeating: "0", count: -leadingExponent - 1) + text
    }
    return text.dropLast(-exponent) + "." + text.suffix(-exponent)
  }
}
