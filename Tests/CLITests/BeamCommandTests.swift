import Foundation
import Testing

/// Beam search and the training of its costs, as users do it.
@Suite struct BeamCommandTests {
  /// A folder with a small model, `y = relu(x w + b)`.
  private func withModel(_ body: (URL) throws -> Void) throws {
    try Executable.withFolder { folder in
      try Data(SmallONNX.bytes()).write(to: folder.appending(path: "small.onnx"))
      try body(folder)
    }
  }

  @Test func beamFindsWithoutMeasuringAndWith() throws {
    try withModel { folder in
      func tangram(_ arguments: [String]) throws -> Executable.Outcome {
        try Executable.run(arguments, in: folder)
      }
      let tune = [
        "tune", "small.onnx", "--dim", "n=24", "--strategy", "beam", "--threads", "1", "--verbose",
      ]
      let unmeasured = try tangram(tune + ["--trials", "0", "--db", "u"])
      #expect(
        unmeasured.status == 0 && unmeasured.errors.contains("nothing was measured")
          && unmeasured.errors.contains("states"), "\(unmeasured.errors)")
      let lines = try tangram(["db", "export", "--db", "u"]).output
      #expect(!lines.contains("\"time_ns\"") && lines.contains("\"trace\""), "\(lines)")
      // The same once more.
      _ = try tangram(tune + ["--trials", "0", "--db", "v"])
      func trace(_ file: String) throws -> String {
        try tangram(["db", "best", "--db", file]).output
      }
      #expect(try trace("u") == trace("v"))
      let measured = try tangram(tune + ["--trials", "12", "--seed", "3", "--db", "m"])
      #expect(measured.status == 0, "\(measured.errors)")
      let timings = try tangram(["db", "export", "--db", "m"]).output.split(separator: "\n")
        .filter { $0.contains("\"time_ns\"") }
      #expect(timings.contains { $0.contains("sketch=beam-") }, "\(measured.errors)")
      #expect(!timings.contains { $0.contains("\"correct\":false") }, "\(measured.errors)")
      // What is known is not timed again.
      let again = try tangram(tune + ["--trials", "12", "--seed", "3", "--db", "m"])
      #expect(again.status == 0)
      let after = try tangram(["db", "export", "--db", "m"]).output.split(separator: "\n")
        .filter { $0.contains("\"time_ns\"") }
      #expect(after == timings)
      let input = ["--input", "x=24x4xf32=rand:3", "--dim", "n=24"]
      let plain = try tangram(["run", "small.onnx", "--output", "plain"] + input)
      #expect(plain.status == 0, "\(plain.errors)")
      for file in ["u", "m"] {
        let other = try tangram(
          ["run", "small.onnx", "--tuning", file, "--check", "plain", "--rtol", "0", "--atol", "0"]
            + input)
        #expect(other.status == 0 && !other.errors.contains("warning"), "\(other.errors)")
      }
    }
  }

  @Test func trainsCostsOnATinyBudget() throws {
    try withModel { folder in
      func tangram(_ arguments: [String]) throws -> Executable.Outcome {
        try Executable.run(arguments, in: folder)
      }
      let train = ["train-costs", "--threads", "1", "--samples", "s", "-o", "costs"]
      let trained = try tangram(train + ["--programs", "2", "--schedules", "3"])
      #expect(trained.status == 0 && trained.errors.contains("fitted to"), "\(trained.errors)")
      // The untuned schedule groups the stencils of the second program, and gives the same bits.
      #expect(!trained.errors.contains("failed"), "\(trained.errors)")
      // Fitted again to what was timed alone.
      let again = try tangram(train + ["--programs", "0"])
      #expect(again.status == 0, "\(again.errors)")
      // What was timed is not timed again, and what is new is kept.
      func lines() throws -> [Substring] {
        try String(contentsOf: folder.appending(path: "s"), encoding: .utf8).split(separator: "\n")
      }
      let before = try lines()
      let more = try tangram(train + ["--programs", "3", "--schedules", "3"])
      #expect(
        more.errors.split(separator: "\n").filter { $0.contains("timed before") }.count == 2,
        "\(more.errors)")
      let after = try lines()
      #expect(after.count > before.count && Array(after.prefix(before.count)) == before)
      let strange = before[0].replacing("\"arithmetic\"", with: "\"arithmatic\"")
      try Data(strange.utf8).write(to: folder.appending(path: "strange"))
      let refused = try tangram([
        "train-costs", "--samples", "strange", "--programs", "0", "-o", "costs2",
      ])
      #expect(
        refused.status == 1 && refused.errors.contains("'arithmatic'"), "\(refused.errors)")
      let one = try tangram(["train-costs", "--samples", "same", "-o", "same"])
      #expect(one.status == 64 && one.errors.contains("one file"), "\(one.errors)")
      let used = try tangram([
        "tune", "small.onnx", "--dim", "n=24", "--strategy", "beam", "--trials", "0", "--costs",
        "costs", "--db", "t",
      ])
      #expect(used.status == 0, "\(used.errors)")
    }
  }

  /// A text file of tensor programs is tuned as a model is.
  @Test func tunesATensorProgram() throws {
    try withModel { folder in
      func tangram(_ arguments: [String]) throws -> Executable.Outcome {
        try Executable.run(arguments, in: folder)
      }
      try Data(Self.program.utf8).write(to: folder.appending(path: "twice.mlir"))
      let tune = ["tune", "twice.mlir", "--strategy", "beam", "--threads", "1", "--db", "t"]
      let unknown = try tangram(tune + ["--trials", "0"])
      #expect(
        unknown.status == 1 && unknown.errors.contains("the size 'n' is not known"),
        "\(unknown.errors)")
      let wrong = try tangram(tune + ["--trials", "0", "--dim", "m=3"])
      #expect(wrong.status == 1 && wrong.errors.contains("no size 'm'"), "\(wrong.errors)")
      let wide = try tangram(tune + ["--trials", "0", "--dim", "n=65"])
      #expect(wide.status == 1 && wide.errors.contains("'n' in 1..64"), "\(wide.errors)")
      let found = try tangram(tune + ["--trials", "3", "--dim", "n=40"])
      #expect(found.status == 0 && found.errors.contains("[1/1] twice"), "\(found.errors)")
      // It is a model, with its buffers as inputs and outputs.
      let input = ["--input", "arg0=40x32xf32=rand:5"]
      let plain = try tangram(["run", "twice.mlir", "--output", "plain"] + input)
      #expect(plain.status == 0 && plain.output.contains("result0: 40x32xf32"), "\(plain.errors)")
      let tuned = try tangram(
        [
          "run", "twice.mlir", "--dim", "n=40", "--tuning", "t", "--check", "plain", "--rtol", "0",
          "--atol", "0",
        ] + input)
      #expect(tuned.status == 0 && !tuned.errors.contains("warning"), "\(tuned.errors)")
      let explained = try tangram(["explain", "twice.mlir", "--dim", "n=40", "--db", "t"])
      #expect(explained.status == 0 && explained.output.contains("twice"), "\(explained.errors)")
      let library = try tangram(["compile", "twice.mlir", "-o", "lib", "--tuning", "t"])
      #expect(library.status == 0, "\(library.errors)")
      let header = folder.appending(path: "lib/twice.h")
      #expect(
        try String(contentsOf: header, encoding: .utf8)
          .contains("int twice_raw(const float *input0, float *output0, int64_t size0)"))
    }
  }

  /// `y = x + x`.
  private static let program = """
    "builtin.module"() ({
      "program.func"() <{output_count = 1 : i64, sym_name = "twice", symbol_names = ["n"], symbol_ranges = [#graph.range<1, 64>]}> ({
      ^bb0(%x: !program.buffer<[n, 32], f32, global>, %y: !program.buffer<[n, 32], f32, global>):
        "program.for"() <{extent = #program.map<n>, kind = "serial", name = "i"}> ({
        ^bb0(%i: index):
          "program.for"() <{extent = #program.map<32>, kind = "serial", name = "j"}> ({
          ^bb0(%j: index):
            "program.block"(%i, %j) <{bindings = #program.map<d0, d1>, extents = #program.map<n, 32>, kinds = ["spatial", "spatial"], name = "y", predicate = #program.map<>}> ({
            ^bb0(%p: index, %q: index):
              %a = "program.load"(%x, %p, %q) <{map = #program.map<d0, d1>}> : (!program.buffer<[n, 32], f32, global>, index, index) -> f32
              %b = "arith.addf"(%a, %a) : (f32, f32) -> f32
              "program.store"(%b, %y, %p, %q) <{map = #program.map<d0, d1>}> : (f32, !program.buffer<[n, 32], f32, global>, index, index) -> ()
            }, {
            }) : (index, index) -> ()
          }) : () -> ()
        }) : () -> ()
      }) : () -> ()
    }) : () -> ()
    """
}
