import Dialects
import IR
import Support

extension OperatorTable {
  /// Operators on integers that stand for scaled numbers.
  static let quantization: [OperatorImport] = [
    OperatorImport("QuantizeLinear", since: 10) { (node, build) throws(Diagnostic) in
      let (input, scale) = (try node.input(0), try node.input(1))
      let zero = node.optionalInput(2)
      let declared = try node.element("output_dtype")
      let element = zero?.element ?? declared ?? .integer(width: 8, .unsigned)
      let layout = try build.quantizationLayout(node, input, scale)
      return [
        try build.quantize(
          input, try layout(scale, &build),
          zero: try zero.map { (z) throws(Diagnostic) in try layout(z, &build) },
          to: element, saturatesFloat: try node.bool("saturate", default: true))
      ]
    },
    OperatorImport("DequantizeLinear", since: 10) { (node, build) throws(Diagnostic) in
      let (input, scale) = (try node.input(0), try node.input(1))
      let element = try node.element("output_dtype") ?? scale.element
      if try node.int("block_size", default: 0) != 0 {
        let result = try build.dequantizeBlocks(
          input, scale, zero: node.optionalInput(2),
          axis: try node.axis(try node.int("axis", default: 1), rank: input.rank),
          size: try node.int("block_size", default: 0))
        return [try build.cast(result, to: element)]
      }
      let layout = try build.quantizationLayout(node, input, scale)
      let zero = try node.optionalInput(2).map { (z) throws(Diagnostic) in try layout(z, &build) }
      let result = try build.dequantize(input, try layout(scale, &build), zero: zero)
      return [try build.cast(result, to: element)]
    },
    OperatorImport("DynamicQuantizeLinear") { (node, build) throws(Diagnostic) in
      try build.dynamicQuantize(try node.input(0))
    },
    OperatorImport("MatMulInteger") { (node, build) throws(Diagnostic) in
      [
        try build.integerProduct(
          try node.input(0), zero: node.optionalInput(2), try node.input(1),
          zero: node.optionalInput(3))
      ]
    },
    OperatorImport("ConvInteger") { (node, build) throws(Diagnostic) in
      let x = try build.centredInteger(try node.input(0), zero: node.optionalInput(2), axis: nil)
      let w = try build.centredInteger(try node.input(1), zero: node.optionalInput(3), axis: 0)
      return [try build.convolution(node, x, w, nil)]
    },
    OperatorImport("QLinearMatMul") { (node, build) throws(Diagnostic) in
      let (a, b) = (try node.input(0), try node.input(3))
      let product = try build.integerProduct(
        a, zero: node.optionalInput(2), b, zero: node.optionalInput(5))
      let rows = try build.alignScale(try node.input(1), axisFromEnd: 2, rank: product.rank)
      let columns = try build.alignScale(try node.input(4), axisFromEnd: 1, rank: product.rank)
      let scale = try build.binary(Graph.Mul.self, rows, columns)
      return [try build.requantize(product, scale, try node.input(6), try node.input(7))]
    },
    OperatorImport("QLinearConv") { (node, build) throws(Diagnostic) in
      let (input, weight) = (try node.input(0), try node.input(3))
      let x = try build.centredInteger(input, zero: node.optionalInput(2), axis: nil)
      let w = try build.centredInteger(weight, zero: node.optionalInput(5), axis: 0)
      let sum = try build.convolution(node, x, w, node.optionalInput(8))
      let channels = try build.alignScale(
        try node.input(4), axisFromEnd: sum.rank - 1, rank: sum.rank)
      let scale = try build.binary(Graph.Mul.self, channels, try node.input(1))
      return [try build.requantize(sum, scale, try node.input(6), try node.input(7))]
    },
  ]
}

extension ImportedTensor {
  /// The tensor, unless all of its elements are known to be zero.
  fileprivate var unlessZero: ImportedTensor? {
    numbers.map { $0.allSatisfy { $0 == 0 } } == true ? nil : self
  }
}

extension GraphBuilder {
  fileprivate typealias Layout =
    (ImportedTensor, inout GraphBuilder) throws(Diagnostic) -> ImportedTensor

  /// How scale and zero point are brought into a shape that broadcasts to the input: one for all, one
  /// for each slice along an axis, or one for each block along an axis.
  fileprivate func quantizationLayout(
    _ node: Node, _ input: ImportedTensor, _ scale: ImportedTensor
  ) throws(Diagnostic) -> Layout {
    if scale.rank == 0 || scale.sizes == [1] {
      return { (tensor, build) throws(Diagnostic) in try build.reshape(tensor, to: []) }
    }
    let axis = try node.axis(try node.int("axis", default: 1), rank: input.rank)
    let block = try node.int("block_size", default: 0)
    if scale.rank == 1 && block == 0 {
      var sizes = Array(repeating: IndexExpression.one, count: input.rank)
      sizes[axis] = input.sizes[axis]
      return { (tensor, build) throws(Diagnostic) in try build.reshape(tensor, to: sizes) }
    }
    guard block > 0, scale.rank == input.rank else {
      throw .error("a scale of shape \(scale.sizes.text) does not fit shape \(input.sizes.text)")
    }
    return { (tensor, build) throws(Diagnostic) in
      guard tensor.rank == input.rank else {
        throw .error("shape \(tensor.sizes.text) does not fit that of the input")
      }
      var sizes = tensor.sizes
      sizes.insert(1, at: axis + 1)
      let column = try build.reshape(tensor, to: sizes)
      sizes[axis + 1] = IndexExpression(block)
      let spread = try build.expand(column, to: sizes)
      var merged = tensor.sizes
      merged[axis] *= IndexExpression(block)
      let whole = try build.reshape(spread, to: merged)
      // The last block may be longer than what is left of the axis.
      return try build.take(whole, axis: axis, from: 0, count: input.sizes[axis])
    }
  }

  /// `saturate(round(x / scale) + zero)`.
  fileprivate mutating func quantize(
    _ input: ImportedTensor, _ scale: ImportedTensor, zero: ImportedTensor?, to element: Type,
    saturatesFloat: Bool
  ) throws(Diagnostic) -> ImportedTensor {
    let number = try cast(input, to: input.element.isFloat ? input.element : .f32)
    var result = try binary(Graph.Div.self, number, try cast(scale, to: number.element))
    if !element.isFloat { result = try unary(Graph.Round.self, result) }
    if let zero, !element.isFloat {
      result = try binary(Graph.Add.self, result, try cast(zero, to: number.element))
    }
    return try cast(result, to: element, saturates: element.isFloat ? saturatesFloat : true)
  }

  /// `(x - zero) * scale`.
  mutating func dequantize(
    _ input: ImportedTensor, _ scale: ImportedTensor, zero: ImportedTensor?
  ) throws(Diagnostic) -> ImportedTensor {
    let (input, zero) = signed(input, zero: zero)
    var number = try cast(input, to: scale.element)
    if let zero {
      number = try binary(Graph.Sub.self, number, try cast(zero, to: scale.element))
    }
    return try binary(Graph.Mul.self, number, scale)
  }

  /// Scale and zero point from the smallest and largest element, zero included.
  fileprivate mutating func dynamicQuantize(
    _ input: ImportedTensor
  ) throws(Diagnostic) -> [ImportedTensor] {
    let axes = Array(0..<input.rank)
    let zero = scalar(0, .f32)
    let low = try binary(
      Graph.Min.self, try reduce(input, .min, axes: axes, keepsAxes: false), zero)
    let high = try binary(
      Graph.Max.self, try reduce(input, .max, axes: axes, keepsAxes: false), zero)
    let span = try binary(Graph.Sub.self, high, low)
    // Of nothing but zeros the formula has no zero point; ONNX Runtime takes a scale of one.
    let scale = try choose(
      try binary(Graph.Equal.self, span, zero), scalar(1, .f32),
      try binary(Graph.Div.self, span, scalar(255, .f32)))
    let raw = try binary(Graph.Div.self, try unary(Graph.Neg.self, low), scale)
    let byte = Type.integer(width: 8, .unsigned)
    let point = try cast(try unary(Graph.Round.self, raw), to: byte, saturates: true)
    let result = try quantize(input, scale, zero: point, to: byte, saturatesFloat: true)
    return [result, scale, point]
  }

  /// The product of two matrices of integers minus their zero points, as i32.
  ///
  /// With a constant of bytes the zero points come after the product, which is of bytes then:
  ///
  ///     (a - s) (b - t)  -->  a b - s [sums of b's columns] - [sums of a's rows] t + k s t
  fileprivate mutating func integerProduct(
    _ a: ImportedTensor, zero left: ImportedTensor?, _ b: ImportedTensor,
    zero right: ImportedTensor?
  ) throws(Diagnostic) -> ImportedTensor {
    guard a.rank >= 2, b.rank == 2, a.element.bitWidth == 8, b.element.bitWidth == 8,
      b.isConstant, let depth = b.sizes[0].constantValue
    else {
      let x = try centredInteger(a, zero: left, axisFromEnd: 2)
      let y = try centredInteger(b, zero: right, axisFromEnd: 1)
      return try matmul(x, y)
    }
    let (x, y) = (try cast(a, to: .i32), try cast(b, to: .i32))
    var result = try matmul(x, y)
    let (s, t) = (left.flatMap(\.unlessZero), right.flatMap(\.unlessZero))
    if let s {
      let point = try zeroPoint(s, of: a, axis: a.rank - 2)
      var sums = try reduce(y, .sum, axes: [0], keepsAxes: true)
      if let t {
        let all = try binary(
          Graph.Mul.self, try zeroPoint(t, of: b, axis: 1), scalar(Double(depth), .i32))
        sums = try binary(Graph.Sub.self, sums, all)
      }
      result = try binary(Graph.Sub.self, result, try binary(Graph.Mul.self, point, sums))
    }
    if let t {
      let t = try zeroPoint(t, of: b, axis: 1)
      let sums = try reduce(x, .sum, axes: [a.rank - 1], keepsAxes: true)
      result = try binary(Graph.Sub.self, result, try binary(Graph.Mul.self, sums, t))
    }
    return result
  }

  /// The elements minus their zero point, as i32.
  ///
  /// The zero point is one for all, or one for each slice
  /// along the axis.
  fileprivate mutating func centredInteger(
    _ input: ImportedTensor, zero: ImportedTensor?, axis: Int?
  ) throws(Diagnostic) -> ImportedTensor {
    let wide = try cast(input, to: .i32)
    guard let zero else { return wide }
    return try binary(Graph.Sub.self, wide, try zeroPoint(zero, of: input, axis: axis))
  }

  /// A zero point as i32, in a shape that broadcasts to its tensor.
  private mutating func zeroPoint(
    _ zero: ImportedTensor, of input: ImportedTensor, axis: Int?
  ) throws(Diagnostic) -> ImportedTensor {
    var sizes: [IndexExpression] = []
    if let axis, axis < input.rank, zero.elementCount != 1 {
      sizes = Array(repeating: 1, count: input.rank)
      sizes[axis] = input.sizes[axis]
    }
    return try reshape(
      try cast(zero, to: .i32), to: zero.rank > 1 ? zero.sizes : sizes)
  }

  fileprivate mutating func centredInteger(
    _ input: ImportedTensor, zero: ImportedTensor?, axisFromEnd: Int
  ) throws(Diagnostic) -> ImportedTensor {
    let axis = input.rank >= axisFromEnd ? input.rank - axisFromEnd : nil
    return try centredInteger(input, zero: zero, axis: axis)
  }

  /// A scale for each slice along an axis, in a shape that broadcasts.
  fileprivate mutating func alignScale(
    _ scale: ImportedTensor, axisFromEnd: Int, rank: Int
  ) throws(Diagnostic) -> ImportedTensor {
    if scale.elementCount == 1 { return try reshape(scale, to: []) }
    if scale.rank > 1 { return scale }
    guard rank >= axisFromEnd else {
      throw .error("a scale of shape \(scale.sizes.text) does not fit")
    }
    var sizes = Array(repeating: IndexExpression.one, count: rank)
    sizes[rank - axisFromEnd] = scale.sizes[0]
    return try reshape(scale, to: sizes)
  }

  /// Sums of products of integers, with the scale of those, as integers with another scale.
  fileprivate mutating func requantize(
    _ sum: ImportedTensor, _ scale: ImportedTensor, _ target: ImportedTensor,
    _ zero: ImportedTensor
  ) throws(Diagnostic) -> ImportedTensor {
    let numbers = try binary(
      Graph.Mul.self, try cast(sum, to: .f32), try cast(scale, to: .f32))
    return try quantize(
      numbers, try reshape(target, to: []), zero: try reshape(zero, to: []), to: zero.element,
      saturatesFloat: true)
  }
}
