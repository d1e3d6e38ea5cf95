import IR
import Support

/// The symbolic sizes of a model: their ranges, and those that turned out to be the same.
struct SymbolTable: Sendable {
  private let options: ImportOptions
  /// What takes the place of a symbol.
  private var replacements: [String: IndexExpression] = [:]
  private var ranges: [String: SymbolRange] = [:]
  private(set) var remarks: [Diagnostic] = []

  init(options: ImportOptions) { self.options = options }

  /// The size called `name`: a symbol, or what is known to be equal to it.
  func size(named name: String) -> IndexExpression {
    if let replacement = replacements[name] { return replacement }
    let range = range(of: name)
    return range.lower == range.upper ? IndexExpression(range.lower) : .symbol(name)
  }

  /// The range of a symbol, as declared or as narrowed by another symbol that is the same.
  func range(of name: String) -> SymbolRange {
    ranges[name] ?? options.sizes[name] ?? ImportOptions.defaultRange
  }

  /// Makes the two sizes of a conflict the same, if one of them is a symbol that is not in the other.
  ///
  /// - Returns: whether that is possible.
  mutating func unify(_ conflict: SizeConflict, at location: Location) -> Bool {
    let (left, right) = (conflict.left, conflict.right)
    guard let (name, size) = pick(left, right) ?? pick(right, left) else { return false }
    if let other = size.symbolName {
      guard let common = range(of: name).intersection(range(of: other)) else { return false }
      ranges[other] = common
    } else if let constant = size.constantValue {
      guard range(of: name).contains(constant) else { return false }
    }
    for key in replacements.keys {
      replacements[key] = replacements[key]?.substituting(symbols: [name: size])
    }
    replacements[name] = size
    remarks.append(
      Diagnostic(.remark, "size '\(name)' is taken to be equal to '\(size)'", at: location))
    return true
  }

  /// `symbol` as the one to be replaced by `other`; of two symbols the one that nobody declared and
  /// the model does not name.
  private func pick(
    _ symbol: IndexExpression, _ other: IndexExpression
  ) -> (String, IndexExpression)? {
    guard let name = symbol.symbolName, !other.symbolNames.contains(name) else { return nil }
    if let otherName = other.symbolName, rank(otherName) < rank(name) {
      return (otherName, symbol)
    }
    return (name, other)
  }

  /// How much a name means to people: anonymous ones have a dot, declared ones were chosen.
  private func rank(_ name: String) -> Int {
    if options.sizes[name] != nil { return 2 }
    return name.contains(".") ? 0 : 1
  }
}

extension SymbolRange {
  /// Whether the size may be `value`.
  func contains(_ value: Int) -> Bool {
    if let listed { return listed.contains(value) }
    return (lower...upper).contains(value) && value % divisor == 0
  }

  /// The sizes that are in both; nil if there are none.
  func intersection(_ other: SymbolRange) -> SymbolRange? {
    if let values = listed ?? other.listed {
      let common = values.filter { contains($0) && other.contains($0) }
      guard let low = common.min(), let high = common.max() else { return nil }
      return SymbolRange(low, high, listed: common)
    }
    let (low, high) = (max(lower, other.lower), min(upper, other.upper))
    guard low <= high else { return nil }
    return SymbolRange(low, high, divisor: divisor.leastCommonMultiple(with: other.divisor))
  }
}

extension Int {
  fileprivate func leastCommonMultiple(with other: Int) -> Int {
    var (a, b) = (self, other)
    while b != 0 { (a, b) = (b, a % b) }
    return self / a * other
  }
}
