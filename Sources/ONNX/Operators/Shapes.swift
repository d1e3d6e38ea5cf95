import Dialects
import IR
import Support

extension OperatorTable {
  /// Operators about shapes and types, most of which leave nothing behind.
  static let shapes: [OperatorImport] = [
    OperatorImport("Identity") { (node, _) throws(Diagnostic) in [try node.input(0)] },
    OperatorImport("Shape") { (node, build) throws(Diagnostic) in
      let sizes = try node.input(0).sizes
      func clamped(_ position: Int) -> Int {
        min(max(position < 0 ? position + sizes.count : position, 0), sizes.count)
      }
      let start = clamped(try node.int("start", default: 0))
      let end = clamped(try node.int("end", default: sizes.count))
      return [build.vector(Array(sizes[start..<max(start, end)]))]
    },
    OperatorImport("Size") { (node, build) throws(Diagnostic) in
      let count = IndexExpression.product(try node.input(0).sizes)
      return [build.tensor(known: [.integer(count)], sizes: [], element: .i64)]
    },
    OperatorImport("Cast", since: 6) { (node, build) throws(Diagnostic) in
      guard let element = try node.element("to") else { throw .error("attribute 'to' is missing") }
      return [try build.castAsONNX(try node.input(0), to: element, node)]
    },
    OperatorImport("CastLike") { (node, build) throws(Diagnostic) in
      [try build.castAsONNX(try node.input(0), to: try node.input(1).element, node)]
    },
    OperatorImport("Dropout", since: 7) { (node, build) throws(Diagnostic) in
      let input = try node.input(0)
      if let training = node.optionalInput(2), training.integers?.first != 0 {
        guard try node.constantNumbers(ofInput: 1, "ratio")?.first == 0 else {
          throw .error("training mode is not supported; export the model for inference")
        }
      }
      guard node.wantsOutput(1) else { return [input] }
      let kept = build.tensor(known: [.integer(1)], sizes: [], element: .i1)
      return [input, try build.fill(with: kept, sizes: input.sizes)]
    },
    OperatorImport("NonZero", since: 9) { (node, build) throws(Diagnostic) in
      let input = try node.input(0)
      guard let numbers = input.numbers, let shape = input.staticSizes else {
        throw .error(
          "the size of the result depends on data that is known only at run time, "
            + "which is not supported")
      }
      let places = numbers.indices.filter { numbers[$0] != 0 }
      var coordinates: [KnownElement] = []
      for axis in shape.indices {
        let stride = shape[(axis + 1)...].reduce(1, *)
        coordinates += places.map { .integer(IndexExpression($0 / stride % shape[axis])) }
      }
      return [build.tensor(known: coordinates, sizes: [shape.count, places.count], element: .i64)]
    },
  ]
}

extension GraphBuilder {
  /// A cast as ONNX defines it: only 8-bit floats and narrower saturate, unless told otherwise.
  fileprivate mutating func castAsONNX(
    _ input: ImportedTensor, to element: Type, _ node: Node
  ) throws(Diagnostic) -> ImportedTensor {
    let isNarrowFloat = element.isFloat && (element.bitWidth ?? 0) <= 8
    let saturates = isNarrowFloat ? try node.bool("saturate", default: true) : false
    return try cast(input, to: element, saturates: saturates)
  }
}
