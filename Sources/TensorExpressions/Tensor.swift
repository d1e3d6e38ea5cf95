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
  private let elementAt: @Sendable ([Index]) -> Scalar

  /// A tensor in memory.
  public init(buffer: ValueID, shape: [IndexExpression], element: Type) {
    self.shape = shape
    self.element = element
    self.buffer = buffer
    elementAt = {
      Scalar(.load(buffer: buffer, element: element, $0), element.computed)
    }
  }

  /// A tensor that is nowhere in memory: `rule` gives the element at a position.
  public init(
    shape: [IndexExpression], element: Type, rule: @escaping @Sendable ([Index]) -> Scalar
  ) {
    self.shape = shape
    self.element = element
    buffer = nil
    elementAt = rule
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
