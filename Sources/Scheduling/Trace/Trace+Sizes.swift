import Dialects
import IR
import Support

extension Trace {
  /// The same steps for a program whose sizes have other names.
  ///
  /// In formulas sizes are replaced, and names of sizes where a step takes one in quotes; a block that is
  /// called as a size is renamed with it.
  ///
  /// - Parameter names: the new name of each size that has one.
  /// - Returns: a trace that is equal but for the names.
  public func renamingSizes(_ names: [String: String]) -> Trace {
    if names.allSatisfy({ $0.key == $0.value }) { return self }
    let formulas = names.mapValues { IndexExpression.symbol($0) }
    var copy = self
    for step in steps {
      let quoted = Set(
        module.definition(of: step)?.signature.properties
          .filter { if case .attribute = $0.constraint.spelling { true } else { false } }
          .map(\.name) ?? [])
      for entry in module.properties(of: step).entries {
        let (name, value) = (entry.name, entry.value)
        if !value.mapExpressions.isEmpty {
          copy.setProperty(
            name, of: step,
            to: .map(value.mapExpressions.map { $0.substituting(symbols: formulas) }))
        } else if quoted.contains(name), let other = value.stringValue.flatMap({ names[$0] }) {
          copy.setProperty(name, of: step, to: .string(other))
        }
      }
    }
    return copy
  }
}
