import Support

/// The ranges of sizes that a schedule was found for, in the order of its program's key.
public struct TunedRanges: Hashable, Sendable {
  private let ranges: [SymbolRange]

  /// Reads ranges as they are on the command line; `nil` where one is none.
  public init?(_ texts: [String]) {
    ranges = texts.compactMap { try? SymbolRange(parsing: $0) }
    if ranges.count != texts.count { return nil }
  }

  /// How well such a schedule suits other ranges, the less the better; `nil` where it was found for one size
  /// only, and others are declared.
  ///
  /// What covers them comes first, the narrowest before others; then what does not, the widest first.
  public func distance(to declared: [SymbolRange]) -> Double? {
    guard declared.count == ranges.count else { return nil }
    let count = ranges.reduce(1) { $0 * Double(max(1, $1.count)) }
    if zip(ranges, declared).allSatisfy({ $0.covers($1) }) { return -1 / count }
    let isForOne = zip(ranges, declared).contains { $0.count <= 1 && !$0.covers($1) }
    return isForOne ? nil : 1 / count
  }
}
