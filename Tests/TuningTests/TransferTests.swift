import Foundation
import Scheduling
import Testing
import Tuning

@Suite struct TransferTests {
  private func timing(
    _ decisions: String, cost: Double?, time: Double, size: Int = 16, program: String = "p",
    hardware: String = "h", threads: Int = 1, isCorrect: Bool? = true, failure: String? = nil
  ) -> TuningRecord {
    TuningRecord(
      program: program, hardware: hardware, threads: threads, decisions: decisions, sizes: [size],
      timeNs: time, noise: 0.01, probe: 250, repeats: 9, isCorrect: isCorrect, failure: failure,
      family: "f", cost: cost, seed: 0, tangram: "0")
  }

  /// Five of equal cost; the median takes 200.
  private func five(_ size: Int, program: String = "p", hardware: String = "h") -> [TuningRecord] {
    zip(1...5, [180.0, 190, 200, 220, 240]).map {
      timing("tile=\($0)", cost: 100, time: $1, size: size, program: program, hardware: hardware)
    }
  }

  private func offset(
    _ number: Int, _ records: [TuningRecord], hardware: String = "h", threads: Int = 1
  ) throws -> Transfer.Offset? {
    Transfer(records, hardware: hardware, threads: threads)
      .offset(of: try Decisions(parsing: "tile=\(number)"))
  }

  @Test func saysHowFarCostsAreOffBesideOthers() throws {
    let middle = try #require(try offset(3, five(16)))
    #expect(middle.logarithm == 0 && middle.isOfThisMachine)
    let slow = try #require(try offset(5, five(16)))
    #expect(abs(slow.logarithm - log(1.2)) < 1e-12)
    #expect(try offset(6, five(16)) == nil)
    // Costs that are off for all say nothing, and sizes and programs are averaged.
    let scaled = five(64, program: "q").map { record in
      var record = record
      (record.timeNs, record.cost) = (record.timeNs * 7, 300)
      return record
    }
    #expect(try abs(#require(try offset(5, five(16) + scaled)).logarithm - log(1.2)) < 1e-12)
    let faster = five(64) + [timing("tile=9", cost: 100, time: 100, size: 64)]
    let both = try #require(try offset(5, five(16) + faster)).logarithm
    #expect(both > log(1.2) && both < log(240.0 / 195) + 1e-12)
    #expect(try offset(5, (five(16) + faster).reversed()) == offset(5, five(16) + faster))
  }

  @Test func otherMachinesCountWhereThisOneSaysNothing() throws {
    #expect(try offset(5, five(16), hardware: "other")?.isOfThisMachine == false)
    #expect(try offset(5, five(16), threads: 2)?.isOfThisMachine == false)
    let fast = five(16, hardware: "other").map { record in
      var record = record
      if record.decisions == "tile=5" { record.timeNs = 100 }
      return record
    }
    #expect(try offset(5, five(16) + fast) == offset(5, five(16)))
    #expect(try #require(try offset(5, fast)).logarithm < 0)
  }

  @Test func whatSaysNothingIsLeftOut() throws {
    #expect(try offset(1, Array(five(16).prefix(3))) == nil)
    let useless = [
      timing("tile=6", cost: nil, time: 100), timing("tile=6", cost: 0, time: 100),
      timing("tile=6", cost: 100, time: 0, failure: "it crashed"),
      timing("tile=6", cost: 100, time: 100, isCorrect: false),
      timing("tile=6", cost: 200, time: 100),
    ]
    #expect(try offset(6, five(16) + useless) == nil)
    #expect(try offset(5, five(16) + useless) == offset(5, five(16)))
  }

  @Test func theDatabaseKnowsFamilies() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "tuning-\(UUID()).db")
      .path(percentEncoded: false)
    defer {
      for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
    }
    let database = try TuningDatabase(path: path)
    var (other, none) = (timing("tile=7", cost: 9, time: 8), timing("tile=8", cost: 9, time: 8))
    (other.family, none.family) = ("g", nil)
    try database.insert(five(16) + five(64, program: "q") + [other, none])
    #expect(try database.timings(family: "f").count == 10)
    #expect(try database.timings(family: "g") == [other])
    // They go through lines, and lines of earlier releases have none.
    let lines = try RecordLine.export(database)
    let copy = try TuningDatabase(path: ":memory:")
    #expect(try RecordLine.importLines(lines, from: "x", into: copy) == 12)
    #expect(try copy.timings(family: "f") == database.timings(family: "f"))
    #expect(!RecordLine.text(of: none).contains("family"))
  }
}
