import Dialects
import IR
import Support
import TestSupport
import Testing
import Transforms

/// Ranges of integers hold for what programs compute, and passes that use them change no result.
@Suite struct IntegerRangeTests {
  private static let context = Context(dialects: Dialects.all)
  private typealias Ranges = SparseAnalysis<IntegerRangeTransfer>

  private struct OutOfRange: Error, CustomStringConvertible { var description: String }

  @Test func everyNumberIsInItsRange() throws {
    var (seen, bounded) = (0, 0)
    for seed in 0..<250 as Range<UInt64> {
      let module = RandomLoops.make(seed: seed, context: Self.context)
      #expect(!module.verify().hasErrors, "seed \(seed): \(module.verify().all)")
      let ranges = Ranges(of: module.top, in: module)
      for inputs in Self.inputs(seed) {
        var interpreter = LoopInterpreter(module)
        interpreter.observe = { value, number, block in
          let fact = ranges.fact(of: value, in: block, of: module)
          guard let range = fact.range, range.contains(number) else {
            throw OutOfRange(description: "\(number) is not in \(fact)")
          }
          seen += 1
          if !range.isFull { bounded += 1 }
        }
        do {
          _ = try interpreter.call("f", inputs)
        } catch let error as OutOfRange {
          Issue.record("seed \(seed) on \(inputs): \(error)\n\(module.text())")
          return
        } catch is LoopInterpreter.Refusal {}
      }
    }
    // Something was looked at, and something was known.
    #expect(seen > 50_000)
    #expect(bounded * 3 > seen, "\(bounded) of \(seen)")
  }

  @Test func programsGiveTheSameAfterThePass() throws {
    let pipeline = try PassPipeline(
      parsing: "integer-range-optimizations,canonicalize,integer-range-optimizations",
      registry: .shared)
    var counts: [String: Int] = [:]
    for seed in 0..<250 as Range<UInt64> {
      let module = RandomLoops.make(seed: seed, context: Self.context)
      var simple = module
      let report = try PipelineRunner(pipeline).run(on: &simple)
      for entry in report.entries { counts.merge(entry.statistics) { $0 + $1 } }
      for inputs in Self.inputs(seed) {
        var before = LoopInterpreter(module)
        guard let expected = try? before.call("f", inputs) else { continue }
        var after = LoopInterpreter(simple)
        let found = try after.call("f", inputs)
        #expect(found == expected, "seed \(seed) on \(inputs):\n\(module.text())\n\(simple.text())")
      }
    }
    for name in ["constants", "operands", "unsigned"] {
      #expect(counts[name, default: 0] > 20, "\(counts)")
    }
  }

  private static func inputs(_ seed: UInt64) -> [[LoopInterpreter.Value]] {
    var random = RandomSource(seed: seed &+ 1_000)
    return (0..<4).map { _ in
      [
        .number(Int.random(in: -4...12, using: &random)),
        .number(Int.random(in: -128...127, using: &random)),
      ]
    }
  }

  // MARK: The lattice

  @Test func intervalsHoldForEveryPairOfNarrowNumbers() throws {
    // Every operation on every pair of intervals of three bits, by trying all numbers.
    let width = 3
    let all = (-4...3).flatMap { low in (low...3).map { low...$0 } }
    for kind in Self.binaries {
      let (module, operation) = try kind()
      guard
        let known = module.definition(of: operation) as? any IntegerRangeOperation.Type,
        let foldable = module.definition(of: operation) as? any FoldableOperation.Type
      else {
        Issue.record("\(module.name(of: operation)) has no ranges")
        continue
      }
      var table: [[Int?]] = []
      for x in -4...3 {
        table.append(
          (-4...3).map { y in
            let constants = [x, y].map { Attribute.integer($0, .integer(width: width, .signless)) }
            guard
              case .constant(let value)? = foldable.fold(
                operation, in: module, constants: constants)?.first
            else { return nil }
            return value.integerValue
          })
      }
      for first in all {
        for second in all {
          let operands = [first, second].map { IntegerRange(signed: $0, width: width) }
          let range = known.ranges(of: operation, operands: operands, in: module)[0]
          for x in first {
            for y in second {
              guard let value = table[x + 4][y + 4], let range else { continue }
              if !range.contains(value) {
                Issue.record(
                  "\(module.name(of: operation)) \(x) \(y) gives \(value), not in \(range)")
              }
            }
          }
        }
      }
    }
  }

  private static let binaries: [@Sendable () throws -> (Module, OperationID)] = [
    { try function { Arith.AddI($0, $1) } }, { try function { Arith.SubI($0, $1) } },
    { try function { Arith.MulI($0, $1) } }, { try function { Arith.DivSI($0, $1) } },
    { try function { Arith.DivUI($0, $1) } }, { try function { Arith.FloorDivSI($0, $1) } },
    { try function { Arith.CeilDivSI($0, $1) } }, { try function { Arith.RemSI($0, $1) } },
    { try function { Arith.RemUI($0, $1) } }, { try function { Arith.AndI($0, $1) } },
    { try function { Arith.OrI($0, $1) } }, { try function { Arith.XOrI($0, $1) } },
    { try function { Arith.ShLI($0, $1) } }, { try function { Arith.ShRSI($0, $1) } },
    { try function { Arith.ShRUI($0, $1) } }, { try function { Arith.MaxSI($0, $1) } },
    { try function { Arith.MinSI($0, $1) } }, { try function { Arith.MaxUI($0, $1) } },
    { try function { Arith.MinUI($0, $1) } },
  ]

  private static func function(
    _ make: (ValueID, ValueID) -> some OperationDefinition
  ) throws -> (Module, OperationID) {
    let empty = Module(context: context)
    var build = Builder(empty, at: .atEnd(of: empty.body))
    let type = Type.integer(width: 3, .signless)
    var operation: OperationID?
    build.insertFunction("f", [type, type]) { build, arguments in
      operation = build.insertOperation(make(arguments[0], arguments[1]))
      build.insertOperation(Func.Return([]))
    }
    return (build.module, try #require(operation))
  }
}
