import Dialects
import IR
import Support

extension OperatorTable {
  /// Operators that bring elements to a common mean or length.
  static let normalizations: [OperatorImport] = [
    OperatorImport("BatchNormalization", since: 7) { (node, build) throws(Diagnostic) in
      if try node.bool("training_mode") || (1...4).contains(where: node.wantsOutput) {
        throw .error("training mode is not supported; export the model for inference")
      }
      let input = try node.input(0)
      let epsilon = try node.float("epsilon", default: Double(Float(1e-5)))
      var parameters: [ValueID] = []
      for index in 1...4 {
        parameters.append(build.value(try build.cast(try node.input(index), to: input.element)))
      }
      let x = build.value(input)
      return [
        try build.emit(
          Graph.BatchNorm(
            x, parameters[0], parameters[1], parameters[2], parameters[3], epsilon: epsilon,
            in: build.module))
      ]
    },
    OperatorImport("GroupNormalization", since: 18) { (node, build) throws(Diagnostic) in
      [try build.groupNormalization(node)]
    },
    OperatorImport("InstanceNormalization", since: 6) { (node, build) throws(Diagnostic) in
      let (x, scale) = (build.value(try node.input(0)), build.value(try node.input(1)))
      let bias = build.value(try node.input(2))
      let epsilon = try node.float("epsilon", default: Double(Float(1e-5)))
      return [
        try build.emit(Graph.InstanceNorm(x, scale, bias, epsilon: epsilon, in: build.module))
      ]
    },
    OperatorImport("LayerNormalization") { (node, build) throws(Diagnostic) in
      try build.layerNormalization(node)
    },
    OperatorImport("RMSNormalization") { (node, build) throws(Diagnostic) in
      let input = try node.input(0)
      let axis = try node.axis(try node.int("axis", default: -1), rank: input.rank)
      let scale = try build.expand(try node.input(1), to: Array(input.sizes[axis...]))
      let (x, factor) = (build.value(input), build.value(scale))
      let epsilon = try node.float("epsilon", default: Double(Float(1e-5)))
      return [
        try build.emit(Graph.RMSNorm(x, factor, axis: axis, epsilon: epsilon, in: build.module))
      ]
    },
    OperatorImport("LRN") { (node, build) throws(Diagnostic) in
      guard let size = try node.optionalInt("size") else {
        throw .error("attribute 'size' is missing")
      }
      let x = build.value(try node.input(0))
      return [
        try build.emit(
          Graph.LRN(
            x, size: size, alpha: try node.float("alpha", default: Double(Float(1e-4))),
            beta: try node.float("beta", default: 0.75), bias: try node.float("bias", default: 1),
            in: build.module))
      ]
    },
    OperatorImport("LpNormalization") { (node, build) throws(Diagnostic) in
      let input = try node.input(0)
      let axis = try node.axis(try node.int("axis", default: -1), rank: input.rank)
      let (x, p) = (build.value(input), try node.int("p", default: 2))
      return [try build.emit(Graph.LpNormalization(x, axis: axis, p: p, in: build.module))]
    },
    OperatorImport("MeanVarianceNormalization", since: 9) { (node, build) throws(Diagnostic) in
      let input = try node.input(0)
      var axes: [Int] = []
      for axis in try node.integers("axes") ?? [0, 2, 3] {
        axes.append(try node.axis(axis, rank: input.rank))
      }
      let centred = try build.centred(input, axes: axes.sorted())
      let deviation = try build.unary(Graph.Sqrt.self, centred.variance)
      let safe = try build.binary(
        Graph.Add.self, deviation, build.scalar(1e-9, input.element))
      return [try build.binary(Graph.Div.self, centred.difference, safe)]
    },
  ]
}

extension GraphBuilder {
  /// The differences from the mean over `axes`, and the mean of their squares.
  fileprivate mutating func centred(
    _ input: ImportedTensor, axes: [Int]
  ) throws(Diagnostic) -> (
    difference: ImportedTensor, mean: ImportedTensor, variance: ImportedTensor
  ) {
    let mean = try reduce(input, .mean, axes: axes, keepsAxes: true)
    let difference = try binary(Graph.Sub.self, input, mean)
    let squares = try binary(Graph.Mul.self, difference, difference)
    return (difference, mean, try reduce(squares, .mean, axes: axes, keepsAxes: true))
  }

  fileprivate mutating func layerNormalization(
    _ node: Node
  ) throws(Diagnostic) -> [ImportedTensor] {
    let input = try node.input(0)
    let axis = try node.axis(try node.int("axis", default: -1), rank: input.rank)
    let epsilon = try node.float("epsilon", default: Double(Float(1e-5)))
    let normalized = Array(input.sizes[axis...])
    let scale = value(try expand(try node.input(1), to: normalized))
    let bias = try node.optionalInput(2).map { (bias) throws(Diagnostic) in
      value(try expand(bias, to: normalized))
    }
    let x = value(input)
    let result = try emit(
      Graph.LayerNorm(x, scale, bias: bias, axis: axis, epsilon: epsilon, in: module))
    guard node.wantsOutput(1) || node.wantsOutput(2) else { return [result] }
    let centred = try centred(input, axes: Array(axis..<input.rank))
    let shifted = try binary(Graph.Add.self, centred.variance, scalar(epsilon, input.element))
    let deviation = try unary(Graph.Sqrt.self, shifted)
    return [result, centred.mean, try unary(Graph.Reciprocal.self, deviation)]
  }

  /// Before version 21 scale and bias are one per group, afterwards one per channel.
  fileprivate mutating func groupNormalization(_ node: Node) throws(Diagnostic) -> ImportedTensor {
    let input = try node.input(0)
    guard let groups = try node.optionalInt("num_groups"), groups > 0, input.rank >= 2 else {
      throw .error("needs the attribute 'num_groups' and an input of rank 2 or more")
    }
    let channels = input.sizes[1]
    func perChannel(_ parameter: ImportedTensor) throws(Diagnostic) -> ImportedTensor {
      if node.version >= 21 { return parameter }
      let column = try reshape(parameter, to: [IndexExpression(groups), 1])
      let repeated = channels.floorDivided(by: IndexExpression(groups))
      let spread = try expand(column, to: [IndexExpression(groups), repeated])
      return try reshape(spread, to: [channels])
    }
    let scale = value(try perChannel(try node.input(1)))
    let bias = value(try perChannel(try node.input(2)))
    let x = value(input)
    let epsilon = try node.float("epsilon", default: Double(Float(1e-5)))
    return try emit(
      Graph.GroupNorm(x, scale, bias, groups: groups, epsilon: epsilon, in: module))
  }
}
