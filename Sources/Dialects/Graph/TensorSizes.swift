import IR
import Support

extension Type {
  /// A tensor whose sizes are expressions over the module's symbols.
  ///
  /// Sizes that are constants are static in the type; a tensor with only those has no encoding.
  public static func tensor(sizes: [IndexExpression], element: Type) -> Type {
    let shape = sizes.map(\.constantValue)
    let isStatic = !shape.contains(nil)
    return .tensor(TensorType(shape, element, encoding: isStatic ? nil : .sizes(sizes)))
  }

  /// The size of every dimension of a tensor.
  ///
  /// Of a static tensor its shape, otherwise what its `#graph.sizes` says. `nil` for other types,
  /// dynamic tensors without sizes, and sizes that contradict the shape.
  public var sizes: [IndexExpression]? {
    guard case .tensor(let tensor) = self else { return nil }
    guard let encoding = tensor.encoding else {
      let known = tensor.shape.compactMap { $0 }
      return known.count == tensor.shape.count ? known.map { IndexExpression($0) } : nil
    }
    guard let sizes = encoding.sizesValue, sizes.count == tensor.shape.count,
      zip(sizes, tensor.shape).allSatisfy({ $0.constantValue == $1 })
    else { return nil }
    return sizes
  }

  /// The number of dimensions of a ranked tensor.
  public var rank: Int? {
    if case .tensor(let tensor) = self { tensor.shape.count } else { nil }
  }

  /// How many elements a tensor with known sizes has.
  public var elementCount: IndexExpression? { sizes.map { .product($0) } }

  /// The sizes of a tensor whose sizes are all constants.
  public var staticSizes: [Int]? {
    guard case .tensor(let tensor) = self else { return nil }
    let known = tensor.shape.compactMap { $0 }
    return known.count == tensor.shape.count ? known : nil
  }

  /// Bytes that one element takes in memory, at least one.
  ///
  /// `nil` when the elements are not scalars.
  public var elementByteCount: Int? {
    elementType.bitWidth.map { max(1, ($0 + 7) / 8) }
  }
}

extension TypeConstraint {
  /// A tensor the graph level can work with: ranked, every size known as an expression.
  public static let sizedTensor = TypeConstraint(
    "a ranked tensor whose dynamic sizes are given by '#graph.sizes'"
  ) { $0.sizes != nil }
}
