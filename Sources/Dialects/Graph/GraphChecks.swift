import IR
import Support

// Conditions that several operations put on their operands.

extension Graph {
  /// - Throws: when the elements of `value` are not of `kind`.
  static func checkKind(
    _ kind: ElementKind, _ value: ValueID, _ name: String, of mnemonic: String, in module: Module
  ) throws(Diagnostic) {
    let type = module.type(of: value)
    if kind.holds(for: type.elementType) { return }
    throw .error(
      "operand '\(name)' of '\(mnemonic)' must be \(kind.constraint.summary), found '\(type)'")
  }

  /// - Throws: when the two have different element types.
  static func checkSameElement(
    _ left: ValueID, _ right: ValueID, of mnemonic: String, in module: Module
  ) throws(Diagnostic) {
    let (a, b) = (module.type(of: left).elementType, module.type(of: right).elementType)
    if a == b { return }
    throw .error(
      "operands of '\(mnemonic)' must have one element type, found '\(a)' and '\(b)'; insert a "
        + "'graph.cast'")
  }

  /// - Throws: when the rank is not one of `allowed`.
  static func checkRank(
    _ rank: Int, in allowed: ClosedRange<Int>, _ name: String, of mnemonic: String
  ) throws(Diagnostic) {
    if allowed.contains(rank) { return }
    let expected =
      allowed.count == 1
      ? "rank \(allowed.lowerBound)"
      : allowed.upperBound > 64
        ? "rank \(allowed.lowerBound) or more"
        : "rank \(allowed.lowerBound) to \(allowed.upperBound)"
    throw .error("operand '\(name)' of '\(mnemonic)' must have \(expected), found rank \(rank)")
  }

  /// - Throws: when a list has another length than `expected`.
  static func checkCount(
    _ count: Int, is expected: Int, _ name: String, of mnemonic: String
  ) throws(Diagnostic) {
    if count == expected { return }
    throw .error(
      "'\(name)' of '\(mnemonic)' must have one entry for each of \(expected) dimensions, found "
        + "\(count)")
  }

  /// - Throws: when two sizes that must agree are not known to.
  static func checkEqual(
    _ left: IndexExpression, _ right: IndexExpression, _ what: String, of mnemonic: String,
    in module: Module
  ) throws(Diagnostic) {
    if equal(left, right, in: module) { return }
    throw .error(
      "\(what) of '\(mnemonic)' must agree: '\(left)' is not known to equal '\(right)'")
  }

  /// The axes counted from the front, sorted.
  ///
  /// - Throws: when one is out of range or listed twice.
  static func normalized(
    axes: [Int], rank: Int, of mnemonic: String
  ) throws(Diagnostic) -> [Int] {
    var result: [Int] = []
    for axis in axes {
      let own = try normalized(axis: axis, rank: rank, of: mnemonic)
      guard !result.contains(own) else {
        throw .error("axis \(axis) of '\(mnemonic)' is listed twice; list each axis once")
      }
      result.append(own)
    }
    return result.sorted()
  }
}
