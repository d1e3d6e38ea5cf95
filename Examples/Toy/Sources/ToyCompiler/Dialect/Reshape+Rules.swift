import IR

extension Toy.Reshape: CanonicalizableOperation {
  /// - `reshape(reshape(x))` is one `reshape(x)`
  public static let canonicalization = RuleSet([
    RewriteRule("reshape-of-reshape", on: Toy.Reshape.self) { outer, operation, rewriter in
      guard let inner: Toy.Reshape = rewriter.module.match(definitionOf: outer.value) else {
        return .noMatch("the operand is not a reshape")
      }
      rewriter.replace(operation, with: Toy.Reshape(inner.value, to: outer.type))
      return .rewritten
    }
  ])
}

extension Toy.Reshape: FoldableOperation {
  /// What has the shape already stays; a constant gets it while the program is compiled.
  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]? {
    let reshape = Toy.Reshape(operation, in: module)
    if module.type(of: reshape.value) == reshape.type { return [.value(reshape.value)] }
    guard let numbers = constants[0]?.tensorNumbers else { return nil }
    return Attribute.tensor(numbers, reshape.type).map { [.constant($0)] }
  }
}
