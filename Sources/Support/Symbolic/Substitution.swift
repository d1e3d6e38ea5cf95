extension IndexExpression {
  /// This with every leaf replaced by what `replacement` gives for it; `nil` keeps the leaf.
  public func substituting(
    _ replacement: (Factor) throws -> IndexExpression?
  ) rethrows -> IndexExpression {
    try sum { try $0.substituting(replacement) }
  }

  /// This with factors replaced, outer ones first; where there is nothing for a factor, what is in it is
  /// looked at.
  public func replacingFactors(
    _ replacement: (Factor) throws -> IndexExpression?
  ) rethrows -> IndexExpression {
    try sum { try $0.replacingFactors(replacement) }
  }

  /// The sum of its products, each factor with its value.
  @inline(__always)
  private func sum(
    _ value: (Factor) throws -> IndexExpression
  ) rethrows -> IndexExpression {
    if terms.isEmpty { return self }
    var (sum, all) = (constant, [Term]())
    all.reserveCapacity(terms.count)
    for term in terms {
      if let factor = term.factors.single {
        let own = try value(factor)
        sum &+= own.constant &* term.coefficient
        for part in own.terms {
          all.append(
            Term(coefficient: part.coefficient &* term.coefficient, factors: part.factors))
        }
        continue
      }
      var product = IndexExpression(term.coefficient)
      for factor in term.factors { product *= try value(factor) }
      sum &+= product.constant
      all += product.terms
    }
    return IndexExpression(terms: all, constant: sum)
  }

  /// This with every dimension's number moved up, which leaves the order of terms as it is.
  public func movingDimensions(by count: Int) -> IndexExpression {
    if count == 0 || terms.isEmpty { return self }
    var result = self
    result.moveDimensions(by: count)
    return result
  }

  /// This with dimensions replaced by number; dimensions past the end stay.
  public func substituting(dimensions: [IndexExpression]) -> IndexExpression {
    substituting { leaf in
      if case .dimension(let number) = leaf, number < dimensions.count { return dimensions[number] }
      return nil
    }
  }

  /// This with symbols replaced by name; symbols not listed stay.
  public func substituting(symbols: [String: IndexExpression]) -> IndexExpression {
    substituting { leaf in
      if case .symbol(let name) = leaf { return symbols[name] }
      return nil
    }
  }

  /// The value for given leaves; `nil` when a leaf is missing, a divisor is zero, or it overflows.
  public func evaluate(
    symbols: [String: Int] = [:], dimensions: [Int] = []
  ) -> Int? {
    var sum = constant
    for term in terms {
      var product = term.coefficient
      for factor in term.factors {
        guard let value = factor.evaluate(symbols: symbols, dimensions: dimensions) else {
          return nil
        }
        let (next, overflow) = product.multipliedReportingOverflow(by: value)
        if overflow { return nil }
        product = next
      }
      let (next, overflow) = sum.addingReportingOverflow(product)
      if overflow { return nil }
      sum = next
    }
    return sum
  }

  /// Calls `body` with every leaf (symbol or dimension), inner ones too, repeats included.
  public func forEachLeaf(_ body: (Factor) -> Void) {
    for term in terms { for factor in term.factors { factor.forEachLeaf(body) } }
  }

  /// Whether this depends on a dimension of that number or a greater one.
  public func hasDimension(from first: Int) -> Bool {
    terms.contains { $0.factors.contains { $0.hasDimension(from: first) } }
  }

  /// The names of the symbols this depends on, in order of first appearance.
  public var symbolNames: [String] {
    var names: [String] = []
    forEachLeaf { if case .symbol(let name) = $0, !names.contains(name) { names.append(name) } }
    return names
  }

  /// The numbers of the dimensions this depends on.
  public var dimensionNumbers: Set<Int> {
    var numbers: Set<Int> = []
    forEachLeaf { if case .dimension(let number) = $0 { numbers.insert(number) } }
    return numbers
  }

  /// `coefficient` and `rest` with `self == coefficient * dimension(number) + rest`, if this is
  /// linear in that dimension; the coefficient may hold symbols but no dimensions.
  public func linear(in number: Int) -> (coefficient: IndexExpression, rest: IndexExpression)? {
    var coefficient = IndexExpression.zero
    var rest: [Term] = []
    for term in terms {
      let direct = term.factors.filter { $0 == .dimension(number) }.count
      let indirect = term.factors.contains { factor in
        if case .dimension = factor { return false }
        return IndexExpression(factor).dimensionNumbers.contains(number)
      }
      if indirect || direct > 1 { return nil }
      if direct == 0 {
        rest.append(term)
        continue
      }
      var left = term
      left.factors.removeAll { $0 == .dimension(number) }
      coefficient +=
        left.factors.isEmpty
        ? IndexExpression(left.coefficient) : IndexExpression(terms: [left], constant: 0)
    }
    return (coefficient, IndexExpression(terms: rest, constant: constant))
  }
}

extension IndexExpression.Factor {
  func movingDimensions(by count: Int) -> Self {
    switch self {
    case .symbol: self
    case .dimension(let number): .dimension(number + count)
    case .floorDivision(let value, let by):
      .floorDivision(value.movingDimensions(by: count), by: by.movingDimensions(by: count))
    case .remainder(let value, let by):
      .remainder(value.movingDimensions(by: count), by: by.movingDimensions(by: count))
    case .minimum(let left, let right):
      .minimum(left.movingDimensions(by: count), right.movingDimensions(by: count))
    case .maximum(let left, let right):
      .maximum(left.movingDimensions(by: count), right.movingDimensions(by: count))
    }
  }

  fileprivate func substituting(
    _ replacement: (Self) throws -> IndexExpression?
  ) rethrows -> IndexExpression {
    switch self {
    case .symbol, .dimension: return try replacement(self) ?? IndexExpression(self)
    case .floorDivision(let value, let by):
      return try value.substituting(replacement).floorDivided(by: by.substituting(replacement))
    case .remainder(let value, let by):
      return try value.substituting(replacement).remainder(by: by.substituting(replacement))
    case .minimum(let left, let right):
      return try .minimum(left.substituting(replacement), right.substituting(replacement))
    case .maximum(let left, let right):
      return try .maximum(left.substituting(replacement), right.substituting(replacement))
    }
  }

  fileprivate func replacingFactors(
    _ replacement: (Self) throws -> IndexExpression?
  ) rethrows -> IndexExpression {
    if let whole = try replacement(self) { return whole }
    switch self {
    case .symbol, .dimension: return IndexExpression(self)
    case .floorDivision(let value, let by):
      return try value.replacingFactors(replacement)
        .floorDivided(by: by.replacingFactors(replacement))
    case .remainder(let value, let by):
      return try value.replacingFactors(replacement)
        .remainder(by: by.replacingFactors(replacement))
    case .minimum(let left, let right):
      return try .minimum(
        left.replacingFactors(replacement), right.replacingFactors(replacement))
    case .maximum(let left, let right):
      return try .maximum(
        left.replacingFactors(replacement), right.replacingFactors(replacement))
    }
  }

  fileprivate func evaluate(symbols: [String: Int], dimensions: [Int]) -> Int? {
    func value(_ expression: IndexExpression) -> Int? {
      expression.evaluate(symbols: symbols, dimensions: dimensions)
    }
    switch self {
    case .symbol(let name): return symbols[name]
    case .dimension(let number): return number < dimensions.count ? dimensions[number] : nil
    case .floorDivision(let left, let right):
      guard let a = value(left), let b = value(right), b != 0 else { return nil }
      return a.floorDivided(by: b)
    case .remainder(let left, let right):
      guard let a = value(left), let b = value(right), b != 0 else { return nil }
      return a &- a.floorDivided(by: b) &* b
    case .minimum(let left, let right):
      guard let a = value(left), let b = value(right) else { return nil }
      return Swift.min(a, b)
    case .maximum(let left, let right):
      guard let a = value(left), let b = value(right) else { return nil }
      return Swift.max(a, b)
    }
  }

  fileprivate func hasDimension(from first: Int) -> Bool {
    switch self {
    case .symbol: false
    case .dimension(let number): number >= first
    case .floorDivision(let left, let right), .remainder(let left, let right),
      .minimum(let left, let right), .maximum(let left, let right):
      left.hasDimension(from: first) || right.hasDimension(from: first)
    }
  }

  fileprivate func forEachLeaf(_ body: (Self) -> Void) {
    switch self {
    case .symbol, .dimension: body(self)
    case .floorDivision(let left, let right), .remainder(let left, let right),
      .minimum(let left, let right), .maximum(let left, let right):
      left.forEachLeaf(body)
      right.forEachLeaf(body)
    }
  }
}
