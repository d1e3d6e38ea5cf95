import Dialects
import IR
import Support
import TensorExpressions

// Programs as people write them: several results, floats, scans.

extension TestProgram {
  /// A program whose inputs are of the shapes that the function declares.
  init(
    _ name: String, sizes: [[String: Int]], element: Type = .i64, tolerance: Double = 0,
    _ write: (inout TensorFunction) -> Void
  ) throws {
    var function = TensorFunction("kernel", context: Self.context)
    write(&function)
    let program = try function.finish()
    let body = program.module.body(of: program.function)
    let arguments = body.map { program.module.arguments(of: $0) } ?? []
    let outputs = Program.Function(program.function, in: program.module).outputCount
    self.init(
      name, module: program.module, function: program.function,
      inputs: arguments.dropLast(outputs).compactMap { program.module.bufferType(of: $0)?.shape },
      sizes: sizes, element: element)
    self.tolerance = tolerance
  }

  private static let two = [["m": 1, "n": 1], ["m": 5, "n": 3], ["m": 8, "n": 9]]

  /// The largest element of each row and where it is, in one stage with two results.
  static func largestWithPlace() throws -> TestProgram {
    try TestProgram("largestWithPlace", sizes: two) { f in
      let (m, n) = (f.size("m", 1...16), f.size("n", 1...16))
      let x = f.input("x", [m, n], .i64)
      let (i, k) = (f.axis("i", m), f.axis("k", n))
      let best = f.define(
        ["best", "place"], [i], Reducer.largest(.i64)(x[i, k], .index(k), over: k))
      let (top, place) = (f.output("top", [m], .i64), f.output("at", [m], .i64))
      f.define(top, [i], best[0][i] * 2)
      f.define(place, [i], best[1][i] - best[0][i])
    }
  }

  /// Exponentials of rows over their sum, in floats.
  static func softmax() throws -> TestProgram {
    // A sum of 16 positive terms in another order differs by less than 32 half units in the last place.
    try TestProgram("softmax", sizes: two, element: .f64, tolerance: 1e-14) { f in
      let (m, n) = (f.size("m", 1...16), f.size("n", 1...16))
      let x = f.input("x", [m, n], .f64)
      let y = f.output("y", [m, n], .f64)
      let (i, j, k) = (f.axis("i", m), f.axis("j", n), f.axis("k", n))
      let top = f.define("top", [i], maximum(x[i, k], over: k))
      let raised = f.define("raised", [i, j], exp(x[i, j] - top[i]))
      let total = f.define("total", [i], sum(raised[i, k], over: k))
      f.define(y, [i, j], raised[i, j] / total[i])
    }
  }

  /// Attention of two heads, with weights that are whole numbers.
  static func batchedAttention() throws -> TestProgram {
    try TestProgram("batchedAttention", sizes: [["m": 1], ["m": 2], ["m": 7]]) { f in
      let m = f.size("m", 1...12)
      let (q, k) = (f.input("q", [2, m, 4], .i64), f.input("k", [2, m, 4], .i64))
      let v = f.input("v", [2, m, 3], .i64)
      let y = f.output("y", [2, m, 3], .i64)
      let (h, i, j) = (f.axis("h", 2), f.axis("i", m), f.axis("j", m))
      let (d, e) = (f.axis("d", 4), f.axis("e", 3))
      let scores = f.define("scores", [h, i, j], sum(q[h, i, d] * k[h, j, d], over: d))
      let top = f.define("top", [h, i], maximum(scores[h, i, j], over: j))
      let near = f.define("near", [h, i, j], maximum(scores[h, i, j] - top[h, i] + 64, 0))
      f.define(y, [h, i, e], sum(near[h, i, j] * v[h, j, e], over: j))
    }
  }

  /// Sums of all rectangles from the first corner: a scan along rows, then one along columns.
  static func areaTable() throws -> TestProgram {
    try TestProgram("areaTable", sizes: two) { f in
      let (m, n) = (f.size("m", 1...16), f.size("n", 1...16))
      let x = f.input("x", [m, n], .i64)
      let y = f.output("y", [m, n], .i64)
      let (i, j) = (f.axis("i", m), f.axis("j", n))
      let rows = f.scan("rows", [i, j], along: j, first: x[i, 0]) { $0 + x[i, j] }
      let table = f.scan("table", [i, j], along: i, first: rows[0, j]) { $0 + rows[i, j] }
      f.define(y, [i, j], table[i, j] + 1)
    }
  }
}
