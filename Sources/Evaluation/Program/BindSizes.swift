import Dialects
import IR
import Support

/// The value of each size that a program declares, from what is known or else from the shapes of its
/// inputs; `shapes` are the declared ones.
///
/// With `entryOnly` only what compiled code checks is, and not what its caller answers for.
///
/// - Throws: a diagnostic about a size that has no value, or one outside of its range.
public func bindSizes(
  of function: Program.Function, _ shapes: [[IndexExpression]], to inputs: [TensorValue],
  known: [String: Int], entryOnly: Bool = false,
  at location: Location
) throws(Diagnostic) -> [String: Int] {
  var symbols = known
  for (shape, input) in zip(shapes, inputs) {
    for (size, actual) in zip(shape, input.shape) {
      if let name = size.symbolName, symbols[name] == nil { symbols[name] = actual }
    }
  }
  for symbol in function.symbols {
    guard let value = symbols[symbol.name] else {
      throw .error("the size '\(symbol.name)' has no value; give it one", at: location)
    }
    let range = entryOnly ? symbol.entryRange : symbol.range
    let isListed = range.listed?.contains(value) ?? true
    guard range.lower <= value, value <= range.upper, isListed,
      value % max(range.divisor, 1) == 0
    else {
      throw .error(
        "the size '\(symbol.name)' is \(value), outside its range "
          + "'\(RangeAttribute(range).body ?? "")'",
        at: location)
    }
  }
  return symbols
}
