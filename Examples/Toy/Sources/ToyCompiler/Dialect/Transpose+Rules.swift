import IR

extension Toy.Transpose: CanonicalizableOperation {
  /// - `transpose(transpose(x))` is `x`
  public static let canonicalization = RuleSet([
    RewriteRule("transpose-of-transpose", on: Toy.Transpose.self) { outer, operation, rewriter in
      guard let inner: Toy.Transpose = rewriter.module.match(definitionOf: outer.value) else {
        return .noMatch("the operand is not a transposition")
      }
      let type = rewriter.module.type(of: rewriter.module.result(of: operation))
      guard rewriter.module.type(of: inner.value) == type else {
        return .noMatch("the shapes are not known yet")
      }
      rewriter.replace(operation, with: [inner.value])
      return .rewritten
    }
  ])
}

extension Toy.Transpose: FoldableOperation {
  /// A constant is transposed while the program is compiled.
  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]? {
    let type = module.type(of: module.result(of: operation))
    guard let numbers = constants[0]?.tensorNumbers, let shape = type.toyShape else { return nil }
    return Attribute.tensor(transposed(numbers, to: shape), type).map { [.constant($0)] }
  }

  /// The numbers in the order of the transposed tensor, whose shape is given.
  private static func transposed(_ numbers: [Double], to shape: [Int]) -> [Double] {
    // The first size of the result is the last one of the operand, whose neighbours lie side by side.
    let strides = shape.indices.map { shape[..<$0].reduce(1, *) }
    var result: [Double] = []
    result.reserveCapacity(numbers.count)
    func visit(_ axis: Int, _ offset: Int) {
      guard axis < shape.count else { return result.append(numbers[offset]) }
      for index in 0..<shape[axis] { visit(axis + 1, offset + index * strides[axis]) }
    }
    visit(0, 0)
    return result
  }
}
