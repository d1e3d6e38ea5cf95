import Dialects
import IR
import Support

/// How padding follows from the sizes.
enum AutoPad: String, CaseIterable {
  case notSet = "NOTSET"
  case valid = "VALID"
  case sameUpper = "SAME_UPPER"
  case sameLower = "SAME_LOWER"

  var isSame: Bool { self == .sameUpper || self == .sameLower }
}

extension GraphBuilder {
  /// Strides, dilations and the pads that are written out.
  func plainWindow(_ node: Node, rank: Int) throws(Diagnostic) -> Graph.Window {
    func list(_ name: String, count: Int) throws(Diagnostic) -> [Int]? {
      guard let list = try node.integers(name), !list.isEmpty else { return nil }
      if list.count == count { return list }
      throw .error("attribute '\(name)' has \(list.count) elements, expected \(count)")
    }
    let pads = try list("pads", count: 2 * rank)?.map { IndexExpression($0) }
    return Graph.Window(
      rank: rank, strides: try list("strides", count: rank),
      dilations: try list("dilations", count: rank), padsBegin: pads.map { Array($0[..<rank]) },
      padsEnd: pads.map { Array($0[rank...]) })
  }

  /// The window of a convolution or pooling over `sizes`, with `auto_pad` worked out.
  func slidingWindow(
    _ node: Node, sizes: [IndexExpression], kernel: [IndexExpression]
  ) throws(Diagnostic) -> Graph.Window {
    if let given = try node.integers("kernel_shape"),
      given.count != kernel.count
        || zip(given, kernel).contains(where: { IndexExpression($0) != $1 })
    {
      throw .error("attribute 'kernel_shape' is \(given), but the kernel is \(kernel.text)")
    }
    var window = try plainWindow(node, rank: sizes.count)
    let mode = try node.choice("auto_pad", default: AutoPad.notSet)
    for axis in sizes.indices where mode != .notSet {
      guard mode.isSame else {
        (window.padsBegin[axis], window.padsEnd[axis]) = (0, 0)
        continue
      }
      // As many positions as strides fit into the size, the padding as equal as possible.
      let stride = IndexExpression(window.strides[axis])
      let reach = (kernel[axis] - 1) * IndexExpression(window.dilations[axis]) + 1
      let positions = sizes[axis].ceilDivided(by: stride)
      let total = assumptions.simplified(
        .maximum(0, (positions - 1) * stride + reach - sizes[axis]))
      let half = total.floorDivided(by: 2)
      (window.padsBegin[axis], window.padsEnd[axis]) =
        mode == .sameUpper ? (half, total - half) : (total - half, half)
    }
    return window
  }
}
