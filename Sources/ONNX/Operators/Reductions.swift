import Dialects
import IR
import Support

extension OperatorTable {
  /// Operators that combine the elements along axes.
  static let reductions: [OperatorImport] =
    [
      .reduction("ReduceL1", .l1),
      .reduction("ReduceL2", .l2),
      .reduction("ReduceLogSum", .logSum),
      .reduction("ReduceLogSumExp", .logSumExp),
      .reduction("ReduceMax", .max) { $0.maximum($1, $2) },
      .reduction("ReduceMean", .mean),
      .reduction("ReduceMin", .min) { $0.minimum($1, $2) },
      .reduction("ReduceProd", .product) { $0.product($1, $2) },
      .reduction("ReduceSum", .sum, axesInputSince: 13) { $0.sum($1, $2) },
      .reduction("ReduceSumSquare", .sumSquare),
      .argReduction("ArgMax", .max),
      .argReduction("ArgMin", .min),
      OperatorImport("CumSum") { (node, build) throws(Diagnostic) in
        let input = try node.input(0)
        guard let axis = try node.constantIntegers(ofInput: 1, "axis"), axis.count == 1 else {
          throw .error("'axis' must be one number")
        }
        let x = build.value(input)
        return [
          try build.emit(
            Graph.CumulativeSum(
              x, axis: try node.axis(axis[0], rank: input.rank),
              isExclusive: try node.bool("exclusive"), isReversed: try node.bool("reverse"),
              in: build.module))
        ]
      },
    ] + softmaxes

  private static let softmaxes: [OperatorImport] = [
    OperatorImport("Softmax") { (node, build) throws(Diagnostic) in
      [
        try build.alongAxis(node) { (x, axis, module) throws(Diagnostic) in
          try Graph.Softmax(x, axis: axis, in: module)
        }
      ]
    },
    OperatorImport("LogSoftmax") { (node, build) throws(Diagnostic) in
      [
        try build.alongAxis(node) { (x, axis, module) throws(Diagnostic) in
          try Graph.LogSoftmax(x, axis: axis, in: module)
        }
      ]
    },
    OperatorImport("Hardmax") { (node, build) throws(Diagnostic) in
      let input = try node.input(0)
      let (x, axis, restore) = try build.softmaxView(node, input)
      let operand = build.value(x)
      let best = try build.emit(
        Graph.ArgReduce(operand, kind: .max, axis: axis, keepsAxis: true, in: build.module))
      let position = try build.emit(Graph.Iota(sizes: x.sizes, axis: axis, in: build.module))
      let isBest = try build.binary(Graph.Equal.self, position, best)
      return [try build.reshape(try build.cast(isBest, to: input.element), to: restore)]
    },
  ]
}

extension OperatorImport {
  fileprivate static func reduction(
    _ name: String, _ kind: Graph.ReductionKind, axesInputSince: Int = 18,
    known: KnownBinary? = nil
  ) -> OperatorImport {
    OperatorImport(name) { (node, build) throws(Diagnostic) in
      let input = try node.input(0)
      let keepsAxes = try node.bool("keepdims", default: true)
      let given = try node.integers(attribute: "axes", orInput: 1, sinceVersion: axesInputSince)
      var axes: [Int] = []
      for axis in given ?? [] { axes.append(try node.axis(axis, rank: input.rank)) }
      if axes.isEmpty {
        if try node.bool("noop_with_empty_axes") { return [try build.reducedNothing(input, kind)] }
        axes = Array(0..<input.rank)
      }
      return [
        try build.reduce(input, kind, axes: axes.sorted(), keepsAxes: keepsAxes, known: known)
      ]
    }
  }

  fileprivate static func argReduction(_ name: String, _ kind: Graph.Extremum) -> OperatorImport {
    OperatorImport(name) { (node, build) throws(Diagnostic) in
      let input = try node.input(0)
      let axis = try node.axis(try node.int("axis", default: 0), rank: input.rank)
      let x = build.value(input)
      return [
        try build.emit(
          Graph.ArgReduce(
            x, kind: kind, axis: axis, keepsAxis: try node.bool("keepdims", default: true),
            selectsLast: try node.bool("select_last_index"), in: build.module))
      ]
    }
  }
}

extension GraphBuilder {
  /// The elements along `axes`, sorted and from the front, combined into one.
  mutating func reduce(
    _ input: ImportedTensor, _ kind: Graph.ReductionKind, axes: [Int], keepsAxes: Bool,
    known: OperatorImport.KnownBinary? = nil
  ) throws(Diagnostic) -> ImportedTensor {
    if let known, let elements = input.known, !elements.isEmpty, axes.count == input.rank {
      let arithmetic = KnownArithmetic(assumptions: assumptions, element: input.element)
      var result: KnownElement? = elements[0]
      for element in elements.dropFirst() {
        result = result.flatMap { known(arithmetic, $0, element) }
      }
      if let result {
        let sizes = keepsAxes ? Array(repeating: 1, count: input.rank) : []
        return tensor(known: [result], sizes: sizes, element: input.element)
      }
    }
    let x = value(input)
    return try emit(Graph.Reduce(x, kind: kind, axes: axes, keepsAxes: keepsAxes, in: module))
  }

  /// A reduction over no axes: what it does to single elements still happens.
  fileprivate mutating func reducedNothing(
    _ input: ImportedTensor, _ kind: Graph.ReductionKind
  ) throws(Diagnostic) -> ImportedTensor {
    switch kind {
    case .sumSquare: try binary(Graph.Mul.self, input, input)
    case .l1, .l2: try unary(Graph.Abs.self, input)
    case .logSum: try unary(Graph.Log.self, input)
    case .sum, .mean, .max, .min, .product, .logSumExp: input
    }
  }

  /// A function along an axis.
  ///
  /// Before version 13 it is along all axes from that one on together.
  fileprivate mutating func alongAxis<Operation: Graph.SingleResultOperation>(
    _ node: Node, _ make: (ValueID, Int, Module) throws(Diagnostic) -> Operation
  ) throws(Diagnostic) -> ImportedTensor {
    let (x, axis, restore) = try softmaxView(node, try node.input(0))
    let operand = value(x)
    return try reshape(try emit(make(operand, axis, module)), to: restore)
  }

  /// What to apply a softmax to, along which axis, and the shape to give the result.
  fileprivate mutating func softmaxView(
    _ node: Node, _ input: ImportedTensor
  ) throws(Diagnostic) -> (ImportedTensor, axis: Int, restore: [IndexExpression]) {
    let isOld = node.version < 13
    let given = try node.int("axis", default: isOld ? 1 : -1)
    // Of a vector the old rule takes axis one, which is not there, for all of it.
    let axis = isOld && given == input.rank ? given : try node.axis(given, rank: input.rank)
    let isPlain = !isOld || axis == input.rank - 1
    if isPlain { return (input, axis, input.sizes) }
    let rows = IndexExpression.product(input.sizes[..<axis])
    let columns = IndexExpression.product(input.sizes[axis...])
    return (try reshape(input, to: [rows, columns]), 1, input.sizes)
  }
}
