/// A value as an operand names it.
struct OperandUse {
  var name: Token
  /// Which of the values of that name.
  var number: Int
}

extension TextParser {
  /// `%name` or `%name#number`.
  mutating func parseUse() throws(ParseFailure) -> OperandUse {
    guard token.kind == .valueName else {
      throw fail(expected: "an operand such as '%0'")
    }
    var use = OperandUse(name: token, number: 0)
    advance()
    if token.kind == .attributeName, token.start == use.name.end {
      guard let number = Int(text(token.start + 1, token.end)), (0..<1 << 31).contains(number)
      else { throw fail(expected: "a result's number after '#'") }
      use.number = number
      advance()
    }
    events?.append(.valueUse(number: use.number), use.name)
    return use
  }
}
