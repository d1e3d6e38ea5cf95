import Dialects
import IR
import Scheduling
import Support
import TensorExpressions

/// The mean of nine pixels: rows, then columns; edges are repeated.
package enum Blur: Pipeline {
  package static let name = "blur"
  package static let sizes = ["h": 1080, "w": 1920]

  package static func work(_ sizes: [String: Int]) -> Double {
    6 * Double(sizes["h", default: 0] * sizes["w", default: 0]) / 1e6
  }

  package static func shapes(_ sizes: [String: Int]) -> [[Int]] {
    [[sizes["h", default: 0], sizes["w", default: 0]]]
  }

  package static func program(_ context: Context) throws -> TensorProgram {
    var f = TensorFunction(name, context: context)
    let (h, w) = (f.size("h", 16...8192), f.size("w", 64...8192))
    let (y, x) = (f.axis("y", h), f.axis("x", w))
    let image = f.input("image", [h, w], .f32).clamped
    let blurred = f.output("blurred", [h, w], .f32)
    let row = image[y, x - 1] + image[y, x] + image[y, x + 1]
    let rows = f.define("rows", [y, x], row * (1.0 / 3)).clamped
    let column = rows[y - 1, x] + rows[y, x] + rows[y + 1, x]
    f.define(blurred, [y, x], column * (1.0 / 3))
    return try f.finish()
  }

  /// Strips of rows on all cores; the rows a strip needs are computed in it, in vectors, those at the
  /// edges apart from those within.
  package static func schedule(_ program: TensorProgram, lanes: Int) throws -> Schedule? {
    var s = try Schedule(program.module, function: program.function)
    let (rows, blurred) = (try s.block("rows"), try s.block("blurred"))
    let (strip, _) = try s.split(try s.loops(of: blurred)[0], by: 16)
    try s.parallel(strip)
    try s.compute(rows, at: strip)
    let within = (IndexExpression.symbol("w") - 1).floorDivided(by: IndexExpression(lanes))
    for block in [rows, blurred] {
      let (vector, lane) = try s.split(try s.loops(of: block)[2], by: lanes)
      try s.vectorize(lane)
      let middle = try s.partition(vector, at: 1)
      try s.partition(middle, at: within - 1)
    }
    return s
  }
}
