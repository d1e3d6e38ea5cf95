import Dialects
import IR
import Support
import TensorExpressions

/// Programs that searches are compared on, all sizes known.
enum SearchedProgram: String, CaseIterable {
  /// The mean of nine pixels: rows, then columns.
  case blur
  /// A filter of seven taps along rows and columns, whose weights are given.
  case separable
  /// A product, a sum and a bound.
  case dense
  /// A convolution of a picture by 3 x 3, channels last in memory, and a bound.
  case convolution

  func program(_ context: Context) throws -> TensorProgram {
    var f = TensorFunction(rawValue, context: context)
    switch self {
    case .blur:
      let (h, w) = (IndexExpression(1080), IndexExpression(1920))
      let (y, x) = (f.axis("y", h), f.axis("x", w))
      let image = f.input("image", [h, w], .f32).clamped
      let blurred = f.output("blurred", [h, w], .f32)
      let row = image[y, x - 1] + image[y, x] + image[y, x + 1]
      let rows = f.define("rows", [y, x], row * (1.0 / 3)).clamped
      f.define(blurred, [y, x], (rows[y - 1, x] + rows[y, x] + rows[y + 1, x]) * (1.0 / 3))
    case .separable:
      let (h, w) = (IndexExpression(1080), IndexExpression(1920))
      let (y, x, k) = (f.axis("y", h), f.axis("x", w), f.axis("k", 7))
      let image = f.input("image", [h, w], .f32).clamped
      let weights = f.input("weights", [7], .f32)
      let filtered = f.output("filtered", [h, w], .f32)
      let rows = f.define("rows", [y, x], sum(image[y, x + k - 3] * weights[k], over: k))
      f.define(filtered, [y, x], sum(rows.clamped[y + k - 3, x] * weights[k], over: k))
    case .dense:
      let (m, n, depth) = (IndexExpression(128), IndexExpression(768), IndexExpression(768))
      let (x, w) = (f.input("x", [m, depth], .f32), f.input("w", [depth, n], .f32))
      let (b, y) = (f.input("b", [n], .f32), f.output("y", [m, n], .f32))
      let (i, j, k) = (f.axis("i", m), f.axis("j", n), f.axis("k", depth))
      let product = f.define("product", [i, j], sum(x[i, k] * w[k, j], over: k))
      f.define(y, [i, j], maximum(product[i, j] + b[j], 0))
    case .convolution:
      let (h, w, c) = (IndexExpression(56), IndexExpression(56), IndexExpression(64))
      let x = f.input("x", [h + 2, w + 2, c], .f32)
      let (weights, out) = (f.input("w", [3, 3, c, c], .f32), f.output("y", [h, w, c], .f32))
      let (i, j, o) = (f.axis("i", h), f.axis("j", w), f.axis("o", c))
      let (p, q, k) = (f.axis("p", 3), f.axis("q", 3), f.axis("k", c))
      let sums = f.define(
        "sums", [i, j, o], sum(x[i + p, j + q, k] * weights[p, q, k, o], over: p, q, k))
      f.define(out, [i, j, o], maximum(sums[i, j, o], 0))
    }
    return try f.finish()
  }
}
