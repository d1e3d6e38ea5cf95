import CodeGeneration
import Compiler
import Dialects
import Evaluation
import Foundation
import MLIRJudge
import Support
import Testing

/// Artefacts with code for several processors.
@Suite(.programsReadByMLIR) struct LevelTests {
  private static let levels = [HardwareDescription.x86v4, .x86v3, .x86v2]

  private func lower(_ text: String, threads: Int = 0, debug: Bool = false) throws -> ModelLevels {
    try TestModel.withFile(text) { path in
      var options = CompileOptions(
        name: "net", hardware: Self.levels[0], runtimePrefix: "net", threads: threads)
      options.lesserLevels = Array(Self.levels.dropFirst())
      options.hasDebugInfo = debug
      return try ModelLevels(try compileToGraph(path: path, options: options), options: options)
    }
  }

  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func run(
    _ arguments: [String], level: String? = nil, in folder: URL
  ) throws -> (status: Int32, text: String) {
    try runProgram((level.map { ["TANGRAM_LEVEL=\($0)"] } ?? []) + arguments, in: folder)
  }

  private func build(_ program: String, in folder: URL) throws {
    try Data(program.utf8).write(to: folder.appending(path: "use.c"))
    let built = try run(
      ["cc", "-std=c11", "-Wall", "-Wextra", "-Werror", "use.c", "libnet.a", "-lpthread", "-lm"]
        + ["-ldl", "-o", "use"], in: folder)
    try #require(built.status == 0, "\(built.text)")
  }

  /// Has the program that was built run each level, and compares the numbers it prints.
  private func expectAgreement(with expected: [TensorValue], in folder: URL) throws {
    for level in Self.levels {
      let result = try run(["./use"], level: level.name, in: folder)
      if let lacking = level.lackingHere {
        #expect(result.status == 6 && result.text.contains("lacks \(lacking)"), "\(result.text)")
        continue
      }
      #expect(result.status == 0, "\(result.text)")
      let numbers = result.text.split(separator: "\n").compactMap { Double($0) }
      let wanted = expected.flatMap(\.doubles)
      #expect(numbers.count == wanted.count, "\(level.name)")
      for (number, wanted) in zip(numbers, wanted) {
        #expect(abs(number - wanted) <= 1e-4 + 1e-4 * abs(wanted), "\(level.name)")
      }
    }
    let unasked = try run(["./use"], in: folder)
    #expect((unasked.status == 0) == Self.levels.contains { $0.lackingHere == nil })
    let unknown = try run(["./use"], level: "x86-64-v5", in: folder)
    #expect(unknown.status == 1 && unknown.text.contains("is 'x86-64-v5'"), "\(unknown.text)")
    #expect(unknown.text.contains("compiled for 'x86-64-v4', 'x86-64-v3', 'x86-64-v2'"))
  }

  private func input(_ shape: [Int]) throws -> TensorValue {
    let numbers = (0..<shape.reduce(1, *)).map { Float($0 % 13) / 4 - 1 }
    return try #require(
      TensorValue(shape: shape, kind: .f32, bytes: numbers.withUnsafeBytes { Array($0) }))
  }

  #if arch(x86_64)
  @Test func everyLevelComputesTheModel() throws {
    let program = """
      #include "net.h"
      #include <stdio.h>
      static tangram_context *context;
      static int failed(int status) { return status ? puts(net_last_error()), status : 0; }
      int main(void) {
        int status = failed(net_create(NULL, &context));
        if (status) return status;
        float x[12], y[18], z[12];
        for (int i = 0; i < 12; i++) x[i] = (float)(i % 13) / 4 - 1;
        int64_t xs[] = {3, 4}, ys[] = {3, 6}, zs[] = {3, 4}, rows = 3, bytes = -1;
        DLTensor in = {x, {kDLCPU, 0}, 2, {kDLFloat, 32, 1}, xs, NULL, 0};
        DLTensor out[] = {{y, {kDLCPU, 0}, 2, {kDLFloat, 32, 1}, ys, NULL, 0},
                          {z, {kDLCPU, 0}, 2, {kDLFloat, 32, 1}, zs, NULL, 0}};
        status = failed(net_run(context, &in, 1, out, 2));
        if (!status) status = failed(net_peak_memory(&rows, 1, &bytes));
        for (int i = 0; i < 18; i++) printf("%.9g\\n", y[i]);
        for (int i = 0; i < 12; i++) printf("%.9g\\n", z[i]);
        return status ? status : net_destroy(context);
      }
      """
    let expected = try TestModel.expected(TestModel.perceptron, [try input([3, 4])])
    try withFolder { folder in
      try ArtefactWriter(try lower(TestModel.perceptron)).write(to: folder.path())
      try build(program, in: folder)
      try expectAgreement(with: expected, in: folder)
    }
  }

  /// The plain function chooses as well.
  @Test func everyLevelComputesThePlainFunction() throws {
    let program = """
      #include "net.h"
      #include <stdio.h>
      int main(void) {
        float x[10], y[20];
        for (int i = 0; i < 10; i++) x[i] = (float)(i % 13) / 4 - 1;
        const int status = net_raw(x, y, 2);
        if (status) return puts(net_last_error()), status;
        for (int i = 0; i < 20; i++) printf("%.9g\\n", y[i]);
        return 0;
      }
      """
    let weights = (0..<50).map { String($0 % 7 - 3) }
    let rows = stride(from: 0, to: 50, by: 10).map {
      "[\(weights[$0..<$0 + 10].joined(separator: ".0, ")).0]"
    }
    let (x, y) = (
      "tensor<?x5xf32, #graph.sizes<[m, 5]>>", "tensor<?x10xf32, #graph.sizes<[m, 10]>>"
    )
    let product = """
      "builtin.module"() ({
        "func.func"() <{function_type = (\(x)) -> \(y), sym_name = "main"}> ({
        ^bb0(%x: \(x)):
          %w = "graph.constant"() <{value = dense<[\(rows.joined(separator: ", "))]> : tensor<5x10xf32>}> : () -> tensor<5x10xf32>
          %y = "graph.matmul"(%x, %w) <{transpose_lhs = false, transpose_rhs = false}> : (\(x), tensor<5x10xf32>) -> \(y)
          "func.return"(%y) : (\(y)) -> ()
        }) {graph.input_names = ["x"], graph.output_names = ["y"]} : () -> ()
      }) {graph.symbols = {m = #graph.range<1, 64>}} : () -> ()
      """
    let expected = try TestModel.expected(product, [try input([2, 5])])
    try withFolder { folder in
      try ArtefactWriter(try lower(product)).write(to: folder.path())
      try build(program, in: folder)
      try expectAgreement(with: expected, in: folder)
    }
  }
  #endif

  /// One copy of the constants serves all levels, packed for the widest.
  @Test func levelsShareTheConstants() throws {
    let levels = try lower(TestModel.perceptron)
    #expect(levels.all.count == 3)
    #expect(levels.weights.byteCount == levels.best.weights.byteCount)
    #expect(Set(levels.all.map { $0.weights.entries.map(\.offset) }).count == 1)
    #expect(levels.weights.entries.contains { $0.layout != nil })
  }

  /// Neither threads nor chance change a byte; every level has its own listing and symbols.
  @Test func equalModelsGiveEqualFiles() throws {
    try withFolder { folder in
      let names = try [1, 4].map { threads in
        try ArtefactWriter(try lower(TestModel.chain, threads: threads, debug: true))
          .write(to: folder.appending(path: "\(threads)").path())
      }
      #expect(names[0] == names[1])
      #expect(names[0].contains("net.x86-64-v3.loops.mlir"))
      for name in names[0] {
        let files = try ["1", "4"].map {
          try Data(contentsOf: folder.appending(path: "\($0)/\(name)"))
        }
        #expect(files[0] == files[1], "\(name) differs")
      }
      let manifest = try Manifest(folder: folder.appending(path: "1").path())
      #expect(manifest.levels.map(\.name) == Self.levels.map(\.name))
      #expect(manifest.target == "x86-64-v4")
      let symbols = try run(
        ["nm", "-g", "--defined-only", "libnet.a"], in: folder.appending(path: "1"))
      #expect(symbols.text.contains("net_tg_x86_64_v2_kernel0"))
      // One level later, what was there for three is gone.
      try ArtefactWriter(try TestModel.lower(TestModel.chain, name: "net"))
        .write(to: folder.appending(path: "1").path())
      let files = try FileManager.default.contentsOfDirectory(
        atPath: folder.appending(path: "1").path())
      #expect(!files.contains { $0.hasSuffix(".loops.mlir") })
    }
  }
}
