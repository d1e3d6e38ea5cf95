import Support

/// An index expression with its symbols already replaced by numbers, ready to be evaluated often.
///
/// Dimension `n` of the expression is read from register `registers[n]`.
package struct CompiledIndex: Sendable {
  private let constant: Int
  /// Two terms, each a register and what it is multiplied by: nearly all indices need no more, and
  /// these are read without counting references.
  private let first: (coefficient: Int, register: Int)
  private let second: (coefficient: Int, register: Int)
  private let rest: Rest?

  /// What does not fit into two terms.
  private final class Rest: Sendable {
    let linear: [(coefficient: Int, register: Int)]
    /// What is not linear: divisions, minima and products of dimensions.
    let others: [(coefficient: Int, factors: [Factor])]

    init(
      linear: [(coefficient: Int, register: Int)],
      others: [(coefficient: Int, factors: [Factor])]
    ) {
      (self.linear, self.others) = (linear, others)
    }
  }

  private indirect enum Factor: Sendable {
    case register(Int)
    case floorDivision(CompiledIndex, CompiledIndex)
    case remainder(CompiledIndex, CompiledIndex)
    case minimum(CompiledIndex, CompiledIndex)
    case maximum(CompiledIndex, CompiledIndex)
  }

  /// - Throws: when the expression uses a symbol without value or a dimension without register.
  package init(
    _ expression: IndexExpression, symbols: [String: Int], registers: [Int]
  ) throws(EvaluationError) {
    let expression = expression.substituting(symbols: symbols.mapValues { IndexExpression($0) })
    var linear: [(coefficient: Int, register: Int)] = []
    var others: [(coefficient: Int, factors: [Factor])] = []
    for term in expression.terms {
      var factors: [Factor] = []
      for factor in term.factors {
        factors.append(try Self.compile(factor, symbols: symbols, registers: registers))
      }
      if factors.count == 1, case .register(let register) = factors[0] {
        linear.append((term.coefficient, register))
      } else {
        others.append((term.coefficient, factors))
      }
    }
    constant = expression.constant
    // A term that is missing reads the first register for nothing; there always is one.
    first = linear.first ?? (0, 0)
    second = linear.count > 1 ? linear[1] : (0, 0)
    rest =
      linear.count > 2 || !others.isEmpty
      ? Rest(linear: Array(linear.dropFirst(2)), others: others) : nil
  }

  private static func compile(
    _ factor: IndexExpression.Factor, symbols: [String: Int], registers: [Int]
  ) throws(EvaluationError) -> Factor {
    func inner(_ expression: IndexExpression) throws(EvaluationError) -> CompiledIndex {
      try CompiledIndex(expression, symbols: symbols, registers: registers)
    }
    switch factor {
    case .symbol(let name):
      throw EvaluationError("the size '\(name)' has no value; give it one")
    case .dimension(let number):
      guard registers.indices.contains(number) else {
        throw EvaluationError("'d\(number)' has no operand")
      }
      return .register(registers[number])
    case .floorDivision(let left, let right):
      return .floorDivision(try inner(left), try inner(right))
    case .remainder(let left, let right): return .remainder(try inner(left), try inner(right))
    case .minimum(let left, let right): return .minimum(try inner(left), try inner(right))
    case .maximum(let left, let right): return .maximum(try inner(left), try inner(right))
    }
  }

  /// The value for what the registers hold now.
  ///
  /// - Throws: when it divides by zero.
  @inline(__always)
  package func value(_ registers: UnsafeMutablePointer<Scalar>) throws(EvaluationError) -> Int {
    let sum =
      constant &+ first.coefficient &* Int(registers[first.register].integer)
      &+ second.coefficient &* Int(registers[second.register].integer)
    guard let rest else { return sum }
    return sum &+ (try Self.value(of: rest, registers))
  }

  private static func value(
    of rest: Rest, _ registers: UnsafeMutablePointer<Scalar>
  ) throws(EvaluationError) -> Int {
    var sum = 0
    for (coefficient, register) in rest.linear {
      sum = sum &+ coefficient &* Int(registers[register].integer)
    }
    for (coefficient, factors) in rest.others {
      var product = coefficient
      for factor in factors { product = product &* (try value(of: factor, registers)) }
      sum = sum &+ product
    }
    return sum
  }

  private static func value(
    of factor: Factor, _ registers: UnsafeMutablePointer<Scalar>
  ) throws(EvaluationError) -> Int {
    switch factor {
    case .register(let number): return Int(registers[number].integer)
    case .minimum(let left, let right):
      return min(try left.value(registers), try right.value(registers))
    case .maximum(let left, let right):
      return max(try left.value(registers), try right.value(registers))
    case .floorDivision(let left, let right):
      let divisor = try right.value(registers)
      guard divisor != 0 else { throw EvaluationError("an index divides by zero") }
      let value = try left.value(registers)
      return divisor == -1 ? 0 &- value : value.floorDivided(by: divisor)
    case .remainder(let left, let right):
      let divisor = try right.value(registers)
      guard divisor != 0 else { throw EvaluationError("an index divides by zero") }
      let value = try left.value(registers)
      return divisor == -1 ? 0 : value - value.floorDivided(by: divisor) * divisor
    }
  }
}
