import Support

/// An interval of an index: from `lower` on, `span` further at most.
///
/// Both are expressions over symbols and the counters of outer loops.
struct IndexRange: Hashable {
  var lower: IndexExpression
  var span: IndexExpression

  /// How many values there are at most.
  var extent: IndexExpression { span + 1 }
}

extension Assumptions {
  /// A number of elements or iterations, which is not negative where nothing runs: the range of `i * 2`
  /// with i < m has 2 m - 1 values, but none where m is zero.
  func size(_ count: IndexExpression) -> IndexExpression {
    let count = simplified(count)
    return isNonNegative(count) ? count : .maximum(0, count)
  }
}

/// Finds which values an index takes while some of its dimensions run and the others stand still.
struct RangeFinder {
  /// Knows the symbols, and the extents of outer dimensions.
  let assumptions: Assumptions
  /// The extent of each dimension that runs.
  let running: [Int: IndexExpression]

  /// The range, sound and for sums of dimensions exact; `nil` when there is none.
  func range(of expression: IndexExpression) -> IndexRange? {
    var result = IndexRange(lower: IndexExpression(expression.constant), span: 0)
    for term in expression.terms {
      guard let part = range(of: term) else { return nil }
      result.lower += part.lower
      result.span += part.span
    }
    result.lower = assumptions.simplified(result.lower)
    result.span = assumptions.simplified(result.span)
    return result
  }

  private func range(of term: IndexExpression.Term) -> IndexRange? {
    let moving = term.factors.filter { runs(IndexExpression(single: $0)) }
    let still = term.factors.filter { !runs(IndexExpression(single: $0)) }
      .reduce(IndexExpression(term.coefficient)) { $0 * IndexExpression(single: $1) }
    guard let factor = moving.first else { return IndexRange(lower: still, span: 0) }
    guard moving.count == 1, let inner = range(of: factor) else { return nil }
    let sign = assumptions.interval(of: still)
    if let lower = sign.lower, lower >= 0 {
      return IndexRange(lower: inner.lower * still, span: inner.span * still)
    }
    if let upper = sign.upper, upper <= 0 {
      return IndexRange(
        lower: (inner.lower + inner.span) * still, span: inner.span * still * -1)
    }
    return nil
  }

  private func range(of factor: IndexExpression.Factor) -> IndexRange? {
    switch factor {
    case .symbol: return IndexRange(lower: IndexExpression(single: factor), span: 0)
    case .dimension(let number):
      guard let extent = running[number] else {
        return IndexRange(lower: IndexExpression(single: factor), span: 0)
      }
      return IndexRange(lower: 0, span: extent - 1)
    case .floorDivision(let value, let by):
      guard !runs(by), let low = assumptions.interval(of: by).lower, low > 0,
        let inner = range(of: value)
      else { return nil }
      let isAligned = assumptions.simplified(inner.lower.remainder(by: by)) == 0
      let reach = isAligned ? inner.span : inner.span + by - 1
      return IndexRange(
        lower: inner.lower.floorDivided(by: by), span: reach.floorDivided(by: by))
    case .remainder(let value, let by):
      guard !runs(by), let low = assumptions.interval(of: by).lower, low > 0 else { return nil }
      if let inner = range(of: value), assumptions.isNonNegative(inner.lower),
        assumptions.proves(inner.lower + inner.span + 1, atMost: by)
      {
        return inner
      }
      return IndexRange(lower: 0, span: by - 1)
    case .minimum(let left, let right), .maximum(let left, let right):
      guard let a = range(of: left), let b = range(of: right) else { return nil }
      let span = IndexExpression.maximum(a.span, b.span)
      if case .minimum = factor {
        return IndexRange(lower: .minimum(a.lower, b.lower), span: span)
      }
      return IndexRange(lower: .maximum(a.lower, b.lower), span: span)
    }
  }

  private func runs(_ expression: IndexExpression) -> Bool {
    expression.dimensionNumbers.contains { running[$0] != nil }
  }

  /// The smallest range that holds both; `nil` when their distance is not known.
  func union(_ a: IndexRange, _ b: IndexRange) -> IndexRange? {
    if let distance = assumptions.simplified(b.lower - a.lower).constantValue {
      if distance < 0 { return union(b, a) }
      return union(a, b, atMost: distance)
    }
    let order = ClampedOrder(assumptions: assumptions)
    if let distance = order.distance(from: a.lower, to: b.lower) {
      return union(a, b, atMost: distance)
    }
    return order.distance(from: b.lower, to: a.lower).map { union(b, a, atMost: $0) }
  }

  /// The range that holds both, `b` beginning at most `distance` after `a`.
  private func union(_ a: IndexRange, _ b: IndexRange, atMost distance: Int) -> IndexRange {
    let far = b.span + IndexExpression(distance)
    return IndexRange(lower: a.lower, span: assumptions.simplified(.maximum(a.span, far)))
  }
}

/// Which of two indices is smaller, also where both are clamped: `max(x - 1, 0)` is at most `max(x, 0)`,
/// and that at most one more.
private struct ClampedOrder {
  let assumptions: Assumptions

  /// How much larger `b` is than `a` at most, if it is never smaller and that can be shown.
  func distance(from a: IndexExpression, to b: IndexExpression) -> Int? {
    guard proves(a, atMost: b, plus: 0) else { return nil }
    var candidates: Set<Int> = []
    for left in leaves(of: a) {
      for right in leaves(of: b) {
        if let distance = assumptions.simplified(right - left).constantValue, distance >= 0 {
          candidates.insert(distance)
        }
      }
    }
    return candidates.sorted().first { proves(b, atMost: a, plus: $0) }
  }

  /// Whether `a <= b + offset` always holds; parts that both must hold for come first.
  private func proves(_ a: IndexExpression, atMost b: IndexExpression, plus offset: Int) -> Bool {
    if case .maximum(let p, let q)? = a.singleFactor {
      return proves(p, atMost: b, plus: offset) && proves(q, atMost: b, plus: offset)
    }
    if case .minimum(let r, let s)? = b.singleFactor {
      return proves(a, atMost: r, plus: offset) && proves(a, atMost: s, plus: offset)
    }
    if case .minimum(let p, let q)? = a.singleFactor,
      proves(p, atMost: b, plus: offset) || proves(q, atMost: b, plus: offset)
    {
      return true
    }
    if case .maximum(let r, let s)? = b.singleFactor {
      return proves(a, atMost: r, plus: offset) || proves(a, atMost: s, plus: offset)
    }
    return assumptions.isNonNegative(assumptions.simplified(b + IndexExpression(offset) - a))
  }

  /// What an expression is the smallest or largest of.
  private func leaves(of expression: IndexExpression) -> [IndexExpression] {
    switch expression.singleFactor {
    case .minimum(let a, let b), .maximum(let a, let b): leaves(of: a) + leaves(of: b)
    default: [expression]
    }
  }
}
