import Dialects
import IR
import Scheduling
import Support
import TensorExpressions

/// How much every pixel looks like a corner (Harris and Stephens): of the gradients in its
/// neighbourhood, where all of that lies in the image.
package enum Harris: Pipeline {
  package static let name = "harris"
  package static let sizes = ["h": 1080, "w": 1920]

  package static func work(_ sizes: [String: Int]) -> Double {
    53 * Double((sizes["h", default: 0] - 4) * (sizes["w", default: 0] - 4)) / 1e6
  }

  package static func shapes(_ sizes: [String: Int]) -> [[Int]] {
    [[3, sizes["h", default: 0], sizes["w", default: 0]]]
  }

  package static func program(_ context: Context) throws -> TensorProgram {
    var f = TensorFunction(name, context: context)
    let (h, w) = (f.size("h", 5...8192), f.size("w", 5...8192))
    let (y, x) = (f.axis("y", h), f.axis("x", w))
    let (v, u) = (f.axis("v", h - 2), f.axis("u", w - 2))
    let (i, j) = (f.axis("i", h - 4), f.axis("j", w - 4))
    let image = f.input("image", [3, h, w], .f32)
    let response = f.output("response", [h - 4, w - 4], .f32)
    let gray = f.define(
      "gray", [y, x], image[0, y, x] * 0.299 + image[1, y, x] * 0.587 + image[2, y, x] * 0.114)

    // Sobel's differences, across and down.
    func ends(_ element: (IndexExpression) -> Scalar) -> Scalar {
      element(0) + element(1) * 2 + element(2)
    }
    let across = f.define(
      "across", [v, u],
      (ends { gray[v + $0, u + 2] } - ends { gray[v + $0, u] }) * (1.0 / 12))
    let down = f.define(
      "down", [v, u],
      (ends { gray[v + 2, u + $0] } - ends { gray[v, u + $0] }) * (1.0 / 12))

    // The matrix of second moments, and of that what is large where both its eigenvalues are.
    func moment(_ name: String, _ left: Tensor, _ right: Tensor) -> Scalar {
      let products = f.define(name, [v, u], left[v, u] * right[v, u])
      let terms = (0..<9).map {
        products[i + IndexExpression($0 / 3), j + IndexExpression($0 % 3)]
      }
      return f.define("sum_\(name)", [i, j], terms.dropFirst().reduce(terms[0], +))[i, j]
    }
    let xx = moment("xx", across, across)
    let xy = moment("xy", across, down)
    let yy = moment("yy", down, down)
    let trace = xx + yy
    f.define(response, [i, j], xx * yy - xy * xy - trace * trace * 0.04)
    return try f.finish()
  }
}
