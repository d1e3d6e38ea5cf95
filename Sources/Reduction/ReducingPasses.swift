import IR
import Transforms

extension ReductionStep {
  /// Passes of our own that often leave less, in this process: one that traps ends it.
  public static let passes: [ReductionStep] = passNames.map { name in
    transformation(name) { module in
      guard let pass = PassRegistry.shared[name] else { return nil }
      var changed = module
      let runner = PipelineRunner(PassPipeline([pass]), verifiesEach: false)
      return (try? runner.run(on: &changed)) == nil ? nil : changed
    }
  }

  /// The passes worth trying.
  public static let passNames = [
    "inline", "canonicalize", "common-subexpression-elimination", "dead-code-elimination",
    "sparse-constant-propagation", "symbol-dead-code-elimination",
  ]
}
