import Foundation
import Testing
import ToyCompiler

/// Every level of every program, as an independent implementation sees it.
@Suite struct LevelTests {
  static let mlirOpt = ["/usr/bin", "/usr/local/bin", "/usr/lib/llvm-19/bin"]
    .flatMap { folder in ["mlir-opt-19", "mlir-opt"].map { "\(folder)/\($0)" } }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  @Test(
    .enabled(if: mlirOpt != nil, "mlir-opt is not installed"),
    arguments: Folder.programs, ["toy", "loops", "llvm-dialect"])
  func mlirOptReadsAndVerifiesIt(_ name: String, _ level: String) throws {
    let (program, options) = (
      try Folder.text("Programs/\(name)"), ["--emit", level, "--target", "x86-64-v3"]
    )
    // Of the dialect 'toy' it knows nothing, and so reads its generic form only; below nothing is
    // left of it.
    let generic = toyc(program, options + ["--generic"])
    #expect(generic.status == 0, "\(generic.errors)")
    let problems = try mlirOptProblems(
      with: generic.output, level == "toy" ? ["--allow-unregistered-dialect"] : [])
    #expect(problems == "", "\(generic.output)")
    if level == "toy" { return }
    let readable = toyc(program, options).output
    #expect(try mlirOptProblems(with: readable, []) == "", "\(readable)")
  }

  /// Random programs, all in one text for each level, and for loops that nothing made faster.
  @Test(
    .enabled(if: mlirOpt != nil, "mlir-opt is not installed"),
    arguments: [
      ["--emit", "loops"], ["--emit", "llvm-dialect"],
      [
        "--passes",
        "inline,symbol-dead-code-elimination,infer-shapes,canonicalize,toy-to-loops,print-to-calls",
      ],
    ])
  func mlirOptReadsRandomPrograms(_ options: [String]) throws {
    var texts: [String] = []
    for seed in UInt64(101)...130 {
      for form in [["--generic"], []] {
        let program = RandomProgram.text(seed: seed)
        let shown = toyc(program, options + ["--target", "x86-64-v3"] + form)
        #expect(shown.status == 0, "\(program)\(shown.errors)")
        texts.append(shown.output)
      }
    }
    let problems = try mlirOptProblems(
      with: texts.joined(separator: "// -----\n"), ["--split-input-file"])
    #expect(problems == "")
  }

  private func mlirOptProblems(with text: String, _ options: [String]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "toy-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (input, errors) = (folder.appending(path: "a.mlir"), folder.appending(path: "errors"))
    try Data(text.utf8).write(to: input)
    try Data().write(to: errors)
    let process = Process()
    // Not every text is one that it ends on.
    process.executableURL = URL(filePath: "/usr/bin/timeout")
    process.arguments =
      ["120", try #require(Self.mlirOpt), "--verify-roundtrip"] + options
      + [input.path, "-o", "/dev/null"]
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    let said = try String(contentsOf: errors, encoding: .utf8)
    return process.terminationStatus == 0 ? "" : "status \(process.terminationStatus): \(said)"
  }

  @Test(arguments: Folder.programs)
  func theLevelOfTensorsReadsBackAndRuns(_ name: String) throws {
    let text = try Folder.text("Programs/\(name)")
    let module = toyc(text, "--emit", "toy").output
    let again = toyc(module, file: "a.mlir")
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.output == toyc(text).output)
    #expect(toyc(module, "--emit", "toy", file: "a.mlir").output == module)
  }

  @Test(arguments: Folder.programs)
  func operationsKnowTheirPlaces(_ name: String) throws {
    let text = toyc(try Folder.text("Programs/\(name)"), "--emit", "loops", "--locations").output
    #expect(text.contains("loc(\"a.toy\":"))
    // Only the module, the functions from outside and what 'main' prints with come from no line.
    let unknown = text.split(separator: "\n").filter { $0.contains("loc(unknown)") }
    #expect(unknown.count == 4 && unknown.filter { $0.contains("@main(%arg0") }.count == 1)
  }
}
