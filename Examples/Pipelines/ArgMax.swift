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

  /// Every lane of four vectors keeps the best of its columns in registers; then the lanes are compared.
  static func schedule(_ program: TensorProgram, lanes: Int) throws -> Schedule {
    var s = try Schedule(program.module, function: program.function)
    let best = try s.block("best")
    let loops = try s.loops(of: best)
    let (_, tile) = try s.split(loops[1], by: 4 * lanes)
    let whole = try s.rfactor(best, over: tile)
    let start = try s.block("best_init")
    let clear = try s.loops(of: start)
    try s.reorder(clear[1], clear[0])
    let row = clear[1]
    try s.merge(row, loops[0])
    try s.merge(row, try s.loops(of: whole)[0])
    for component in 0...1 {
      let bests = try s.buffer(readBy: whole, component)
      try s.store(bests, at: row)
      try s.setScope(bests, .register)
    }
    for block in [start, best] {
      let inner = try s.loops(of: block)
      let (vector, lane) = try s.split(inner[inner.count - 1], by: lanes)
      try s.unroll(vector)
      try s.vectorize(lane)
    }
    try s.unroll(try s.loops(of: whole)[1])
    try s.parallel(row)
    return s
  }
}
