import Dialects
import Formats
import IR
import Support

/// A tensor of the model while it is being imported: a value of the graph, a constant, or elements that
/// are known; it becomes a value only when an operation needs it.
struct ImportedTensor: Sendable {
  /// Where the elements come from.
  enum Source: Sendable {
    case value(ValueID)
    /// Bytes, in a whole byte each where elements are narrower.
    case constant(ByteView)
    /// The known elements are all there is.
    case known
  }

  /// Elements are tracked one by one in tensors of at most this many.
  static let knownLimit = 512

  /// Tells tensors apart, so that each becomes a value only once.
  let id: Int
  let source: Source
  let element: Type
  let sizes: [IndexExpression]
  /// The elements in row-major order, if all of them are known and there are few.
  let known: [KnownElement]?

  var rank: Int { sizes.count }

  /// The sizes, if none depends on a symbol.
  var staticSizes: [Int]? {
    let constants = sizes.compactMap(\.constantValue)
    return constants.count == sizes.count ? constants : nil
  }

  /// The number of elements, if it does not depend on a symbol.
  var elementCount: Int? { staticSizes?.reduce(1) { $0 &* $1 } }

  /// The elements as integer expressions, if they are known and integral.
  var integers: [IndexExpression]? {
    guard let known else { return nil }
    let integers = known.compactMap(\.integerExpression)
    return integers.count == known.count ? integers : nil
  }

  /// The elements as numbers, if they are known and constant.
  var numbers: [Double]? {
    guard let known else { return nil }
    let numbers = known.compactMap(\.constantNumber)
    return numbers.count == known.count ? numbers : nil
  }

  /// Whether the elements are the model's own and the same in every run.
  var isConstant: Bool {
    switch source {
    case .constant: true
    case .value: false
    case .known: numbers != nil
    }
  }
}
