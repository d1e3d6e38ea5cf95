import CodeGeneration
import Dialects
import Foundation
import IR
import TestSupport
import Testing

/// Programs that print, as programs.
@Suite struct PrintTests {
  static let files = Corpus.files(in: "printed")

  /// What a file says of itself in the comments behind `// PRINTS:`.
  private static func expected(_ file: CorpusFile) -> String {
    let lines = file.text.split(separator: "\n").drop { $0 != "// PRINTS:" }.dropFirst()
    return lines.prefix { $0.hasPrefix("// ") }.map { $0.dropFirst(3) + "\n" }.joined()
  }

  /// What a program prints, and how it ends.
  private static func run(_ arguments: [String]) throws -> (text: String, status: Int32) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (text, process.terminationStatus)
  }

  /// Links a module whose `main` gives an `i32`, and runs it.
  private static func run(
    _ text: String, hardware: HardwareDescription
  ) throws -> (text: String, status: Int32) {
    let module = try Module.parse(text, file: "print.mlir", context: CompiledKernel.context)
    #expect(module.verify().all.isEmpty)
    let object = try CodeGenerator(hardware: hardware).compile(module)
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "tangram-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "print.o").path
    let program = folder.appending(path: "print").path
    try Data(object.bytes).write(to: URL(filePath: file))
    let linked = try run(["cc", file, "-o", program])
    #expect(linked.status == 0, "\(linked.text)")
    return try run([program])
  }

  @Test(arguments: files, [HardwareDescription.x86v2, CompiledKernel.hardware])
  func printsWhatItShould(file: CorpusFile, hardware: HardwareDescription) throws {
    let result = try Self.run(file.text, hardware: hardware)
    #expect(result.text == Self.expected(file))
    #expect(result.status == 0)
  }

  private static let tools: (opt: Tool, runner: Tool, libraries: [String])? = {
    guard let opt = Tool("mlir-opt-19"), let runner = Tool("mlir-cpu-runner-19") else { return nil }
    let folder = "/usr/lib/llvm-19/lib"
    let libraries = FileSystem.list(folder).sorted().filter {
      $0.hasPrefix("libmlir_c_runner_utils.so") || $0.hasPrefix("libmlir_float16_utils.so")
    }
    return libraries.count < 2 ? nil : (opt, runner, libraries.map { "\(folder)/\($0)" })
  }()

  @Test(
    .enabled(if: tools != nil, "needs mlir-opt-19 and mlir-cpu-runner-19"), arguments: files)
  func mlirPrintsTheSame(file: CorpusFile) throws {
    let tools = try #require(Self.tools)
    let lowered = try tools.opt.run(
      [
        "--convert-vector-to-scf", "--convert-scf-to-cf", "--convert-vector-to-llvm",
        "--convert-arith-to-llvm", "--convert-func-to-llvm", "--convert-cf-to-llvm",
        "--reconcile-unrealized-casts",
      ], on: file.text)
    #expect(lowered.status == 0, "\(lowered.errors.prefix(2000))")
    let run = try tools.runner.run(
      [
        "-e", "main", "-entry-point-result=i32",
        "--shared-libs=\(tools.libraries.joined(separator: ","))",
      ], on: lowered.output)
    // What `main` gives comes first: C's library holds the rest back until the end.
    #expect(run.output == "0\n" + Self.expected(file), "\(run.errors.prefix(2000))")
  }

  /// An assertion that fails says which, and stops the program.
  @Test func failedAssertionsSaySo() throws {
    let result = try Self.run(
      """
      func.func @main() -> i32 {
        %false = arith.constant false
        cf.assert %false, "100% wrong"
        %zero = arith.constant 0 : i32
        return %zero : i32
      }
      """, hardware: CompiledKernel.hardware)
    #expect(result.text == "100% wrong\n")
    #expect(result.status == SIGABRT)
  }
}
