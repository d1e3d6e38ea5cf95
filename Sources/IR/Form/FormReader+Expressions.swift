import Support

extension OperationParser {
  /// Index expressions in brackets, over symbols and the values named in them, which become the
  /// operands of a slot: `[%i * 14 + %j, m]`; or over `d0…` with the operands behind them:
  /// `[d0 * 14 + d1, m](%i, %j)`.
  public mutating func readExpressions(_ slot: String) throws(FormFailure) -> [IndexExpression] {
    try expect("[")
    let expressions = try readExpressionList(slot, before: ["]"])
    try expect("]")
    if accept("(") {
      while true {
        try readOperand(slot)
        if accept(")") { break }
        try expect(",")
      }
    }
    return expressions
  }

  /// One index expression up to one of `literals`, which is not taken.
  ///
  /// Each value in it is the dimension of its number among the operands read for the slot.
  public mutating func readExpression(
    _ slot: String, before literals: [String]
  ) throws(FormFailure) -> IndexExpression {
    let place = text.token
    let all = try readExpressionList(slot, before: literals)
    guard all.count == 1 else {
      throw text.fail("expected one index expression, as in '%i * 14 + m'", at: place)
    }
    return all[0]
  }

  /// Expressions with commas between them, in which each value is the dimension of its number among
  /// those named.
  private mutating func readExpressionList(
    _ slot: String, before literals: [String]
  ) throws(FormFailure) -> [IndexExpression] {
    let place = text.token
    var bodies: [String] = []
    var body = ""
    let number = number(of: slot)
    var depth = 0
    let stops = literals.map { Array($0.utf8) }
    while depth > 0 || !stops.contains(where: { text.isNext($0) }) {
      let token = text.token
      if token.start > text.previousEnd { body += " " }
      switch token.kind {
      case .end, .leftBrace, .rightBrace, .equal, .leftSquare, .rightSquare:
        throw text.fail(expected: literals.map { "'\($0)'" }.joined(separator: " or "))
      case .comma where depth == 0:
        bodies.append(body)
        body = ""
        text.advance()
      case .valueName:
        let use = try parseUse()
        body += "d\(dimension(of: use, in: number))"
      default:
        if token.kind == .leftParenthesis { depth += 1 }
        if token.kind == .rightParenthesis { depth -= 1 }
        body += text.text(of: token)
        text.advance()
      }
    }
    if !bodies.isEmpty || !body.allSatisfy({ $0 == " " }) { bodies.append(body) }
    var expressions: [IndexExpression] = []
    for body in bodies {
      do throws(Diagnostic) {
        expressions.append(try IndexExpression(parsing: body))
      } catch {
        throw text.fail(error.message, at: place)
      }
    }
    return expressions
  }

  /// The number of a value among the operands of a slot, to which it is added if it is new.
  private mutating func dimension(of use: OperandUse, in slot: Int) -> Int {
    let known = slotOperands[frame.firstOperand...].filter { $0.slot == slot }
    let place = known.firstIndex {
      $0.use.number == use.number && text.text(of: $0.use.name) == text.text(of: use.name)
    }
    if place == nil { slotOperands.append(SlotOperand(slot: slot, use: use)) }
    return place ?? known.count
  }
}
