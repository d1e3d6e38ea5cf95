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
      func export() throws -> String {
        try Executable.run(["db", "export", "--db", "t"], in: folder).output
      }
      func timings() throws -> [Substring] {
        try export().split(separator: "\n").filter { $0.contains("\"time_ns\"") }
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
      // The same course, of which everything is known, and the same end.
      let database = try export()
      let again = try tune(request + ["24"])
      #expect(again.status == 0)
      #expect(try export() == database)
      func course(_ outcome: Executable.Outcome) -> [Substring] {
        outcome.errors.split(separator: "\n").filter {
          $0.contains("candidates, the best") || $0.contains("the untuned")
        }
      }
      #expect(course(first) == course(again) && course(first).count > 1)
      // Other ones from another seed.
      #expect(try tune(["--dim", "n=24", "--seed", "4", "--trials", "24"]).status == 0)
      #expect(try timings().count > all.count)
    }
  }

  /// A schedule with something sampled in it is searched with what strategies find themselves; of one row
  /// as of several.
  @Test(arguments: ["generic", "evolution", "beam"]) func spacesOfOnesOwnAreSearched(
    _ strategy: String
  ) throws {
    try withModel { folder in
      func write(_ name: String, _ block: String) throws {
        let text = """
          module {
            %0 = schedule.block {name = "\(block)"}
            %1:3 = schedule.loops %0
            %2 = schedule.sample {candidates = [2, 4, 8], decision = 1}
            %3:2 = schedule.split %1#1 sampled %2 {factor = 4, tail = guard}
          }
          """
        try Data(text.utf8).write(to: folder.appending(path: name))
      }
      try write("space", "matmul")
      try write("other", "nothing")
      for rows in ["1", "24"] {
        func tune(_ arguments: [String]) throws -> Executable.Outcome {
          try Executable.run(
            [
              "tune", "small.onnx", "--strategy", strategy, "--dim", "n=\(rows)", "--threads", "1",
              "--db", "t\(rows)", "--verbose", "--trials", "16",
            ] + arguments, in: folder)
        }
        let found = try tune(["--space", "space"])
        #expect(
          found.status == 0
            && found.errors.contains(strategy == "generic" ? "schedules timed" : ": 1 decisions"),
          "\(found.errors)")
        let timings = try Executable.run(["db", "export", "--db", "t\(rows)"], in: folder).output
        #expect(timings.contains("sample.0=4 sketch=space-"), "\(timings)")
        let refused = try tune(["--space", "space", "--space", "other"])
        #expect(
          refused.status == 1 && refused.errors.contains("space 1 holds a schedule of none")
            && refused.errors.contains("other:2:"),
          "\(refused.errors)")
      }
    }
  }

  /// Ctrl-C ends the timing at hand and no more: what was timed is there, and is not timed again.
  @Test func ctrlCKeepsWhatWasTimed() throws {
    try withModel { folder in
      func export() throws -> [Substring] {
        try Executable.run(["db", "export", "--db", "t"], in: folder).output
          .split(separator: "\n")
      }
      let arguments = ["tune", "small.onnx", "--dim", "n=1..4000", "--threads", "1", "--db", "t"]
      let process = Process()
      let errors = Pipe()
      process.executableURL = URL(filePath: Executable.path)
      process.arguments = arguments
      process.currentDirectoryURL = folder
      process.standardError = errors
      try process.run()
      // Half a minute, should the machine be busy; a fraction of a second otherwise.
      var before: [Substring] = []
      for _ in 0..<600 where before.count < 3 && process.isRunning {
        Thread.sleep(forTimeInterval: 0.05)
        if FileManager.default.fileExists(atPath: folder.appending(path: "t").path) {
          before = try export()
        }
      }
      #expect(process.isRunning && before.count >= 3)
      // As a terminal does: to all processes of the group, if the tuner has one of its own.
      let id = process.processIdentifier
      kill(getpgid(id) == id ? -id : id, SIGINT)
      let said = String(
        decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationReason == .exit && process.terminationStatus == 130, "\(said)")
      let after = try export()
      #expect(try lost(of: before, in: after).isEmpty)
      #expect(!after.contains { $0.contains("\"failure\"") }, "\(after)")
      let again = try Executable.run(arguments + ["--trials", "1"], in: folder)
      #expect(again.status == 0, "\(again.errors)")
      #expect(try lost(of: after, in: try export()).isEmpty)
    }
  }

  /// Timings among lines that others do not have, or only with more time: of two the smaller one is kept.
  private func lost(of before: [Substring], in after: [Substring]) throws -> [String] {
    func times(_ lines: [Substring]) throws -> [String: Double] {
      var times: [String: Double] = [:]
      for line in lines {
        let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        guard let record, let time = record["time_ns"] as? Double else { continue }
        times["\(record["decisions"] ?? "") at \(record["sizes"] ?? "")"] = time
      }
      return times
    }
    let later = try times(after)
    return try times(before).filter { $0.value < later[$0.key] ?? .infinity }.map(\.key)
  }

  /// What a signal ends removes what it built; what cannot, has the next one remove it.
  @Test func endedTunersLeaveNothing() throws {
    try withModel { folder in
      let tune = "\(Executable.path) tune small.onnx --dim n=1..4000 --threads 1 --db t"
      let script = """
        export TMPDIR=$PWD/tmp; mkdir tmp
        for signal in TERM KILL; do
          \(tune) 2>/dev/null & tuner=$!
          for i in $(seq 600); do ls tmp/*/*.o >/dev/null 2>&1 && break; sleep 0.05; done
          kill -$signal $tuner; wait $tuner; echo $signal $? $(ls tmp | wc -l)
        done 2>/dev/null
        \(tune) --trials 1 2>/dev/null; echo $? $(ls tmp | wc -l)
        """
      let outcome = try Executable.run("/bin/bash", ["-c", script], in: folder)
      #expect(outcome.output == "TERM 143 0\nKILL 137 1\n0 0\n", "\(outcome)")
    }
  }

  @Test func whyNothingWasFoundIsSaid() throws {
    try withModel { folder in
      func tune(_ arguments: [String]) throws -> String {
        let all = ["tune", "small.onnx", "--threads", "1", "--db", "t"] + arguments
        let outcome = try Executable.run(all, in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return outcome.errors
      }
      #expect(
        try tune(["--dim", "n=1..4000", "--trials", "1"]).contains("the trials were used up"))
      for strategy in ["beam", "evolution"] {
        let said = try tune(["--dim", "n=8", "--strategy", strategy, "--budget", "1ms"])
        #expect(said.contains("1 of 1 kernels are left as they are: the budget was over"))
      }
    }
  }

  @Test func whatWasMeasuredStays() throws {
    try withModel { folder in
      func tangram(_ arguments: [String]) throws -> Executable.Outcome {
        let result = try Executable.run(arguments + ["--db", "t"], in: folder)
        #expect(result.status == 0, "\(result.errors)")
        return result
      }
      let tune = ["tune", "small.onnx", "--dim", "n=8", "--threads", "1", "--strategy", "beam"]
      _ = try tangram(tune + ["--trials", "4"])
      let before = try tangram(["db", "best"]).output
      let said = try tangram(tune + ["--trials", "0"]).errors
      #expect(said.contains("; the database keeps "), "\(said)")
      #expect(!said.contains("left as"))
      #expect(try tangram(["db", "best"]).output == before)
      // For another size there was nothing.
      let other = try tangram(
        ["tune", "small.onnx", "--dim", "n=9"] + tune[4...] + ["--trials", "0"])
      #expect(other.errors.contains("nothing was measured"), "\(other.errors)")
      #expect(try tangram(["db", "list"]).output.contains(" x predicted  "))
    }
  }

  @Test func recordsAreExchanged() throws {
    try withModel { folder in
      func tangram(_ arguments: [String]) throws -> Executable.Outcome {
        let result = try Executable.run(arguments, in: folder)
        #expect(result.status == 0, "\(arguments): \(result.errors)")
        return result
      }
      _ = try tangram([
        "tune", "small.onnx", "--dim", "n=1..40", "--threads", "1", "--budget", "3s", "--db", "t",
      ])
      let lines = try tangram(["db", "export", "--db", "t"]).output
      try Data(lines.utf8).write(to: folder.appending(path: "lines"))
      let imported = try tangram(["db", "import", "lines", "--db", "a"]).output
      let merged = try tangram(["db", "merge", "t", "--db", "b"]).output
      let count = lines.split(separator: "\n").count
      #expect(imported == merged && imported == "read \(count) records\n")
      for database in ["a", "b"] {
        #expect(try tangram(["db", "export", "--db", database]).output == lines)
      }
      let list = try tangram(["db", "list", "--db", "a"]).output
      let key = try #require(list.split(separator: "\n").last).prefix(8)
      // What is shown is a trace, or says that there is none.
      let best = try tangram(["db", "best", String(key), "--db", "a"]).output
      let swift = try tangram(["db", "best", String(key), "--swift", "--db", "a"]).output
      #expect(best.hasPrefix("// \(key)") && swift.hasPrefix("// \(key)"))
      let isTuned = lines.contains("schedule.default")
      #expect(best.contains(isTuned ? "schedule.default {ways" : "untuned"))
      #expect(swift.contains(isTuned ? "try schedule.applyDefault([" : "untuned"))
      try checkMisfit(lines, in: folder, tangram)
    }
  }

  /// Numbers that are moved count as operations: of a range without an end only the least sizes are compared
  /// with the reference.
  @Test func kernelsWithoutArithmeticAreTuned() throws {
    try Executable.withFolder { folder in
      let model = """
        module attributes {graph.symbols = {m = #graph.range<1, 1048576>, n = #graph.range<1, 1048576>}} {
          func.func @main(%x: tensor<?x?xf32, #graph.sizes<[m, n]>>)
              -> tensor<?x?xf32, #graph.sizes<[n, m]>>
              attributes {graph.input_names = ["x"], graph.output_names = ["y"]} {
            %0 = graph.transpose %x {permutation = [1, 0]} : tensor<?x?xf32, #graph.sizes<[n, m]>>
            func.return %0 : tensor<?x?xf32, #graph.sizes<[n, m]>>
          }
        }
        """
      try Data(model.utf8).write(to: folder.appending(path: "t.mlir"))
      let tuned = try Executable.run(
        ["tune", "t.mlir", "--threads", "1", "--trials", "2", "--db", "t"], in: folder)
      #expect(tuned.status == 0 && tuned.errors.contains("[1/1]"), "\(tuned.errors)")
    }
  }

  /// A stored schedule that the program does not ask for is said, and left.
  private func checkMisfit(
    _ lines: String, in folder: URL, _ tangram: ([String]) throws -> Executable.Outcome
  ) throws {
    let line = try #require(lines.split(separator: "\n").first { $0.contains("\"trace\"") })
    var record = try #require(
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    record["trace"] = "schedule.default {ways = [\"colour=blue\"], costs = <3>}"
    try JSONSerialization.data(withJSONObject: record).write(to: folder.appending(path: "l"))
    _ = try tangram(["db", "import", "l", "--db", "wrong"])
    let model = ["compile", "small.onnx", "--dim", "n=1..40", "--name", "small"]
    let wrong = try tangram(model + ["--tuning", "wrong", "-o", "wrong-out"]).errors
    #expect(wrong.contains("warning") && wrong.contains("'colour=blue'"), "\(wrong)")
    let explained = try tangram(["explain", "small.onnx", "--dim", "n=1..40", "--db", "wrong"])
    #expect(
      explained.output.contains("not tuned; the stored schedule is not used: it does not fit"))
    record["ranges"] = ["7..7"]
    try JSONSerialization.data(withJSONObject: record).write(to: folder.appending(path: "l"))
    _ = try tangram(["db", "import", "l", "--db", "elsewhere"])
    let other = try tangram(["explain", "small.onnx", "--dim", "n=1..40", "--db", "elsewhere"])
    #expect(other.output.contains("it was found for 7..7, other sizes"), "\(other.output)")
    _ = try tangram(model + ["-o", "out"])
    for file in ["libsmall.so", "small.o"] {
      #expect(
        try Data(contentsOf: folder.appending(path: "wrong-out/" + file))
          == Data(contentsOf: folder.appending(path: "out/" + file)), "\(file)")
    }
  }

  @Test func wrongRequestsSaySo() throws {
    try withModel { folder in
      func fails(_ arguments: [String], _ code: Int32, _ words: String) throws {
        let result = try Executable.run(arguments, in: folder)
        #expect(result.status == code && result.errors.contains(words), "\(result)")
      }
      try fails(["tune", "small.onnx", "--strategy", "beam"], 1, "'beam' searches for known sizes")
      try fails(
        ["tune", "small.onnx", "--strategy", "evolution", "--trials", "0"], 64, "--strategy beam")
      try fails(["tune", "small.onnx", "--costs", "c"], 64, "--costs")
      let beam = ["tune", "small.onnx", "--dim", "n=8", "--strategy", "beam"]
      try fails(beam + ["--xgboost", "x"], 64, "--xgboost")
      try fails(beam + ["--costs", "none"], 1, "cannot read 'none'")
      try fails(beam + ["--costs", "small.onnx"], 1, "small.onnx")
      try fails(beam + ["--costs", ""], 64, "--costs")
      try fails(["train-costs", "-o", "c", "--programs", "-1"], 64, "--programs")
      try fails(["train-costs", "-o", "c", "--schedules", "0"], 64, "--schedules")
      try fails(["train-costs", "-o", "no/such/c"], 1, "no/such/c")
      try fails(["train-costs"], 64, "--output")
      try fails(["tune", "small.onnx", "--budget", "soon"], 64, "--budget")
      try fails(["tune", "small.onnx", "--trials", "0"], 64, "--trials")
      try fails(["tune", "small.onnx", "--least-gain", "-1"], 64, "--least-gain")
      try fails(["tune", "small.onnx", "--least-gain", "101"], 64, "--least-gain")
      try fails(["tune", "small.onnx", "--code-size", "0"], 64, "--code-size")
      try fails(
        ["tune", "small.onnx", "--dim", "n=8", "--strategy", "evolution", "--xgboost", "none"], 1,
        "cannot load XGBoost")
      try fails(["tune", "small.onnx", "--tuning", "t"], 64, "--db")
      try fails(["tune", "none.onnx"], 1, "none.onnx")
      try fails(["tune", "small.onnx", "--target", "aarch64"], 1, "cannot be timed here")
      try fails(["compile", "small.onnx", "-o", "o", "--tuning", "none"], 1, "no tuning database")
      try fails(
        ["run", "small.onnx", "--tuning", "small.onnx"], 1, "cannot open the tuning database")
      try fails(["db", "list", "--db", "none"], 1, "no tuning database")
      try fails(["explain", "small.onnx", "--db", "none"], 1, "no tuning database")
      try fails(["db", "import", "none", "--db", "t"], 1, "none: cannot open the file")
      try fails(["db", "import", ".", "--db", "t"], 1, "found a folder")
      try fails(beam + ["--reassociate"], 64, "--strategy evolution")
      try fails(beam + ["--least-gain", "1"], 64, "'--least-gain' is for '--strategy generic'")
      try fails(beam + ["--code-size", "1"], 64, "'--code-size' is for '--strategy generic'")
      try fails(beam + ["--rules-alone"], 64, "--strategy evolution")
      try fails(beam + ["--costs", "."], 1, "cannot read '.': it is no file")
      try fails(["explain", "none.onnx", "--db", "none"], 1, "none.onnx")
      try fails(["explain", "small.onnx", "--target", "aarch64"], 1, "cannot be timed here")
      try fails(["db", "merge", "none", "--db", "t"], 1, "no tuning database")
      try fails(["db", "best", "--swift", "--json", "--db", "t"], 64, "--swift")
      #expect(!Executable.files(in: folder).contains("o"))
    }
  }
}
