import Dialects
import IR
import Support
import TestSupport
import Testing
import Transforms

/// `gpu-kernel-outlining` beside that of MLIR: the same modules, but for the order of what a kernel
/// takes.
@Suite struct KernelOutliningOracleTests {
  /// The cases of the corpus; one that says `// NOT MLIR: reason` is passed over.
  static let cases = Corpus.files(in: "gpu-kernel-outlining").flatMap {
    $0.text.split(separator: "// -----\n").map(String.init)
  }
  .filter { !$0.contains("// NOT MLIR: ") }

  /// The names of all symbols, with how deep they are, in order.
  private func symbols(of module: Module) -> [String] {
    var names: [String] = []
    module.walk { operation in
      guard let name = module.symbolName(of: operation) else { return }
      let inner = module.symbolTable(around: operation) != module.top
      names.append("\(inner ? "  " : "")\(module.name(of: operation)) @\(name)")
    }
    return names
  }

  @Test(.enabled("MLIR's mlir-opt is not installed") { Tool.mlirOpt != nil }, arguments: cases)
  func theSameSymbolsAreInTheSamePlaces(_ text: String) throws {
    let tool = try #require(Tool.mlirOpt)
    let result = try tool.run(["--mlir-print-op-generic", "--gpu-kernel-outlining"], on: text)
    #expect(result.status == 0, "\(result.errors)")
    let context = Context(dialects: Dialects.all)
    let theirs = try Module.parse(result.output, file: "theirs.mlir", context: context)
    var ours = try Module.parse(text, file: "ours.mlir", context: context)
    let registry = PassRegistry([gpuKernelOutlining])
    try PipelineRunner(PassPipeline(parsing: "gpu-kernel-outlining", registry: registry))
      .run(on: &ours)
    #expect(symbols(of: ours) == symbols(of: theirs))
  }
}
