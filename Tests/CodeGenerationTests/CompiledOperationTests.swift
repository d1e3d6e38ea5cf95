import CodeGeneration
import Dialects
import Evaluation
import Foundation
import IR
import MLIRJudge
import Support
import TestSupport
import Testing

/// Every operation of the loop dialects, compiled and run, gives what others say of it.
///
/// The functions of the corpus take and give one `i64`: a sum over all that they compute.
@Suite(.programsReadByMLIR) struct CompiledOperationTests {
  static let files = Corpus.files(in: "compiled")
  /// What MLIR's own tools cannot run is computed in two ways, and the difference added to `n`.
  static let comparedWithItself = "alike.mlir"
  private static let inputs = [3, -7, 1_000_000_007, 0]

  /// What is not compiled, for its vectors have the size that the machine says: an example each.
  private static let refused = [
    "vector.vscale": "func.func @f() { %0 = vector.vscale return }",
    "vector.scalable.extract": """
    func.func @f(%s: vector<[4]xf32>) {
      %0 = vector.scalable.extract %s[0] : vector<4xf32> from vector<[4]xf32>
      return
    }
    """,
    "vector.scalable.insert": """
    func.func @f(%v: vector<4xf32>, %s: vector<[4]xf32>) {
      %0 = vector.scalable.insert %v, %s[0] : vector<4xf32> into vector<[4]xf32>
      return
    }
    """,
  ]

  /// What no processor here does: copies on their own, and code of one lane of a warp.
  private static let ofOtherMachines: Set<String> = [
    "memref.dma_start", "memref.dma_wait", "vector.warp_execute_on_lane_0",
  ]

  private static func module(_ file: CorpusFile) throws -> Module {
    let module = try Module.parse(file.text, file: file.name, context: CompiledKernel.context)
    let diagnostics = module.verify()
    #expect(!diagnostics.hasErrors, "\(diagnostics.all)")
    return module
  }

  private static func names(_ module: Module) -> [String] {
    module.operations(in: module.body).compactMap { operation in
      guard let function = module.match(operation, as: Func.Function.self),
        function.type.inputs == [.i64], function.type.results == [.i64]
      else { return nil }
      return function.name
    }
  }

  private static func run(_ file: CorpusFile) throws -> [(name: String, input: Int, result: Int)] {
    let kernel = try CompiledKernel(text: file.text)
    // One that has a parallel loop takes the pool of threads too.
    typealias Function = @convention(c) (Int, UnsafeRawPointer?) -> Int
    return try names(kernel.module).flatMap { name in
      let function = unsafeBitCast(try kernel.address(of: name), to: Function.self)
      return inputs.map { (name, $0, function($0, nil)) }
    }
  }

  @Test func everyOperationIsCompiled() throws {
    var found: Set<String> = []
    for file in Self.files + PrintTests.files {
      let module = try Self.module(file)
      module.walk { found.insert(module.name(of: $0)) }
    }
    for dialect in Dialects.all
    where ["scf", "cf", "arith", "math", "memref", "vector", "func"].contains(dialect.name) {
      for operation in dialect.operations {
        let isRefused =
          Self.refused[operation.mnemonic] != nil
          || Self.ofOtherMachines.contains(operation.mnemonic)
        #expect(
          found.contains(operation.mnemonic) != isRefused,
          "\(operation.mnemonic) is \(isRefused ? "compiled after all" : "in no function")")
      }
    }
  }

  @Test(arguments: refused.keys.sorted())
  func sizesOfTheMachineAreRefused(name: String) throws {
    let text = try #require(Self.refused[name])
    let module = try Module.parse(text, file: "f.mlir", context: CompiledKernel.context)
    #expect(module.verify().all.isEmpty)
    do {
      _ = try CodeGenerator(hardware: .x86v3).lower(module)
      Issue.record("\(name) is compiled")
    } catch {
      #expect(error.message.contains("whose size the machine decides"), "\(error)")
      #expect("\(error)".hasPrefix("f.mlir:1:"), "\(error)")
    }
  }

  /// What has no place in memory, or no form that `printf` knows.
  @Test(arguments: [
    (
      "func.func @f(%m: memref<4xi24>, %i: index) { %0 = memref.load %m[%i] : memref<4xi24> return }",
      "'memref.load': the type i24 cannot be lowered"
    ),
    (
      "func.func @f() { %0 = memref.alloc() : memref<4xi100> return }",
      "'memref.alloc': memory of i100 cannot be lowered"
    ),
    (
      "memref.global @g : memref<4xi24> = dense<0> func.func @f() { return }",
      "'memref.global': memory of i24 cannot be lowered"
    ),
    ("func.func @f(%a: i129) { return }", "'func.func': the type i129 cannot be lowered"),
    (
      "func.func @f(%a: i128) { vector.print %a : i128 return }",
      "'vector.print': i128 has more bits than can be printed"
    ),
  ])
  func widthsThatCannotBeLoweredAreRefused(text: String, message: String) throws {
    let module = try Module.parse(text, file: "f.mlir", context: CompiledKernel.context)
    #expect(module.verify().all.isEmpty)
    let error = #expect(throws: Diagnostic.self) {
      try CodeGenerator(hardware: .x86v3).lower(module)
    }
    let found = try #require(error)
    #expect(found.message.hasPrefix(message), "\(found)")
    #expect("\(found)".hasPrefix("f.mlir:1:"), "\(found)")
  }

  /// Tensors are for the levels above; what to do is said where the first one is.
  @Test(arguments: [
    "func.func @f(%t: tensor<4xf32>) { return }",
    """
    func.func @f() { %t = arith.constant dense<0.0> : tensor<4xf32>
      return
    }
    """,
  ])
  func tensorsAreRefused(text: String) throws {
    let module = try Module.parse(text, file: "f.mlir", context: CompiledKernel.context)
    do {
      _ = try CodeGenerator(hardware: .x86v3).lower(module)
      Issue.record("it is compiled")
    } catch {
      #expect(error.message.contains("are tensors"), "\(error)")
      #expect(error.message.contains("--one-shot-bufferize"), "\(error)")
      #expect("\(error)".hasPrefix("f.mlir:1:"), "\(error)")
    }
  }

  @Test(arguments: files.filter { $0.name == comparedWithItself })
  func twoWaysGiveTheSame(file: CorpusFile) throws {
    for (name, input, result) in try Self.run(file) {
      #expect(result == input, "\(name)(\(input))")
    }
  }

  /// The reference, for what it evaluates.
  @Test(arguments: files)
  func agreesWithTheEvaluator(file: CorpusFile) throws {
    let module = try Self.module(file)
    var count = 0
    var skipped: [String] = []
    for (name, input, result) in try Self.run(file) {
      var evaluator = LoopEvaluator(module)
      let values: [LoopValue]
      do {
        values = try evaluator.run(name, [.constant(.i64(input))])
      } catch {
        skipped.append("\(name): \(error)")
        continue
      }
      #expect(values == [.constant(.i64(result))], "\(name)(\(input))")
      count += 1
    }
    // It knows no functions of floats, and memory of one shape only.
    #expect(file.name != "arith.mlir" || count > 0, "nothing was evaluated")
    let isOfVectors = ["vector.mlir", "transfers.mlir", "masked-products.mlir"].contains(file.name)
    #expect(!isOfVectors || skipped.isEmpty, "\(skipped.joined(separator: "\n"))")
  }

  private static let tools: (opt: Tool, runner: Tool, library: String)? = {
    guard let opt = Tool("mlir-opt-19"), let runner = Tool("mlir-cpu-runner-19") else { return nil }
    let folder = "/usr/lib/llvm-19/lib"
    let library = FileSystem.list(folder).sorted().first {
      $0.hasPrefix("libmlir_c_runner_utils.so")
    }
    return library.map { (opt, runner, "\(folder)/\($0)") }
  }()

  /// MLIR's own conversions, all the way down.
  private static let lowering = [
    "--expand-realloc", "--memref-expand", "--expand-strided-metadata", "--lower-affine",
    "--lower-vector-mask", "--test-vector-scan-lowering", "--convert-vector-to-scf",
    "--lower-vector-multi-reduction", "--convert-vector-to-llvm", "--lower-affine",
    "--scf-forall-to-for", "--convert-scf-to-cf", "--arith-expand", "--test-expand-math",
    "--convert-math-to-funcs=convert-ctlz", "--convert-math-to-llvm", "--convert-math-to-libm",
    "--convert-arith-to-llvm", "--finalize-memref-to-llvm", "--convert-func-to-llvm",
    "--convert-cf-to-llvm", "--reconcile-unrealized-casts",
  ]

  /// The text that we print, lowered and run by MLIR.
  @Test(
    .enabled(if: tools != nil, "needs mlir-opt-19 and mlir-cpu-runner-19"),
    arguments: files.filter { $0.name != comparedWithItself })
  func agreesWithTheirLowering(file: CorpusFile) throws {
    let tools = try #require(Self.tools)
    let text = try Self.module(file).text()
    let results = try Self.run(file)
    var judge = "func.func @judge() {\n"
    for (number, (name, input, _)) in results.enumerated() {
      judge += """
          %i\(number) = arith.constant \(input) : i64
          %r\(number) = func.call @\(name)(%i\(number)) : (i64) -> i64
          vector.print %r\(number) : i64

        """
    }
    let end = try #require(text.range(of: "}) : () -> ()", options: .backwards))
    let program =
      text[..<end.lowerBound] + judge + "  func.return\n}\n" + text[end.lowerBound...]
    let lowered = try tools.opt.run(Self.lowering, on: String(program))
    #expect(lowered.status == 0, "\(lowered.errors.prefix(2000))")
    let run = try tools.runner.run(
      ["-O2", "-e", "judge", "-entry-point-result=void", "--shared-libs=\(tools.library)"],
      on: lowered.output)
    let numbers = run.output.split(separator: "\n").compactMap { Int($0) }
    try #require(numbers.count == results.count, "\(run.errors.prefix(2000))")
    for ((name, input, ours), theirs) in zip(results, numbers) {
      #expect(ours == theirs, "\(name)(\(input))")
    }
  }
}
