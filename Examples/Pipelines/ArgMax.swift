import Dialects
import IR
import Scheduling
import Support
import TensorExpressions

/// The largest element of every row, and where it is.
package enum ArgMax: Pipeline {
  package static let name = "argmax"
  package static let sizes = ["n": 256, "m": 4096]
  package static let tolerance = 0.0

  package static func work(_ sizes: [String: Int]) -> Double {
    Double(sizes["n", default: 0] * sizes["m", default: 0]) / 1e6
  }

  package static func shapes(_ sizes: [String: Int]) -> [[Int]] {
    [[sizes["n", default: 0], sizes["m", default: 0]]]
  }

  package static func program(_ context: Context) throws -> TensorProgram {
    var f = TensorFunction(name, context: context)
    let (n, m) = (f.size("n", 1...65536), f.size("m", 1...65536))
    let (i, j) = (f.axis("i", n), f.axis("j", m))
    let x = f.input("x", [n, m], .f32)
    let (best, place) = (f.output("best", [n], .f32), f.output("place", [n], .i32))
    f.define([best, place], [i], Reducer.largest(.f32, at: .i32)(x[i, j], .index(j), over: j))
    return try f.finish()
  }

  /// Every lane of eight vectors keeps the best of its columns in registers; then the vectors are
  /// compared, and the lanes of the one that is left.
  package static func schedule(_ program: TensorProgram, lanes: Int) throws -> Schedule? {
    var s = try Schedule(program.module, function: program.function)
    let best = try s.block("best")
    let rows = try s.loops(of: best)
    let (columns, tile) = try s.split(rows[1], by: 8 * lanes)
    let vectors = try s.rfactor(best, over: tile)
    let (_, lane) = try s.split(try s.loops(of: vectors)[1], by: lanes)
    let last = try s.rfactor(vectors, over: lane)
    let starts = [try s.block("best_init"), try s.block("best_final_init")]

    // One loop over the rows, the partial results of a row in registers.
    let row = try s.loops(of: starts[0])[1]
    try s.reorder(row, try s.loops(of: starts[0])[0])
    try s.merge(row, rows[0])
    let partial = try s.loops(of: starts[1])
    try s.reorder(partial[1], partial[0])
    for next in [partial[1], try s.loops(of: vectors)[0], try s.loops(of: last)[0]] {
      try s.merge(row, next)
    }
    for (reader, component) in [(vectors, 0), (vectors, 1), (last, 0), (last, 1)] {
      let bests = try s.buffer(readBy: reader, component)
      try s.store(bests, at: row)
      try s.setScope(bests, .register)
    }
    for block in [starts[0], best] {
      let inner = try s.loops(of: block)
      let (vector, lane) = try s.split(inner[inner.count - 1], by: lanes)
      try s.unroll(vector)
      try s.vectorize(lane)
    }
    try s.vectorize(try s.loops(of: starts[1])[1])
    try s.unroll(try s.loops(of: vectors)[1])
    try s.vectorize(lane)
    let lanesLeft = try s.loops(of: last)[1]
    try s.decomposeReduction(last, before: lanesLeft)
    try s.vectorize(lanesLeft)
    try s.partition(
      columns, at: IndexExpression.symbol("m").floorDivided(by: IndexExpression(8 * lanes)))
    try s.parallel(row)
    return s
  }
}
