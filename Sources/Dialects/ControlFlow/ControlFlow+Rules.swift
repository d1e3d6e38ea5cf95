import IR

extension ControlFlow.Branch {
  /// A block that only one other goes to, and that without a choice, is the rest of it.
  public static var canonicalization: RuleSet {
    RuleSet([
      RewriteRule("merge-blocks", on: ControlFlow.Branch.self) { branch, operation, rewriter in
        guard let block = rewriter.module.block(of: operation), block != branch.target,
          let region = rewriter.module.region(of: block),
          rewriter.module.entryBlock(of: region) != branch.target,
          rewriter.module.hasOnePredecessor(branch.target)
        else { return .noMatch("other blocks go there too") }
        rewriter.erase(operation)
        rewriter.merge(branch.target, into: block, arguments: branch.values)
        return .rewritten
      },
      threading,
    ])
  }
}

extension ControlFlow.ConditionalBranch {
  /// A choice that is known, or that is none.
  public static var canonicalization: RuleSet {
    RuleSet([
      RewriteRule("branch-known", on: ControlFlow.ConditionalBranch.self) {
        branch, operation, rewriter in
        let condition = rewriter.module.constantValue(of: branch.condition)?.boolValue
        let isNoChoice =
          branch.whenTrue == branch.whenFalse && branch.trueValues == branch.falseValues
        guard condition != nil || isNoChoice else { return .noMatch("the condition is not known") }
        let (target, values) =
          condition ?? true
          ? (branch.whenTrue, branch.trueValues) : (branch.whenFalse, branch.falseValues)
        rewriter.insert(ControlFlow.Branch(to: target, values), before: operation)
        rewriter.erase(operation)
        return .rewritten
      },
      threading, knownBehind,
    ])
  }
}

extension ControlFlow.Assert {
  /// What always holds need not be asserted.
  public static var canonicalization: RuleSet {
    RuleSet([
      RewriteRule("assert-true", on: ControlFlow.Assert.self) { check, operation, rewriter in
        guard rewriter.module.constantValue(of: check.condition)?.boolValue == true else {
          return .noMatch("the condition is not known to hold")
        }
        rewriter.erase(operation)
        return .rewritten
      }
    ])
  }
}
