import Support
import TangramRuntime

/// A formula of sizes as the runtime evaluates it: steps in postfix order.
struct SizeProgram: Hashable, Sendable {
  struct Step: Hashable, Sendable {
    var opcode: Int64
    var operand: Int64
  }

  var steps: [Step] = []
  /// The formula for people.
  var text: String

  /// - Throws: a diagnostic when `expression` mentions what is not in `symbols`.
  init(_ expression: IndexExpression, symbols: [String]) throws(Diagnostic) {
    text = expression.description
    try append(expression, symbols)
  }

  private mutating func push(_ opcode: tg_size_opcode, _ operand: Int = 0) {
    steps.append(Step(opcode: Int64(opcode.rawValue), operand: Int64(operand)))
  }

  private mutating func append(
    _ expression: IndexExpression, _ symbols: [String]
  ) throws(Diagnostic) {
    var count = 0
    for term in expression.terms {
      for (index, factor) in term.factors.enumerated() {
        try append(factor, symbols)
        if index > 0 { push(TG_SIZE_MULTIPLY) }
      }
      if term.coefficient != 1 {
        push(TG_SIZE_CONSTANT, term.coefficient)
        push(TG_SIZE_MULTIPLY)
      }
      if count > 0 { push(TG_SIZE_ADD) }
      count += 1
    }
    if count == 0 || expression.constant != 0 {
      push(TG_SIZE_CONSTANT, expression.constant)
      if count > 0 { push(TG_SIZE_ADD) }
    }
  }

  private mutating func append(
    _ factor: IndexExpression.Factor, _ symbols: [String]
  ) throws(Diagnostic) {
    let opcode: tg_size_opcode
    let operands: [IndexExpression]
    switch factor {
    case .symbol(let name):
      guard let number = symbols.firstIndex(of: name) else {
        throw .error("the size '\(name)' is not declared")
      }
      push(TG_SIZE_SYMBOL, number)
      return
    case .dimension(let number):
      throw .error("the dimension 'd\(number)' has no value outside of loops")
    case .floorDivision(let left, let right):
      (opcode, operands) = (TG_SIZE_FLOOR_DIVIDE, [left, right])
    case .remainder(let left, let right): (opcode, operands) = (TG_SIZE_MODULO, [left, right])
    case .minimum(let left, let right): (opcode, operands) = (TG_SIZE_MINIMUM, [left, right])
    case .maximum(let left, let right): (opcode, operands) = (TG_SIZE_MAXIMUM, [left, right])
    }
    for operand in operands { try append(operand, symbols) }
    push(opcode)
  }
}
