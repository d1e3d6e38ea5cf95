extension SymbolRange {
  /// Whether the size may be `value`.
  public func contains(_ value: Int) -> Bool {
    if let listed { return listed.contains(value) }
    return (lower...upper).contains(value) && value % divisor == 0
  }

  /// The sizes that are in both; nil if there are none.
  public func intersection(_ other: SymbolRange) -> SymbolRange? {
    if let values = listed ?? other.listed {
      let common = values.filter { contains($0) && other.contains($0) }
      return common.isEmpty ? nil : SymbolRange(listed: common)
    }
    let (low, high) = (max(lower, other.lower), min(upper, other.upper))
    guard low <= high else { return nil }
    return SymbolRange(low, high, divisor: divisor.leastCommonMultiple(with: other.divisor))
  }

  /// Whether every size of `other` is one of this range.
  public func covers(_ other: SymbolRange) -> Bool {
    if let values = other.listed { return values.allSatisfy { contains($0) } }
    if other.lower == other.upper { return contains(other.lower) }
    let first = (other.lower + other.divisor - 1) / other.divisor * other.divisor
    if let listed {
      return other.count <= listed.count
        && stride(from: first, through: other.upper, by: other.divisor).allSatisfy(listed.contains)
    }
    return lower <= first && other.upper / other.divisor * other.divisor <= upper
      && other.divisor % divisor == 0
  }

  /// How many sizes there are.
  public var count: Int {
    listed?.count ?? max(0, upper / divisor - (lower + divisor - 1) / divisor + 1)
  }
}
