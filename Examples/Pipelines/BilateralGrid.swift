import Dialects
import IR
import Scheduling
import Support
import TensorExpressions

/// A bilateral filter on a grid of space and brightness (Chen, Paris and Durand).
///
/// Every pixel counts at the nearest node in space and, linearly, at the two nearest in brightness; the
/// grid is blurred; a pixel's result is read from it in between nodes. Counting is written as a
/// reduction: a node adds up what the pixels around it give to its brightness, most of them nothing.
package enum BilateralGrid: Pipeline {
  package static let name = "bilateral"
  package static let sizes = ["h": 1080, "w": 1920]
  /// Pixels from node to node, and nodes along the brightness, which goes from -1 to 1.
  private static let (cell, nodes) = (8, 10)

  package static func work(_ sizes: [String: Int]) -> Double {
    Double(nodes * 16) * Double(sizes["h", default: 0] * sizes["w", default: 0]) / 1e6
  }

  package static func shapes(_ sizes: [String: Int]) -> [[Int]] {
    [[sizes["h", default: 0], sizes["w", default: 0]]]
  }

  /// How much a brightness counts at a node.
  private static func weight(_ brightness: Scalar, at node: Scalar) -> Scalar {
    let place = (clamped(brightness, -1, 1) + 1) * (Double(nodes - 1) / 2)
    return maximum(1 - abs(place - node), 0)
  }

  package static func program(_ context: Context) throws -> TensorProgram {
    var f = TensorFunction(name, context: context)
    let (h, w) = (f.size("h", 1...8192), f.size("w", 1...8192))
    let step = IndexExpression(cell)
    let (gh, gw) = (h.ceilDivided(by: step) + 1, w.ceilDivided(by: step) + 1)
    let (y, x) = (f.axis("y", h), f.axis("x", w))
    let (z, v, u) = (f.axis("z", IndexExpression(nodes)), f.axis("v", gh), f.axis("u", gw))
    let (r, s) = (f.axis("r", step), f.axis("s", step))
    let image = f.input("image", [h, w], .f32)
    let filtered = f.output("filtered", [h, w], .f32)

    let around = image.clamped[
      v * step + r - IndexExpression(cell / 2), u * step + s - IndexExpression(cell / 2)]
    let count = weight(around, at: Scalar.index(z).converted(to: .f32))
    let counts = f.define("counts", [z, v, u], sum(count, over: r, s))
    let totals = f.define("totals", [z, v, u], sum(count * around, over: r, s))

    // Blurred along the brightness, down and across, then read between columns of nodes.
    func blur(_ element: (IndexExpression) -> Scalar) -> Scalar {
      (element(-2) + element(2)) * (1.0 / 16) + (element(-1) + element(1)) * 0.25
        + element(0) * 0.375
    }
    func columns(_ grid: Tensor, _ name: String) -> Tensor {
      let deep = f.define("\(name)_deep", [z, v, u], blur { grid.clamped[z + $0, v, u] })
      let down = f.define("\(name)_down", [z, v, u], blur { deep.clamped[z, v + $0, u] })
      let blurred = f.define("\(name)_blurred", [z, v, u], blur { down.clamped[z, v, u + $0] })
      let node = x.floorDivided(by: step)
      let part = Scalar.index(x.remainder(by: step)).converted(to: .f32) * (1 / Double(cell))
      let (left, right) = (blurred.clamped[z, v, node], blurred.clamped[z, v, node + 1])
      return f.define("\(name)_columns", [z, v, x], left + part * (right - left))
    }
    let (countColumns, totalColumns) = (columns(counts, "counts"), columns(totals, "totals"))
    let row = y.floorDivided(by: step)
    let part = Scalar.index(y.remainder(by: step)).converted(to: .f32) * (1 / Double(cell))
    func read(_ columns: Tensor) -> Scalar {
      let terms = (0..<nodes).map { node -> Scalar in
        let place = IndexExpression(node)
        let (above, below) = (
          columns.clamped[place, row, x], columns.clamped[place, row + 1, x]
        )
        return weight(image[y, x], at: .constant(Double(node), .f32))
          * (above + part * (below - above))
      }
      return terms.dropFirst().reduce(terms[0], +)
    }
    f.define(filtered, [y, x], read(totalColumns) / read(countColumns))
    return try f.finish()
  }
}
