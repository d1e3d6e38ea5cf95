import Foundation
import Testing

/// `toyc` as users run it: files and the input in, output, errors and an exit code out.
@Suite struct ProcessTests {
  /// The program of the same build as the tests.
  static let toyc = Bundle.main.executableURL?.deletingLastPathComponent()
    .appending(path: "toyc")

  struct Outcome: Equatable {
    /// The exit code; `nil` when a signal ended it.
    var status: Int32?
    var output: String
    var errors: String
  }

  private func run(
    _ arguments: [String], input: Data = Data(), in folder: URL = Folder.package
  ) throws -> Outcome {
    let place = FileManager.default.temporaryDirectory.appending(path: "toyc-\(UUID())")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    let (given, output, errors) = (
      place.appending(path: "input"), place.appending(path: "output"),
      place.appending(path: "errors")
    )
    for (file, data) in [(given, input), (output, Data()), (errors, Data())] {
      try data.write(to: file)
    }
    let process = Process()
    process.executableURL = Self.toyc
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = try FileHandle(forReadingFrom: given)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationReason == .exit ? process.terminationStatus : nil,
      output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }

  /// Every level, by a line that only it has.
  @Test(arguments: [
    ("ast", "def combine(a, b) @2:1"), ("toy", "toy.func @main() {"), ("loops", "    scf.for %"),
    ("llvm-dialect", "  llvm.func @main("), ("llvm", "define void @main(ptr %0)"),
    ("jit", "7.0 13.0"),
  ])
  func everyLevelIsShown(_ level: String, _ line: String) throws {
    // 'first.toy' is known while it is compiled: its loops are those that print.
    let outcome = try run(["Programs/first.toy", "--emit", level, "--target", "host"])
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome)")
    #expect(outcome.output.contains(line), "\(outcome.output)")
    #expect(outcome.output.hasSuffix("\n"))
  }

  @Test(arguments: Folder.programs)
  func itPrintsWhatTheCompilerInThisProcessPrints(_ name: String) throws {
    let text = try Folder.text("Programs/\(name)")
    let outcome = try run(["Programs/\(name)"])
    #expect(outcome == Outcome(status: 0, output: ToyTests.toyc(text).output, errors: ""))
  }

  @Test func aProgramComesFromTheInput() throws {
    let outcome = try run(["-"], input: Data("def main() { print([1, 2] * 3); }".utf8))
    #expect(outcome == Outcome(status: 0, output: "3.0 6.0\n", errors: ""))
    let wrong = try run(["-"], input: Data("def main() { print(a); }\n".utf8))
    #expect(wrong.status == 1 && wrong.output.isEmpty)
    #expect(
      wrong.errors == """
        -:1:20: error: there is no variable 'a'
          def main() { print(a); }
                             ^

        """)
    let empty = try run(["-"])
    #expect(empty.status == 1)
    #expect(empty.errors.contains("the program needs a function 'main'"), "\(empty.errors)")
  }

  @Test func whatItShowsItReads() throws {
    let shown = try run(["Programs/matrices.toy", "--emit", "toy"])
    let folder = FileManager.default.temporaryDirectory.appending(path: "toyc-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(shown.output.utf8).write(to: folder.appending(path: "m.mlir"))
    let again = try run(["m.mlir"], in: folder)
    #expect(again == (try run(["Programs/matrices.toy"])))
  }

  @Test(arguments: [
    (["Programs/wrong/names.toy"], Int32(1), "Programs/wrong/names.toy:3:9: error: there is no"),
    (
      ["Programs/wrong/shapes.toy"], 1,
      "Programs/wrong/shapes.toy:2:23 called from Programs/wrong/shapes.toy:7:9: error: '*'"
    ),
    (["Programs/wrong/types.mlir"], 1, "Programs/wrong/types.mlir:2:3: error: the result of"),
    (["Programs/first.toy", "--target", "z80"], 1, "z80"),
    (["Programs/first.toy", "--passes", "inlin"], 1, "did you mean 'inline'?"),
    (["missing.toy"], 1, "cannot read 'missing.toy'"),
    (["Programs"], 1, "cannot read 'Programs'"),
    (["Programs/first.toy", "--emit", "asm"], 64, "there is no level 'asm'"),
    (["Programs/first.toy", "--emit"], 64, "'--emit' needs a value"),
    (["--fast"], 64, "there is no option '--fast'"),
    ([], 64, "which file?"),
  ])
  func whatIsWrongIsToldByMessageAndExitCode(
    _ arguments: [String], _ status: Int32, _ message: String
  ) throws {
    let outcome = try run(arguments)
    #expect(outcome.status == status && outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test func bytesThatAreNoTextAreRefused() throws {
    let outcome = try run(["-"], input: Data([0xFF, 0xFE, 0x00]))
    #expect(outcome.status == 1 && outcome.errors.contains("cannot read '-'"), "\(outcome)")
  }

  @Test func helpIsNoError() throws {
    let outcome = try run(["--help"])
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(outcome.output.hasPrefix("usage: toyc FILE"))
  }
}
