import Foundation
import Scheduling
import Support
import Testing
import Tuning

@Suite struct DatabaseTests {
  private func withDatabase(_ body: (TuningDatabase, URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tuning-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(
      try TuningDatabase(path: folder.appending(path: "a.tuning").path(percentEncoded: false)),
      folder)
  }

  private func timing(_ decisions: String, _ size: Int, _ time: Double) -> TuningRecord {
    TuningRecord(
      program: "p", hardware: "h", threads: 1, decisions: decisions, sizes: [size], timeNs: time,
      noise: 0.01, probe: 250, repeats: 9, isCorrect: true, failure: nil, seed: 7, tangram: "0")
  }

  private func tuned(
    _ program: String, gain: Double, _ decisions: [String]
  ) throws -> TunedRecord {
    let ways = try decisions.map {
      try Schedule.ApplyDefault.Way($0, cost: try IndexExpression(parsing: "s0 * 3 + 5"))
    }
    return TunedRecord(
      program: program, hardware: "h", threads: 1, name: "matmul", ranges: ["1..9"],
      trace: ways.isEmpty ? "" : Trace(default: ways).description, gain: gain, medianError: 0.01,
      tailError: 0.1, seconds: 1, seed: 7, tangram: "0")
  }

  @Test func keepsAndReplaces() throws {
    try withDatabase { database, _ in
      try database.insert([timing("tile=1", 1, 10), timing("tile=1", 2, 20)])
      try database.insert([timing("tile=1", 2, 15)])
      #expect(try database.timings().map(\.timeNs) == [10, 15])
      #expect(try database.timings(program: "q").isEmpty)
      #expect(try database.timings(program: "p", hardware: "h", threads: 2).isEmpty)
      try database.insert(try tuned("p", gain: 1.1, ["tile=1"]))
      try database.insert(try tuned("p", gain: 1.2, ["tile=2"]))
      #expect(try database.schedules().map(\.gain) == [1.2])
    }
  }

  @Test func whatIsBetterStays() throws {
    try withDatabase { database, _ in
      var good = try tuned("p", gain: 1.2, ["tile=1"])
      let worse = try tuned("p", gain: 1.1, ["tile=2"])
      #expect(try database.insert(good) == good)
      #expect(try database.insert(worse) == good)
      // Where both were timed in turns, that decides, and not what each gained on its own day.
      #expect(try database.insert(worse, isFaster: true) == worse)
      #expect(try database.insert(good, isFaster: false) == worse)
      #expect(try database.insert(good) == good)
      // What is only predicted never replaces what was timed, and is replaced by it.
      var guess = try tuned("p", gain: 9, ["tile=3"])
      guess.isPredicted = true
      #expect(try database.insert(guess) == good)
      (guess.program, good.program) = ("q", "q")
      #expect(try database.insert(guess) == guess)
      #expect(RecordLine.text(of: guess).contains("\"predicted\":true"))
      #expect(try database.insert(good) == good)
      // Other ranges, or another release, are another matter.
      var other = try tuned("p", gain: 1.01, ["tile=4"])
      other.ranges = ["7..7"]
      #expect(try database.insert(other) == other)
      #expect(try database.schedules(program: "p").count == 2)
      other.tangram = "1"
      other.gain = 1
      #expect(try database.insert(other) == other)
      #expect(try database.schedules(program: "p").map(\.gain).sorted() == [1, 1.2])
    }
  }

  @Test func isThereAfterAnotherOpensIt() throws {
    try withDatabase { database, _ in
      try database.insert([timing("tile=1", 1, 10)])
      let again = try TuningDatabase(path: database.path)
      #expect(try again.timings().count == 1)
    }
  }

  @Test func manyWriteAtOnce() async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "tuning-\(UUID()).db")
      .path(percentEncoded: false)
    defer {
      for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          let database = try TuningDatabase(path: path)
          for number in 0..<20 {
            try database.insert([
              TuningRecord(
                program: "p", hardware: "h", threads: 1, decisions: "tile=\(writer)",
                sizes: [number],
                timeNs: 1, noise: 0, probe: 0, repeats: 1, isCorrect: nil, failure: nil, seed: 0,
                tangram: "0")
            ])
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try TuningDatabase(path: path).timings().count == 80)
  }

  @Test func goesThroughLines() throws {
    try withDatabase { database, folder in
      try database.insert([timing("tile=1", 1, 10), timing("", 1, 30)])
      try database.insert(try tuned("p", gain: 1.1, ["tile=1"]))
      let lines = try RecordLine.export(database)
      #expect(lines.split(separator: "\n").count == 3)
      let other = try TuningDatabase(path: folder.appending(path: "b").path(percentEncoded: false))
      try other.insert(try tuned("p", gain: 1.5, ["tile=9"]))
      #expect(try RecordLine.importLines(lines, from: "x", into: other) == 3)
      #expect(try other.timings() == (try database.timings()))
      // What is better stays.
      #expect(try other.schedules().map(\.gain) == [1.5])
      #expect(try RecordLine.export(other).contains("tile=9"))
    }
  }

  @Test func aLineThatIsNoRecordAddsNothing() throws {
    try withDatabase { database, _ in
      let good = RecordLine.text(of: timing("tile=1", 1, 10))
      let error = #expect(throws: Diagnostic.self) {
        try RecordLine.importLines(good + "\n\n{}\n", from: "f.jsonl", into: database)
      }
      #expect(error?.location == .file("f.jsonl", line: 3, column: 1))
      let left = try database.timings()
      #expect(left.isEmpty)
    }
  }

  @Test(arguments: [
    ("{\"program\": 1}", "'"), ("[1]", "no JSON object"), ("{", "no JSON object"),
    ("{\"trace\": 1}", "is missing"),
  ])
  func whatIsWrongWithALineIsSaid(line: String, flaw: String) throws {
    var isMade = false
    func database() throws(Diagnostic) -> TuningDatabase {
      isMade = true
      return try TuningDatabase(path: "")
    }
    let error = #expect(throws: Diagnostic.self) {
      try RecordLine.importLines(line, from: "f", into: try database())
    }
    #expect(error?.message.contains(flaw) == true, "\(error?.message ?? "")")
    #expect(!isMade)
  }

  @Test func pruneKeepsWhatIsChosen() throws {
    try withDatabase { database, _ in
      try database.insert([timing("tile=1", 1, 10), timing("tile=2", 1, 12), timing("", 1, 30)])
      #expect(try database.prune() == 0)
      try database.insert(try tuned("p", gain: 1.1, ["tile=1"]))
      #expect(try database.prune() == 1)
      #expect(try database.timings().map(\.decisions) == ["", "tile=1"])
    }
  }

  /// What is no number is refused, and nothing is stored that could not be read again.
  @Test func numbersThatAreNoneAreRefused() throws {
    try withDatabase { database, _ in
      var record = try tuned("p", gain: .infinity, ["tile=1"])
      #expect(throws: Diagnostic.self) { try database.insert(record) }
      #expect(try database.schedules().isEmpty)
      record.gain = 1e9
      let zero = RecordLine.text(of: timing("tile=1", 1, 0))
      for line in [zero, RecordLine.text(of: record)] {
        #expect(throws: Diagnostic.self) {
          try RecordLine.importLines(line, from: "x", into: database)
        }
      }
      record.gain = 1.5
      record.model = ModelQuality(fits: [0.1, -0.1], rank: 0.5, regret: 0, worstRegret: 0)
      let line = RecordLine.text(of: record)
      #expect(throws: Diagnostic.self) {
        try RecordLine.importLines(line, from: "x", into: database)
      }
      #expect(try database.timings().isEmpty)
    }
  }

  @Test func pruneLeavesWhatItCannotRead() throws {
    try withDatabase { database, _ in
      try database.insert([timing("tile=1", 1, 10), timing("tile=2", 1, 12)])
      var damaged = try tuned("p", gain: 1.1, ["tile=1"])
      damaged.trace = "schedule.nothing"
      try database.insert(damaged)
      var other = try tuned("p", gain: 1.1, ["tile=1"])
      other.ranges = ["7..7"]
      try database.insert(other)
      #expect(try database.prune() == 0)
      #expect(try database.timings().count == 2)
    }
  }

  @Test func anotherFileIsRefused() throws {
    try withDatabase { _, folder in
      let path = folder.appending(path: "text").path(percentEncoded: false)
      try Data("no database at all, but a text".utf8).write(to: URL(filePath: path))
      let error = #expect(throws: Diagnostic.self) { try TuningDatabase(path: path) }
      #expect(error?.message.contains("cannot open the tuning database") == true)
      #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("no database"))
    }
  }

  // MARK: Reading alone

  /// A file with one timing that nobody has open, in a folder of its own.
  private func withFile(_ body: (_ path: String, _ folder: URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tuning-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
      try? FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: folder.path(percentEncoded: false))
      try? FileManager.default.removeItem(at: folder)
    }
    let path = folder.appending(path: "a b.tuning").path(percentEncoded: false)
    try TuningDatabase(path: path).insert([timing("tile=1", 1, 10)])
    try body(path, folder)
  }

  private func contents(of folder: URL) throws -> [String: Data] {
    let path = folder.path(percentEncoded: false)
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
    return Dictionary(
      uniqueKeysWithValues: try names.map {
        ($0, try Data(contentsOf: folder.appending(path: $0)))
      })
  }

  @Test func readingWritesNothing() throws {
    try withFile { path, folder in
      let before = try contents(of: folder)
      #expect(try TuningDatabase(reading: path).timings().count == 1)
      #expect(try contents(of: folder) == before)
      let files = FileManager.default
      try files.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
      try files.setAttributes(
        [.posixPermissions: 0o555], ofItemAtPath: folder.path(percentEncoded: false))
      #expect(try TuningDatabase(reading: path).timings().count == 1)
    }
  }

  @Test func whatIsBeingWrittenIsRead() throws {
    try withFile { path, _ in
      let writer = try TuningDatabase(path: path)
      try writer.insert([timing("tile=2", 1, 10)])
      #expect(try TuningDatabase(reading: path).timings().count == 2)
      #expect(try writer.timings().count == 2)
    }
  }

  @Test func anEmptyFileIsNoDatabase() throws {
    try withFile { _, folder in
      let path = folder.appending(path: "empty").path(percentEncoded: false)
      try Data().write(to: URL(filePath: path))
      #expect(throws: Diagnostic.self) { try TuningDatabase(reading: path) }
      #expect(try Data(contentsOf: URL(filePath: path)).isEmpty)
      // It may become one.
      try TuningDatabase(path: path).insert([timing("tile=1", 1, 10)])
      #expect(try TuningDatabase(reading: path).timings().count == 1)
    }
  }

  /// The mark is at byte 68 of the file.
  private func mark(_ path: String, _ bytes: [UInt8]) throws {
    var data = try Data(contentsOf: URL(filePath: path))
    data.replaceSubrange(68..<72, with: bytes)
    try data.write(to: URL(filePath: path))
  }

  @Test func databasesOfOthersAreLeft() throws {
    try withFile { path, folder in
      try mark(path, [1, 2, 3, 4])
      let before = try contents(of: folder)
      for open in [{ try TuningDatabase(path: path) }, { try TuningDatabase(reading: path) }] {
        let error = #expect(throws: Diagnostic.self) { _ = try open() }
        #expect(error?.message.contains("of another application") == true)
      }
      #expect(try contents(of: folder) == before)
    }
  }

  @Test func databasesWithoutAMarkAreOurs() throws {
    try withFile { path, _ in
      try mark(path, [0, 0, 0, 0])
      #expect(try TuningDatabase(reading: path).timings().count == 1)
      #expect(try TuningDatabase(path: path).timings().count == 1)
    }
  }

  @Test func whatNoTunerWritesIsNotImported() throws {
    try withDatabase { database, _ in
      let good = RecordLine.text(of: timing("tile=1", 1, 10))
      let loss = try tuned("p", gain: -1e308, [])
      var debt = try tuned("p", gain: 2, [])
      var reversed = debt
      debt.threads = -5
      reversed.ranges = ["9..1"]
      for (record, word) in [(loss, "gain"), (debt, "-5 threads"), (reversed, "reversed")] {
        let error = #expect(throws: Diagnostic.self) {
          try RecordLine.importLines(
            good + "\n" + RecordLine.text(of: record), from: "f", into: database)
        }
        #expect(error?.location == .file("f", line: 2, column: 1))
        #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
      }
      #expect(try database.timings().isEmpty)
    }
  }

  @Test func schedulesAreRead() throws {
    let schedule = try #require(try tuned("p", gain: 2, ["tile=1", "ahead=0 tile=2"]).schedule())
    let ways = try #require(schedule.defaultWays)
    #expect(ways.count == 2 && ways[1].decisions["ahead"] == "0")
    #expect(ways[0].cost.evaluate(symbols: ["s0": 4]) == 17)
    #expect(try tuned("p", gain: 2, ["tile=1", "tile=2"]).summary == "2 ways")
    let none = try tuned("p", gain: 1, [])
    #expect(try none.schedule() == nil && none.summary == "untuned")
    var damaged = none
    damaged.trace = "schedule.never {"
    #expect(damaged.summary == "unreadable")
    #expect(throws: Diagnostic.self) { try damaged.schedule() }
  }

  /// A record of steps that are no decisions, which other strategies make.
  @Test func anyTraceIsARecord() throws {
    try withDatabase { database, _ in
      var record = try tuned("p", gain: 3, [])
      record.trace = "%0 = schedule.block {name = \"y\"}\n"
      let steps = try #require(try record.schedule())
      #expect(steps.defaultWays == nil && record.summary == "1 step")
      record.trace = steps.description
      try database.insert([timing(record.trace, 1, 10), timing("tile=2", 1, 12), timing("", 1, 30)])
      try database.insert(record)
      #expect(try database.prune() == 1)
      #expect(try database.timings().map(\.decisions) == ["", record.trace])
      #expect(try database.schedules() == [record])
    }
  }
}
