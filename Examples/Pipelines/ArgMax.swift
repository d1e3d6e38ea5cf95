import Dialects
import IR
import Scheduling
import Support
import TensorExpressions

/// The largest element of every row, and where it is.
enum ArgMax: Pipeline {
  static let name = "argmax"
  static let sizes = ["n": 256, "m": 4096]
  static let tolerance = 0.0

  static func work(_ sizes: [String: Int]) -> Double {
    Double(sizes["n", default: 0] * sizes["m", default: 0]) / 1e6
  }

  static func shapes(_ sizes: [String: Int]) -> [[Int]] {
    [[sizes["n", default: 0], sizes["m", default: 0]]]
  }

  static func program(_ context: Context) throws -> TensorProgram {
    var f = TensorFunction(name, context: context)
    let (n, m) = (f.size("n", 1...65536), f.size("m", 1...65536))
    let (i, j) = (f.axis("i", n), f.axis("j", m))
    let x = f.input("x", [n, m], .f32)
    let (best, place) = (f.output("best", [n], .f32), f.output("place", [n], .i32))
    f.define([best, place], [i], Reducer.largest(.f32, at: .i32)(x[i, j], .index(j), over: j))
    return try f.finish()
  }

  /// Every vector lane keeps the best of its columns; then the lanes are compared.
  static func schedule(_ program: TensorProgram, lanes: Int) throws -> Schedule {
    var s = try Schedule(program.module, function: program.function)
    let best = try s.block("best")
    let loops = try s.loops(of: best)
    let (_, lane) = try s.split(loops[1], by: lanes)
    let whole = try s.rfactor(best, over: lane)
    // The lanes of a row beside each other.
    let (lanesFirst, rows) = (IndexExpression.dimension(0), IndexExpression.dimension(1))
    for component in 0...1 {
      try s.transformLayout(try s.buffer(readBy: whole, component), [rows, lanesFirst])
    }
    let start = try s.loops(of: try s.block("best_init"))
    try s.reorder(start[1], start[0])
    try s.vectorize(start[0])
    try s.vectorize(lane)
    for block in [best, whole] { try s.parallel(try s.loops(of: block)[0]) }
    return s
  }
}
