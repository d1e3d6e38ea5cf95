import Support

/// The conditions of a system as rows of numbers, for answers without isl.
///
/// Dimensions that must be equal are one unknown. A quotient by a constant is an unknown with its two
/// bounds, a remainder follows from it; a `min` is at most each of its operands, and equal to one of
/// them, which is a choice; a product of unknowns, or a quotient by one, is an unknown of its own within
/// what the ranges of sizes say. So no solution is lost.
struct LinearSystem {
  /// A sum of multiples of unknowns, which is at least zero or equal to it.
  struct Row {
    var constant = 0
    var terms: [(unknown: Int, coefficient: Int)] = []
  }

  private(set) var equalities: [Row] = []
  private(set) var inequalities: [Row] = []
  /// Pairs of conditions of which at least one holds.
  private(set) var choices: [(Row, Row)] = []
  /// The rows of the goals; `nil` where a number is too large.
  private(set) var goals: [Row?] = []
  private(set) var unknownCount = 0
  var dimensionCount: Int { representative.count }
  /// The unknown of each dimension, -1 where it does not occur.
  private var unknownOfDimension: [Int]
  /// The unknowns of sizes that occur.
  private(set) var unknownOfSymbol: [(name: String, unknown: Int)] = []

  private var others: [(factors: IndexExpression.Factors, unknown: Int)] = []
  private let symbols: [String: SymbolRange]
  /// For each dimension the first of those that are equal to it.
  private let representative: [Int]
  private let unifies: Bool
  /// Whether a number was too large for a row.
  private var isTooLarge = false

  private static let largest = 1 << 40

  /// The conditions of `system`.
  ///
  /// - Parameters:
  ///   - system: the conditions.
  ///   - expressions: the goals, over the same unknowns; their rows are kept apart.
  init(_ system: IntegerSystem, goals expressions: [IndexExpression] = []) {
    symbols = system.symbols
    var parents = Array(0..<system.dimensionCount)
    var unifies = false
    func root(_ number: Int) -> Int {
      var number = number
      while parents[number] != number { number = parents[number] }
      return number
    }
    for expression in system.zero {
      guard let (left, right) = expression.differenceOfDimensions,
        left < parents.count, right < parents.count
      else { continue }
      let (a, b) = (root(left), root(right))
      parents[max(a, b)] = min(a, b)
      unifies = true
    }
    representative = unifies ? parents.indices.map(root) : parents
    self.unifies = unifies
    unknownOfDimension = [Int](repeating: -1, count: system.dimensionCount)
    equalities.reserveCapacity(system.zero.count)
    inequalities.reserveCapacity(system.nonNegative.count + 8)
    for expression in system.zero {
      if let row = read(expression) { equalities.append(row) }
    }
    for expression in system.nonNegative {
      if let row = read(expression) { inequalities.append(row) }
    }
    for expression in expressions { goals.append(read(expression)) }
  }

  // MARK: Reading

  /// The row of an expression; `nil` where a number is too large.
  private mutating func read(_ expression: IndexExpression) -> Row? {
    isTooLarge = false
    var row = Row()
    row.terms.reserveCapacity(expression.terms.count)
    add(expression, times: 1, to: &row)
    return isTooLarge ? nil : row
  }

  private mutating func add(_ expression: IndexExpression, times scale: Int, to row: inout Row) {
    row.constant = sum(row.constant, product(expression.constant, scale))
    for term in expression.terms {
      let coefficient = product(term.coefficient, scale)
      guard let factor = term.factors.single else {
        add(coefficient, times: unknown(of: term.factors), to: &row)
        continue
      }
      switch factor {
      case .dimension(let number):
        add(coefficient, times: unknown(ofDimension: number), to: &row)
      case .symbol(let name): add(coefficient, times: unknown(ofSymbol: name), to: &row)
      case .remainder(let value, let by) where Self.divisor(by) != nil:
        // What is left is the value less the quotient's multiple.
        add(value, times: coefficient, to: &row)
        let quotient = unknown(of: [.floorDivision(value, by: by)])
        add(product(coefficient, -(Self.divisor(by) ?? 1)), times: quotient, to: &row)
      default: add(coefficient, times: unknown(of: term.factors), to: &row)
      }
    }
  }

  private mutating func add(_ coefficient: Int, times unknown: Int, to row: inout Row) {
    for place in row.terms.indices where row.terms[place].unknown == unknown {
      row.terms[place].coefficient = sum(row.terms[place].coefficient, coefficient)
      return
    }
    row.terms.append((unknown, coefficient))
  }

  private mutating func product(_ a: Int, _ b: Int) -> Int {
    let (result, overflow) = a.multipliedReportingOverflow(by: b)
    if overflow || result.magnitude > Self.largest { isTooLarge = true }
    return overflow ? 0 : result
  }

  private mutating func sum(_ a: Int, _ b: Int) -> Int {
    let (result, overflow) = a.addingReportingOverflow(b)
    if overflow || result.magnitude > Self.largest { isTooLarge = true }
    return overflow ? 0 : result
  }

  private static func divisor(_ by: IndexExpression) -> Int? {
    by.constantValue.flatMap { 0 < $0 && $0 < 1 << 32 ? $0 : nil }
  }

  // MARK: Unknowns

  private mutating func newUnknown() -> Int {
    unknownCount += 1
    return unknownCount - 1
  }

  private mutating func unknown(ofDimension number: Int) -> Int {
    // One past the end is not known of any other.
    guard number < representative.count else { return unknown(named: "d\(number)") }
    let number = representative[number]
    if unknownOfDimension[number] < 0 { unknownOfDimension[number] = newUnknown() }
    return unknownOfDimension[number]
  }

  private mutating func unknown(named name: String) -> Int {
    if let known = unknownOfSymbol.first(where: { $0.name == name }) { return known.unknown }
    let number = newUnknown()
    unknownOfSymbol.append((name, number))
    return number
  }

  private mutating func unknown(ofSymbol name: String) -> Int {
    if let known = unknownOfSymbol.first(where: { $0.name == name }) { return known.unknown }
    let number = newUnknown()
    unknownOfSymbol.append((name, number))
    let range = symbols[name] ?? .any
    if range.lower > -Self.largest {
      inequalities.append(Row(constant: -range.lower, terms: [(number, 1)]))
    }
    if range.upper < Self.largest {
      inequalities.append(Row(constant: range.upper, terms: [(number, -1)]))
    }
    if range.divisor > 1, range.divisor < Self.largest {
      equalities.append(Row(terms: [(number, 1), (newUnknown(), -range.divisor)]))
    }
    return number
  }

  /// The unknown of a product, quotient, minimum or maximum.
  private mutating func unknown(of factors: IndexExpression.Factors) -> Int {
    var factors = factors
    if unifies { factors = IndexExpression.Factors(factors.flatMap { renamed($0) }) }
    if let known = others.first(where: { $0.factors == factors }) { return known.unknown }
    let number = newUnknown()
    others.append((factors, number))
    let wasTooLarge = isTooLarge
    switch factors.single {
    case .floorDivision(let value, let by)? where Self.divisor(by) != nil:
      // 0 <= value - divisor * quotient <= divisor - 1
      if let divisor = Self.divisor(by), var row = read(value) {
        add(-divisor, times: number, to: &row)
        inequalities.append(row)
        inequalities.append(row.negated(plus: divisor - 1))
      }
    case .minimum(let left, let right)?: choose(number, left, right, sign: 1)
    case .maximum(let left, let right)?: choose(number, left, right, sign: -1)
    default: bound(number, factors)
    }
    isTooLarge = wasTooLarge
    return number
  }

  /// A factor with equal dimensions renamed.
  private func renamed(_ factor: IndexExpression.Factor) -> [IndexExpression.Factor] {
    let renamed = IndexExpression(single: factor).renaming(representative)
    return renamed.singleFactor.map { [$0] } ?? [factor]
  }

  /// An unknown that is at most (`sign` 1) or at least (-1) each of two values, and equal to one.
  private mutating func choose(
    _ unknown: Int, _ left: IndexExpression, _ right: IndexExpression, sign: Int
  ) {
    guard var first = read(left), var second = read(right) else { return }
    add(-1, times: unknown, to: &first)
    add(-1, times: unknown, to: &second)
    let (negatedFirst, negatedSecond) = (first.negated(plus: 0), second.negated(plus: 0))
    if sign > 0 {
      inequalities += [first, second]
      choices.append((negatedFirst, negatedSecond))
    } else {
      inequalities += [negatedFirst, negatedSecond]
      choices.append((first, second))
    }
  }

  /// What the ranges of sizes say of a product.
  private mutating func bound(_ unknown: Int, _ factors: IndexExpression.Factors) {
    let product = factors.reduce(IndexExpression.one) { $0 * IndexExpression(single: $1) }
    let interval = Assumptions(symbols: symbols).interval(of: product)
    if let lower = interval.lower, lower.magnitude < Self.largest {
      inequalities.append(Row(constant: -lower, terms: [(unknown, 1)]))
    }
    if let upper = interval.upper, upper.magnitude < Self.largest {
      inequalities.append(Row(constant: upper, terms: [(unknown, -1)]))
    }
  }

  /// The unknown of a dimension and of all that are equal to it; `nil` where none of them occurs.
  func unknown(standingFor dimension: Int) -> Int? {
    let number = unknownOfDimension[representative[dimension]]
    return number < 0 ? nil : number
  }
}

extension LinearSystem.Row {
  /// `constant` less this.
  fileprivate func negated(plus constant: Int) -> Self {
    Self(constant: constant - self.constant, terms: terms.map { ($0.unknown, -$0.coefficient) })
  }

  /// As numbers, one for each unknown and the constant.
  func dense(_ unknownCount: Int) -> [Int] {
    var row = [Int](repeating: 0, count: unknownCount + 1)
    for term in terms { row[term.unknown] += term.coefficient }
    row[unknownCount] = constant
    return row
  }
}
