import Foundation
import LanguageServer
import Testing

/// What `opt --json` and `compile` tell about passes.
@Suite struct PassReportCommandTests {
  private func withFile<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result
  {
    try Executable.withFolder { folder in
      let file = folder.appending(path: "in.mlir")
      try Data(text.utf8).write(to: file)
      return try body(file.path(percentEncoded: false))
    }
  }

  private func json(_ text: String) throws -> JSON { try JSONParser.parse(Array(text.utf8)[...]) }

  @Test func optPrintsJSON() throws {
    let text = """
      %a = "arith.constant"() <{value = 2 : i32}> : () -> i32
      %b = "arith.addi"(%a, %a) : (i32, i32) -> i32
      "func.call"(%b) <{callee = @f}> : (i32) -> ()
      "func.func"() <{function_type = (i32) -> (), sym_name = "f", sym_visibility = "private"}> ({
      }) : () -> ()
      // -----
      %a = "arith.addi"(%b) : (i32) -> i32
      """
    try withFile(text) { path in
      let result = try Executable.run([
        "opt", path, "--passes", "canonicalize", "--split-input-file", "--json", "--timing",
      ])
      #expect(result.status == 1)
      #expect(result.errors.isEmpty, "\(result.errors)")
      let modules = try json(result.output)["modules"]
      #expect(modules[0]["has_failed"] == false)
      #expect(modules[0]["text"].string?.contains("arith.constant 4 : i32") == true)
      #expect(!modules[0]["statistics"]["canonicalize"].isNull)
      #expect(modules[0]["timing"]["rows"][0]["pass"] == "canonicalize")
      #expect(modules[1]["has_failed"] == true)
      #expect(modules[1]["text"].isNull)
      let error = modules[1]["diagnostics"][0]
      #expect(error["severity"] == "error")
      #expect(error["line"] == 7)
      #expect(error["file"] == .string(path))
      #expect(try Executable.run(["opt", path, "--json", "--verify-diagnostics"]).status == 64)
    }
  }

  /// Every number of threads gives the same result, remarks and statistics, in the same order.
  @Test func threadsDoNotShow() throws {
    let functions = (0..<20).map { number in
      """
      func.func @f\(number)(%a: i32) -> i32 {
        %0 = arith.constant \(number) : i32
        %1 = arith.addi %0, %0 : i32
        %2 = func.call @f\(max(number - 1, 0))(%1) : (i32) -> i32
        func.return %2 : i32
      }
      """
    }
    try withFile(functions.joined(separator: "\n")) { path in
      let passes = "func(canonicalize,common-subexpression-elimination),inline"
      let outcomes = try ["1", "2", "7", "0"].map {
        try Executable.run(["opt", path, "--passes", passes, "--threads", $0, "--verbose"])
      }
      #expect(outcomes[0].status == 0, "\(outcomes[0].errors)")
      #expect(outcomes[0].errors.contains("remark: "))
      #expect(outcomes[0].errors.contains("canonicalize"))
      for other in outcomes.dropFirst() {
        #expect(other.output == outcomes[0].output)
        #expect(other.errors == outcomes[0].errors)
      }
      #expect(try Executable.run(["opt", path, "--threads", "1025"]).status == 64)
    }
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

  /// What `opt` shows of a pipeline, `compile` shows of the passes on the graph.
  @Test func compileShowsItsPasses() throws {
    try withFile(Self.model) { path in
      let shown = try Executable.run([
        "compile", path, "--emit", "graph", "-o", "-", "--print-before", "fuse-graph",
        "--print-after-all", "--timing", "--statistics", "--remarks", "passed,missed",
      ])
      #expect(shown.status == 0, "\(shown.errors)")
      #expect(shown.errors.contains("Before fuse-graph"))
      #expect(shown.errors.contains("After optimize-graph"))
      #expect(shown.errors.contains("ms           total"))
      #expect(shown.output.contains("graph.kernel"))
      let folder = URL(filePath: path).deletingLastPathComponent()
      let whole = try Executable.run(
        ["compile", path, "-o", "out", "--timing", "--timing-format", "json"], in: folder)
      #expect(whole.status == 0, "\(whole.errors)")
      let rows = try json(whole.errors)["rows"].array ?? []
      let stages = rows.compactMap { $0["pass"].string }
      for stage in [
        "optimize-graph", "fuse-graph", "lower-kernels to lower-to-loops", "expand-math to llvm",
      ] {
        #expect(stages.contains(stage), "\(stages)")
      }
    }
  }

  /// A folder or a form that is asked for is written without more words.
  @Test func formsImplyWhatTheyAreOf() throws {
    try withFile(Self.model) { path in
      let folder = URL(filePath: path).deletingLastPathComponent()
      let result = try Executable.run(
        [
          "opt", path, "--passes", "canonicalize", "--print-tree", "tree", "--timing-format",
          "json",
        ],
        in: folder)
      #expect(result.status == 0, "\(result.errors)")
      #expect(try json(result.errors)["rows"][0]["pass"] == "canonicalize")
      #expect(Executable.files(in: folder).contains("tree/builtin_module/0_canonicalize.mlir"))
    }
  }

  /// A tree goes where nothing was, so that its files are those of one run.
  @Test func treesReplaceNothing() throws {
    try withFile(Self.model) { path in
      let folder = URL(filePath: path).deletingLastPathComponent()
      func run(_ tree: String) throws -> Executable.Outcome {
        try Executable.run(
          ["opt", path, "--passes", "canonicalize", "--print-tree", tree], in: folder)
      }
      #expect(try run("tree").status == 0)
      let file = folder.appending(path: "tree/builtin_module/0_canonicalize.mlir")
      try Data("old".utf8).write(to: file)
      let again = try run("tree")
      #expect(again.status == 1)
      #expect(again.output.isEmpty)
      #expect(
        again.errors.contains(
          "error: cannot write a tree of modules to 'tree': the folder is not empty; choose a new"
            + " one, or remove what is there"), "\(again.errors)")
      #expect(try Data(contentsOf: file) == Data("old".utf8))
      #expect(try run("in.mlir").errors.contains("it is a file; choose a folder"))
      try FileManager.default.removeItem(at: folder.appending(path: "tree/builtin_module"))
      #expect(try run("tree").status == 0)
    }
  }

  /// A tree that cannot be written is an error, but the result is there.
  @Test func treesThatCannotBeWrittenFail() throws {
    try withFile(Self.model) { path in
      // No folder can be made inside of a file, whoever asks.
      let run = try Executable.run(
        ["opt", path, "--passes", "canonicalize", "--print-tree", "\(path)/tree"])
      #expect(run.status == 1)
      #expect(run.output.contains("module"), "\(run.output)")
      #expect(run.errors.contains("error: the folder of '"), "\(run.errors)")
      #expect(!run.errors.contains("warning"))
    }
  }

  /// Modules of one file, and operations that have no names of their own, have folders of their own.
  @Test func treesTellModulesApart() throws {
    let text = """
      func.func @a.b(%n: index, %m: memref<f32>) {
        scf.for %i = %n to %n step %n { memref.dealloc %m : memref<f32> }
        scf.for %i = %n to %n step %n { }
        func.return
      }
      func.func @a_b() { func.return }
      // -----
      func.func @c() { func.return }
      """
    try withFile(text) { path in
      let folder = URL(filePath: path).deletingLastPathComponent()
      let result = try Executable.run(
        [
          "opt", path, "--split-input-file", "--print-tree", "tree",
          "--passes", "func(scf.for(canonicalize),canonicalize)",
        ], in: folder)
      #expect(result.status == 0, "\(result.errors)")
      let files = Executable.files(in: folder.appending(path: "tree"))
      #expect(
        files.filter { $0.hasSuffix(".mlir") } == [
          "part-1/builtin_module/func_func_a_b/0_canonicalize-2.mlir",
          "part-1/builtin_module/func_func_a_b/0_canonicalize.mlir",
          "part-1/builtin_module/func_func_a_b/scf_for/0_canonicalize.mlir",
          "part-1/builtin_module/func_func_a_b/scf_for_2/0_canonicalize.mlir",
          "part-2/builtin_module/func_func_c/0_canonicalize.mlir",
        ])
    }
  }

  /// Pipes and devices are written to, links followed: none is replaced by a file.
  @Test func whatIsNoFileStays() throws {
    try withFile(Self.model) { path in
      let folder = URL(filePath: path).deletingLastPathComponent()
      let script = """
        mkfifo pipe; touch real; ln -s real link
        cat pipe >read & \(Executable.path) opt in.mlir -o pipe; wait
        \(Executable.path) opt in.mlir -o link; \(Executable.path) opt in.mlir -o - >plain
        test -p pipe && test -L link && cmp read plain && cmp real plain && echo same
        """
      let outcome = try Executable.run("/bin/bash", ["-c", script], in: folder)
      #expect(outcome.output == "same\n", "\(outcome.errors)")
    }
  }

  /// What one run leaves at a level, another one goes on from.
  @Test(arguments: [
    ("graph", "tensor", "program.func"), ("graph", "loops", "scf.for"),
    ("loops", "llvm", "llvm.func"), ("loops", "asm", ".text"), ("llvm", "ll", "define"),
  ])
  func anyLevelIsAStart(from: String, to: String, word: String) throws {
    try withFile(Self.model) { path in
      let first = try Executable.run(["compile", path, "--emit", from, "-o", "-"])
      #expect(first.status == 0, "\(first.errors)")
      let second = try withFile(first.output) { path in
        try Executable.run(["compile", path, "--emit", to, "-o", "-"])
      }
      #expect(second.status == 0, "\(second.errors)")
      #expect(second.output.contains(word))
      #expect(!second.errors.contains("warning"))
    }
  }

  /// Below the graph there are no passes to show, which is said.
  @Test func compileSaysWhatItDoesNotShow() throws {
    try withFile("func.func @f() { func.return }") { path in
      for option in ["--timing", "--print-after-all", "--print-tree=x", "--statistics"] {
        let result = try Executable.run(["compile", path, "--emit", "llvm", "-o", "-", option])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("warning: what passes do is shown for those on the graph"))
      }
    }
  }

  @Test func compileStopsAfterRewrites() throws {
    // Two casts that cancel out go, unless no rewrite may be made.
    let text = Self.model.replacing(
      #"%y = "graph.mul"(%x, %x)"#,
      with:
        #"%z = "graph.neg"(%x) : (tensor<?xf32, #graph.sizes<[n]>>) -> tensor<?xf32, #graph.sizes<[n]>>"#
        + "\n"
        + #"%w = "graph.neg"(%z) : (tensor<?xf32, #graph.sizes<[n]>>) -> tensor<?xf32, #graph.sizes<[n]>>"#
        + "\n" + #"%y = "graph.mul"(%w, %w)"#)
    try withFile(text) { path in
      func negations(_ arguments: [String]) throws -> Int {
        let result = try Executable.run(
          ["compile", path, "--emit", "graph", "-o", "-"] + arguments)
        #expect(result.status == 0, "\(result.errors)")
        return result.output.components(separatedBy: "graph.neg").count - 1
      }
      let (all, none) = (try negations([]), try negations(["--stop-after-rewrites", "0"]))
      #expect(all == 0)
      #expect(none == 2)
      #expect(
        try Executable.run(["compile", path, "-o", "x", "--stop-after-rewrites", "-1"]).status == 64
      )
    }
  }
}
