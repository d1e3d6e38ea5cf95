import IR

extension Rewriter {
  /// Puts constants in the places where it is known whether a condition holds.
  ///
  ///     if c { use(c) } else { use(c) }  -->  if c { use(true) } else { use(false) }
  mutating func decide(_ uses: [(use: Use, holds: Bool)], before operation: OperationID) {
    for (use, holds) in uses {
      let constant = insert(Arith.Constant(.bool(holds)), before: operation)
      let value = module.result(of: constant)
      modify(use.operation) { $0.setOperand(use.index, of: use.operation, to: value) }
    }
  }
}
