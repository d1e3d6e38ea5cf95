import CodeGeneration
import Compiler
import Dialects
import Evaluation
import IR
import LoopLowering
import Scheduling
import Support
import TensorExpressions
import Testing

/// Vectorised loops over which a block reduces keep to what the program says, at odd sizes and widths too.
@Suite struct LaneReductionTests {
  private static let context = TestProgram.context

  /// Rows of m columns, reduced.
  private static func rows(
    _ element: Type, atLeast least: Int = 0,
    _ reduction: (TensorExpressions.Scalar, IndexExpression) -> Reduction
  ) throws -> TensorProgram {
    var f = TensorFunction("rows", context: context)
    let m = f.size("m", least...64)
    let x = f.input("x", [3, m], element)
    let y = f.output("y", [3], element)
    let (i, j) = (f.axis("i", 3), f.axis("j", m))
    f.define(y, [i], reduction(x[i, j], j))
    return try f.finish()
  }

  /// The largest of each row and where it is.
  private static func largest() throws -> TensorProgram {
    var f = TensorFunction("largest", context: context)
    let m = f.size("m", 0...64)
    let x = f.input("x", [3, m], .f32)
    let (best, place) = (f.output("best", [3], .f32), f.output("place", [3], .i32))
    let (i, j) = (f.axis("i", 3), f.axis("j", m))
    f.define([best, place], [i], Reducer.largest(.f32, at: .i32)(x[i, j], .index(j), over: j))
    return try f.finish()
  }

  /// Its first block with `width` lanes along the row.
  private static func schedule(
    _ program: TensorProgram, _ name: String, width: Int, tail: Schedule.Tail = .guard
  ) throws -> Schedule {
    var s = try Schedule(program.module, function: program.function)
    let block = try s.block(name)
    try s.vectorize(try s.split(try s.loops(of: block)[1], by: width, tail: tail).inner)
    return s
  }

  /// Holds machine code to the program as written, element by element, NaN equal to itself.
  private static func check(
    _ s: Schedule, _ program: TensorProgram, _ numbers: (Int) -> Double, kind: ScalarKind = .f32
  ) throws {
    let kernel = try TensorKernel(s)
    for m in [0, 1, 3, 7, 8, 16, 37, 64] {
      let values = TensorValue([3, m], kind: kind, doubles: (0..<3 * m).map(numbers))
      let expected = try evaluate(
        program: program.function, in: program.module, inputs: [values], symbols: ["m": m])
      for (a, b) in zip(try kernel.run([values], sizes: ["m": m]), expected) {
        let isSame = zip(a.doubles, b.doubles).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
        #expect(isSame, "m = \(m): \(a.doubles) where \(b.doubles) was expected\n\(s.sketch)")
      }
    }
  }

  @Test(arguments: [1, 2, 5, 8, 16])
  func sumsAndExtremesOfLanes(_ width: Int) throws {
    let kinds: [(Type, ScalarKind)] = [(.f32, .f32), (.i64, .i64), (.i8, .i8)]
    for (type, kind) in kinds {
      let programs = try [
        Self.rows(type) { sum($0, over: $1) }, Self.rows(type) { maximum($0, over: $1) },
        Self.rows(type) { minimum($0, over: $1) },
      ]
      for program in programs {
        let s = try Self.schedule(program, "y", width: width)
        try Self.check(s, program, { Double(($0 * 37) % 19 - 9) }, kind: kind)
      }
    }
  }

  /// A NaN among the terms is the largest and the smallest of them, wherever it is.
  @Test func extremesHandOnNaN() throws {
    for place in [0, 5, 36, 60] {
      let program = try Self.rows(.f32) { maximum($0, over: $1) }
      let s = try Self.schedule(program, "y", width: 8)
      try Self.check(s, program, { $0 % 64 == place ? .nan : Double($0 % 7) })
    }
  }

  /// Of equals the first wins, and NaN never does.
  @Test(arguments: [4, 7, 16]) func placesOfTheLargest(_ width: Int) throws {
    let program = try Self.largest()
    let s = try Self.schedule(program, "best", width: width, tail: .cut)
    try Self.check(s, program, { Double(($0 * 5) % 3) })
    try Self.check(s, program, { $0 % 5 == 0 ? .nan : Double(($0 * 7) % 11 - 11) })
    try Self.check(s, program, { _ in .nan })
    try Self.check(s, program, { _ in -.infinity })
  }

  /// One instruction for all lanes and one for every halving, in an order that does not depend on anything.
  @Test func lanesAreCombinedInPairs() throws {
    let program = try Self.rows(.f32) { sum($0, over: $1) }
    let s = try Self.schedule(program, "y", width: 16, tail: .cut)
    var module = s.module
    try lowerToLoops(s.function, in: &module, hardware: .x86v4)
    var widths: [Int] = []
    for outer in module.operations(in: module.body) {
      module.walk(outer) { operation in
        guard module.name(of: operation) == "arith.addf" else { return }
        guard case .vector(let type) = module.type(of: module.result(of: operation)) else {
          return widths.append(1)
        }
        widths.append(type.shape.compactMap { $0 }.reduce(1, *))
      }
    }
    // 16 lanes in 8, 4, 2 and 1, and the sum so far; what is left over one by one.
    #expect(widths == [8, 4, 2, 1, 1, 1])
  }

  /// Lanes that are off need a neutral term, and a rule of one's own has none that is known.
  @Test func rulesNeedAllLanes() throws {
    let program = try Self.largest()
    let refusal = #expect(throws: Refusal.self) {
      try Self.schedule(program, "best", width: 8, tail: .guard)
    }
    #expect(
      refusal?.description.contains(
        "vectorize: the block 'best' reduces by a rule over the loop 'j_i', some lanes of which")
        == true)
  }

  /// What begins a sum in the loop has no lanes.
  @Test func otherDependencesStay() throws {
    let program = try Self.rows(.f32, atLeast: 1) { sum($0, over: $1) }
    var s = try Schedule(program.module, function: program.function)
    let total = try s.block("y")
    #expect(s.sketch.contains("(from its initial value)"))
    let lanes = try s.split(try s.loops(of: total)[1], by: 8).inner
    let refusal = #expect(throws: Refusal.self) { try s.vectorize(lanes) }
    #expect(refusal?.description.contains("'decompose_reduction' first") == true)
  }
}
