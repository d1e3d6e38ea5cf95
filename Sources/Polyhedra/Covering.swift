import Support

// Whether images together hold all of another, shown by saying where: without isl.

extension IntegerImage {
  /// Whether every value of this is one of `others`, as far as that can be shown by giving, for each
  /// point of this, a point of one of them with the same value.
  ///
  ///     { p : 0 <= p < m }  by  { i * 14 + j : 0 <= i * 14 + j < m, j < 14, … }
  ///       -> i = p floordiv 14,  j = p - i * 14
  ///
  /// Where a point is found under a condition, the others must hold what is left.
  func isCovered(by others: ArraySlice<IntegerImage>, splits: Int = 2) -> Bool {
    for (place, other) in zip(others.indices, others) {
      guard let open = conditions(of: other) else { continue }
      if open.isEmpty { return true }
      if splits == 0 || open.count > 2 { continue }
      let isWhole = open.allSatisfy { condition in
        var rest = self
        rest.domain.require(nonNegative: -1 - condition)
        return rest.isCovered(by: others[(place + 1)...], splits: splits - 1)
      }
      if isWhole { return true }
    }
    return false
  }

  /// What must be at least zero, and could not be shown to be, for a value of this to be one of `other`;
  /// `nil` where no way is found at all.
  private func conditions(of other: IntegerImage) -> [IndexExpression]? {
    guard values.count == other.values.count else { return nil }
    let own = domain.dimensionCount
    var search = WitnessSearch(
      firstUnknown: own, values: dimensionsAlike(in: other),
      equations: other.domain.zero.map { $0.movingDimensions(by: own) }
        + zip(values, other.values).map { $1.movingDimensions(by: own) - $0 })
    search.solve()
    var goals: [IndexExpression] = []
    for condition in other.domain.nonNegative.reversed() {
      let condition = search.substituted(condition.movingDimensions(by: own))
      if let value = condition.constantValue {
        if value < 0 { return nil }
      } else if !domain.nonNegative.contains(condition) {
        goals.append(condition)
      }
    }
    for equation in search.equations {
      let rest = search.substituted(equation)
      if rest == 0 { continue }
      if rest.constantValue != nil { return nil }
      goals += [rest, -rest]
    }
    if goals.isEmpty { return [] }
    let elimination = Elimination(LinearSystem(domain, goals: goals))
    return goals.indices.filter { !elimination.implies(goal: $0) }.map { goals[$0] }
  }

  /// For each dimension of `other` itself, if all that `other` says of it, and of whatever is said in one
  /// breath with it, is said here too: then a point of this may keep it as it is.
  private func dimensionsAlike(in other: IntegerImage) -> [IndexExpression?] {
    let count = other.domain.dimensionCount
    var parents = Array(0..<count)
    func root(_ number: Int) -> Int {
      var number = number
      while parents[number] != number { number = parents[number] }
      return number
    }
    var isOther = [Bool](repeating: false, count: count)
    func join(_ expression: IndexExpression, isAlike: Bool) {
      var first: Int?
      expression.forEachLeaf { leaf in
        guard case .dimension(let number) = leaf, number < count else { return }
        if let first { parents[root(number)] = root(first) }
        first = first ?? number
        if !isAlike { isOther[number] = true }
      }
    }
    for (own, value) in zip(values, other.values) { join(value, isAlike: own == value) }
    let pairs = [
      (domain.zero, other.domain.zero), (domain.nonNegative, other.domain.nonNegative),
    ]
    for (own, conditions) in pairs {
      let isSame = own == conditions
      for condition in conditions {
        join(condition, isAlike: isSame || own.contains(condition))
      }
    }
    for number in isOther.indices where isOther[number] { isOther[root(number)] = true }
    return (0..<count).map {
      $0 < domain.dimensionCount && !isOther[root($0)] ? .dimension($0) : nil
    }
  }
}

/// Looks for values of unknowns, which are the dimensions from some number on, in terms of everything
/// else.
///
/// It may find wrong ones where there is a choice: whoever uses them must check.
private struct WitnessSearch {
  let firstUnknown: Int
  /// Each is zero.
  let equations: [IndexExpression]
  private var values: [IndexExpression?]

  /// - Parameters:
  ///   - firstUnknown: the number of the first one.
  ///   - values: of the unknowns, where they are known already.
  ///   - equations: what holds.
  init(firstUnknown: Int, values: [IndexExpression?], equations: [IndexExpression]) {
    self.firstUnknown = firstUnknown
    self.equations = equations
    self.values = values
  }

  func substituted(_ expression: IndexExpression) -> IndexExpression {
    expression.substituting { leaf in
      guard case .dimension(let number) = leaf, number >= firstUnknown else { return nil }
      return values[number - firstUnknown]
    }
  }

  /// Equations that hold one unknown first, then the most significant digit of a sum; what is left is
  /// zero.
  mutating func solve() {
    var pending: [IndexExpression] = []
    for equation in equations where !solveEqual(equation) { pending.append(equation) }
    while true {
      pending = pending.map(substituted).filter { !unknowns(in: $0).isEmpty }
      if pending.contains(where: { solveSingle($0) }) { continue }
      if pending.contains(where: { solveLeading($0) }) { continue }
      break
    }
    for place in values.indices where values[place] == nil { values[place] = 0 }
  }

  private func unknowns(in expression: IndexExpression) -> [Int] {
    expression.dimensionNumbers.filter { $0 >= firstUnknown }.sorted()
  }

  /// Solves `e0 = d` for a known dimension `d`.
  private mutating func solveEqual(_ equation: IndexExpression) -> Bool {
    guard let (left, right) = equation.differenceOfDimensions else { return false }
    let (known, unknown) = (min(left, right), max(left, right))
    guard known < firstUnknown, unknown >= firstUnknown, values[unknown - firstUnknown] == nil
    else { return false }
    values[unknown - firstUnknown] = .dimension(known)
    return true
  }

  private mutating func solveSingle(_ equation: IndexExpression) -> Bool {
    let unknowns = unknowns(in: equation)
    guard unknowns.count == 1, let linear = equation.linear(in: unknowns[0]),
      let coefficient = linear.coefficient.constantValue, abs(coefficient) == 1
    else { return false }
    values[unknowns[0] - firstUnknown] = linear.rest * IndexExpression(-coefficient)
    return true
  }

  /// Solves `c0 * e0 + c1 * e1 + … = value` or `min(c0 * e0, …) + c1 * e1 + … = value` for `e0`, whose
  /// coefficient is the greatest: it is `value floordiv c0`.
  private mutating func solveLeading(_ equation: IndexExpression) -> Bool {
    var digits: [(unknown: Int, coefficient: Int, rest: IndexExpression)] = []
    var known = IndexExpression(equation.constant)
    for term in equation.terms {
      let alone = term.factors.reduce(IndexExpression(term.coefficient)) {
        $0 * IndexExpression(single: $1)
      }
      let found = unknowns(in: alone)
      if found.isEmpty {
        known += alone
        continue
      }
      guard found.count == 1, let factor = term.factors.single else { return false }
      var value = IndexExpression(single: factor)
      if case .minimum(let left, let right) = factor {
        value = unknowns(in: left).isEmpty ? right : left
      }
      guard let linear = value.linear(in: found[0]),
        let inner = linear.coefficient.constantValue, unknowns(in: linear.rest).isEmpty
      else { return false }
      let scale = IndexExpression(term.coefficient)
      digits.append((found[0], inner * term.coefficient, linear.rest * scale))
    }
    guard let leading = digits.max(by: { abs($0.coefficient) < abs($1.coefficient) }),
      digits.allSatisfy({ ($0.coefficient < 0) == (leading.coefficient < 0) })
    else { return false }
    let sign = IndexExpression(leading.coefficient < 0 ? 1 : -1)
    values[leading.unknown - firstUnknown] = ((known + leading.rest) * sign)
      .floorDivided(by: IndexExpression(abs(leading.coefficient)))
    return true
  }
}
