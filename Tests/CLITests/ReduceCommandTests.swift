import Foundation
import Testing

/// `tangram reduce` with tests that are scripts: sound ones, and ones that hang, crash and lie.
@Suite struct ReduceCommandTests {
  private static let text = """
    "func.func"() <{function_type = (i32) -> i32, sym_name = "f"}> ({
    ^bb0(%a: i32):
      %0 = "arith.addi"(%a, %a) : (i32, i32) -> i32
      %1 = "arith.muli"(%0, %a) : (i32, i32) -> i32
      %2 = "arith.subi"(%1, %0) : (i32, i32) -> i32
      "func.return"(%2) : (i32) -> ()
    }) : () -> ()
    """

  /// Runs `reduce` with a script that has these lines.
  private func reduce(
    _ script: String, _ arguments: [String] = [], isExecutable: Bool = true
  ) throws -> (outcome: Executable.Outcome, result: String?) {
    try Executable.withFolder { folder in
      let input = folder.appending(path: "in put.mlir").path(percentEncoded: false)
      let output = folder.appending(path: "out.mlir").path(percentEncoded: false)
      let test = folder.appending(path: "test.sh").path(percentEncoded: false)
      try Data(Self.text.utf8).write(to: URL(filePath: input))
      try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(filePath: test))
      let mode = isExecutable ? 0o755 : 0o644
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: test)
      let outcome = try Executable.run(
        ["reduce", input, "--test", test, "-o", output] + arguments, in: folder)
      return (outcome, try? String(contentsOfFile: output, encoding: .utf8))
    }
  }

  @Test(arguments: ["1", "3"])
  func scriptsSayWhatStays(jobs: String) throws {
    let (outcome, result) = try reduce(
      #"grep -q arith.muli "$1""#, ["--jobs", jobs, "--json", "--verbose"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let text = try #require(result)
    #expect(text.contains("arith.muli"))
    #expect(!text.contains("arith.addi") && !text.contains("arith.subi") && !text.contains("func."))
    #expect(outcome.output.contains(#""is_minimal" : true"#))
    #expect(outcome.errors.contains("minimal"))
    #expect(outcome.errors.contains(" bytes is interesting: the test ended with exit code 0, "))
    #expect(outcome.errors.contains(" bytes is not interesting: the test ended with exit code 1, "))
  }

  /// It is said how the test ended, and before it has ended, nothing.
  @Test(arguments: [
    ("exit 3", "ended with exit code 3"), ("kill -SEGV $$", "was ended by signal 11"),
    ("sleep 100", "took too long and was killed; '--timeout'"),
  ])
  func whatIsNotInterestingIsRefused(script: String, words: String) throws {
    let (outcome, result) = try reduce(script, ["--timeout", "0.3"])
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("does not find the module interesting"))
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(result == nil)
  }

  @Test func interruptionsAtFirstSaySo() throws {
    let (outcome, result) = try reduce("kill -INT $PPID; sleep 20; exit 0")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("stopped before the test had said anything"))
    #expect(result == nil)
  }

  /// A candidate at which the script hangs, or crashes, is not interesting.
  @Test(arguments: ["sleep 100 & sleep 100", "kill -SEGV $$", "kill -KILL $$", "exit 7"])
  func scriptsMayFail(end: String) throws {
    let (outcome, result) = try reduce(
      #"grep -q arith.subi "$1" || exit 1; grep -q arith.muli "$1" || { \#(end); }"#,
      ["--timeout", "0.3", "--no-passes", "--test-limit", "60"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let text = try #require(result)
    #expect(text.contains("arith.subi") && text.contains("arith.muli"))
    #expect(!text.contains("arith.addi"))
  }

  /// The first two answers are yes, all later ones no.
  @Test func liesAreNoticed() throws {
    let (outcome, result) = try reduce(
      #"echo >> "$0.count"; test "$(wc -l < "$0.count")" -le 2"#, ["--no-passes"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("warning: the test found the result interesting and then not"))
    #expect(result != nil)
  }

  /// Standard input, text or binary, to standard output.
  @Test(arguments: ["", "--emit-binary"])
  func streamsAreReduced(_ form: String) throws {
    try Executable.withFolder { folder in
      try Data(Self.text.utf8).write(to: folder.appending(path: "m.mlir"))
      try Data("#!/bin/sh\ngrep -q arith.muli \"$1\"\n".utf8)
        .write(to: folder.appending(path: "t.sh"))
      let outcome = try Executable.run(
        "/bin/sh",
        [
          "-c",
          "chmod +x t.sh; \(Executable.path) opt m.mlir \(form) -o in; "
            + "\(Executable.path) reduce - --test ./t.sh -o - < in",
        ], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("arith.muli") && !outcome.output.contains("arith.addi"))
      #expect(Executable.files(in: folder) == ["in", "m.mlir", "t.sh"])
    }
  }

  /// Why a script cannot run is in its first line, or in what the shell says.
  @Test(arguments: [
    ("#!/no/such/shell -e\nexit 0", "is run by '/no/such/shell', as its first line says"),
    ("exit 0", "a script begins with a line such as '#!/bin/sh'"),
    ("#!/usr/bin/env no-such-shell\n", "exit code 127, as where a command is not found"),
  ])
  func scriptsThatCannotRunSayWhy(_ script: String, _ words: String) throws {
    try Executable.withFolder { folder in
      try Data(Self.text.utf8).write(to: folder.appending(path: "m.mlir"))
      let test = folder.appending(path: "t.sh")
      try Data(script.utf8).write(to: test)
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: test.path(percentEncoded: false))
      let outcome = try Executable.run(["reduce", "m.mlir", "--test", "./t.sh"], in: folder)
      #expect(outcome.status == 1 && outcome.isOrderly)
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
    }
  }

  @Test func wrongRequestsSaySo() throws {
    let closed = try reduce("exit 0", isExecutable: false)
    #expect(closed.outcome.status == 1)
    #expect(closed.outcome.errors.contains("chmod +x"))
    #expect(try reduce("exit 0", ["--jobs", "0"]).outcome.status == 64)
    #expect(try reduce("exit 0", ["--timeout", "0"]).outcome.status == 64)
    let nowhere = try Executable.run(["reduce", "nowhere.mlir", "--test", "/bin/true"])
    #expect(nowhere.status == 1)
    #expect(nowhere.errors.contains("nowhere.mlir"))
  }

  /// Ctrl-C ends it soon, with the best candidate so far.
  @Test func interruptionsKeepTheBest() throws {
    let (outcome, result) = try reduce(
      """
      grep -q arith.muli "$1" || exit 1
      grep -q arith.subi "$1" && exit 0
      kill -INT $PPID; sleep 20; exit 0
      """)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("interrupted"))
    let text = try #require(result)
    #expect(text.contains("arith.muli") && text.contains("arith.subi"))
  }
}
