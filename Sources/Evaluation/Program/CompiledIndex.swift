import Support

/// An index expression with its symbols already replaced by numbers, ready to be evaluated often.
///
/// Dimension `n` of the expression is read from register `registers[n]`.
package struct CompiledIndex: Sendable {
  private let constant: Int
  /// The part that is linear: coefficients and registers.
  private let linear: [(coefficient: Int, register: Int)]
  /// What is not linear: divisions, minima and products of dimensions.
  private let others: [(coefficient: Int, factors: [Factor])]

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
    self.linear = linear
    self.others = others
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
    var sum = constant
    for (coefficient, register) in linear {
      sum = sum &+ coefficient &* Int(registers[register].integer)
    }
    return others.isEmpty ? sum : sum &+ (try nonlinear(registers))
  }

  private func nonlinear(
    _ registers: UnsafeMutablePointer<Scalar>
  ) throws(EvaluationError) -> Int {
    var sum = 0
    for (coefficient, factors) in others {
      var product = coefficient
      for factor in factors { product = product &* (try value(of: factor, registers)) }
      sum = sum &+ product
    }
    return sum
  }

  private func value(
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
