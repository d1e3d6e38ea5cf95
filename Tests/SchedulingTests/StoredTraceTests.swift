import CodeGeneration
import Compiler
import Dialects
import IR
import Scheduling
import Support
import Testing

/// Schedules that are kept for a program, and what becomes of them when it is compiled.
@Suite struct StoredTraceTests {
  private func product(_ size: String) -> KernelExample {
    let rows = IndexExpression.symbol(size)
    let range = [size: SymbolRange(0, 40)]
    var example = KernelExample.row("product", [([rows, 24], .f32), ([24, 48], .f32)]) { write, x in
      let product = try write.add { try Graph.MatMul(x[0], x[1], in: $0) }
      return try write.add { try Graph.Relu(product, in: $0) }
    }
    example.ranges = range
    return example
  }

  /// The only program of a model.
  private func program(of example: KernelExample) throws -> KernelPrograms.Unit {
    let graph = try optimize(LoadedGraph(module: try example.module()))
    let function = try #require(Graph.Function(in: graph.module))
    return try #require(try KernelPrograms(function, in: graph.module).units.first)
  }

  /// The bytes of a model's code with a schedule for its program, and what was said of that.
  private func compile(
    _ example: KernelExample, _ insert: (inout TunedSchedules) -> Void = { _ in }
  ) throws -> (code: [[UInt8]], remarks: [Diagnostic]) {
    var options = CompileOptions(hardware: .detectHost())
    insert(&options.tuned)
    let said = Locked<[Diagnostic]>([])
    options.tuned.whenUnused = { remark in said.withLock { $0.append(remark) } }
    let graph = try optimize(LoadedGraph(module: try example.module()))
    let model = try LoweredModel(graph, options: options)
    return (try model.compile().map(\.bytes), said.withLock { $0 })
  }

  /// Two ways that are not what analysis chooses.
  private func ways(_ unit: KernelPrograms.Unit) throws -> [Schedule.ApplyDefault.Way] {
    var module = unit.module
    let report = try applySchedule(
      to: unit.program, in: &module, hardware: .detectHost(), decisions: Decisions())
    let tiles = try #require(report.questions.first { $0.name == "tile" }).options
    let low = try #require(tiles.first { $0.hasPrefix("1x") })
    let tall = try #require(tiles.last { !$0.hasPrefix("1x") && !$0.contains("+") })
    let rows = IndexExpression.symbol(ProgramKey(unit.program, in: unit.module).sizes[0])
    return [
      .init(Decisions(["tile": low]), cost: rows * 7),
      .init(Decisions(["tile": tall]), cost: rows.ceilDivided(by: 4) * 11),
    ]
  }

  @Test func theSameTraceGivesTheSameCode() throws {
    let example = product("m")
    let unit = try program(of: example)
    let key = ProgramKey(unit.program, in: unit.module)
    let trace = Trace(default: try ways(unit))
    let plain = try compile(example)
    let tuned = try compile(example) { $0.insert(trace, for: key) }
    #expect(tuned.code != plain.code && tuned.remarks.isEmpty)
    let text = key.canonical(trace).description
    #expect(text.contains("s0"))
    let stored = try compile(example) { $0.insert(text, forKeyNamed: key.name) }
    #expect(stored.code == tuned.code && stored.remarks.isEmpty)
    #expect(try Trace.stored(text, of: key) == trace)
    // The schedule that needs no measurement is a trace, too.
    let analytic = try compile(example) { $0.insert(Trace(default: []), for: key) }
    #expect(analytic.code == plain.code && analytic.remarks.isEmpty)
  }

  /// Schedules of other programs alone are worth a word; one that was tuned for nothing is not.
  @Test func whatIsForOtherProgramsIsSaid() throws {
    let example = product("m")
    let unit = try program(of: example)
    let key = ProgramKey(unit.program, in: unit.module)
    let text = key.canonical(Trace(default: try ways(unit))).description
    let plain = try compile(example)
    let other = try compile(example) { $0.insert(text, forKeyNamed: "other") }
    #expect(other.code == plain.code)
    #expect(
      other.remarks.count == 1 && other.remarks[0].message.contains("was not tuned"),
      "\(other.remarks)")
    let known = try compile(example) {
      $0.insert(text, forKeyNamed: "other")
      $0.insertUntuned(forKeyNamed: key.name)
    }
    #expect(known.code == plain.code && known.remarks.isEmpty)
  }

  /// A program whose size has another name shares the schedule.
  @Test func sizesMayHaveOtherNames() throws {
    let (here, there) = (product("m"), product("ways"))
    let (unit, other) = (try program(of: here), try program(of: there))
    let key = ProgramKey(unit.program, in: unit.module)
    #expect(ProgramKey(other.program, in: other.module).name == key.name)
    let trace = Trace(default: try ways(unit))
    let tuned = try compile(there) { $0.insert(trace, for: key) }
    let own = try compile(there) {
      if let ways = try? ways(other) {
        $0.insert(Trace(default: ways), for: ProgramKey(other.program, in: other.module))
      }
    }
    #expect(tuned.remarks.isEmpty && tuned.code == own.code)
    #expect(try tuned.code != compile(there).code)
  }

  /// Programs of one family differ in lengths, whether these are known or not, in nothing else.
  @Test func familiesDifferInLengthsAlone() throws {
    func family(_ text: String) throws -> String {
      let module = try Module.parse(
        "program.func @f" + text, context: Context(dialects: Dialects.all)
      )
      let program = try #require(module.operations(in: module.body).first)
      let key = ProgramKey(program, in: module)
      return key.family
    }
    func copy(_ length: String, _ step: Int = 1, where sizes: String = "") -> String {
      """
      (%x: !program.buffer<[\(length)], f32, global>) -> (%y: !program.buffer<[\(length)], f32, global>)\(sizes) {
        program.for %i = 0 to \(length) {
          program.block "copy" (%v = %i < \(length)) {
            %0 = program.load %x[%v * \(step)] : f32
            program.store %0, %y[%v]
          }
        }
      }
      """
    }
    let known = try family(copy("768"))
    #expect(try family(copy("3072")) == known)
    #expect(try family(copy("m", where: " where m in <1, 64>")) == known)
    #expect(try family(copy("8")) != known && family(copy("768", 2)) != known)
  }

  /// Of schedules for several ranges the one that covers the declared ones is taken, in whatever order they
  /// were found; what was found for a single size is for that size.
  @Test func theScheduleForTheSizesIsTaken() throws {
    let example = product("m")
    let unit = try program(of: example)
    let key = ProgramKey(unit.program, in: unit.module)
    let texts = try ways(unit).map { key.canonical(Trace(default: [$0])).description }
    let plain = try compile(example)
    let tall = try compile(example) { $0.insert(texts[1], forKeyNamed: key.name) }
    let short = try compile(example) { $0.insert(texts[0], forKeyNamed: key.name) }
    #expect(tall.code != short.code)
    let found = [(texts[0], "0..40"), (texts[1], "7..7"), (texts[1], "0..9")]
    for order in [found, found.reversed()] {
      let both = try compile(example) { schedules in
        for (text, range) in order {
          schedules.insert(text, forKeyNamed: key.name, ranges: TunedRanges([range]))
        }
      }
      #expect(both.code == short.code && both.remarks.isEmpty)
    }
    let second = try compile(example) { schedules in
      schedules.insert(texts[1], forKeyNamed: key.name, isSecondChoice: true)
      schedules.insert(texts[0], forKeyNamed: key.name)
    }
    #expect(second.code == short.code)
    let other = try compile(example) {
      $0.insert(texts[0], forKeyNamed: key.name, ranges: TunedRanges(["7..7"]))
    }
    #expect(other.code == plain.code)
    #expect(other.remarks.first?.message.contains("it was found for other sizes") == true)
  }

  /// Steps that are written by hand are a schedule as those that tuning finds.
  @Test func stepsByHandAreASchedule() throws {
    let example = product("m")
    let unit = try program(of: example)
    let key = ProgramKey(unit.program, in: unit.module)
    var schedule = try Schedule(unit.module, function: unit.program)
    for name in schedule.blockNames() {
      let loops = try schedule.loops(of: try schedule.block(name))
      try schedule.split(loops[0], by: 4)
    }
    let trace = schedule.trace
    let tuned = try compile(example) { $0.insert(trace, for: key) }
    #expect(tuned.remarks.isEmpty)
    #expect(try tuned.code != compile(example).code)
  }

  /// What does not fit is said, and the program is as if there were nothing.
  @Test func whatDoesNotFitIsLeft() throws {
    let example = product("m")
    let unit = try program(of: example)
    let key = ProgramKey(unit.program, in: unit.module)
    let plain = try compile(example)
    func refusal(_ text: String) throws -> String {
      let result = try compile(example) { $0.insert(text, forKeyNamed: key.name) }
      #expect(result.code == plain.code)
      #expect(result.remarks.map(\.severity) == [.warning])
      return result.remarks.first?.message ?? ""
    }
    func text(_ ways: [Schedule.ApplyDefault.Way]) -> String { Trace(default: ways).description }
    #expect(
      try refusal(text([.init(Decisions(["tile": "999x1"]), cost: 1)])).contains("'tile=999x1'"))
    // A formula that was found for other ranges, or for another program.
    let low = try ways(unit)[0].decisions
    let rows = IndexExpression.symbol("s0")
    #expect(
      try refusal(text([.init(low, cost: IndexExpression(64).floorDivided(by: rows))]))
        .contains("may be zero"))
    #expect(try refusal(text([.init(low, cost: .symbol("s1"))])).contains("program's sizes"))
    let tall = try ways(unit)[1]
    #expect(try refusal(text([tall])).contains("may not run for all sizes"))
    #expect(try refusal("%0 = schedule.block {name = \"nobody\"}").contains("nobody"))
    for damaged in ["schedule.nothing", "%0 =", "\u{0}", "program.func @f() {}"] {
      #expect(try refusal(damaged).contains("does not fit"))
    }
  }
}
