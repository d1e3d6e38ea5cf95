/// What is known of a named size: its range and what divides it.
public struct SymbolRange: Hashable, Sendable {
  public var lower: Int
  public var upper: Int
  /// The size is a multiple of this; at least one.
  public var divisor: Int
  /// The only values the size takes, if they were listed.
  public var listed: [Int]?

  public init(_ lower: Int, _ upper: Int, divisor: Int = 1, listed: [Int]? = nil) {
    self.lower = lower
    self.upper = upper
    self.divisor = divisor
    self.listed = listed
  }

  /// One of these sizes, of which there is at least one; what divides them all is known as well.
  public init(listed values: [Int]) {
    let sorted = Set(values).sorted()
    self.init(
      sorted.first ?? 0, sorted.last ?? 0,
      divisor: max(1, sorted.reduce(0) { $0.greatestCommonDivisor(with: $1) }), listed: sorted)
  }

  /// Any size: from zero to what an address can hold.
  public static let any = SymbolRange(0, 1 << 40)
}

/// What may be taken for granted about leaves: ranges of symbols, bounds of dimensions.
public struct Assumptions: Hashable, Sendable {
  public var symbols: [String: SymbolRange]
  /// For each dimension its smallest and largest value, in symbols and earlier dimensions.
  public var dimensions: [Int: (lower: IndexExpression, upper: IndexExpression)] {
    get { bounds.mapValues { ($0[0], $0[1]) } }
    set { bounds = newValue.mapValues { [$0.lower, $0.upper] } }
  }
  private var bounds: [Int: [IndexExpression]] = [:]

  public init(symbols: [String: SymbolRange] = [:]) { self.symbols = symbols }

  /// Declares that dimension `number` runs over `0 ..< extent`.
  public mutating func setExtent(of number: Int, to extent: IndexExpression) {
    bounds[number] = [0, extent - 1]
  }

  /// Declares the inclusive bounds of dimension `number`.
  public mutating func setBounds(
    of number: Int, lower: IndexExpression, upper: IndexExpression
  ) {
    bounds[number] = [lower, upper]
  }

  /// Whether `expression >= 0` always holds.
  ///
  /// `false` means it could not be shown.
  public func isNonNegative(_ expression: IndexExpression) -> Bool {
    if let lower = interval(of: expression).lower, lower >= 0 { return true }
    let bounded = boundedBelow(expression)
    if let lower = interval(of: bounded).lower, lower >= 0 { return true }
    if let whole = withoutQuotients(bounded), let lower = interval(of: whole).lower, lower >= 0 {
      return true
    }
    let multiple = bounded.withoutRemainders
    return multiple != bounded && interval(of: multiple).lower.map { $0 >= 0 } ?? false
  }

  /// Whether `left <= right` always holds.
  public func proves(_ left: IndexExpression, atMost right: IndexExpression) -> Bool {
    isNonNegative(right - left)
  }

  /// Whether `expression` is always a multiple of `divisor`, a positive constant.
  public func isMultiple(_ expression: IndexExpression, of divisor: Int) -> Bool {
    divisor > 0 && expression.constant % divisor == 0
      && expression.terms.allSatisfy { term in
        let known = term.factors.reduce(term.coefficient) { product, factor in
          guard case .symbol(let name) = factor else { return product }
          return product &* (symbols[name]?.divisor ?? 1)
        }
        return known % divisor == 0
      }
  }

  /// `expression` with divisions and remainders resolved that the ranges decide, and minima and
  /// maxima whose order they decide; a constant if the ranges leave only one value.
  public func simplified(_ expression: IndexExpression) -> IndexExpression {
    if expression.terms.isEmpty { return expression }
    let result = dividingSymbols(in: simplifiedTerms(expression))
    let range = interval(of: result)
    if let only = range.lower, only == range.upper { return IndexExpression(only) }
    return result
  }

  /// With symbols that are known to be multiples of their divisor `d` written as `d * q`, so that
  /// divisions come out exactly, and then `q` as `symbol floordiv d` again.
  private func dividingSymbols(in expression: IndexExpression) -> IndexExpression {
    var result = expression
    for name in expression.symbolNames {
      guard let divisor = symbols[name]?.divisor, divisor > 1, result.hasDivision else { continue }
      let quotient = IndexExpression.symbol(name)
      let exact = result.substituting(symbols: [name: quotient * IndexExpression(divisor)])
      result = exact.multiplyingBack(name, divisor: divisor)
    }
    return result
  }

  private func simplifiedTerms(_ expression: IndexExpression) -> IndexExpression {
    var result = IndexExpression(expression.constant)
    for term in expression.terms {
      var product = IndexExpression(term.coefficient)
      for factor in term.factors { product *= simplified(factor) }
      result += product
    }
    return result
  }

  private func simplified(_ factor: IndexExpression.Factor) -> IndexExpression {
    switch factor {
    case .symbol(let name):
      if let range = symbols[name], range.lower == range.upper {
        return IndexExpression(range.lower)
      }
      return IndexExpression(factor)
    case .dimension(let number):
      if let pair = bounds[number], pair[0] == pair[1] { return pair[0] }
      return IndexExpression(factor)
    case .floorDivision(let value, let by):
      let (value, by) = (simplified(value), simplified(by))
      if isNonNegative(value), proves(value + 1, atMost: by) { return 0 }
      return value.floorDivided(by: by)
    case .remainder(let value, let by):
      let (value, by) = (simplified(value), simplified(by))
      if isNonNegative(value), proves(value + 1, atMost: by) { return value }
      if let divisor = by.constantValue, divisor > 0, isMultiple(value, of: divisor) { return 0 }
      return value.remainder(by: by)
    case .minimum(let left, let right):
      let (left, right) = (simplified(left), simplified(right))
      if proves(left, atMost: right) { return left }
      return proves(right, atMost: left) ? right : .minimum(left, right)
    case .maximum(let left, let right):
      let (left, right) = (simplified(left), simplified(right))
      if proves(left, atMost: right) { return right }
      return proves(right, atMost: left) ? left : .maximum(left, right)
    }
  }

  /// Replaces dimensions that occur linearly by the bound that makes the expression smallest,
  /// innermost first, so that symbols can cancel.
  private func boundedBelow(_ expression: IndexExpression) -> IndexExpression {
    var current = expression
    for number in expression.dimensionNumbers.sorted(by: >) {
      guard let pair = bounds[number], let (coefficient, rest) = current.linear(in: number) else {
        continue
      }
      let sign = interval(of: coefficient)
      if let lower = sign.lower, lower >= 0 {
        current = coefficient * pair[0] + rest
      } else if let upper = sign.upper, upper <= 0 {
        current = coefficient * pair[1] + rest
      }
    }
    return current
  }

  /// A polynomial that is never larger than a positive multiple of `expression`: with every quotient
  /// `e floordiv c` multiplied by `c` and then replaced by `e` where it is subtracted and by
  /// `e - c + 1` where it is added; `nil` if there is none.
  ///
  /// So sizes can cancel: `n - 16 ((n + 15) floordiv 16 - 1) - 1` is at least `n - (n + 15) + 15`.
  private func withoutQuotients(_ expression: IndexExpression) -> IndexExpression? {
    func quotient(_ term: IndexExpression.Term) -> (value: IndexExpression, by: Int)? {
      guard term.factors.count == 1, case .floorDivision(let value, let by) = term.factors[0],
        let divisor = by.constantValue, divisor > 0
      else { return nil }
      return (value, divisor)
    }
    var scale = 1
    for term in expression.terms {
      guard let (_, divisor) = quotient(term) else { continue }
      scale *= divisor / scale.greatestCommonDivisor(with: divisor)
      // Larger numbers help nobody and could overflow.
      guard scale <= 1 << 20 else { return nil }
    }
    guard scale > 1 else { return nil }
    var result = IndexExpression(scale) * IndexExpression(expression.constant)
    for term in expression.terms {
      if let (value, divisor) = quotient(term) {
        let bound = term.coefficient < 0 ? value : value - IndexExpression(divisor - 1)
        result += IndexExpression(scale / divisor) * IndexExpression(term.coefficient) * bound
      } else {
        var product = IndexExpression(scale) * IndexExpression(term.coefficient)
        for factor in term.factors { product *= IndexExpression(single: factor) }
        result += product
      }
    }
    return result
  }

  /// The smallest and largest value as far as intervals can tell; `nil` is unbounded.
  public func interval(of expression: IndexExpression) -> Interval {
    var sum = Interval(expression.constant, expression.constant)
    for term in expression.terms {
      var product = Interval(term.coefficient, term.coefficient)
      for factor in term.factors { product = product * interval(of: factor) }
      sum = sum + product
    }
    return sum
  }

  private func interval(of factor: IndexExpression.Factor) -> Interval {
    switch factor {
    case .symbol(let name):
      guard let range = symbols[name] else { return Interval(0, nil) }
      return Interval(range.lower, range.upper)
    case .dimension(let number):
      guard let pair = bounds[number] else { return Interval(nil, nil) }
      return Interval(interval(of: pair[0]).lower, interval(of: pair[1]).upper)
    case .floorDivision(let value, let by):
      return interval(of: value).floorDivided(by: interval(of: by))
    case .remainder(let value, let by):
      let divisor = interval(of: by)
      guard let smallest = divisor.lower, smallest > 0 else { return Interval(nil, nil) }
      let upper = divisor.upper.map { $0 - 1 }
      let inner = interval(of: value)
      if let low = inner.lower, low >= 0, let high = inner.upper {
        return Interval(0, Swift.min(high, upper ?? high))
      }
      return Interval(0, upper)
    case .minimum(let left, let right):
      return interval(of: left).minimum(interval(of: right))
    case .maximum(let left, let right):
      let (a, b) = (interval(of: left), interval(of: right))
      return -((-a).minimum(-b))
    }
  }
}

extension IndexExpression {
  /// With every remainder by a constant as the number less a multiple of the quotient, so that the
  /// number may cancel: `x - x mod 4` is `(x floordiv 4) * 4`.
  fileprivate var withoutRemainders: IndexExpression {
    var result = IndexExpression(constant)
    for term in terms {
      if let factor = term.factors.single, case .remainder(let value, let by) = factor,
        by.constantValue ?? 0 > 0
      {
        result += (value - value.floorDivided(by: by) * by) * IndexExpression(term.coefficient)
      } else {
        result += IndexExpression(terms: [term], constant: 0)
      }
    }
    return result
  }

  /// Whether there is a division or remainder anywhere in this.
  fileprivate var hasDivision: Bool {
    terms.contains { term in
      term.factors.contains { factor in
        switch factor {
        case .symbol, .dimension: false
        case .floorDivision, .remainder: true
        case .minimum(let left, let right), .maximum(let left, let right):
          left.hasDivision || right.hasDivision
        }
      }
    }
  }

  /// With `name`, which stands for a quotient by `divisor`, replaced by the division.
  fileprivate func multiplyingBack(_ name: String, divisor: Int) -> IndexExpression {
    let symbol = IndexExpression.symbol(name)
    var result = IndexExpression(constant)
    for term in terms {
      let places = term.factors.indices.filter { term.factors[$0] == .symbol(name) }
      guard places.count == 1, term.coefficient > 0 else {
        let whole = IndexExpression(terms: [term], constant: 0)
        result += whole.substituting(
          symbols: [name: symbol.floorDivided(by: IndexExpression(divisor))])
        continue
      }
      // coefficient * q is symbol * coefficient / divisor, in lowest terms.
      var (a, b) = (term.coefficient, divisor)
      while b != 0 { (a, b) = (b, a % b) }
      var product = IndexExpression(term.coefficient / a)
      product *= symbol.floorDivided(by: IndexExpression(divisor / a))
      for factor in term.factors where factor != .symbol(name) {
        product *= IndexExpression(factor).substituting(
          symbols: [name: symbol.floorDivided(by: IndexExpression(divisor))])
      }
      result += product
    }
    return result
  }
}
