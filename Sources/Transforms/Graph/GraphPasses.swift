import IR
import Support

extension PassRegistry {
  /// The passes of the graph level.
  public static let graph = PassRegistry([
    optimizeGraph, foldConstants, simplifyGraph, foldIndexMaps, recognizePatterns, foldBatchNorm,
    delayDequantization, absorbLayout, fuseGraph, chooseLayouts, allowFastMath,
    applyWinograd,
  ])
}

extension Pass {
  /// A pass that applies rules until none matches.
  static func applying(_ rules: RuleSet, _ name: String, _ summary: String) -> Pass {
    Pass(name, summary) { module, root, context in
      try context.rewrite(&module, with: rules, in: root)
    }
  }
}
