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
}
