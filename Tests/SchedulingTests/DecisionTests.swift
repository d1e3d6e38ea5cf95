import CodeGeneration
import Compiler
import Dialects
import Evaluation
import IR
import Scheduling
import Support
import Testing

/// Whatever is decided of a schedule, its results are those of the one that needs no decision, bit for bit.
@Suite struct DecisionTests {
  /// The questions of the kernel that has most of them.
  private func questions(_ example: KernelExample) throws -> [Question] {
    let graph = try optimize(LoadedGraph(module: try example.module())).module
    var all: [Question] = []
    for kernel in Graph.Function(in: graph)?.body(in: graph).map({ graph.operations(in: $0) }) ?? []
    where graph.isA(kernel, Graph.Kernel.self) {
      var program = try KernelProgram(of: kernel, in: graph)
      let report = try applySchedule(
        to: program.function, in: &program.module, hardware: .detectHost(), decisions: Decisions())
      if report.questions.count > all.count { all = report.questions }
    }
    return all
  }

  /// Some of the sizes: the first ones, which are the least, and the largest.
  private func sizes(_ example: KernelExample) -> [[String: Int]] {
    example.sizes.prefix(3) + example.sizes.dropFirst(3).suffix(2)
  }

  /// An example with tiles of one row and of several.
  private func product() throws -> (example: KernelExample, tiles: [String]) {
    for example in KernelExample.all {
      let tile = try questions(example).first { $0.name == "tile" }
      if let tile, tile.options.contains(where: { $0.hasPrefix("1x") && !$0.contains("direct") }),
        tile.options.contains(where: { $0.contains("+") })
      {
        return (example, tile.options)
      }
    }
    throw Diagnostic.error("no example has tiles of two heights")
  }

  /// A model under decisions, and where it may run.
  private func model(
    _ example: KernelExample, _ decisions: Decisions
  ) throws -> (model: ForcedModel, condition: IndexExpression) {
    var condition: IndexExpression = 0
    let model = try ForcedModel(example, for: .detectHost()) { program in
      let report = try applySchedule(
        to: program.function, in: &program.module, hardware: .detectHost(), decisions: decisions)
      condition = .minimum(condition, report.condition)
    }
    return (model, condition)
  }

  @Test(arguments: StrictResultTests.examples)
  func decisionsLeaveTheBits(example: KernelExample) throws {
    let plain = try ForcedModel(example, for: .detectHost())
    for question in try questions(example) {
      // Another one of each example, so that all are tried of some.
      let number = example.description.utf8.reduce(question.name.utf8.count) { $0 &+ Int($1) }
      for option in [number % question.options.count] {
        let decisions = Decisions([question.name: question.options[option]])
        let (model, condition) = try model(example, decisions)
        for symbols in sizes(example) where condition.evaluate(symbols: symbols) ?? -1 >= 0 {
          let inputs = example.values(symbols, .wide)
          let expected = try plain.run(inputs, symbols: symbols, way: 0, threads: 1)
          let results = try model.run(
            inputs, symbols: symbols, way: 0, threads: option % 2 * 2 + 1, in: .endsAtGuard)
          for (result, reference) in zip(results, expected) {
            #expect(
              result.firstDifferentBit(from: reference) == nil, "\(decisions) at \(symbols)")
          }
        }
      }
    }
  }

  /// Tiles of two heights cover all rows, with blocks of the reduction too.
  @Test(arguments: KernelExample.longSums.filter { !$0.keepsWeights }.prefix(2))
  func tilesOfTwoHeights(example: KernelExample) throws {
    let plain = try ForcedModel(example, for: .detectHost())
    let tile = try #require(try questions(example).first { $0.name == "tile" })
    let mixed = tile.options.filter { $0.contains("+") }
    #expect(!mixed.isEmpty)
    for (number, option) in mixed.enumerated() where number % 3 == 0 {
      for depth in ["0", "128"] {
        let decisions = Decisions(["tile": option, "depth": depth])
        let (model, condition) = try model(example, decisions)
        for symbols in example.sizes where condition.evaluate(symbols: symbols) ?? -1 >= 0 {
          let inputs = example.values(symbols, .wide)
          let expected = try plain.run(inputs, symbols: symbols, way: 0, threads: 1)
          let results = try model.run(inputs, symbols: symbols, way: 0, threads: 1)
          for (result, reference) in zip(results, expected) {
            #expect(
              result.firstDifferentBit(from: reference) == nil, "\(decisions) at \(symbols)")
          }
        }
      }
    }
  }

  private func apply(
    _ ways: [Schedule.ApplyDefault.Way], to program: inout KernelProgram
  ) throws {
    var schedule = try Schedule(
      program.module, function: program.function, hardware: .detectHost())
    try schedule.applyDefault(ways)
    program.module = schedule.module
  }

  /// Several ways and the choice between them are one program, which runs at all sizes.
  @Test func tunedSchedulesRunAtAllSizes() throws {
    let (example, options) = try product()
    let ways: [Schedule.ApplyDefault.Way] = [
      .init(Decisions(["tile": try #require(options.first { $0.hasPrefix("1x") })]), cost: 100),
      .init(Decisions(["tile": options[options.count / 2]]), cost: 50),
      .init(Decisions(["tile": options[options.count - 1]]), cost: 20),
    ]
    let plain = try ForcedModel(example, for: .detectHost())
    let tuned = try ForcedModel(example, for: .detectHost()) { try apply(ways, to: &$0) }
    #expect(tuned.ways == 3)
    for symbols in example.sizes {
      let inputs = example.values(symbols, .wide)
      let expected = try plain.run(inputs, symbols: symbols, way: 0, threads: 1)
      for way in 0..<3 {
        let results = try tuned.run(inputs, symbols: symbols, way: way, threads: 1)
        for (result, reference) in zip(results, expected) {
          #expect(result.firstDifferentBit(from: reference) == nil, "way \(way) at \(symbols)")
        }
      }
    }
  }

  /// What a tuned schedule may not be is said, and changes nothing.
  @Test func misfitsAreRefused() throws {
    let (example, options) = try product()
    let tall = try #require(options.last { !$0.hasPrefix("1x") && !$0.contains("+") })
    let low = try #require(options.first { $0.hasPrefix("1x") })
    func refusal(_ ways: [Schedule.ApplyDefault.Way]) -> String? {
      do {
        _ = try ForcedModel(example, for: .detectHost()) { try apply(ways, to: &$0) }
      } catch { return (error as? Refusal)?.description }
      return nil
    }
    #expect(
      refusal([.init(Decisions(["tile": "999x1"]), cost: 1)])?.contains("'tile=999x1'") == true)
    #expect(refusal([.init(Decisions(["colour": "blue"]), cost: 1)])?.contains("colour") == true)
    #expect(refusal([.init(Decisions(["tile": tall]), cost: 1)])?.contains("first way") == true)
    let layouts = [
      Schedule.ApplyDefault.Way(Decisions(["panel": "4", "tile": low]), cost: 1),
      Schedule.ApplyDefault.Way(Decisions(["panel": "1", "tile": low]), cost: 1),
    ]
    let message = refusal(layouts) ?? ""
    #expect(message.contains("layouts") || message.contains("does not ask"), "\(message)")
  }

  @Test func decisionsArePrintedAndRead() throws {
    let decisions = Decisions(["tile": "14x32", "panel": "4"])
    #expect(decisions.description == "panel=4 tile=14x32")
    #expect(try Decisions(parsing: decisions.description) == decisions)
    #expect(try Decisions(parsing: "").answers.isEmpty)
    for wrong in ["tile", "=4", "tile=", "a=1 a=2"] {
      #expect(throws: Diagnostic.self) { try Decisions(parsing: wrong) }
    }
  }
}
