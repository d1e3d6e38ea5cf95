import Formats
import IR
import Support

/// The symbolic sizes of a model: their ranges, and those that turned out to be the same.
struct SymbolTable: Sendable {
  /// What takes the place of a symbol.
  private var replacements: [String: IndexExpression] = [:]
  private var ranges: [String: SymbolRange] = [:]
  /// Symbols with a range that was asked for.
  private var declared: Set<String> = []
  private(set) var remarks: [Diagnostic] = []

  /// - Throws: when a size is declared that the model does not have.
  init(_ graph: GraphProto, options: ImportOptions) throws(Diagnostic) {
    let names = Self.names(graph)
    for (declared, range) in options.sizes.sorted(by: { $0.key < $1.key }) {
      guard let name = names[declared] else {
        let known = names.keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
        throw .error(
          "the model has no symbolic size '\(declared)'"
            + (known.isEmpty ? "; all its sizes are constant" : "; it has \(known)"))
      }
      let before = ranges[name] ?? range
      guard let common = before.intersection(range) else {
        throw .error(
          "size '\(declared)' is declared twice, with ranges that have nothing in common")
      }
      ranges[name] = common
      self.declared.insert(name)
    }
  }

  /// The names of the symbolic sizes of the inputs, also under input and axis: `x.0`.
  private static func names(_ graph: GraphProto) -> [String: String] {
    var names: [String: String] = [:]
    for info in graph.inputs {
      guard case .tensor(let tensor)? = info.type else { continue }
      for (axis, dimension) in (tensor.shape ?? []).enumerated() {
        let place = "\(info.name).\(axis)"
        switch dimension {
        case .size: break
        case .symbol(let name): (names[name], names[place]) = (name, name)
        case .unknown: names[place] = place
        }
      }
    }
    return names
  }

  /// The size called `name`: a symbol, or what is known to be equal to it.
  func size(named name: String) -> IndexExpression {
    if let replacement = replacements[name] { return replacement }
    let range = range(of: name)
    return range.lower == range.upper ? IndexExpression(range.lower) : .symbol(name)
  }

  /// The range of a symbol, as declared or as narrowed by what the model needs.
  func range(of name: String) -> SymbolRange {
    ranges[name] ?? ImportOptions.defaultRange
  }

  /// Changes what is known of the symbols so that two sizes are the same.
  ///
  /// - Throws: a diagnostic when that is not possible, or only for some of the declared values.
  mutating func resolve(
    _ conflict: SizeConflict, failing failure: Diagnostic
  ) throws(Diagnostic) {
    let (left, right) = (conflict.left, conflict.right)
    if let (name, size) = pick(left, right) ?? pick(right, left) {
      return try replace(name, by: size, failing: failure)
    }
    let names = Set(left.symbolNames + right.symbolNames)
    guard names.count == 1, let name = names.first,
      let narrowed = SizeSolver.values(of: name, in: range(of: name), making: left, equal: right),
      narrowed != range(of: name)
    else { throw failure }
    if declared.contains(name) {
      var error = failure
      error.notes.append(
        .note("the model only works with '\(name)' in \(narrowed.text); declare it so"))
      throw error
    }
    ranges[name] = narrowed
    remark("size '\(name)' must be in \(narrowed.text)", failure)
  }

  private mutating func replace(
    _ name: String, by size: IndexExpression, failing failure: Diagnostic
  ) throws(Diagnostic) {
    if let other = size.symbolName {
      guard let common = range(of: name).intersection(range(of: other)) else { throw failure }
      ranges[other] = common
    } else if let constant = size.constantValue {
      guard range(of: name).contains(constant) else { throw failure }
    }
    for key in replacements.keys {
      replacements[key] = replacements[key]?.substituting(symbols: [name: size])
    }
    replacements[name] = size
    remark("size '\(name)' is taken to be equal to '\(size)'", failure)
  }

  private mutating func remark(_ message: String, _ cause: Diagnostic) {
    remarks.append(
      Diagnostic(
        .remark, message, at: cause.location,
        notes: [.note("otherwise: \(cause.message)", at: cause.location)]))
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
    if declared.contains(name) { return 2 }
    return name.contains(".") ? 0 : 1
  }
}
