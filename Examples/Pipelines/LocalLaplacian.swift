import Dialects
import IR
import Scheduling
import Support
import TensorExpressions

/// A local Laplacian filter (Paris, Hasinoff and Kautz; fast form of Aubry and others): details of an
/// image are made stronger, and its edges are not.
///
/// The image is remapped around several brightnesses, each result decomposed into a Laplacian pyramid.
/// A coefficient of the result is taken from the pyramids of the brightnesses on both sides of the
/// Gaussian pyramid there; the pyramid that comes about is put together. Taps are 1 3 3 1 both ways.
package enum LocalLaplacian: Pipeline {
  package static let name = "laplacian"
  package static let sizes = ["h": 1080, "w": 1920]
  /// Levels of the pyramids, and brightnesses, which go from -1 to 1.
  private static let (levels, shades) = (4, 8)
  /// How much stronger details become, and how large a detail is.
  private static let (gain, detail) = (1.0, 0.25)

  package static func work(_ sizes: [String: Int]) -> Double {
    Double(shades * 40) * Double(sizes["h", default: 0] * sizes["w", default: 0]) / 1e6
  }

  package static func shapes(_ sizes: [String: Int]) -> [[Int]] {
    [[sizes["h", default: 0], sizes["w", default: 0]]]
  }

  package static func program(_ context: Context) throws -> TensorProgram {
    var f = TensorFunction(name, context: context)
    let (h, w) = (f.size("h", 1...8192), f.size("w", 1...8192))
    let image = f.input("image", [h, w], .f32)
    let result = f.output("result", [h, w], .f32)
    let k = f.axis("k", IndexExpression(shades))
    var (rows, columns) = ([f.axis("y", h)], [f.axis("x", w)])
    var (height, width) = (h, w)
    for level in 1..<levels {
      (height, width) = (height.ceilDivided(by: 2), width.ceilDivided(by: 2))
      rows.append(f.axis("y\(level)", height))
      columns.append(f.axis("x\(level)", width))
    }

    // Half as many rows, then half as many columns.
    func smaller(_ name: String, _ image: Tensor, _ deep: [IndexExpression], _ level: Int) -> Tensor
    {
      func taps(_ first: IndexExpression, _ element: (IndexExpression) -> Scalar) -> Scalar {
        (element(first - 1) + element(first + 2) + (element(first) + element(first + 1)) * 3)
          * 0.125
      }
      let (y, x) = (rows[level], columns[level])
      let half = f.define(
        "\(name)_rows\(level)", deep + [y, columns[level - 1]],
        taps(y * 2) { image.clamped[deep + [$0, columns[level - 1]]] })
      return f.define(
        "\(name)\(level)", deep + [y, x], taps(x * 2) { half.clamped[deep + [y, $0]] })
    }
    // Between two rows or columns of half as many, nearer to one of them.
    func between(_ place: IndexExpression, _ element: (IndexExpression) -> Scalar) -> Scalar {
      let (before, after) = ((place - 1).floorDivided(by: 2), (place + 1).floorDivided(by: 2))
      let isEven = Scalar.compare(
        .equal, .index(place.remainder(by: 2)), .integer(0, .index))
      let part = select(isEven, .constant(0.75, .f32), .constant(0.25, .f32))
      return element(before) + part * (element(after) - element(before))
    }
    // Twice as many columns.
    func wider(_ name: String, _ image: Tensor, _ deep: [IndexExpression], _ level: Int) -> Tensor {
      f.define(
        "\(name)_wide\(level)", deep + [rows[level], columns[level - 1]],
        between(columns[level - 1]) { image.clamped[deep + [rows[level], $0]] })
    }

    var gaussian = [image]
    for level in 1..<levels {
      gaussian.append(smaller("gaussian", gaussian[level - 1], [], level))
    }
    let shade = Scalar.index(k).converted(to: .f32) * (2 / Double(shades - 1)) - 1
    let difference = image[rows[0], columns[0]] - shade
    let bell = exp(difference * difference * (-0.5 / (detail * detail)))
    var remapped = [
      f.define(
        "remapped", [k, rows[0], columns[0]],
        image[rows[0], columns[0]] + difference * bell * gain)
    ]
    for level in 1..<levels {
      remapped.append(smaller("remapped", remapped[level - 1], [k], level))
    }

    // From the coarsest level to the finest.
    var finished: Tensor?
    for level in (0..<levels).reversed() {
      let (y, x) = (rows[level], columns[level])
      let coarser =
        level + 1 < levels ? wider("remapped", remapped[level + 1], [k], level + 1) : nil
      let place =
        (clamped(gaussian[level][y, x], -1, 1) + 1) * (Double(shades - 1) / 2)
      let terms = (0..<shades).map { number -> Scalar in
        let own = remapped[level][IndexExpression(number), y, x]
        let smooth = coarser.map { coarser in
          between(y) { coarser.clamped[IndexExpression(number), $0, x] }
        }
        return maximum(1 - abs(place - Double(number)), 0) * (smooth.map { own - $0 } ?? own)
      }
      var value = terms.dropFirst().reduce(terms[0], +)
      if let coarse = finished {
        let wide = wider("result", coarse, [], level + 1)
        value = value + between(y) { wide.clamped[$0, x] }
      }
      if level == 0 {
        f.define(result, [y, x], value)
      } else {
        finished = f.define("result\(level)", [y, x], value)
      }
    }
    return try f.finish()
  }
}
