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
    guard let distance = assumptions.simplified(b.lower - a.lower).constantValue else { return nil }
    if distance < 0 { return union(b, a) }
    let far = b.span + IndexExpression(distance)
    return IndexRange(lower: a.lower, span: assumptions.simplified(.maximum(a.span, far)))
  }
}
