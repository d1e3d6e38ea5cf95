import IR
import Support

/// Something with elements that expressions read: a buffer, or a rule that gives each element.
public struct Tensor: Sendable {
  /// Sizes over the symbols.
  public let shape: [IndexExpression]
  /// The type of its elements; integers may be unsigned, which buffers do not say.
  public let element: Type
  /// The buffer the elements are in, if they are in one.
  public let buffer: ValueID?
  /// The axis that each dimension of the buffer is for: `[0, 2, 3, 1]` has channels last in memory.
  public let order: [Int]
  private let elementAt: @Sendable ([Index]) -> Scalar

  /// A tensor in memory, row by row unless there is an `order`.
  public init(buffer: ValueID, shape: [IndexExpression], element: Type, order: [Int]? = nil) {
    self.shape = shape
    self.element = element
    self.buffer = buffer
    self.order = order ?? Array(shape.indices)
    elementAt = { position in
      // As many indices as were given: whoever checks the program says if there are too many.
      let indices = order?.map { position[$0] } ?? position
      return Scalar(.load(buffer: buffer, element: element, indices), element.computed)
    }
  }

  /// A tensor that is nowhere in memory: `rule` gives the element at a position.
  public init(
    shape: [IndexExpression], element: Type, rule: @escaping @Sendable ([Index]) -> Scalar
  ) {
    self.shape = shape
    self.element = element
    buffer = nil
    order = Array(shape.indices)
    elementAt = rule
  }

  /// The sizes in the order of memory, which is that of the loops of a stage that computes it.
  public var dimensions: [IndexExpression] { order.map { shape[$0] } }

  /// Where such a stage is, over its loops.
  var loopPosition: [IndexExpression] {
    var position = shape.map { _ in IndexExpression.zero }
    for (dimension, axis) in order.enumerated() { position[axis] = .dimension(dimension) }
    return position
  }

  public subscript(_ position: [IndexExpression]) -> Scalar {
    elementAt(position.map { .at($0) })
  }

  public subscript(_ position: IndexExpression...) -> Scalar {
    elementAt(position.map { .at($0) })
  }

  /// The element at a position of which some coordinates are computed.
  public subscript(at position: [Index]) -> Scalar { elementAt(position) }

  /// The element for a position in a shape this broadcasts to: aligned at the right, dimensions of
  /// size one repeat.
  public subscript(broadcast position: [IndexExpression]) -> Scalar {
    let offset = position.count - shape.count
    return self[shape.indices.map { shape[$0] == 1 ? 0 : position[$0 + offset] }]
  }
}
