import CodeGeneration
import Dialects
import IR
import MLIRJudge
import TestSupport
import Testing

/// What we say at the level of loops, judged by MLIR's own tools.
///
/// Without them the tests are skipped.
@Suite(.programsReadByMLIR) struct OracleTests {
  static let translate = Tool("mlir-translate-19")
  static let runner = Tool("mlir-cpu-runner-19")
  static let opt = Tool("mlir-opt-19")

  /// Every operation of the loop dialects, as MLIR prints it: read, verified, printed, and read by
  /// MLIR again, it stays the same.
  @Test(.enabled(if: opt != nil), arguments: Corpus.files(in: "loops"))
  func agreesOnEveryOperation(file: CorpusFile) throws {
    let context = CompiledKernel.context
    let module = try Module.parse(file.text, file: file.name, context: context)
    let diagnostics = module.verify()
    #expect(!diagnostics.hasErrors, "\(diagnostics.all)")
    let result = try #require(Self.opt).run(["--mlir-print-op-generic"], on: module.text())
    #expect(result.status == 0, "\(result.errors)")
    let back = try Module.parse(result.output, file: file.name, context: context)
    #expect(module.difference(from: back) == nil)
  }

  /// No operation of MLIR's dialects goes without an example in the corpus.
  @Test func everyOperationIsInTheCorpus() {
    let text = Corpus.files(in: "loops").map(\.text).joined()
    for dialect in Dialects.all where !["graph", "program", "llvm"].contains(dialect.name) {
      for operation in dialect.operations {
        #expect(text.contains("\"\(operation.mnemonic)\""), "\(operation.mnemonic)")
      }
    }
  }

  /// Each operation of the corpus, read as a typed snapshot and built again, is the same.
  @Test(arguments: Corpus.files(in: "loops"))
  func snapshotsKeepEverything(file: CorpusFile) throws {
    let module = try Module.parse(file.text, file: file.name, context: CompiledKernel.context)
    for operation in module.operations(in: module.body) {
      module.walk(operation) { inner in
        guard let definition = module.definition(of: inner) else {
          Issue.record("'\(module.name(of: inner))' is not declared")
          return
        }
        let state = definition.init(inner, in: module).state(in: module)
        #expect(state.operands == module.operands(of: inner), "\(state.name)")
        #expect(
          state.resultTypes == module.results(of: inner).map { module.type(of: $0) },
          "\(state.name)")
        #expect(state.successors == module.successors(of: inner), "\(state.name)")
      }
    }
  }

  /// The lowered module is MLIR's `llvm` dialect: their translator takes it.
  @Test(.enabled(if: translate != nil))
  func lowersToTheirInstructions() throws {
    for name in ["control.mlir", "memref.mlir"] {
      let file = try #require(Corpus.files(in: "loops").first { $0.name == name })
      let module = try Module.parse(
        file.text, file: file.name, context: CompiledKernel.context)
      let lowered = try CodeGenerator(hardware: .x86v4).lower(module)
      #expect(!lowered.verify().hasErrors, "\(lowered.verify().all)")
      let result = try #require(Self.translate).run(["--mlir-to-llvmir"], on: lowered.text())
      #expect(result.status == 0, "\(name): \(result.errors.prefix(2000))")
    }
  }

  /// Expanded functions give the same bits through MLIR's lowering and ours.
  @Test(.enabled(if: opt != nil && runner != nil))
  func computesTheSameBits() throws {
    let functions: [(String, @Sendable (inout Builder, ValueID) -> ValueID)] = [
      ("exp", { $0.insert(Math.Exp($1)) }), ("log", { $0.insert(Math.Log($1)) }),
      ("tanh", { $0.insert(Math.Tanh($1)) }), ("erf", { $0.insert(Math.Erf($1)) }),
      ("sin", { $0.insert(Math.Sin($1)) }), ("pow", { $0.insert(Math.PowF($1, $1)) }),
      ("atan", { $0.insert(Math.Atan($1)) }), ("log1p", { $0.insert(Math.Log1p($1)) }),
    ]
    for (name, function) in functions {
      let kernel = try CompiledKernel([], [.i32]) { build, _ in
        let values: [Float] = [
          0.1, 0.5, 1, 1.5, 2, 3.25, 7, 0.001, 12, 1e-20, 30, 1e6, 0.7, 5.5, 80, 1e7,
        ]
        let bytes = values.flatMap { Attribute.float(Double($0), .f32).elementBytes ?? [] }
        let type = Type.vector(16, .f32)
        let x = build.insert(
          Arith.Constant(.dense(DenseElements(type: type, bytes: bytes))))
        let bits = build.insert(
          Arith.Bitcast(function(&build, x), to: .vector(16, .i32)))
        build.insertOperation(Func.Return([build.insert(Vector.Reduction(.xor, bits))]))
      }
      typealias Function = @convention(c) () -> Int32
      let ours = unsafeBitCast(try kernel.address(), to: Function.self)()

      let expanded = expandMath(in: kernel.module, CompiledKernel.hardware)
      #expect(!expanded.verify().hasErrors, "\(expanded.verify().all)")
      let lowered = try #require(Self.opt).run(
        [
          "--convert-scf-to-cf", "--convert-vector-to-llvm", "--convert-math-to-llvm",
          "--convert-arith-to-llvm", "--convert-func-to-llvm", "--convert-cf-to-llvm",
          "--reconcile-unrealized-casts",
        ], on: expanded.text())
      #expect(lowered.status == 0, "\(name): \(lowered.errors.prefix(2000))")
      let run = try #require(Self.runner).run(
        ["-e", "kernel", "-entry-point-result=i32"], on: lowered.output)
      #expect(run.output.split(separator: "\n").first.map(String.init) == String(ours), "\(name)")
    }
  }
}
