extension TextParser {
  /// `sparse<indices, values> : type` at the present word.
  mutating func parseSparse() throws(ParseFailure) -> Attribute {
    advance()
    try expect(.less, "'<' after 'sparse'")
    let isEmpty = token.kind == .greater
    let indices = try parseDenseLiteral(until: isEmpty ? .greater : .comma)
    if !isEmpty { try expect(.comma, "',' and the values") }
    let values = try parseDenseLiteral(until: .greater)
    try expect(.greater, "'>'")
    try expect(.colon, "':' and the type of the elements")
    let type = try parseShapedType()
    let rank = type.staticShape?.count ?? 0
    let indexShape = isEmpty ? [0, rank] : indices.shape.isEmpty ? [1, rank] : indices.shape
    let indexType = Type.tensor(TensorType(indexShape.map(Optional.some), .i64))
    let count = indexShape[0]
    let valueShape = values.shape.isEmpty ? [count] : values.shape
    guard valueShape == [count], indexShape.count < 2 || indexShape[1] == rank else {
      throw fail("expected one list of \(rank) indices for each value", at: indices.place)
    }
    let valueType = Type.tensor(TensorType([count], type.elementType))
    let elements = SparseElements(
      type: type, indices: try makeDense(indices, indexType),
      values: try makeDense(values, valueType))
    if let outside = elements.firstOutside {
      throw fail("the index \(outside) is outside of the shape of '\(type)'", at: indices.place)
    }
    return .sparse(elements)
  }
}

extension SparseElements {
  /// The first of the indices that lies outside of the shape.
  fileprivate var firstOutside: [Int]? {
    let shape = type.staticShape ?? []
    guard !shape.isEmpty else { return nil }
    let numbers = indices.bytes.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: 8).map {
        Int(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: Int.self))
      }
    }
    // One number stands for all.
    if indices.isSplat, indices.elementCount ?? 0 > 0, let number = numbers.first {
      return shape.allSatisfy { (0..<$0).contains(number) } ? nil : shape.map { _ in number }
    }
    return stride(from: 0, to: numbers.count, by: shape.count).lazy
      .map { Array(numbers[$0..<$0 + shape.count]) }
      .first { !zip($0, shape).allSatisfy { (0..<$1).contains($0) } }
  }
}
