import Foundation
import Testing

/// Requests that cannot be met: a message that says why, the right exit code, nothing half-written.
@Suite struct WrongRequestTests {
  /// A request, what it must answer, and words of the message.
  struct Request: CustomStringConvertible, Sendable {
    var arguments: String
    var status: Int32 = 1
    var words: [String]

    init(_ arguments: String, _ words: String..., status: Int32 = 1) {
      self.arguments = arguments
      self.words = words
      self.status = status
    }

    var description: String { arguments }
  }

  /// `MODEL` is `y = relu(x w + b)` with `x: [n, 4]`; `EMPTY` an argument without letters.
  static let requests = [
    Request("run MODEL", "input 'x' has no value", "nx4xf32"),
    Request("run MODEL --input z=1x4xf32=1 --input x=1x4xf32=1", "no input 'z'", "x"),
    Request("run MODEL --input x=1x5xf32=1", "'x'", "axis 1", "expected 4"),
    Request("run MODEL --input x=4xf32=1", "'x'", "rank 1", "expected 2"),
    Request("run MODEL --input x=1x4xf64=1", "'x'", "float64", "expected float32"),
    Request("run MODEL --input x=1x4xf32=1,2,3", "needs 4 numbers", "found 3"),
    Request("run MODEL --input x=1x4xf32=one", "'one' is no f32"),
    Request("run MODEL --input x=1x4xi8=300", "'300' is no i8"),
    Request("run MODEL --input x=1x4xi32=1.5", "'1.5' is no i32"),
    Request("run MODEL --input x=1x4xf99=1", "'1x4xf99' is no type"),
    Request("run MODEL --input x=99999999x99999999xf32=1", "more than a GiB"),
    Request("run MODEL --input x=1x4xf32=rand:1:0", "MAX above 0"),
    Request("run MODEL --input x=@nowhere.npy", "nowhere.npy"),
    Request("run MODEL --input x=1x4xf32=1 --input x=1x4xf32=1", "given twice"),
    Request("run MODEL --input x", "--input", status: 64),
    Request("run MODEL --dim n=4..8 --input x=3x4xf32=1", "'x'", "3"),
    Request("run MODEL --dim n=4..8/4 --input x=6x4xf32=1", "'x'", "6", "multiple"),
    Request("run MODEL --dim n=2,4 --input x=3x4xf32=1", "'x'", "3"),
    Request("run MODEL --dim n=4 --input x=3x4xf32=1", "'x'", "3", "4"),
    Request("run MODEL --dim n=1..8 --dim n=16..32", "'n' is declared twice"),
    Request("run MODEL --dim n=8..1", "--dim", "8..1 is reversed", status: 64),
    Request("run MODEL --dim n=5..7/8", "--dim", "5..7 holds no multiple of 8", status: 64),
    Request("run MODEL --dim n=-1", "--dim", "-1 is negative", status: 64),
    Request("run MODEL --dim n=a", "--dim", "'a' is no whole number", status: 64),
    Request("run MODEL --target aarch64 --input x=1x4xf32=1", "cannot be run here"),
    Request("bench MODEL --target aarch64", "cannot be run here"),
    Request("run MODEL --input x=1x4xf32=rand:1:5", "MAX", "for integers"),
    Request("run MODEL --input x=1x4xf32=1 --output EMPTY", "'--output' is empty", status: 64),
    Request("compile MODEL -o EMPTY", "'-o' is empty", status: 64),
    Request("compile MODEL --generic -o out", "'--generic'", "'--emit'", status: 64),
    Request("compile MODEL --tuning text.txt -o out", "file is not a database; name another file"),
    Request("tune nothing.mlir", "'nothing.mlir' is empty"),
    Request("db list --db .", "it is a folder"),
    Request("db list --db empty.onnx", "nothing is in it"),
    Request("db merge EMPTY", "is empty", status: 64),
    Request("train-costs -o /proc/costs", "/proc/costs: cannot create the file"),
    Request("run MODEL --dim k=1..8", "'k'", "'n'"),
    Request("run MODEL --threads -1", "--threads", status: 64),
    Request("run MODEL --threads many", "--threads", status: 64),
    Request("run MODEL --name 1x", "--name", status: 64),
    Request("run MODEL --float quick", "--float", status: 64),
    Request("run MODEL --float fast:", "--float", status: 64),
    Request("run MODEL --float fast:node_z --input x=1x4xf32=1", "'node_z'", "'node_p'"),
    Request("run MODEL --target z80", "'z80'", "'host'"),
    Request("run MODEL --target x86-64-v2,z80", "'z80'", "'host'"),
    Request("compile MODEL --target x86-64-v2,x86-64-v2 -o out", "'x86-64-v2' is named twice"),
    Request("compile MODEL --target x86-64-v2,aarch64 -o out", "of two architectures"),
    Request("compile MODEL --target x86-64-v2, -o out", "no target ''"),
    Request("compile MODEL --target x86-64-v2,x86-64-v3 --emit asm -o -", "'--emit'", "one target"),
    Request("run MODEL --nonsense", "--nonsense", status: 64),
    Request("run", "model", status: 64),
    Request("nonsense", "nonsense", status: 64),
    Request("run nowhere.onnx", "nowhere.onnx"),
    Request("run nowhere", "nowhere", "'.onnx'"),
    Request("run text.txt", "cannot tell what 'text.txt' is"),
    Request("run empty.onnx", "empty.onnx"),
    Request("run words.mlir", "words.mlir:1:"),
    Request("run loops.mlir", "holds loops, not a model"),
    Request("run wide.mlir --input x=1000x1xf32=1", "wide.mlir:2:", "'n' has no range", "--dim n"),
    Request(
      "run wide.mlir --dim n=1..5000 --input x=1000x1xf32=1", "output 'y'", "out of memory"),
    Request("run wide.mlir --dim k=1..5000", "no size 'k'", "n"),
    Request("inspect loops.mlir", "holds loops, not a model"),
    Request("compile loops.mlir --emit ll -o - --dim n=3", "holds loops, which have no size 'n'"),
    Request("compile loops.mlir --emit ll -o - --float fast", "'--float' is for models"),
    Request("compile loops.mlir --emit tensor -o -", "loops", "cannot be made"),
    Request("compile MODEL --emit cuda -o -", "cuda", "graph, tensor, loops, llvm, ll, asm"),
    Request("compile MODEL --emit opencl -o -", "opencl"),
    Request("compile MODEL --emit c -o -", "not available"),
    Request("compile MODEL --emit words -o -", "--emit", status: 64),
    Request(
      "compile MODEL --emit asm --target x86-64-v2,x86-64-v3 -o -", "the code for one target",
      "'x86-64-v2,x86-64-v3'"),
    Request("compile MODEL -o -", "'-o -' needs '--emit'", status: 64),
    Request("compile MODEL", "--output", status: 64),
    Request("compile MODEL -o text.txt", "text.txt", "it is a file"),
    Request("compile MODEL -o /proc/nowhere/out", "cannot write to '/proc/nowhere/out'"),
    Request("compile MODEL --target aarch64 -o out", "another architecture", "'CC'"),
    Request("compile MODEL -o out --cache text.txt", "cache 'text.txt'", "it is a file"),
    Request("compile MODEL -o out --cache EMPTY", "'--cache' is empty", status: 64),
    Request("run MODEL --cache /proc/nowhere/c", "cannot make the cache '/proc/nowhere/c'"),
    Request("bench MODEL --cache-limit 0", "'--cache-limit' must be from 1", status: 64),
    Request("compile MODEL --weights elsewhere -o out", "--weights", status: 64),
    Request("compile MODEL --emit graph -o text.txt", "text.txt", "it is a file"),
    Request("run MODEL --input x=1x4xf32=1 --output text.txt", "text.txt", "it is a file"),
    Request("run MODEL --input x=1x4xf32=1 --check .", "no file for output 'y'", "0.npy"),
    Request("run MODEL --input x=1x4xf32=1 --rtol -1", "--rtol", status: 64),
    Request("bench MODEL --dim n=4611686018427387904", "'x'", "too large"),
    Request("bench MODEL --seconds -1", "--seconds", status: 64),
    Request("opt nowhere.mlir", "nowhere.mlir"),
    Request("opt loops.mlir --passes none", "there is no pass 'none', at column 1", status: 64),
    Request(
      "opt loops.mlir --passes cse", "did you mean 'common-subexpression-elimination'?",
      status: 64),
    Request(
      "opt loops.mlir --passes fucn(canonicalize)", "no operation 'fucn'", "mean 'func'?",
      status: 64),
    Request(
      "opt loops.mlir --passes func(no.op(inline))", "there is no operation 'no.op'", status: 64),
    Request(
      "opt loops.mlir --passes inline{max-operations=1,max-operations=2}", "given twice",
      status: 64),
    Request(
      "opt loops.mlir --passes canonicalize{max-steps=-1}", "an integer of at least 0, not '-1'",
      status: 64),
    Request("opt loops.mlir --passes inline --passes inline", "given twice", status: 64),
    Request("opt loops.mlir --threads -1", "must be from 0 to 1024", status: 64),
    Request("opt loops.mlir --output EMPTY", "'-o' is empty", status: 64),
    Request("opt loops.mlir --reproducer EMPTY", "'--reproducer' is empty", status: 64),
    Request("opt loops.mlir --reproducer nowhere/r.mlir", "nowhere/r.mlir: cannot create"),
    Request("opt loops.mlir --crash-reproducer nowhere/r.mlir", "nowhere/r.mlir: cannot create"),
    Request("reduce loops.mlir --test /bin/true --output EMPTY", "'-o' is empty", status: 64),
    Request("reduce loops.mlir --test EMPTY", "'--test' is empty", status: 64),
    Request("reduce loops.mlir --test /bin/true --json -o -", "'--json' needs '-o", status: 64),
    Request("reduce loops.mlir --test /bin/true --jobs -1", "from 1 to 1024", status: 64),
    Request("reduce garbage.bin --test /bin/true", "garbage.bin"),
    Request("opt loops.mlir --print-after inlin", "did you mean 'inline'?", status: 64),
    Request("opt loops.mlir --print-before a,inline", "--list-passes", status: 64),
    Request("compile MODEL --print-after fuse -o out", "there is no pass 'fuse'", status: 64),
    Request("opt loops.mlir --timing-format words", "'list', 'tree' or 'json'", status: 64),
    Request("opt loops.mlir --emit-binary -o -", "--emit-binary", status: 64),
    Request("opt loops.mlir --run-reproducer", "holds no pipeline to run"),
    Request("opt loops.mlir -o nowhere/out.mlir", "nowhere/out.mlir: cannot create the file"),
    Request("opt loops.mlir --elide-constants=-3", "not be negative", status: 64),
    Request("opt loops.mlir -o .", "expected a file to write to, found a folder"),
    Request("reduce loops.mlir --test /bin/true -o nowhere/out.mlir", "cannot create the file"),
    Request("reduce loops.mlir --test /bin/true -o .", "found a folder"),
    Request("reduce loops.mlir --test /bin/true --timeout nan", "--timeout", status: 64),
    Request("reduce loops.mlir --test /bin/true --timeout 1e300", "at most a year", status: 64),
    Request("reduce loops.mlir --test /bin/true --time-limit inf", "--time-limit", status: 64),
    Request("reduce loops.mlir --test .", "there is no test '.'"),
    Request("reduce loops.mlir --test text.txt", "chmod +x"),
    Request("inspect MODEL --dim n=1..8@nowhere.json", "nowhere.json"),
  ]

  private static let loops = """
    "builtin.module"() ({
      "func.func"() <{function_type = (memref<?xf32>) -> (), sym_name = "nothing"}> ({
      ^bb0(%x: memref<?xf32>):
        "func.return"() : () -> ()
      }) : () -> ()
    }) : () -> ()
    """

  /// A model with a result of four terabytes a row.
  private static let wide = """
    "builtin.module"() ({
      "func.func"() <{function_type = (tensor<?x1xf32, #graph.sizes<[n, 1]>>) ->
        tensor<?x1000000000000xf32, #graph.sizes<[n, 1000000000000]>>, sym_name = "main"}> ({
      ^bb0(%x: tensor<?x1xf32, #graph.sizes<[n, 1]>>):
        %y = "graph.broadcast"(%x) : (tensor<?x1xf32, #graph.sizes<[n, 1]>>) ->
          tensor<?x1000000000000xf32, #graph.sizes<[n, 1000000000000]>>
        "func.return"(%y) : (tensor<?x1000000000000xf32, #graph.sizes<[n, 1000000000000]>>) -> ()
      }) {graph.input_names = ["x"], graph.output_names = ["y"]} : () -> ()
    }) : () -> ()
    """

  @Test(arguments: requests)
  func isRefused(_ request: Request) throws {
    try Executable.withFolder { folder in
      func add(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: folder.appending(path: name))
      }
      try add("small.onnx", SmallONNX.bytes())
      try add("empty.onnx", [])
      try add("text.txt", Array("hello".utf8))
      try add("words.mlir", Array("these are words".utf8))
      try add("loops.mlir", Array(Self.loops.utf8))
      try add("wide.mlir", Array(Self.wide.utf8))
      try add("nothing.mlir", Array("module {}".utf8))
      try add("garbage.bin", [UInt8]("\u{A9}TGM".utf8) + [0, 255, 1, 128])
      let before = Executable.files(in: folder)
      let arguments = request.arguments.replacing("MODEL", with: "small.onnx")
      let words = arguments.split(separator: " ").map { $0 == "EMPTY" ? "" : String($0) }
      let outcome = try Executable.run(words, in: folder)
      #expect(outcome.isOrderly, "\(outcome.errors)")
      #expect(outcome.status == request.status, "\(outcome.errors)")
      for word in request.words {
        #expect(outcome.errors.contains(word), "'\(word)' is not in: \(outcome.errors)")
      }
      #expect(outcome.output.isEmpty)
      #expect(Executable.files(in: folder) == before)
    }
  }

  /// Results that reach nobody are no success, nor is help.
  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"),
    arguments: ["inspect small.onnx", "--help", "opt --help", "--version", "opt --list-passes"])
  func printingToAFullDeviceFails(_ arguments: String) throws {
    try Executable.withFolder { folder in
      try Data(SmallONNX.bytes()).write(to: folder.appending(path: "small.onnx"))
      let outcome = try Executable.run(
        "/bin/bash", ["-c", "\(Executable.path) \(arguments) >/dev/full"], in: folder)
      #expect(outcome.isOrderly && outcome.status == 1, "\(outcome.errors)")
      #expect(outcome.errors.contains("standard output"))
    }
  }

  /// A disk without room: the message of the system, and nothing left.
  @Test func writingToAFullDiskFails() throws {
    try Executable.withFolder { folder in
      let model = folder.appending(path: "small.onnx")
      try Data(SmallONNX.bytes()).write(to: model)
      // A limit on the size of files stands for the disk: 8 blocks of 1024 bytes.
      let outcome = try Executable.run(
        "/bin/bash",
        [
          "-c",
          "ulimit -f 8; trap '' XFSZ; exec \(Executable.path) compile \(model.path(percentEncoded: false)) -o out",
        ],
        in: folder)
      #expect(outcome.isOrderly && outcome.status == 1, "\(outcome.errors)")
      #expect(Executable.files(in: folder) == ["small.onnx"])
    }
  }

  /// A signal in the middle: the folder that files are made in goes too.
  @Test func interruptionLeavesNothing() throws {
    try Executable.withFolder { folder in
      try Data(SmallONNX.bytes()).write(to: folder.appending(path: "small.onnx"))
      // A C compiler that never ends holds the command while its files are half-written.
      let script = """
        printf '#!/bin/sh\\necho $$ >%s/tool; exec sleep 30\\n' $PWD >slow; chmod +x slow
        CC=$PWD/slow \(Executable.path) compile small.onnx -o out & child=$!
        for i in $(seq 200); do [ -s tool ] && break; sleep 0.05; done
        ls -d .out.partial-* >seen; kill -TERM $child; wait $child; echo $?; cat seen
        for i in $(seq 100); do [ -e /proc/$(cat tool)/exe ] || break; sleep 0.05; done
        [ -e /proc/$(cat tool)/exe ] && echo the tool goes on
        rm -f slow seen tool
        """
      let outcome = try Executable.run("/bin/bash", ["-c", script], in: folder)
      #expect(outcome.output.hasPrefix("143\n.out.partial-"), "\(outcome.output)")
      #expect(!outcome.output.contains("the tool goes on"))
      #expect(Executable.files(in: folder) == ["small.onnx"])
    }
  }

  /// The compiler's own errors: exit code 2 and a file that shows them again.
  @Test func internalErrorsLeaveAReproducer() throws {
    // Well-formed as loops, but LLVM refuses what becomes of it: the name is that of an intrinsic.
    let text = "func.func private @llvm.memcpy.p0.p0.i64(%pointer: index)"
    try Executable.withFolder { folder in
      let path = folder.appending(path: "broken.mlir")
      try Data(text.utf8).write(to: path)
      let outcome = try Executable.run([
        "compile", path.path(percentEncoded: false), "--emit", "asm", "-o", "-",
      ])
      #expect(outcome.status == 2, "\(outcome.errors)")
      let name = try #require(outcome.errors.firstMatch(of: /'([^']*tangram-reproducer[^']*)'/)?.1)
      let reproducer = try String(contentsOfFile: String(name), encoding: .utf8)
      try FileManager.default.removeItem(atPath: String(name))
      #expect(reproducer.contains("// pipeline: ") && reproducer.contains("llvm.memcpy.p0.p0.i64"))
    }
  }

  @Test func whatLLVMRefusesOfWhatIsWrittenIsNoInternalError() throws {
    let text = """
      llvm.func @taken() {
        llvm.return
      }
      llvm.func @refused(%pointer: !llvm.ptr {llvm.byval = i32, llvm.sret = i32}) {
        llvm.return
      }
      """
    try Executable.withFolder { folder in
      let path = folder.appending(path: "refused.mlir")
      try Data(text.utf8).write(to: path)
      let outcome = try Executable.run([
        "compile", path.path(percentEncoded: false), "--emit", "asm", "-o", "-",
      ])
      #expect(outcome.status == 1, "\(outcome.errors)")
      let message = "refused.mlir:4:1: error: LLVM refuses the function 'refused'"
      #expect(outcome.errors.contains(message))
      #expect(outcome.errors.contains("incompatible"), "\(outcome.errors)")
    }
  }
}
