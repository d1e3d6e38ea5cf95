import IR
import Support

/// All rewrites of the graph level that make a model cheaper on every target, together with
/// common subexpression elimination, until nothing changes.
///
///     three matmuls, mul, transpose, matmul, mul, add, softmax, …, div, erf, add, mul, mul
///       -->  three matmuls, matmul <{transpose_rhs}>, mul, add, softmax, …, gelu
public let optimizeGraph = Pass(
  "optimize-graph", "applies every simplification of the graph level until none is left"
) { module, root, context in
  for _ in 0..<10 {
    try commonSubexpressionElimination.run(&module, root, &context)
    let summary = try context.rewrite(&module, with: .optimizeGraph, in: root)
    if !summary.hasChanged { break }
  }
  module.dropUnusedResources()
}

/// Identities of arithmetic, logic, casts and movement.
///
///     reshape(reshape(x * 1))  -->  reshape(x)
public let simplifyGraph = Pass.applying(
  .simplifyElementwise + .simplifyCasts + .simplifyMovement, "simplify-graph",
  "removes what changes nothing and joins what follows on each other")

extension RuleSet {
  /// The rules of `optimize-graph`.
  public static let optimizeGraph =
    foldConstants + simplifyElementwise + simplifyCasts + simplifyMovement + foldIndexMaps
    + recognizeActivations + recognizeNormalizations + foldBatchNorm + foldChannelScale
    + delayDequantization
    + absorbLayout
}

extension Module {
  /// Forgets resources that no operation refers to.
  mutating func dropUnusedResources() {
    var used: Set<String> = []
    walk { operation in
      for entry in properties(of: operation).entries {
        if case .denseResource(let key, _) = entry.value { used.insert(key) }
      }
    }
    resources = resources.filter { used.contains($0.key) }
  }
}
