import Dialects
import IR
import Scheduling
import Support
import TensorExpressions
import Wavefront

/// Programs to schedule.
enum Programs {
  static let context = Context(dialects: Dialects.all)

  /// How many letters to insert, remove or change to make one text of another: every element from its
  /// left, upper and diagonal neighbour.
  static func editDistance() throws -> TensorProgram {
    var f = TensorFunction("edit_distance", context: context)
    let (n, m) = (f.size("n", 1...64), f.size("m", 1...64))
    let (a, b) = (f.input("a", [n], .i32), f.input("b", [m], .i32))
    let (p, q) = (f.axis("p", n + 1), f.axis("q", m + 1))
    let (i, j) = (f.axis("i", n), f.axis("j", m))
    let table = f.output("table", [n + 1, m + 1], .i32)
    f.define(table, [p, q], Scalar.index(p + q).converted(to: .i32))
    let change = table[i, j] + (a[i] .!= b[j]).converted(to: .i32)
    let other = minimum(table[i, j + 1], table[i + 1, j]) + 1
    f.update(table, over: [i, j], at: [.at(i + 1), .at(j + 1)], to: minimum(change, other))
    return try f.finish()
  }

  /// Rows divided by their sums.
  static func shares() throws -> TensorProgram {
    var f = TensorFunction("shares", context: context)
    let (n, m) = (f.size("n", 1...64), f.size("m", 1...64))
    let (i, j) = (f.axis("i", n), f.axis("j", m))
    let x = f.input("x", [n, m], .f32)
    let y = f.output("y", [n, m], .f32)
    let total = f.define("total", [i], sum(x[i, j] * x[i, j] + 1, over: j))
    f.define(y, [i, j], x[i, j] / total[i])
    return try f.finish()
  }

  static func schedule(_ program: TensorProgram) throws -> Schedule {
    try Schedule(program.module, function: program.function, context: Wavefront.makeContext())
  }
}
