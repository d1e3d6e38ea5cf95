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

  // MARK: Sets

  /// Random sets on small loops: every point lies in the ranges of the branch that it takes.
  @Test func pointsOfSetsLieInTheirRanges() throws {
    var (narrowed, seen) = (0, 0)
    for seed in 0..<400 as Range<UInt64> {
      var random = RandomSource(seed: seed)
      let bounds = (0..<2).map { _ in
        let first = Int.random(in: -6...4, using: &random)
        return first...first + Int.random(in: 0...7, using: &random)
      }
      func constraint() -> String {
        let terms = ["d0", "d1", "(d0 floordiv 2)", "(d1 mod 3)"].map {
          "\($0) * \(Int.random(in: -3...3, using: &random))"
        }
        let picked = terms.filter { _ in Bool.random(using: &random) } + [terms[Int(seed % 2)]]
        let sign = Int.random(in: 0...4, using: &random) == 0 ? "==" : ">="
        let constant = Int.random(in: -9...9, using: &random)
        return picked.joined(separator: " + ") + " + \(constant) \(sign) 0"
      }
      let count = Int.random(in: 1...3, using: &random)
      let set = (0..<count).map { _ in constraint() }.joined(separator: ", ")
      let module = try Module.parse(
        """
        func.func @f(%m: memref<2xindex>) {
          %c0 = arith.constant 0 : index
          affine.for %i = \(bounds[0].lowerBound) to \(bounds[0].upperBound + 1) {
            affine.for %j = \(bounds[1].lowerBound) to \(bounds[1].upperBound + 1) {
              affine.if affine_set<(d0, d1) : (\(set))>(%i, %j) {
                memref.store %i, %m[%c0] : memref<2xindex>
              } else {
                memref.store %j, %m[%c0] : memref<2xindex>
              }
            }
          }
          func.return
        }
        """, context: Self.context)
      let ranges = Ranges(of: module.top, in: module)
      var found: OperationID?
      module.walk { if module.isA($0, Affine.If.self) { found = $0 } }
      let operation = try #require(found)
      let branch = Affine.If(operation, in: module)
      let all = try #require(module.block(of: operation))
      for i in bounds[0] {
        for j in bounds[1] {
          guard let holds = branch.set.contains([i, j]) else {
            Issue.record("\((i, j)) in \(set) cannot be computed")
            return
          }
          let block = try #require(
            module.entryBlock(of: module.region(holds ? 0 : 1, of: operation)))
          for (value, number) in zip(branch.operands, [i, j]) {
            let fact = ranges.fact(of: value, in: block, of: module)
            #expect(
              fact.range?.contains(number) ?? false,
              "\((i, j)) is \(holds ? "in" : "outside") \(set), and not in \(fact)")
            seen += 1
            if fact != ranges.fact(of: value, in: all, of: module) { narrowed += 1 }
          }
        }
      }
    }
    #expect(seen > 10_000)
    #expect(narrowed > 500, "\(narrowed) of \(seen)")
  }

  // MARK: Sizes of models

  /// What a model declares of its sizes bounds what is made of them.
  @Test func declaredSizesAreRanges() throws {
    let module = try Module.parse(
      """
      builtin.module attributes {graph.symbols = {m = #graph.range<3, 9>, n = #graph.range<4, 4>}} {
        func.func @f() {
          %0 = graph.size_tensor {elements = [m * 2, m + 1]} : tensor<2xi64>
          %1 = graph.size_tensor {elements = [n]} : tensor<1xi64>
          func.return
        }
      }
      """, context: Self.context)
    let ranges = Ranges(of: module.top, in: module)
    var found: [IntegerRange?] = []
    module.walk { operation in
      if module.isA(operation, Graph.SizeTensor.self) {
        found.append(ranges[module.result(of: operation)].range)
      }
    }
    #expect(found == [IntegerRange(signed: 4...18, width: 64), IntegerRange(4, width: 64)])
  }

  /// So do those that a tensor program declares: of its loops, of what its blocks are bound to.
  @Test func sizesOfTensorProgramsAreRanges() throws {
    let module = try Module.parse(
      """
      program.func @p(%x: !program.buffer<[m, 8], f32, global>) -> (%y: !program.buffer<[m, 8], f32, global>) where m in <1, 64> {
        program.for %i = 0 to m {
          program.for %k = 0 to 2 {
            program.block "copy" (%vi = %i < m, %vk = %k * 4 + 3 < 8) {
              %a = program.index [m - 1 - %vi]
              %b = program.index [%vi + %vk]
              %0 = program.load %x[%a, %vk] : f32
              program.store %0, %y[%vi, %vk]
            }
          }
        }
      }
      """, context: Self.context)
    let ranges = Ranges(of: module.top, in: module)
    var found: [IntegerRange?] = []
    module.walk { operation in
      if module.isA(operation, Program.Index.self) {
        found.append(ranges[module.result(of: operation)].range)
      }
    }
    #expect(
      found == [
        IntegerRange(signed: -63...63, width: 64), IntegerRange(signed: 3...70, width: 64),
      ])
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
