extension IndexExpression: CustomStringConvertible {
  /// MLIR's affine syntax (`d0 * 14 + s0 floordiv 2`), with `min(a, b)` and `max(a, b)` beside it.
  ///
  /// `(x + d - 1) floordiv d` is written `x ceildiv d`. The least number is written as a difference,
  /// for MLIR reads no greater one than its complement.
  public var description: String {
    var text = ""
    for term in terms {
      let isNegative = term.coefficient < 0 && term.coefficient != .min
      // A leading minus binds more tightly than a division: `-(d0 floordiv 2)`.
      let isNegated = text.isEmpty && isNegative
      if text.isEmpty {
        if isNegative { text += "-" }
      } else {
        text += isNegative ? " - " : " + "
      }
      text += term.body(coefficient: term.coefficient.magnitude, isNegated: isNegated)
    }
    if constant == .min { return text.isEmpty ? Self.least : "\(text) - \(Int.max) - 1" }
    if text.isEmpty { return String(constant) }
    if constant != 0 { text += constant < 0 ? " - \(constant.magnitude)" : " + \(constant)" }
    return text
  }
}

extension IndexExpression {
  fileprivate static var least: String { "-\(Int.max) - 1" }
}

extension IndexExpression.Term {
  fileprivate func body(coefficient: UInt, isNegated: Bool) -> String {
    let alone = factors.count == 1 && coefficient == 1 && !isNegated
    var parts = factors.map { $0.text(alone: alone) }
    if coefficient != 1 {
      let isLeast = coefficient == Int.min.magnitude
      parts.append(isLeast ? "(\(IndexExpression.least))" : String(coefficient))
    }
    return parts.joined(separator: " * ")
  }
}

extension IndexExpression.Factor {
  fileprivate func text(alone: Bool) -> String {
    func operand(_ expression: IndexExpression) -> String {
      let simple = expression.constantValue.map { $0 >= 0 } ?? false
      return simple || expression.symbolName != nil || expression.dimensionNumber != nil
        ? expression.description : "(\(expression))"
    }
    switch self {
    case .symbol(let name): return name.isPlainSymbol ? name : name.quotedSymbol
    case .dimension(let number): return "d\(number)"
    case .floorDivision(let left, let right):
      let text =
        roundedUp.map { "\(operand($0)) ceildiv \(operand(right))" }
        ?? "\(operand(left)) floordiv \(operand(right))"
      return alone ? text : "(\(text))"
    case .remainder(let left, let right):
      let text = "\(operand(left)) mod \(operand(right))"
      return alone ? text : "(\(text))"
    case .minimum:
      return "min(\(IndexExpression(single: self).minimumOperands.list))"
    case .maximum:
      return "max(\(IndexExpression(single: self).maximumOperands.list))"
    }
  }

  /// `x`, where this is `(x + d - 1) floordiv d`, which is how `x ceildiv d` is held.
  ///
  /// Code that divides `x` and rounds up does not leave the range of its integers where the sum would.
  package var roundedUp: IndexExpression? {
    guard case .floorDivision(let left, let right) = self else { return nil }
    let value = left - right + 1
    guard value.constant == 0, value.constantValue == nil, value.terms.count <= left.terms.count,
      value.ceilDivided(by: right) == IndexExpression(self)
    else { return nil }
    return value
  }
}

extension [IndexExpression] {
  fileprivate var list: String { map(\.description).joined(separator: ", ") }
}

extension String {
  /// Whether this reads back as a symbol when it is written as it is.
  fileprivate var isPlainSymbol: Bool {
    guard let first = utf8.first, !(0x30...0x39).contains(first) else { return false }
    if ["min", "max", "floordiv", "ceildiv", "mod"].contains(self) { return false }
    if first == UInt8(ascii: "d"), utf8.count > 1, Int(dropFirst()) != nil { return false }
    return utf8.allSatisfy { $0 < 0x80 && ExpressionParser.isNameByte($0) }
  }

  /// This between quotes.
  fileprivate var quotedSymbol: String {
    "\"" + replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}

extension IndexExpression {
  /// Reads the syntax that `description` writes, `ceildiv` too.
  ///
  /// `dN` is a dimension; any other name, which may be quoted, a symbol.
  ///
  /// - Throws: a diagnostic that names what was expected and the column.
  public init(parsing text: String) throws(Diagnostic) {
    var parser = ExpressionParser(text: Array(text.utf8))
    self = try parser.parseSum()
    try parser.expectEnd()
  }
}

/// Recursive descent over two precedence levels, all left-associative, as in MLIR.
private struct ExpressionParser {
  let text: [UInt8]
  var position = 0
  var depth = 0

  mutating func parseSum() throws(Diagnostic) -> IndexExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth < 200 else { throw failure("a less deeply nested expression") }
    var sum = try parseProduct()
    while true {
      if accept("+") {
        sum += try parseProduct()
      } else if accept("-") {
        sum += -(try parseProduct())
      } else {
        return sum
      }
    }
  }

  mutating func parseProduct() throws(Diagnostic) -> IndexExpression {
    var product = try parseAtom()
    while true {
      if accept("*") {
        product *= try parseAtom()
      } else if acceptWord("floordiv") {
        product = product.floorDivided(by: try parseAtom())
      } else if acceptWord("ceildiv") {
        product = product.ceilDivided(by: try parseAtom())
      } else if acceptWord("mod") {
        product = product.remainder(by: try parseAtom())
      } else {
        return product
      }
    }
  }

  mutating func parseAtom() throws(Diagnostic) -> IndexExpression {
    if accept("-") { return -(try parseAtom()) }
    if accept("(") {
      let inner = try parseSum()
      guard accept(")") else { throw failure("')'") }
      return inner
    }
    skipBlanks()
    guard position < text.count else { throw failure("a size, a name or '('") }
    if isDigit(text[position]) { return IndexExpression(try parseInteger()) }
    if text[position] == UInt8(ascii: "\"") { return .symbol(try parseQuotedName()) }
    let name = try parseName()
    if name == "min" || name == "max", accept("(") {
      var result = try parseSum()
      guard accept(",") else { throw failure("','") }
      repeat {
        let next = try parseSum()
        result = name == "min" ? .minimum(result, next) : .maximum(result, next)
      } while accept(",")
      guard accept(")") else { throw failure("')'") }
      return result
    }
    if name.utf8.count > 1, name.first == "d", let number = Int(name.dropFirst()), number >= 0 {
      return .dimension(number)
    }
    return .symbol(name)
  }

  mutating func parseInteger() throws(Diagnostic) -> Int {
    let start = position
    while position < text.count, isDigit(text[position]) { position += 1 }
    guard let value = Int(String(decoding: text[start..<position], as: UTF8.self)) else {
      throw failure("an integer that fits 64 bits")
    }
    return value
  }

  mutating func parseName() throws(Diagnostic) -> String {
    let start = position
    while position < text.count, Self.isNameByte(text[position]) { position += 1 }
    guard position > start else { throw failure("a size, a name or '('") }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  mutating func parseQuotedName() throws(Diagnostic) -> String {
    var name: [UInt8] = []
    position += 1
    while position < text.count, text[position] != UInt8(ascii: "\"") {
      if text[position] == UInt8(ascii: "\\") { position += 1 }
      guard position < text.count else { break }
      name.append(text[position])
      position += 1
    }
    guard position < text.count else { throw failure("'\"'") }
    position += 1
    return String(decoding: name, as: UTF8.self)
  }

  mutating func accept(_ symbol: Character) -> Bool {
    skipBlanks()
    guard position < text.count, text[position] == symbol.asciiValue else { return false }
    position += 1
    return true
  }

  mutating func acceptWord(_ word: String) -> Bool {
    skipBlanks()
    let bytes = Array(word.utf8)
    let end = position + bytes.count
    guard end <= text.count, Array(text[position..<end]) == bytes,
      end == text.count || !Self.isNameByte(text[end])
    else { return false }
    position = end
    return true
  }

  mutating func expectEnd() throws(Diagnostic) {
    skipBlanks()
    guard position == text.count else { throw failure("an operator or the end") }
  }

  mutating func skipBlanks() {
    while position < text.count, text[position] == 0x20 || text[position] == 0x09 { position += 1 }
  }

  func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  static func isNameByte(_ byte: UInt8) -> Bool {
    byte >= 0x30 && byte <= 0x39 || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || byte == 0x5F
      || byte == 0x2E
      || byte >= 0x80
  }

  func failure(_ expected: String) -> Diagnostic {
    .error(
      "expected \(expected) at column \(position + 1) of '\(String(decoding: text, as: UTF8.self))'"
    )
  }
}
