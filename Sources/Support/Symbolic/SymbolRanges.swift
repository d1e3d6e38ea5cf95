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

  /// As on the command line: `1..512`, `32..4096/32`, `16,32`.
  public var text: String {
    if let listed { return listed.map(String.init).joined(separator: ",") }
    return "\(lower)..\(upper)" + (divisor == 1 ? "" : "/\(divisor)")
  }

  /// What `text` says, as on the command line or as `text` writes it: `8` too; `nil` where it is no range.
  public init?(text: some StringProtocol) {
    let values = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    if values.allSatisfy({ $0 ?? -1 >= 0 }) {
      let known = values.compactMap(\.self)
      self = known.count == 1 ? SymbolRange(known[0], known[0]) : SymbolRange(listed: known)
      return
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let ends = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, ends.count == 3, ends[1].isEmpty, let lower = Int(ends[0]),
      let upper = Int(ends[2]), let divisor = parts.count == 2 ? Int(parts[1]) : 1,
      0 <= lower, lower <= upper, divisor > 0, upper / divisor * divisor >= lower
    else { return nil }
    self.init(lower, upper, divisor: divisor)
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
