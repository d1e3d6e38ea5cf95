import IR

extension Form {
  /// A form that needs no thought: operands, those that may be missing behind their names;
  /// properties in braces; and, where `ending` says so, types.
  ///
  ///     %3 = graph.clip %0 minimum %1 : tensor<4xf32>
  ///     %4 = graph.reduce %3 {kind = sum, axes = [1], keep_axes = true} : tensor<4x1xf32>
  public static func listing(_ signature: Signature, ending: String = "") -> Form {
    let needed = signature.operands.filter { $0.arity != .optional }.map { "$\($0.name)" }
    let optional = signature.operands.filter { $0.arity == .optional }
      .map { "(`\($0.name)` $\($0.name)^)?" }
    let parts = [needed.joined(separator: " `,` ")] + optional + ["properties", ending]
    return Form(parts.filter { !$0.isEmpty }.joined(separator: " "))
  }
}
