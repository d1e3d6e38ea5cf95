import Dialects
import IR
import Scheduling
import Support
import TensorExpressions

/// A symmetric filter of seven taps along rows and columns, whose weights are given; edges are
/// mirrored.
package enum SeparableFilter: Pipeline {
  package static let name = "separable"
  package static let sizes = ["h": 1080, "w": 1920]

  package static func work(_ sizes: [String: Int]) -> Double {
    28 * Double(sizes["h", default: 0] * sizes["w", default: 0]) / 1e6
  }

  package static func shapes(_ sizes: [String: Int]) -> [[Int]] {
    [[sizes["h", default: 0], sizes["w", default: 0]], [7]]
  }

  package static func program(_ context: Context) throws -> TensorProgram {
    var f = TensorFunction(name, context: context)
    let (h, w) = (f.size("h", 16...8192), f.size("w", 64...8192))
    let (y, x, k) = (f.axis("y", h), f.axis("x", w), f.axis("k", 7))
    let image = f.input("image", [h, w], .f32).clamped
    let weights = f.input("weights", [7], .f32)
    let filtered = f.output("filtered", [h, w], .f32)
    let rows = f.define("rows", [y, x], sum(image[y, x + k - 3] * weights[k], over: k))
    f.define(filtered, [y, x], sum(rows.clamped[y + k - 3, x] * weights[k], over: k))
    return try f.finish()
  }

  /// Strips of rows on all cores; sums over the taps are written out, in vectors that stay in
  /// registers, those at the edges apart from those within.
  package static func schedule(_ program: TensorProgram, lanes: Int) throws -> Schedule? {
    var s = try Schedule(program.module, function: program.function)
    let (rows, filtered) = (try s.block("rows"), try s.block("filtered"))
    let (storedRows, _) = try s.cacheWrite(rows, in: .register)
    let (stored, _) = try s.cacheWrite(filtered, in: .register)
    let (strip, _) = try s.split(try s.loops(of: stored)[0], by: 24)
    try s.parallel(strip)
    try keepInRegisters(filtered, stored, lanes, &s)
    try s.compute(storedRows, at: strip)
    try keepInRegisters(rows, storedRows, lanes, &s)
    return s
  }
  /// The sums of a vector in a register, the taps written out.
  private static func keepInRegisters(
    _ sums: Schedule.Block, _ copy: Schedule.Block, _ lanes: Int, _ s: inout Schedule
  ) throws {
    let within = (IndexExpression.symbol("w") - 3).floorDivided(by: IndexExpression(lanes))
    let (vector, lane) = try s.split(try s.loops(of: copy)[2], by: lanes)
    try s.compute(sums, at: vector)
    let inner = try s.loops(of: sums).suffix(2).map { $0 }
    try s.reorder(inner[1], inner[0])
    try s.unroll(inner[1])
    for loop in [inner[0], lane] { try s.vectorize(loop) }
    let middle = try s.partition(vector, at: 1)
    try s.partition(middle, at: within - 1)
  }
}
