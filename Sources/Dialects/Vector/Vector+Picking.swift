import IR
import Support

extension Vector.Shuffle: FoldableOperation {
  /// All of one vector in its own order, or elements of constants.
  ///
  ///     vector.shuffle %v, %w [4, 5, 6, 7] : vector<4xf32>, vector<4xf32>  -->  %w
  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]? {
    let shuffle = Self(operation, in: module)
    let type = module.resultTypeOrNone(of: operation)
    let operands = [shuffle.first, shuffle.second]
    var start = 0
    for operand in operands {
      let size = module.type(of: operand).vectorType?.shape.first ?? 1
      if module.type(of: operand) == type, shuffle.mask == Array(start..<start + size) {
        return [.value(operand)]
      }
      start += size
    }
    guard constants.count == 2, let first = constants[0]?.vectorElements,
      let second = constants[1]?.vectorElements
    else { return nil }
    let row = type.vectorType?.shape.dropFirst().reduce(1, *) ?? 1
    let places = shuffle.mask.flatMap { $0 * row..<($0 + 1) * row }
    return Attribute.vector(of: places, in: first + second, type).map { [.constant($0)] }
  }
}

extension Attribute {
  /// The bytes of each element of a dense constant, row-major; `nil` for other constants, and for very
  /// many elements.
  var vectorElements: [[UInt8]]? {
    guard case .dense(let elements) = self, elements.strings.isEmpty,
      let shape = elements.type.vectorType?.shape,
      let width = elements.type.elementType.denseByteWidth
    else { return nil }
    let count = shape.reduce(1) { min($0, 1 << 20) * min($1, 1 << 20) }
    guard count <= 1 << 16, elements.bytes.count == (elements.isSplat ? 1 : count) * width else {
      return nil
    }
    return (0..<count).map { index in
      let start = elements.isSplat ? 0 : index * width
      return Array(elements.bytes[start..<start + width])
    }
  }

  /// The constant of a vector type that holds these elements of a list; `nil` if there are not as many.
  static func vector(of places: [Int], in elements: [[UInt8]], _ type: Type) -> Attribute? {
    guard type.vectorType?.scalable.isEmpty ?? false,
      type.vectorType?.shape.reduce(1, *) == places.count,
      places.allSatisfy({ elements.indices.contains($0) })
    else { return nil }
    return .dense(DenseElements(type: type, bytes: places.flatMap { elements[$0] }))
  }
}
