import Dialects
import IR
import Support

extension OperatorTable {
  /// Operators that multiply and sum.
  static let contractions: [OperatorImport] = [
    OperatorImport("MatMul") { (node, build) throws(Diagnostic) in
      [try build.matmul(try node.input(0), try node.input(1))]
    },
    OperatorImport("Gemm", since: 7) { (node, build) throws(Diagnostic) in
      [try build.gemm(node)]
    },
    OperatorImport("Einsum") { (node, build) throws(Diagnostic) in
      [try build.einsum(try node.allInputs(), try node.string("equation", default: ""))]
    },
    OperatorImport("Conv") { (node, build) throws(Diagnostic) in
      let (input, weight) = (try node.input(0), try node.input(1))
      let bias = node.optionalInput(2)
      return [try build.convolution(node, input, weight, bias)]
    },
    OperatorImport("ConvTranspose") { (node, build) throws(Diagnostic) in
      [try build.transposedConvolution(node)]
    },
    OperatorImport("Det") { (node, _) throws(Diagnostic) in
      throw .error("determinants are not supported")
    },
  ]
}

extension GraphBuilder {
  /// The matrix product under NumPy's rules.
  mutating func matmul(
    _ a: ImportedTensor, _ b: ImportedTensor, transposesLHS: Bool = false,
    transposesRHS: Bool = false
  ) throws(Diagnostic) -> ImportedTensor {
    if a.rank >= 1 && b.rank >= 1 {
      let inner = a.sizes[a.rank == 1 || !transposesLHS ? a.rank - 1 : a.rank - 2]
      let other = b.sizes[b.rank == 1 ? 0 : transposesRHS ? b.rank - 1 : b.rank - 2]
      try requireEqual(
        inner, other, "shapes \(a.sizes.text) and \(b.sizes.text) cannot be multiplied")
      _ = try broadcast([Array(a.sizes.dropLast(2)), Array(b.sizes.dropLast(2))])
    }
    let (x, y) = (value(a), value(b))
    return try emit(
      Graph.MatMul(
        x, y, transposesLHS: transposesLHS, transposesRHS: transposesRHS, in: module))
  }

  fileprivate mutating func gemm(_ node: Node) throws(Diagnostic) -> ImportedTensor {
    let (a, b) = (try node.input(0), try node.input(1))
    guard a.rank == 2, b.rank == 2 else {
      throw .error("expected matrices, found shapes \(a.sizes.text) and \(b.sizes.text)")
    }
    let (alpha, beta) = (try node.float("alpha", default: 1), try node.float("beta", default: 1))
    var result = try matmul(
      a, b, transposesLHS: try node.bool("transA"), transposesRHS: try node.bool("transB"))
    if alpha != 1 { result = try binary(Graph.Mul.self, result, scalar(alpha, a.element)) }
    guard let c = node.optionalInput(2), beta != 0 else { return result }
    let scaled = beta == 1 ? c : try binary(Graph.Mul.self, c, scalar(beta, a.element))
    return try binary(Graph.Add.self, result, scaled)
  }

  /// A convolution with the window that the node's attributes describe.
  mutating func convolution(
    _ node: Node, _ input: ImportedTensor, _ weight: ImportedTensor, _ bias: ImportedTensor?
  ) throws(Diagnostic) -> ImportedTensor {
    guard input.rank >= 3, weight.rank == input.rank else {
      throw .error(
        "expected input and weights of one rank, 3 or more, found shapes \(input.sizes.text) and "
          + weight.sizes.text)
    }
    let groups = try node.int("group", default: 1)
    try requireEqual(
      input.sizes[1], weight.sizes[1] * IndexExpression(groups), "channels do not fit the weights")
    let window = try slidingWindow(
      node, sizes: Array(input.sizes[2...]), kernel: Array(weight.sizes[2...]))
    let (x, w, b) = (value(input), value(weight), bias.map { value($0) })
    return try emit(Graph.Conv(x, w, bias: b, window: window, groups: groups, in: module))
  }

  fileprivate mutating func transposedConvolution(
    _ node: Node
  ) throws(Diagnostic) -> ImportedTensor {
    let (input, weight) = (try node.input(0), try node.input(1))
    guard input.rank >= 3, weight.rank == input.rank else {
      throw .error(
        "expected input and weights of one rank, 3 or more, found shapes \(input.sizes.text) and "
          + weight.sizes.text)
    }
    let rank = input.rank - 2
    let added = try node.integers("output_padding") ?? Array(repeating: 0, count: rank)
    var window = try plainWindow(node, rank: rank)
    let mode = try node.choice("auto_pad", default: AutoPad.notSet)
    let target = try node.integers("output_shape")?.suffix(rank).map { IndexExpression($0) }
    guard added.count == rank, target.map({ $0.count == rank }) ?? true else {
      throw .error("'output_padding' and 'output_shape' need one element for each of \(rank) axes")
    }
    if target != nil || mode.isSame {
      for axis in 0..<rank {
        let stride = IndexExpression(window.strides[axis])
        let size = input.sizes[axis + 2]
        let reach = (weight.sizes[axis + 2] - 1) * IndexExpression(window.dilations[axis]) + 1
        let wanted = target?[axis] ?? size * stride
        let full = stride * (size - 1) + IndexExpression(added[axis]) + reach
        // Where more is wanted than there is, negative padding adds zeros at the end.
        let total = assumptions.simplified(full - wanted)
        let half = total.floorDivided(by: 2)
        (window.padsBegin[axis], window.padsEnd[axis]) =
          mode == .sameUpper ? (half, total - half) : (total - half, half)
      }
    }
    let bias = node.optionalInput(2).map { value($0) }
    let (x, w) = (value(input), value(weight))
    return try emit(
      Graph.ConvTranspose(
        x, w, bias: bias, window: window, groups: try node.int("group", default: 1),
        outputPadding: added, in: module))
  }
}
