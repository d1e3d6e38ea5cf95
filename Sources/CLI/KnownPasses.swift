import CodeGeneration
import IR
import Transforms

extension PassRegistry {
  /// Every pass that the command line knows.
  static let all = PassRegistry.shared + .graph + .loopLevel + .loops
}
