import Dialects
import IR
import Support

extension PassRegistry {
  /// The passes from loops to instructions.
  public static let loops = PassRegistry([expandMathPass, lowerToLLVMPass])
}

/// `expand-math`: functions of `math` become arithmetic; see `expandMath`.
public let expandMathPass = Pass(
  "expand-math", "writes exp, tanh, sin, … of f32 as arithmetic", options: [targetOption]
) { module, _, context in
  module = expandMath(in: module, try target(of: context))
}

/// `lower-to-llvm`: loops become instructions; see `lowerToLLVM`.
public let lowerToLLVMPass = Pass(
  "lower-to-llvm", "rewrites loops in the llvm dialect", options: [targetOption]
) { module, _, context in
  module = try lowerToLLVM(module, LoweringOptions(hardware: try target(of: context)))
}

private let targetOption = PassOption(
  "target", "the machine: 'host' or the name of a preset", .text, default: "x86-64-v3")

private func target(of context: PassContext) throws(Diagnostic) -> HardwareDescription {
  let name = context.options["target"] ?? "x86-64-v3"
  return try HardwareDescription.named(name)
}
