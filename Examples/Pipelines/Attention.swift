import Dialects
import IR
import Scheduling
import Support
import TensorExpressions

/// Softmax of scaled products of queries and keys, times values: eight heads of 64.
package enum Attention: Pipeline {
  package static let name = "attention"
  package static let sizes = ["n": 256, "m": 256]

  package static func work(_ sizes: [String: Int]) -> Double {
    4 * 8 * 64 * Double(sizes["n", default: 0] * sizes["m", default: 0]) / 1e6
  }

  package static func shapes(_ sizes: [String: Int]) -> [[Int]] {
    let (n, m) = (sizes["n", default: 0], sizes["m", default: 0])
    return [[8, n, 64], [8, 64, m], [8, m, 64]]
  }

  package static func program(_ context: Context) throws -> TensorProgram {
    var f = TensorFunction(name, context: context)
    let (n, m) = (f.size("n", 8...4096), f.size("m", 1...4096))
    let (a, i, j, d) = (f.axis("a", 8), f.axis("i", n), f.axis("j", m), f.axis("d", 64))
    let queries = f.input("queries", [8, n, 64], .f32)
    let keys = f.input("keys", [8, 64, m], .f32)
    let values = f.input("values", [8, m, 64], .f32)
    let result = f.output("result", [8, n, 64], .f32)
    let products = f.define("products", [a, i, j], sum(queries[a, i, d] * keys[a, d, j], over: d))
    let scores = f.define("scores", [a, i, j], products[a, i, j] * 0.125)
    let largest = f.define("largest", [a, i], maximum(scores[a, i, j], over: j))
    let powers = f.define("powers", [a, i, j], exp(scores[a, i, j] - largest[a, i]))
    let total = f.define("total", [a, i], sum(powers[a, i, j], over: j))
    let mixed = f.define("mixed", [a, i, d], sum(powers[a, i, j] * values[a, j, d], over: j))
    f.define(result, [a, i, d], mixed[a, i, d] / total[a, i])
    return try f.finish()
  }

  /// Heads on all cores, eight queries at a time; what they need stays in the cache, sums in
  /// registers.
  ///
  /// Every lane of a vector has its own maximum and its own sum of a row.
  package static func schedule(_ program: TensorProgram, lanes: Int) throws -> Schedule? {
    var s = try Schedule(program.module, function: program.function)
    let loops = try s.loops(of: try s.block("result"))
    let (queries, _) = try s.split(loops[1], by: 8, tail: .shift)
    try keepInRegisters("mixed", for: "result", lanes, &s)
    for name in ["total", "powers", "largest", "scores"] {
      try s.compute(try s.block(name), at: queries)
    }
    let keys = try keepInRegisters("products", for: "scores", lanes, &s)
    let m = IndexExpression.symbol("m")
    try s.partition(keys, at: m.floorDivided(by: IndexExpression(2 * lanes)))
    let powers = try s.loops(of: try s.block("powers"))
    let (_, lane) = try s.split(powers[powers.count - 1], by: lanes)
    try s.vectorize(lane)
    for name in ["total", "largest"] {
      let vectors = try reduceInLanes(name, at: queries, lanes, &s)
      try s.partition(vectors, at: m.floorDivided(by: IndexExpression(lanes)))
    }
    try s.parallel(loops[0])
    return s
  }

  /// Splits a reduction of rows into one for each lane of a vector, all rows in registers; gives the
  /// loop over vectors.
  private static func reduceInLanes(
    _ name: String, at queries: Schedule.Loop, _ lanes: Int, _ s: inout Schedule
  ) throws -> Schedule.Loop {
    let rows = try s.block(name)
    try s.setScope(try s.buffer(writtenBy: rows), .local)
    let loops = try s.loops(of: rows).suffix(2).map { $0 }
    let (vectors, lane) = try s.split(loops[1], by: lanes)
    let last = try s.rfactor(rows, over: lane)
    let partial = try s.buffer(writtenBy: rows)
    try s.transformLayout(partial, [.dimension(1), .dimension(2), .dimension(0)])
    try s.setScope(partial, .register)
    let start = try s.loops(of: try s.block(name + "_init")).suffix(2).map { $0 }
    try s.reorder(start[1], start[0])
    try s.reorder(vectors, loops[0])
    let end = try s.loops(of: last).suffix(2).map { $0 }
    try s.decomposeReduction(last, before: end[1])
    for loop in [start[1], loops[0], end[0]] { try s.unroll(loop) }
    for loop in [start[0], lane, end[1]] { try s.vectorize(loop) }
    return vectors
  }

  /// Computes sums where they are finished, for tiles of its rows and two vectors of columns, which
  /// stay in registers until they are complete; gives the loop over those.
  @discardableResult
  private static func keepInRegisters(
    _ name: String, for reader: String, _ lanes: Int, _ s: inout Schedule
  ) throws -> Schedule.Loop {
    let sums = try s.block(name)
    let finish = try s.loops(of: try s.block(reader)).suffix(2).map { $0 }
    let (columns, tile) = try s.split(finish[1], by: 2 * lanes)
    let (far, near) = try s.split(tile, by: lanes)
    try s.reorder(columns, finish[0], far, near)
    try s.compute(sums, at: columns)
    try s.setScope(try s.buffer(writtenBy: sums), .register)
    let inner = try s.loops(of: sums).suffix(3).map { $0 }
    let (vectors, lane) = try s.split(inner[1], by: lanes)
    try s.reorder(inner[2], inner[0], vectors, lane)
    let clear = try s.loops(of: try s.decomposeReduction(sums, before: inner[2])).suffix(3)
      .map { $0 }
    for loop in [inner[0], vectors, clear[0], clear[1], finish[0], far] { try s.unroll(loop) }
    for loop in [lane, clear[2], near] { try s.vectorize(loop) }
    if Pipelines.hardware.hasFusedMultiplyAdd { try s.fuseMultiplyAdd(sums) }
    return columns
  }
}
