import Foundation
import Testing

/// Tuning as users do it.
@Suite struct TuneCommandTests {
  /// A folder with a small model, `y = relu(x w + b)`.
  private func withModel(_ body: (URL) throws -> Void) throws {
    try Executable.withFolder { folder in
      try Data(SmallONNX.bytes()).write(to: folder.appending(path: "small.onnx"))
      try body(folder)
    }
  }

  @Test func tunesOnceAndRunsAllSizes() throws {
    try withModel { folder in
      func tangram(_ arguments: [String]) throws -> Executable.Outcome {
        try Executable.run(arguments, in: folder)
      }
      let tuned = try tangram([
        "tune", "small.onnx", "--dim", "n=1..40", "--threads", "1", "--budget", "4s", "--db", "t",
      ])
      #expect(tuned.status == 0, "\(tuned.errors)")
      #expect(tuned.errors.contains("[1/1]"))
      let list = try tangram(["db", "list", "--db", "t"])
      #expect(list.output.contains("1 programs"), "\(list.output)\(list.errors)")
      // What was timed is not timed again.
      let export = try tangram(["db", "export", "--db", "t"]).output
      let again = try tangram([
        "tune", "small.onnx", "--dim", "n=1..40", "--threads", "1", "--trials", "1", "--db", "t",
      ])
      #expect(again.status == 0, "\(again.errors)")
      #expect(export.contains("\"correct\":true") && !export.contains("\"correct\":false"))
      for size in [1, 7, 40] {
        let input = ["--input", "x=\(size)x4xf32=rand:3"]
        let plain = try tangram(["run", "small.onnx", "--output", "plain"] + input)
        #expect(plain.status == 0, "\(plain.errors)")
        let other = try tangram(
          ["run", "small.onnx", "--tuning", "t", "--check", "plain", "--rtol", "0", "--atol", "0"]
            + input)
        #expect(other.status == 0, "\(other.errors)")
      }
      let explained = try tangram([
        "explain", "small.onnx", "--dim", "n=1..40", "--db", "t", "--html", "page.html",
      ])
      #expect(explained.status == 0 && explained.output.contains("matmul"), "\(explained.errors)")
      let page = try String(contentsOf: folder.appending(path: "page.html"), encoding: .utf8)
      #expect(page.hasPrefix("<!doctype html>") && page.contains("</html>"))
      let compiled = try tangram([
        "compile", "small.onnx", "--dim", "n=1..40", "--tuning", "t", "-o", "out",
      ])
      #expect(compiled.status == 0, "\(compiled.errors)")
    }
  }

  @Test func evolvesForKnownSizesAndReplays() throws {
    try withModel { folder in
      func tune(_ arguments: [String]) throws -> Executable.Outcome {
        try Executable.run(
          ["tune", "small.onnx", "--strategy", "evolution", "--threads", "1", "--db", "t"]
            + arguments, in: folder)
      }
      func timings() throws -> [Substring] {
        try Executable.run(["db", "export", "--db", "t"], in: folder).output
          .split(separator: "\n").filter { $0.contains("\"time_ns\"") }
      }
      let unknown = try tune(["--dim", "n=1..40"])
      #expect(
        unknown.status == 1 && unknown.errors.contains("'n' is not known"), "\(unknown.errors)")
      let request = ["--dim", "n=24", "--seed", "3", "--verbose", "--trials"]
      let first = try tune(request + ["24"])
      #expect(first.status == 0 && first.errors.contains("sketches"), "\(first.errors)")
      let all = try timings()
      #expect(all.contains { $0.contains("sketch=matmul") })
      #expect(all.contains { $0.contains("\"decisions\":\"tile=") })
      #expect(!all.contains { $0.contains("\"correct\":false") })
      // The same course, of which everything is known.
      let again = try tune(request + ["24"])
      #expect(again.status == 0)
      #expect(try timings() == all)
      func course(_ outcome: Executable.Outcome) -> [Substring] {
        outcome.errors.split(separator: "\n").filter { $0.contains("candidates, the best") }
      }
      #expect(course(first) == course(again) && course(first).count > 1)
      // Other ones from another seed.
      #expect(try tune(["--dim", "n=24", "--seed", "4", "--trials", "24"]).status == 0)
      #expect(try timings().count > all.count)
    }
  }

  @Test func wrongRequestsSaySo() throws {
    try withModel { folder in
      func fails(_ arguments: [String], _ code: Int32, _ words: String) throws {
        let result = try Executable.run(arguments, in: folder)
        #expect(result.status == code && result.errors.contains(words), "\(result)")
      }
      try fails(["tune", "small.onnx", "--strategy", "beam"], 1, "is not available")
      try fails(["tune", "small.onnx", "--budget", "soon"], 64, "--budget")
      try fails(["tune", "small.onnx", "--trials", "0"], 64, "--trials")
      try fails(["tune", "small.onnx", "--tuning", "t"], 64, "--db")
      try fails(["tune", "none.onnx"], 1, "none.onnx")
      try fails(["tune", "small.onnx", "--target", "aarch64"], 1, "cannot be timed here")
      try fails(["compile", "small.onnx", "-o", "o", "--tuning", "none"], 1, "no tuning database")
      try fails(
        ["run", "small.onnx", "--tuning", "small.onnx"], 1, "cannot open the tuning database")
      try fails(["db", "list", "--db", "none"], 1, "no tuning database")
      try fails(["explain", "small.onnx", "--db", "none"], 1, "no tuning database")
      try fails(["db", "import", "none", "--db", "t"], 1, "cannot read")
      #expect(!Executable.files(in: folder).contains("o"))
    }
  }
}
