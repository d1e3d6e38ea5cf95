import Support

/// The largest of several sizes in bytes, as a formula of the symbolic sizes.
///
/// Sizes that another one is never below are dropped, so that what is left is what a person needs to
/// see: of `s * 6144`, `s * 1536` and `s * s * 48` the first and the last.
struct LargestSize: Sendable {
  private let assumptions: Assumptions
  /// In the order in which they came; none is proved to be at most another.
  private var candidates: [IndexExpression] = []

  init(under assumptions: Assumptions) { self.assumptions = assumptions }

  /// Whether it is proved that `size` never exceeds this.
  func isAtLeast(_ size: IndexExpression) -> Bool {
    candidates.contains { proves(size, atMost: $0) }
  }

  /// Includes `size` in what this is the largest of.
  mutating func formMaximum(_ size: IndexExpression) {
    if isAtLeast(size) { return }
    candidates = candidates.filter { !proves($0, atMost: size) } + [size]
  }

  /// The formula, rounded up to a multiple of 64, which also aligns what follows.
  var alignedFormula: IndexExpression {
    let rounded = candidates.map { size in
      assumptions.isMultiple(size, of: 64) ? size : size.ceilDivided(by: 64) * 64
    }
    guard let first = rounded.first else { return 0 }
    return rounded.dropFirst().reduce(first) { .maximum($0, $1) }
  }

  /// Whether `left <= right` for all sizes.
  ///
  /// What both are multiples of is left out, and divisions of sizes by what divides them are resolved.
  private func proves(_ left: IndexExpression, atMost right: IndexExpression) -> Bool {
    let difference = right - left
    if assumptions.isNonNegative(difference) { return true }
    if assumptions.isNonNegative(quotient(of: difference, under: assumptions)) { return true }
    var quotients: [String: IndexExpression] = [:]
    var ranges = assumptions
    for name in Set(left.symbolNames + right.symbolNames) {
      guard let range = assumptions.symbols[name], range.divisor > 1 else { continue }
      quotients[name] = .symbol(name) * IndexExpression(range.divisor)
      ranges.symbols[name] = SymbolRange(
        (range.lower + range.divisor - 1) / range.divisor, range.upper / range.divisor)
    }
    if quotients.isEmpty { return false }
    let exact = difference.substituting(symbols: quotients)
    return ranges.isNonNegative(quotient(of: exact, under: ranges))
  }

  /// `sum` without the factors, none of them ever negative, that all its terms share.
  private func quotient(
    of sum: IndexExpression, under assumptions: Assumptions
  ) -> IndexExpression {
    guard sum.constant == 0, var shared = sum.terms.first?.factors else { return sum }
    for term in sum.terms.dropFirst() {
      var left = term.factors
      shared = shared.filter { factor in
        guard let place = left.firstIndex(of: factor) else { return false }
        left.remove(at: place)
        return true
      }
    }
    shared = shared.filter { assumptions.isNonNegative(IndexExpression(single: $0)) }
    var result = IndexExpression.zero
    for term in sum.terms {
      var factors = term.factors
      for factor in shared {
        if let place = factors.firstIndex(of: factor) { factors.remove(at: place) }
      }
      result += factors.reduce(IndexExpression(term.coefficient)) {
        $0 * IndexExpression(single: $1)
      }
    }
    return result
  }
}
