import Dialects
import IR
import Support

/// Rewrites functions of `math` that no machine has as an instruction into arithmetic.
public func expandMath(
  in module: Module, _ hardware: HardwareDescription
) throws(Diagnostic) -> Module {
  module
}
