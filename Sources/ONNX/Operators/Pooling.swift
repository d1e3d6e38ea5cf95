import Dialects
import IR
import Support

extension OperatorTable {
  /// Operators that combine the elements in a moving window.
  static let pooling: [OperatorImport] = [
    OperatorImport("MaxPool") { (node, build) throws(Diagnostic) in
      if node.wantsOutput(1) {
        throw .error("the indices of the largest elements are not supported")
      }
      let pool = try build.pool(node)
      return [
        try build.emit(
          Graph.MaxPool(
            pool.input, kernel: pool.kernel, window: pool.window, spatialSizes: pool.sizes,
            in: build.module))
      ]
    },
    OperatorImport("AveragePool", since: 7) { (node, build) throws(Diagnostic) in
      let pool = try build.pool(node)
      return [
        try build.emit(
          Graph.AveragePool(
            pool.input, kernel: pool.kernel, window: pool.window,
            countsPadding: try node.bool("count_include_pad"), spatialSizes: pool.sizes,
            in: build.module))
      ]
    },
    OperatorImport("LpPool", since: 2) { (node, build) throws(Diagnostic) in
      let pool = try build.pool(node)
      return [
        try build.emit(
          Graph.LpPool(
            pool.input, kernel: pool.kernel, window: pool.window, p: try node.int("p", default: 2),
            spatialSizes: pool.sizes, in: build.module))
      ]
    },
    OperatorImport("GlobalAveragePool") { (node, build) throws(Diagnostic) in
      [try build.poolEverything(try node.input(0), .mean)]
    },
    OperatorImport("GlobalMaxPool") { (node, build) throws(Diagnostic) in
      [try build.poolEverything(try node.input(0), .max)]
    },
    OperatorImport("GlobalLpPool", since: 2) { (node, build) throws(Diagnostic) in
      switch try node.int("p", default: 2) {
      case 1: return [try build.poolEverything(try node.input(0), .l1)]
      case 2: return [try build.poolEverything(try node.input(0), .l2)]
      case let p: throw .error("attribute 'p' is \(p); 1 and 2 are supported")
      }
    },
  ]
}

extension GraphBuilder {
  fileprivate struct Pool {
    var input: ValueID
    var kernel: [Int]
    var window: Graph.Window
    var sizes: [IndexExpression]
  }

  fileprivate mutating func pool(_ node: Node) throws(Diagnostic) -> Pool {
    let input = try node.input(0)
    guard let kernel = try node.integers("kernel_shape"), kernel.count == input.rank - 2,
      kernel.allSatisfy({ $0 > 0 })
    else {
      throw .error(
        "attribute 'kernel_shape' must be given, with \(input.rank - 2) positive elements for an "
          + "input of rank \(input.rank)")
    }
    let spatial = Array(input.sizes[2...])
    let extents = kernel.map { IndexExpression($0) }
    let window = try slidingWindow(node, sizes: spatial, kernel: extents)
    let roundsUp = try node.bool("ceil_mode")
    let sizes = spatial.indices.map { axis in
      assumptions.simplified(
        window.outputSize(of: spatial[axis], kernel: extents[axis], axis: axis, roundsUp: roundsUp))
    }
    return Pool(input: value(input), kernel: kernel, window: window, sizes: sizes)
  }

  fileprivate mutating func poolEverything(
    _ input: ImportedTensor, _ kind: Graph.ReductionKind
  ) throws(Diagnostic) -> ImportedTensor {
    guard input.rank >= 2 else { throw .error("expected rank 2 or more, found \(input.rank)") }
    return try reduce(input, kind, axes: Array(2..<input.rank), keepsAxes: true)
  }
}
