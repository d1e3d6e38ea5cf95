import Support

/// Finds for which values of a symbol two sizes are equal.
///
/// Models that work for some sizes only say so nowhere: a table of 512 positions limits the length, a
/// decoder that doubles what an encoder halved needs multiples. Trying values finds such conditions.
enum SizeSolver {
  /// Sizes up to this one are tried.
  private static let limit = 4096

  /// The values within `range` that make both equal: a range, or multiples of a number; nil if
  /// there are none or they follow no such rule.
  static func values(
    of symbol: String, in range: SymbolRange, making left: IndexExpression,
    equal right: IndexExpression
  ) -> SymbolRange? {
    let candidates = (range.lower...max(range.lower, min(range.upper, limit)))
      .filter(range.contains)
    let solutions = candidates.filter { value in
      let a = left.evaluate(symbols: [symbol: value])
      return a != nil && a == right.evaluate(symbols: [symbol: value])
    }
    guard let low = solutions.first, let high = solutions.last else { return nil }
    if range.listed != nil { return SymbolRange(listed: solutions) }
    // What holds up to the last value tried is taken to hold beyond; the importer proves it.
    let upper = high == candidates.last ? range.upper : high
    let isContiguous = solutions.count == candidates.count { (low...high).contains($0) }
    if isContiguous { return SymbolRange(low, upper, divisor: range.divisor) }
    // Of sizes that follow no simpler rule the multiples of a number are kept, if all of them work.
    let solved = Set(solutions)
    for divisor in 2...256 {
      let multiples = candidates.filter { $0 % divisor == 0 }
      guard let first = multiples.first, multiples.count > 1 else { break }
      if multiples.allSatisfy(solved.contains) {
        return SymbolRange(first, range.upper / divisor * divisor, divisor: divisor)
      }
    }
    return nil
  }
}
