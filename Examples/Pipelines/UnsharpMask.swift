import Dialects
import Foundation
import IR
import Scheduling
import Support
import TensorExpressions

/// An unsharp mask: what a Gaussian blur takes out of the brightness is added to every colour once more;
/// edges are repeated.
package enum UnsharpMask: Pipeline {
  package static let name = "unsharp"
  package static let sizes = ["h": 1080, "w": 1920]
  /// How much of the difference is added.
  private static let amount = 0.75
  private static let deviation = 1.5

  package static func work(_ sizes: [String: Int]) -> Double {
    35 * Double(sizes["h", default: 0] * sizes["w", default: 0]) / 1e6
  }

  package static func shapes(_ sizes: [String: Int]) -> [[Int]] {
    [[3, sizes["h", default: 0], sizes["w", default: 0]]]
  }

  /// Weights of the middle and of three neighbours to either side; together they are one.
  private static var weights: [Double] {
    let values = (0...3).map { exp(-Double($0 * $0) / (2 * deviation * deviation)) }
    let total = values[0] + 2 * values.dropFirst().reduce(0, +)
    return values.map { $0 / total }
  }

  package static func program(_ context: Context) throws -> TensorProgram {
    var f = TensorFunction(name, context: context)
    let (h, w) = (f.size("h", 1...8192), f.size("w", 1...8192))
    let (c, y, x) = (f.axis("c", 3), f.axis("y", h), f.axis("x", w))
    let image = f.input("image", [3, h, w], .f32)
    let sharpened = f.output("sharpened", [3, h, w], .f32)
    let gray = f.define(
      "gray", [y, x], image[0, y, x] * 0.299 + image[1, y, x] * 0.587 + image[2, y, x] * 0.114)
    let rows = f.define("rows", [y, x], blur { gray.clamped[y, x + $0] })
    let blurred = f.define("blurred", [y, x], blur { rows.clamped[y + $0, x] })
    f.define(
      sharpened, [c, y, x], image[c, y, x] + (gray[y, x] - blurred[y, x]) * amount)
    return try f.finish()
  }

  private static func blur(_ element: (IndexExpression) -> Scalar) -> Scalar {
    let weights = weights
    return weights.indices.dropFirst().reduce(element(0) * weights[0]) { sum, distance in
      let place = IndexExpression(distance)
      return sum + (element(0 - place) + element(place)) * weights[distance]
    }
  }
}
