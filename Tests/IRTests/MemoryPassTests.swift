import Dialects
import IR
import Support
import TestSupport
import Testing
import Transforms

/// Passes that follow memory and dead values change no result and nothing that the caller sees in its
/// memory, whichever of its arguments are the same memory.
@Suite struct MemoryPassTests {
  private static let context = Context(dialects: Dialects.all)

  /// Each pipeline, and what it must have done at least so often.
  private static let pipelines: [(text: String, counts: [String: Int])] = [
    ("memory-optimizations", ["loads": 20, "stores": 20, "allocations": 20]),
    (
      "remove-dead-values",
      ["carried": 100, "operations": 500, "arguments": 10, "results": 5]
    ),
    (
      "memory-optimizations,integer-range-optimizations,remove-dead-values,canonicalize,"
        + "sparse-constant-propagation,memory-optimizations,remove-dead-values", [:]
    ),
  ]

  @Test(arguments: 0..<3)
  func programsDoTheSameAfterThePasses(_ number: Int) throws {
    let (text, wanted) = Self.pipelines[number]
    let pipeline = try PassPipeline(parsing: text, registry: .shared)
    var counts: [String: Int] = [:]
    var compared = 0
    for seed in 0..<150 as Range<UInt64> {
      let module = RandomLoops.make(
        seed: seed &+ 5_000, usesMemory: seed % 4 != 0, context: Self.context)
      var simple = module
      let report = try PipelineRunner(pipeline).run(on: &simple)
      for entry in report.entries { counts.merge(entry.statistics) { $0 + $1 } }
      for isShared in [false, true] {
        var random = RandomSource(seed: seed)
        for _ in 0..<2 {
          let numbers = [
            Int.random(in: -4...12, using: &random), Int.random(in: -128...127, using: &random),
          ]
          guard
            let expected = try? Self.run(module, numbers, usesMemory: seed % 4 != 0, isShared)
          else { continue }
          let found = try Self.run(simple, numbers, usesMemory: seed % 4 != 0, isShared)
          compared += 1
          if found != expected {
            let programs = [module.text(), simple.text()].joined(separator: "\n")
            Issue.record(
              "seed \(seed) on \(numbers), shared \(isShared): \(found), not \(expected)\n\(programs)"
            )
            return
          }
        }
      }
    }
    #expect(compared > 300)
    for (name, least) in wanted { #expect(counts[name, default: 0] >= least, "\(counts)") }
  }

  private struct Outcome: Equatable {
    var results: [LoopInterpreter.Value]
    var memory: [[Int?]]
  }

  private static func run(
    _ module: Module, _ numbers: [Int], usesMemory: Bool, _ isShared: Bool
  ) throws -> Outcome {
    var interpreter = LoopInterpreter(module, buffers: [[1, 2, 3, 4], [5, 6, 7, 8]])
    var arguments = numbers.map { LoopInterpreter.Value.number($0) }
    if usesMemory {
      arguments += [0, isShared ? 0 : 1].map {
        .memory(buffer: $0, offset: 0, strides: [1])
      }
    }
    let results = try interpreter.call("f", arguments)
    return Outcome(results: results, memory: Array(interpreter.buffers[..<2]))
  }

  // MARK: Aliasing

  @Test func whatIsKnownOfTwoMemoriesHasAReason() throws {
    let module = try Module.parse(
      """
      "func.func"() <{function_type = (memref<4xf32>, memref<4xf32>) -> (), sym_name = "f"}> ({
      ^bb0(%a: memref<4xf32>, %b: memref<4xf32>):
        %m = "memref.alloc"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<4xf32>
        %n = "memref.alloc"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<4xf32>
        %c = "memref.cast"(%m) : (memref<4xf32>) -> memref<?xf32>
        %s = "memref.subview"(%m) <{operandSegmentSizes = array<i32: 1, 0, 0, 0>, static_offsets = array<i64: 1>, static_sizes = array<i64: 2>, static_strides = array<i64: 1>}> : (memref<4xf32>) -> memref<2xf32, strided<[1], offset: 1>>
        "func.return"() : () -> ()
      }) : () -> ()
      """, file: "f", context: Self.context)
    let body = try #require(module.lookup(symbol: "f").flatMap { module.body(of: $0) })
    let aliasing = Aliasing(of: module.top, in: module)
    let arguments = module.arguments(of: body)
    let made = module.operations(in: body).dropLast().map { module.result(of: $0) }
    func relation(_ a: ValueID, _ b: ValueID) -> Aliasing.Relation {
      let one = aliasing.relation(a, b, in: module)
      #expect(aliasing.relation(b, a, in: module) == one)
      return one
    }
    #expect(relation(arguments[0], arguments[1]) == .partial)
    #expect(relation(arguments[0], made[0]) == .none("one is allocated after the other was there"))
    #expect(relation(made[0], made[1]) == .none("they are two allocations"))
    #expect(relation(made[0], made[2]) == .same)
    #expect(relation(made[2], made[3]) == .partial)
    #expect(relation(made[1], made[3]) == .none("they are two allocations"))
    var exclusive = module
    exclusive.setAttribute(
      Aliasing.exclusiveArguments, of: try #require(module.lookup(symbol: "f")), to: .unit)
    #expect(
      Aliasing(of: module.top, in: exclusive).relation(arguments[0], arguments[1], in: exclusive)
        == .none("the function's arguments share no memory"))
  }

  // MARK: Liveness

  private static let branches = """
    "func.func"() <{function_type = (i32, i1) -> i32, sym_name = "f"}> ({
    ^bb0(%a: i32, %c: i1):
      %b = "arith.addi"(%a, %a) : (i32, i32) -> i32
      "cf.br"(%a)[^bb1] : (i32) -> ()
    ^bb1(%x: i32):
      %y = "arith.muli"(%x, %b) : (i32, i32) -> i32
      "cf.cond_br"(%c, %y)[^bb1, ^bb2] <{operandSegmentSizes = array<i32: 1, 1, 0>}> : (i1, i32) -> ()
    ^bb2:
      %z = "arith.subi"(%y, %a) : (i32, i32) -> i32
      "func.return"(%z) : (i32) -> ()
    }) : () -> ()
    """

  @Test func valuesAreLiveFromTheirDefinitionToTheirLastUse() throws {
    let module = try Module.parse(Self.branches, file: "f", context: Self.context)
    let function = try #require(module.lookup(symbol: "f"))
    let blocks = module.blocks(in: module.region(of: function))
    let (a, c) = (module.arguments(of: blocks[0])[0], module.arguments(of: blocks[0])[1])
    let b = module.result(of: module.operations(in: blocks[0])[0])
    let y = module.result(of: module.operations(in: blocks[1])[0])
    let liveness = Liveness(of: module.top, in: module)
    #expect(liveness.liveIn(blocks[0]).isEmpty)
    #expect(liveness.liveOut(blocks[0]) == [a, b, c])
    #expect(liveness.liveIn(blocks[1]) == [a, b, c])
    #expect(liveness.liveOut(blocks[1]) == [a, b, c, y])
    #expect(liveness.liveIn(blocks[2]) == [a, y])
    #expect(liveness.liveOut(blocks[2]).isEmpty)
    func names(_ value: ValueID) -> [String] {
      liveness.range(of: value, in: module).map { module.name(of: $0) }
    }
    #expect(names(b) == ["arith.addi", "cf.br", "arith.muli", "cf.cond_br"])
    #expect(names(y) == ["arith.muli", "cf.cond_br", "arith.subi"])
    let last = module.operations(in: blocks[2])[0]
    #expect(!liveness.isLive(y, after: last, in: module))
    #expect(liveness.isLive(module.result(of: last), after: last, in: module))
  }

  @Test func whatALoopNeedsIsLiveToTheEndOfItsBody() throws {
    let module = try Module.parse(
      """
      "func.func"() <{function_type = (index, f32, memref<?xf32>) -> (), sym_name = "f"}> ({
      ^bb0(%n: index, %v: f32, %m: memref<?xf32>):
        %0 = "arith.constant"() <{value = 0 : index}> : () -> index
        %1 = "arith.constant"() <{value = 1 : index}> : () -> index
        "scf.for"(%0, %n, %1) ({
        ^bb0(%i: index):
          %2 = "arith.negf"(%v) : (f32) -> f32
          "memref.store"(%2, %m, %i) : (f32, memref<?xf32>, index) -> ()
          "scf.yield"() : () -> ()
        }) : (index, index, index) -> ()
        "func.return"() : () -> ()
      }) : () -> ()
      """, file: "f", context: Self.context)
    let function = try #require(module.lookup(symbol: "f"))
    let entry = try #require(module.body(of: function))
    let arguments = module.arguments(of: entry)
    let loop = module.operations(in: entry)[2]
    let body = try #require(module.body(of: loop))
    let liveness = Liveness(of: module.top, in: module)
    #expect(liveness.liveOut(body) == [arguments[1], arguments[2]])
    #expect(!liveness.isLive(arguments[1], after: loop, in: module))
  }

  // MARK: Symbols

  @Test func nestedSymbolsAreFoundFromWhereTheyAreUsed() throws {
    let module = try Module.parse(
      """
      "builtin.module"() ({
      "builtin.module"() <{sym_name = "outer"}> ({
        "func.func"() <{function_type = () -> (), sym_name = "g", sym_visibility = "private"}> ({
        }) : () -> ()
        "builtin.module"() <{sym_name = "inner"}> ({
          "func.func"() <{function_type = () -> (), sym_name = "g"}> ({
            "func.call"() <{callee = @g}> : () -> ()
            "func.return"() {see = @outer::@inner, more = [@g, @missing]} : () -> ()
          }) : () -> ()
        }) : () -> ()
      }) {root = @outer::@g} : () -> ()
      }) : () -> ()
      """, file: "f", context: Self.context)
    let outer = try #require(module.operations(in: module.body).first)
    let inner = try #require(module.lookup(symbol: "inner", in: outer))
    let uses = SymbolUses(of: module.top, in: module)
    #expect(uses.uses(of: outer).count == 2)
    #expect(uses.uses(of: inner).count == 1)
    // The nearest table that has the name counts.
    #expect(uses.uses(of: try #require(module.lookup(symbol: "g", in: inner))).count == 2)
    #expect(uses.uses(of: try #require(module.lookup(symbol: "g", in: outer))).count == 1)
    #expect(uses.unresolved.map(\.path) == [["missing"]])
  }
}
