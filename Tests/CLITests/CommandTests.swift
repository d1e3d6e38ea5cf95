import Foundation
import Testing

/// The executable as users run it.
@Suite struct CommandTests {
  private func tangram(_ arguments: [String]) throws -> Executable.Outcome {
    try Executable.run(arguments)
  }

  private static let model = """
    "builtin.module"() ({
      "func.func"() <{function_type = (tensor<?xf32, #graph.sizes<[n]>>) -> tensor<?xf32, #graph.sizes<[n]>>, sym_name = "main"}> ({
      ^bb0(%x: tensor<?xf32, #graph.sizes<[n]>>):
        %y = "graph.mul"(%x, %x) : (tensor<?xf32, #graph.sizes<[n]>>, tensor<?xf32, #graph.sizes<[n]>>) -> tensor<?xf32, #graph.sizes<[n]>>
        "func.return"(%y) : (tensor<?xf32, #graph.sizes<[n]>>) -> ()
      }) {graph.input_names = ["x"], graph.output_names = ["y"]} : () -> ()
    }) {graph.symbols = {n = #graph.range<1, 100>}} : () -> ()
    """

  private func withModel<Result>(_ body: (String) throws -> Result) throws -> Result {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).mlir")
    try Data(Self.model.utf8).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    return try body(path.path(percentEncoded: false))
  }

  @Test func runs() throws {
    try withModel { path in
      let result = try tangram(["run", path, "--input", "x=5xf32=1,2,3,4,5"])
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.contains("y: 5xf32 = 1, 4, 9, 16, …"))
    }
  }

  @Test func wrongRequestsSaySo() throws {
    try withModel { path in
      let missing = try tangram(["run", path])
      #expect(missing.status == 1)
      #expect(missing.errors.contains("input 'x' has no value"))
      let tooLarge = try tangram(["run", path, "--input", "x=101xf32=zeros"])
      #expect(tooLarge.status == 1)
      #expect(tooLarge.errors.contains("'x'"))
      let unknown = try tangram(["run", path, "--dim", "k=3", "--input", "x=1xf32=1"])
      #expect(unknown.status == 1)
      #expect(unknown.errors.contains("there is no size 'k'"))
    }
    #expect(try tangram(["run", "nowhere.onnx"]).status == 1)
    #expect(try tangram(["run"]).status == 64)
    #expect(try tangram(["run", "x.onnx", "--dim", "n=5..1"]).status == 64)
  }

  @Test(arguments: ["graph", "tensor", "loops", "llvm", "ll", "asm"])
  func everyLevelIsText(level: String) throws {
    let words = [
      "graph": "graph.kernel", "tensor": "program.func", "loops": "func.call", "llvm": "llvm.func",
      "ll": "define", "asm": ".globl",
    ]
    try withModel { path in
      let result = try tangram(["compile", path, "--emit", level, "-o", "-"])
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.contains(words[level] ?? ""))
    }
  }

  @Test func optShowsWhatHappensBetweenPasses() throws {
    try withModel { path in
      let folder = FileManager.default.temporaryDirectory.appending(path: "tree-\(UUID())")
      defer { try? FileManager.default.removeItem(at: folder) }
      let result = try tangram([
        "opt", path, "--passes", "func(canonicalize),fuse-graph", "--print-after-all",
        "--print-tree", folder.path(percentEncoded: false), "--timing", "--timing-format", "tree",
        "--statistics",
        "--print-locations", "--print-aliases",
      ])
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.contains("#loc = loc("))
      #expect(result.errors.contains("'func.func' pipeline"))
      let inner = folder.appending(path: "builtin_module/func_func_main/0_canonicalize.mlir")
      #expect(try String(contentsOf: inner, encoding: .utf8).contains("graph.mul"))
      let outer = folder.appending(path: "builtin_module/0_fuse-graph.mlir")
      #expect(try String(contentsOf: outer, encoding: .utf8).contains("graph.kernel"))
      #expect(try tangram(["opt", path, "--remarks", "odd"]).status == 64)
    }
  }

  /// A lowering puts another module in the place of the one that was read.
  @Test(arguments: ["lower-to-llvm", "lower-to-llvm,canonicalize", "module(lower-to-llvm)"])
  func modulesOfNothingAreLowered(_ passes: String) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "nothing-\(UUID()).mlir")
    defer { try? FileManager.default.removeItem(at: file) }
    for text in [
      "module {}", "module { func.func private @f() }", "module @x {}\n// -----\nmodule {}",
    ] {
      try text.write(to: file, atomically: true, encoding: .utf8)
      let result = try tangram([
        "opt", file.path(percentEncoded: false), "--passes", passes, "--print-after-all",
        "--split-input-file",
      ])
      #expect(result.status == 0, "\(text): \(result.errors)")
    }
  }

  @Test func optKeepsWhatIsNeededToSeeAFailureAgain() throws {
    let loop = """
      "func.func"() <{function_type = (i32) -> i32, sym_name = "f"}> ({
      ^bb0(%x: i32):
        %a = "arith.constant"() <{value = 1 : i32}> : () -> i32
        %b = "arith.addi"(%x, %a) : (i32, i32) -> i32
        %c = "arith.addi"(%b, %a) : (i32, i32) -> i32
        %d = "arith.addi"(%c, %a) : (i32, i32) -> i32
        "func.return"(%d) : (i32) -> ()
      }) : () -> ()
      """
    let folder = FileManager.default.temporaryDirectory
    let source = folder.appending(path: "\(UUID()).mlir")
    let kept = folder.appending(path: "\(UUID()).mlir")
    try Data(loop.utf8).write(to: source)
    defer {
      try? FileManager.default.removeItem(at: source)
      try? FileManager.default.removeItem(at: kept)
    }
    let failed = try tangram([
      "opt", source.path(percentEncoded: false), "--passes",
      "dead-code-elimination,canonicalize{max-steps=1}",
      "--reproducer", kept.path(percentEncoded: false),
    ])
    #expect(failed.status == 1)
    #expect(failed.output.isEmpty)
    #expect(failed.errors.contains("join-offsets"))
    #expect(failed.errors.contains("--run-reproducer"))
    let text = try String(contentsOf: kept, encoding: .utf8)
    let again = try tangram([
      "opt", kept.path(percentEncoded: false), "--run-reproducer", "--reproducer",
      kept.path(percentEncoded: false),
    ])
    #expect(again.status == 1)
    #expect(again.errors.contains("join-offsets"))
    #expect(try String(contentsOf: kept, encoding: .utf8) == text)
    let counted = try tangram([
      "opt", source.path(percentEncoded: false), "--passes", "canonicalize",
      "--stop-after-rewrites", "0",
    ])
    #expect(counted.output.components(separatedBy: "arith.addi").count == 4)
    #expect(
      try tangram(["opt", source.path(percentEncoded: false), "--run-reproducer"]).status == 1)
  }

  @Test func optRunsPassesAndChecksDiagnostics() throws {
    try withModel { path in
      let result = try tangram(["opt", path, "--passes", "optimize-graph,fuse-graph"])
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.contains("graph.kernel"))
      #expect(try tangram(["opt", path, "--passes", "no-such-pass"]).status == 64)
    }
    let broken = """
      // expected-error @+1 {{'no.such'}}
      "no.such"() : () -> ()
      // -----
      "builtin.module"() ({
      }) : () -> ()
      """
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).mlir")
    try Data(broken.utf8).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    let options = ["opt", path.path(percentEncoded: false), "--split-input-file"]
    let checked = try tangram(options + ["--verify-diagnostics"])
    #expect(checked.status == 0, "\(checked.errors)")
    #expect(try tangram(options).status == 1)
  }

  @Test func inspectGivesFormulas() throws {
    try withModel { path in
      let result = try tangram(["inspect", path, "--json"])
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.contains("\"n\" : \"1...100\""))
      #expect(result.output.contains("\"operations\" : \"n\""))
    }
  }

  /// A module comes from a file, standard input or a pipe.
  @Test(arguments: ["MODULE", "- < MODULE", "PIPE -", "PIPE /dev/stdin"])
  func readsWhatStreamsGive(_ source: String) throws {
    let outcome = try Executable.withFolder { folder in
      try Data("func.func @f() { func.return }\n".utf8).write(to: folder.appending(path: "m.mlir"))
      let words = source.replacing("MODULE", with: "m.mlir")
      let (pipe, argument) =
        words.hasPrefix("PIPE ") ? ("cat m.mlir | ", String(words.dropFirst(5))) : ("", words)
      return try Executable.run(
        "/bin/sh", ["-c", "\(pipe)\(Executable.path) opt \(argument)"], in: folder)
    }
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("func.func @f()"))
    #expect(outcome.errors.isEmpty)
  }

  /// A result that goes through a link goes where the link leads, even if nothing is there yet.
  @Test func linksStayLinks() throws {
    try Executable.withFolder { folder in
      try Data("func.func @f() { func.return }\n".utf8).write(to: folder.appending(path: "m.mlir"))
      try FileManager.default.createDirectory(
        at: folder.appending(path: "results"), withIntermediateDirectories: false)
      func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
          atPath: folder.appending(path: name).path(percentEncoded: false),
          withDestinationPath: target)
      }
      try link("first", to: "second")
      try link("second", to: "results/new.mlir")
      for _ in 0..<2 {
        let outcome = try Executable.run(["opt", "m.mlir", "-o", "first"], in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
      #expect(
        Executable.files(in: folder) == [
          "first", "m.mlir", "results", "results/new.mlir", "second",
        ])
      let text = try String(
        contentsOf: folder.appending(path: "results/new.mlir"), encoding: .utf8)
      #expect(text.contains("@f"))
      try link("round", to: "about")
      try link("about", to: "round")
      let circle = try Executable.run(["opt", "m.mlir", "-o", "round"], in: folder)
      #expect(circle.status == 1 && circle.errors.contains("circle"), "\(circle.errors)")
    }
  }

  /// Traces of schedules are modules like others.
  @Test func tracesAreRead() throws {
    let text = "%0 = \"schedule.block\"() <{name = \"b\"}> : () -> !schedule.block\n"
    let outcome = try Executable.withFolder { folder in
      try Data(text.utf8).write(to: folder.appending(path: "m.mlir"))
      return try Executable.run(["opt", "m.mlir"], in: folder)
    }
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("schedule.block"))
  }

  /// Passes for operations that are nowhere run on nothing, which is said.
  @Test func pipelinesThatReachNothingWarn() throws {
    try Executable.withFolder { folder in
      try Data("func.func @f() { func.return }\n".utf8).write(to: folder.appending(path: "m.mlir"))
      func warnings(_ passes: String) throws -> String {
        let outcome = try Executable.run(["opt", "m.mlir", "--passes", passes], in: folder)
        #expect(outcome.status == 0 && outcome.output.contains("@f"))
        return outcome.errors
      }
      #expect(try warnings("func(canonicalize),module(func(canonicalize))").isEmpty)
      #expect(
        try warnings("func(func(canonicalize),canonicalize)")
          == "warning: the passes in 'func.func(func.func(…))' ran on nothing: no 'func.func' is "
          + "directly inside a 'func.func'\n")
      #expect(
        try warnings("gpu.module(canonicalize)").contains(
          "no 'gpu.module' is directly inside the module"))
    }
  }

  @Test func standardInputHasAName() throws {
    let outcome = try Executable.run(
      "/bin/sh", ["-c", "echo 'func.func' | \(Executable.path) opt -"], in: Executable.root)
    #expect(outcome.status == 1)
    #expect(outcome.errors.hasPrefix("<stdin>:"))
  }

  /// Where nothing can be said, the exit code still is.
  @Test(arguments: [("nowhere.mlir", 1), ("m.mlir --timing", 0), ("m.mlir --print-after-all", 0)])
  func standardErrorMayBeFull(_ arguments: String, _ status: Int32) throws {
    let outcome = try Executable.withFolder { folder in
      try Data("func.func @f() { func.return }\n".utf8).write(to: folder.appending(path: "m.mlir"))
      return try Executable.run(
        "/bin/sh", ["-c", "\(Executable.path) opt \(arguments) 2>/dev/full"], in: folder)
    }
    #expect(outcome.status == status)
    #expect(outcome.output.isEmpty == (status != 0))
  }

  /// A file that is written anew may be read by whom it was before.
  @Test func permissionsStay() throws {
    try Executable.withFolder { folder in
      let file = folder.appending(path: "m.mlir")
      let path = file.path(percentEncoded: false)
      try Data("func.func @f() { func.return }\n".utf8).write(to: file)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      #expect(try tangram(["opt", path, "-o", path]).status == 0)
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect(mode as? Int == 0o600)
    }
  }
}
