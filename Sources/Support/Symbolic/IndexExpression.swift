/// An integer expression over named symbols (sizes) and numbered dimensions (loop variables).
///
/// Always in canonical form: a sum of products with sorted factors, so that equal polynomials are
/// `==`. Division and remainder round towards negative infinity (MLIR's `floordiv` and `mod`).
///
///     (batch * seq) ceildiv 14        d0 * 14 + d1        min(m, 32)
public struct IndexExpression: Hashable, Sendable {
  /// What a product is made of.
  public enum Factor: Hashable, Sendable {
    case symbol(String)
    case dimension(Int)
    indirect case floorDivision(IndexExpression, by: IndexExpression)
    indirect case remainder(IndexExpression, by: IndexExpression)
    indirect case minimum(IndexExpression, IndexExpression)
    indirect case maximum(IndexExpression, IndexExpression)
  }

  /// `coefficient` times the product of `factors`; the coefficient is never zero.
  public struct Term: Hashable, Sendable {
    public var coefficient: Int
    public var factors: Factors

    public init(coefficient: Int, factors: Factors) {
      self.coefficient = coefficient
      self.factors = factors
    }
  }

  /// Products with at least one factor, sorted, no two with the same factors.
  public private(set) var terms: [Term]
  /// The constant addend.
  public private(set) var constant: Int

  public init(_ constant: Int) {
    self.terms = []
    self.constant = constant
  }

  /// Just `factor`.
  public init(single factor: Factor) { self.init(factor) }

  init(_ factor: Factor) {
    self.terms = [Term(coefficient: 1, factors: Factors(factor))]
    self.constant = 0
  }

  /// The sum of products in any order.
  init(terms: [Term], constant: Int) {
    self.constant = constant
    var (isSorted, hasZero) = (true, false)
    for place in terms.indices {
      if terms[place].coefficient == 0 { hasZero = true }
      if place > 0, !terms[place - 1].factors.precedes(terms[place].factors) {
        isSorted = false
        break
      }
    }
    if isSorted {
      self.terms = terms
      if hasZero { self.terms.removeAll { $0.coefficient == 0 } }
      return
    }
    var merged: [Term] = []
    merged.reserveCapacity(terms.count)
    // Few terms, or sorted ones, find their places fast.
    let isShort = terms.count < 16
    for term in isShort ? terms : terms.sorted(by: { $0.factors.precedes($1.factors) }) {
      var place = merged.count
      while place > 0, term.factors.precedes(merged[place - 1].factors) { place -= 1 }
      if place > 0, merged[place - 1].factors == term.factors {
        merged[place - 1].coefficient &+= term.coefficient
      } else {
        merged.insert(term, at: place)
      }
    }
    merged.removeAll { $0.coefficient == 0 }
    self.terms = merged
  }

  public static func symbol(_ name: String) -> IndexExpression { .init(.symbol(name)) }
  public static func dimension(_ number: Int) -> IndexExpression { .init(.dimension(number)) }
  public static let zero = IndexExpression(0)
  public static let one = IndexExpression(1)

  /// The value, when it does not depend on anything.
  public var constantValue: Int? { terms.isEmpty ? constant : nil }

  /// The single factor this is, if it is just one with coefficient one.
  public var singleFactor: Factor? {
    guard constant == 0, terms.count == 1, terms[0].coefficient == 1 else { return nil }
    return terms[0].factors.single
  }

  /// The symbol's name, if this is just a symbol.
  public var symbolName: String? {
    if case .symbol(let name)? = singleFactor { return name }
    return nil
  }

  /// The dimension's number, if this is just a dimension.
  public var dimensionNumber: Int? {
    if case .dimension(let number)? = singleFactor { return number }
    return nil
  }
}

extension IndexExpression: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(value) }
}

extension IndexExpression.Factor {
  fileprivate var minimumOperands: (IndexExpression, IndexExpression)? {
    if case .minimum(let left, let right) = self { (left, right) } else { nil }
  }

  fileprivate var maximumOperands: (IndexExpression, IndexExpression)? {
    if case .maximum(let left, let right) = self { (left, right) } else { nil }
  }

  /// A total order that does not depend on hashing: the order of terms in the canonical form.
  func precedes(_ other: IndexExpression.Factor) -> Bool {
    switch (self, other) {
    case (.dimension(let left), .dimension(let right)): return left < right
    case (.symbol(let left), .symbol(let right)): return left < right
    case (.floorDivision(let a, let b), .floorDivision(let c, let d)),
      (.remainder(let a, let b), .remainder(let c, let d)),
      (.minimum(let a, let b), .minimum(let c, let d)),
      (.maximum(let a, let b), .maximum(let c, let d)):
      return a == c ? b.precedes(d) : a.precedes(c)
    default: return rank < other.rank
    }
  }

  private var rank: Int {
    switch self {
    case .dimension: return 0
    case .symbol: return 1
    case .floorDivision: return 2
    case .remainder: return 3
    case .minimum: return 4
    case .maximum: return 5
    }
  }
}

extension IndexExpression {
  /// The same total order, over whole expressions.
  func precedes(_ other: IndexExpression) -> Bool {
    for (left, right) in zip(terms, other.terms) where left != right {
      if left.factors != right.factors { return left.factors.precedes(right.factors) }
      return left.coefficient < right.coefficient
    }
    if terms.count != other.terms.count { return terms.count < other.terms.count }
    return constant < other.constant
  }
}

extension IndexExpression {
  mutating func moveDimensions(by count: Int) {
    for place in terms.indices { terms[place].factors.moveDimensions(by: count) }
  }
}

// MARK: - Arithmetic

extension IndexExpression {
  public static func + (left: IndexExpression, right: IndexExpression) -> IndexExpression {
    left.adding(right, times: 1)
  }

  /// This plus a multiple of another: both are sorted, so their terms are merged.
  private func adding(_ other: IndexExpression, times factor: Int) -> IndexExpression {
    var sum = self
    sum.constant = constant &+ other.constant &* factor
    if other.terms.isEmpty || factor == 0 { return sum }
    if terms.isEmpty {
      sum.terms = other.scaled(by: factor).terms
      return sum
    }
    sum.terms.removeAll(keepingCapacity: false)
    sum.terms.reserveCapacity(terms.count + other.terms.count)
    var place = 0
    for term in other.terms {
      while place < terms.count, terms[place].factors.precedes(term.factors) {
        sum.terms.append(terms[place])
        place += 1
      }
      var coefficient = term.coefficient &* factor
      if place < terms.count, terms[place].factors == term.factors {
        coefficient = terms[place].coefficient &+ coefficient
        place += 1
      }
      // A product that overflows may be zero, which no coefficient is.
      if coefficient != 0 {
        sum.terms.append(Term(coefficient: coefficient, factors: term.factors))
      }
    }
    sum.terms += terms[place...]
    return sum
  }

  public static prefix func - (value: IndexExpression) -> IndexExpression { value * -1 }

  public static func - (left: IndexExpression, right: IndexExpression) -> IndexExpression {
    left.adding(right, times: -1)
  }

  public static func * (left: IndexExpression, right: IndexExpression) -> IndexExpression {
    if let factor = right.constantValue { return left.scaled(by: factor) }
    if let factor = left.constantValue { return right.scaled(by: factor) }
    var terms = left.scaled(by: right.constant).terms + right.scaled(by: left.constant).terms
    for a in left.terms {
      for b in right.terms {
        let factors = (Array(a.factors) + Array(b.factors)).sorted { $0.precedes($1) }
        terms.append(
          Term(coefficient: a.coefficient &* b.coefficient, factors: Factors(factors)))
      }
    }
    return IndexExpression(terms: terms, constant: left.constant &* right.constant)
  }

  private func scaled(by factor: Int) -> IndexExpression {
    if factor == 0 { return 0 }
    if factor == 1 { return self }
    var result = self
    var hasZero = false
    for row in result.terms.indices {
      let coefficient = result.terms[row].coefficient &* factor
      result.terms[row].coefficient = coefficient
      hasZero = hasZero || coefficient == 0
    }
    result.constant = result.constant &* factor
    // A product that overflows may be zero, which no coefficient is.
    if hasZero { result.terms.removeAll { $0.coefficient == 0 } }
    return result
  }

  public static func += (left: inout IndexExpression, right: IndexExpression) {
    left = left + right
  }

  public static func *= (left: inout IndexExpression, right: IndexExpression) {
    left = left * right
  }

  /// The product of all factors; one when there are none.
  public static func product(_ factors: some Sequence<IndexExpression>) -> IndexExpression {
    factors.reduce(1, *)
  }

  /// This divided by `divisor`, rounded down.
  ///
  /// A divisor of zero is kept as written.
  public func floorDivided(by divisor: IndexExpression) -> IndexExpression {
    if divisor == 1 { return self }
    if let value = constantValue, let by = divisor.constantValue, by != 0 {
      return IndexExpression(value.floorDivided(by: by))
    }
    let (quotient, rest) = split(by: divisor)
    if rest == 0, divisor != 0 { return quotient }
    if let by = divisor.constantValue, by > 0, let left = rest.constantValue {
      return quotient + IndexExpression(left.floorDivided(by: by))
    }
    if let merged = rest.mergingDivision(by: divisor) { return quotient + merged }
    return quotient + IndexExpression(.floorDivision(rest, by: divisor))
  }

  /// `(x floordiv a + c) floordiv b` as `(x + a * c) floordiv (a * b)`, for positive constants.
  private func mergingDivision(by divisor: IndexExpression) -> IndexExpression? {
    guard let outer = divisor.constantValue, outer > 0, terms.count == 1,
      terms[0].coefficient == 1, terms[0].factors.count == 1,
      case .floorDivision(let value, let by) = terms[0].factors[0],
      let inner = by.constantValue, inner > 0
    else { return nil }
    let (product, overflow) = inner.multipliedReportingOverflow(by: outer)
    if overflow { return nil }
    return (value + IndexExpression(constant &* inner)).floorDivided(by: IndexExpression(product))
  }

  /// This divided by `divisor`, rounded up.
  public func ceilDivided(by divisor: IndexExpression) -> IndexExpression {
    (self + divisor - 1).floorDivided(by: divisor)
  }

  /// What is left after `floorDivided(by:)`; it has the divisor's sign.
  public func remainder(by divisor: IndexExpression) -> IndexExpression {
    if divisor == 1 { return 0 }
    if let value = constantValue, let by = divisor.constantValue, by != 0 {
      return IndexExpression(value &- value.floorDivided(by: by) &* by)
    }
    let (_, rest) = split(by: divisor)
    if rest == 0, divisor != 0 { return 0 }
    if let by = divisor.constantValue, by > 0, let left = rest.constantValue {
      return IndexExpression(left &- left.floorDivided(by: by) &* by)
    }
    return IndexExpression(.remainder(rest, by: divisor))
  }

  public static func minimum(_ left: IndexExpression, _ right: IndexExpression) -> IndexExpression {
    // Seen before they are taken apart: max(a, b) and max(a, b) + 1 differ by one.
    if let difference = (left - right).constantValue { return difference <= 0 ? left : right }
    return extremum(left.operands(of: \.minimumOperands) + right.operands(of: \.minimumOperands)) {
      $0 <= 0
    } joining: {
      .minimum($0, $1)
    }
  }

  public static func maximum(_ left: IndexExpression, _ right: IndexExpression) -> IndexExpression {
    if let difference = (left - right).constantValue { return difference >= 0 ? left : right }
    return extremum(left.operands(of: \.maximumOperands) + right.operands(of: \.maximumOperands)) {
      $0 >= 0
    } joining: {
      .maximum($0, $1)
    }
  }

  /// The minimum or maximum of several expressions in canonical form: sorted, without those that
  /// differ from another by a constant and lose against it, nested to the right.
  private static func extremum(
    _ operands: [IndexExpression], _ wins: (_ difference: Int) -> Bool,
    joining: (IndexExpression, IndexExpression) -> Factor
  ) -> IndexExpression {
    var kept: [IndexExpression] = []
    for operand in operands {
      let rival = kept.firstIndex { (operand - $0).constantValue != nil }
      if let rival {
        let difference = (operand - kept[rival]).constantValue ?? 0
        if wins(difference) { kept[rival] = operand }
      } else {
        kept.append(operand)
      }
    }
    kept.sort { $0.precedes($1) }
    guard let last = kept.last else { return 0 }
    return kept.dropLast().reversed().reduce(last) { IndexExpression(joining($1, $0)) }
  }

  /// What this is the minimum or maximum of; itself when it is none.
  private func operands(
    of pair: (Factor) -> (IndexExpression, IndexExpression)?
  ) -> [IndexExpression] {
    guard let (left, right) = singleFactor.flatMap(pair) else { return [self] }
    return left.operands(of: pair) + right.operands(of: pair)
  }

  /// All operands of a maximum of maxima; just this for anything else.
  var maximumOperands: [IndexExpression] { operands(of: \.maximumOperands) }

  /// All operands of a minimum of minima; just this for anything else.
  var minimumOperands: [IndexExpression] { operands(of: \.minimumOperands) }

  /// Writes this as `quotient * divisor + rest`, moving every term that divides exactly.
  private func split(by divisor: IndexExpression) -> (IndexExpression, IndexExpression) {
    if let by = divisor.constantValue {
      guard by > 0 else { return (0, self) }
      let moved = terms.filter { $0.coefficient % by == 0 }
        .map { Term(coefficient: $0.coefficient / by, factors: $0.factors) }
      let kept = terms.filter { $0.coefficient % by != 0 }
      let whole = constant.floorDivided(by: by)
      return (
        IndexExpression(terms: moved, constant: whole),
        IndexExpression(terms: kept, constant: constant &- whole &* by)
      )
    }
    if self == divisor { return (1, 0) }
    guard divisor.constant == 0, divisor.terms.count == 1 else { return (0, self) }
    var quotient = IndexExpression.zero
    var kept: [Term] = []
    for term in terms {
      if let reduced = term.divided(by: divisor.terms[0]) {
        quotient += reduced
      } else {
        kept.append(term)
      }
    }
    return (quotient, IndexExpression(terms: kept, constant: constant))
  }
}

extension IndexExpression.Term {
  /// This product without the factors of `other`, if all of them are in it.
  fileprivate func divided(by other: Self) -> IndexExpression? {
    // A divisor of -1 is left out: the smallest integer has no negative.
    guard other.coefficient != -1, coefficient % other.coefficient == 0 else { return nil }
    var left = factors
    for factor in other.factors {
      guard let place = left.firstIndex(of: factor) else { return nil }
      left.remove(at: place)
    }
    let quotient = coefficient / other.coefficient
    if left.isEmpty { return IndexExpression(quotient) }
    return IndexExpression(terms: [.init(coefficient: quotient, factors: left)], constant: 0)
  }
}

extension Int {
  /// Division that rounds towards negative infinity; dividing the smallest integer by -1 wraps.
  public func floorDivided(by divisor: Int) -> Int {
    if divisor == -1 { return 0 &- self }
    let quotient = self / divisor
    return (self % divisor != 0 && (self < 0) != (divisor < 0)) ? quotient - 1 : quotient
  }
}
