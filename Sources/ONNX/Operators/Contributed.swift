import Dialects
import IR
import Support

extension OperatorTable {
  private static let domain = "com.microsoft"

  /// Operators of ONNX Runtime that its optimiser and exporters write into models.
  static let contributed: [OperatorImport] = [
    OperatorImport("Gelu", domain: domain) { (node, build) throws(Diagnostic) in
      let x = build.value(try node.input(0))
      return [try build.emit(Graph.Gelu(x, in: build.module))]
    },
    OperatorImport("BiasGelu", domain: domain) { (node, build) throws(Diagnostic) in
      let sum = try build.binary(Graph.Add.self, try node.input(0), try node.input(1))
      let x = build.value(sum)
      return [try build.emit(Graph.Gelu(x, in: build.module))]
    },
    OperatorImport("FastGelu", domain: domain) { (node, build) throws(Diagnostic) in
      var input = try node.input(0)
      if let bias = node.optionalInput(1) { input = try build.binary(Graph.Add.self, input, bias) }
      let x = build.value(input)
      return [try build.emit(Graph.Gelu(x, usesTanh: true, in: build.module))]
    },
    OperatorImport("QuickGelu", domain: domain) { (node, build) throws(Diagnostic) in
      let x = build.value(try node.input(0))
      let alpha = try node.float("alpha", default: Double(Float(1.702)))
      return [try build.emit(Graph.Swish(x, alpha: alpha, in: build.module))]
    },
    OperatorImport("FusedMatMul", domain: domain) { (node, build) throws(Diagnostic) in
      let product = try build.matmul(
        try build.batchInFront(try node.input(0), try node.bool("transBatchA")),
        try build.batchInFront(try node.input(1), try node.bool("transBatchB")),
        transposesLHS: try node.bool("transA"), transposesRHS: try node.bool("transB"))
      let alpha = try node.float("alpha", default: 1)
      if alpha == 1 { return [product] }
      return [try build.binary(Graph.Mul.self, product, build.scalar(alpha, product.element))]
    },
    OperatorImport("SimplifiedLayerNormalization") { (node, build) throws(Diagnostic) in
      [try build.simplifiedLayerNormalization(node, try node.input(0), try node.input(1))]
    },
    OperatorImport("SkipLayerNormalization", domain: domain) { (node, build) throws(Diagnostic) in
      let sum = try build.skipSum(node, bias: 4)
      let (x, scale) = (build.value(sum), build.value(try node.input(2)))
      let bias = node.optionalInput(3).map { build.value($0) }
      let epsilon = try node.float("epsilon", default: Double(Float(1e-12)))
      let result = try build.emit(
        Graph.LayerNorm(
          x, scale, bias: bias, axis: sum.rank - 1, epsilon: epsilon, in: build.module))
      return try build.skipOutputs(node, result, sum)
    },
    OperatorImport(
      "SkipSimplifiedLayerNormalization", domain: domain
    ) { (node, build) throws(Diagnostic) in
      let sum = try build.skipSum(node, bias: 3)
      let result = try build.simplifiedLayerNormalization(node, sum, try node.input(2))
      return try build.skipOutputs(node, result, sum)
    },
  ]
}

extension GraphBuilder {
  /// Matrices whose first axis comes before those of the batch: with it behind them, if `isMoved`.
  fileprivate mutating func batchInFront(
    _ input: ImportedTensor, _ isMoved: Bool
  ) throws(Diagnostic) -> ImportedTensor {
    if !isMoved { return input }
    guard input.rank >= 3 else {
      throw .error("'transBatchA' and 'transBatchB' need rank 3 or more, found \(input.rank)")
    }
    return try transpose(input, Array(1..<input.rank - 1) + [0, input.rank - 1])
  }

  /// Input plus skip connection plus, where there is one, the bias that is input number `bias`.
  fileprivate mutating func skipSum(
    _ node: Node, bias: Int
  ) throws(Diagnostic) -> ImportedTensor {
    let sum = try binary(Graph.Add.self, try node.input(0), try node.input(1))
    guard let bias = node.optionalInput(bias) else { return sum }
    return try binary(Graph.Add.self, sum, bias)
  }

  /// The result, and the sum before normalisation as the fourth output; the two in between are only
  /// used in training.
  fileprivate func skipOutputs(
    _ node: Node, _ result: ImportedTensor, _ sum: ImportedTensor
  ) throws(Diagnostic) -> [ImportedTensor] {
    if node.wantsOutput(1) || node.wantsOutput(2) {
      throw .error("mean and deviation are not supported; export the model for inference")
    }
    return [result, result, result, sum]
  }

  fileprivate mutating func simplifiedLayerNormalization(
    _ node: Node, _ input: ImportedTensor, _ scale: ImportedTensor
  ) throws(Diagnostic) -> ImportedTensor {
    let axis = try node.axis(try node.int("axis", default: -1), rank: input.rank)
    let epsilon = try node.float("epsilon", default: Double(Float(1e-5)))
    let spread = try expand(scale, to: Array(input.sizes[axis...]))
    let (x, factor) = (value(input), value(spread))
    return try emit(Graph.RMSNorm(x, factor, axis: axis, epsilon: epsilon, in: module))
  }
}
