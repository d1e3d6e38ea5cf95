import IR
import Support

/// A scalar expression: how one element of a tensor is computed from elements of others.
///
/// Expressions are values that share parts; a shared part is computed once. Half-precision floats
/// are computed with as `f32` and rounded when they are stored.
public struct Scalar: Sendable {
  let node: Node

  /// The type it is computed in; integers may be unsigned.
  public var type: Type { node.type }

  final class Node: Sendable {
    let kind: Kind
    let type: Type

    init(_ kind: Kind, _ type: Type) {
      self.kind = kind
      self.type = type
    }
  }

  enum Kind: Sendable {
    case constant(Double)
    case integer(Int)
    case index(IndexExpression)
    case load(buffer: ValueID, element: Type, [Index])
    case unary(UnaryFunction, Scalar)
    case binary(BinaryFunction, Scalar, Scalar)
    case compare(Comparison, Scalar, Scalar)
    case select(Scalar, Scalar, Scalar)
    case convert(Scalar)
    /// The same bits as a number of another type of that width.
    case reinterpret(Scalar)
    /// A value that is there already, by number: an argument of a reducer's rule.
    case argument(Int)
  }

  init(_ kind: Kind, _ type: Type) { node = Node(kind, type) }

  /// A number of the given type; of integers the whole part.
  public static func constant(_ value: Double, _ type: Type) -> Scalar {
    let own = type.computed
    return own.isFloat
      ? Scalar(.constant(value), own)
      : Scalar(.integer(Int(exactly: value.rounded(.towardZero)) ?? 0), own)
  }

  /// An integer as a number of the given type.
  public static func integer(_ value: Int, _ type: Type) -> Scalar {
    type.isFloat ? constant(Double(value), type) : Scalar(.integer(value), type)
  }

  static func argument(_ number: Int, _ type: Type) -> Scalar { Scalar(.argument(number), type) }

  /// The value of an index expression over the iterators and the sizes.
  public static func index(_ expression: IndexExpression) -> Scalar {
    Scalar(.index(expression), .index)
  }

  /// The expression, if this is nothing but one, perhaps converted to another integer type.
  public var indexExpression: IndexExpression? {
    switch node.kind {
    case .index(let expression): expression
    case .integer(let value): IndexExpression(value)
    case .convert(let inner) where !type.isFloat && type != .i1: inner.indexExpression
    default: nil
    }
  }

  /// The number, if this is a constant.
  public var constantValue: Double? {
    switch node.kind {
    case .constant(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }
}

/// Where to read along one dimension.
public enum Index: Sendable {
  /// At an expression over the iterators and the sizes.
  case at(IndexExpression)
  /// At a position that is itself computed; of type `index`.
  case value(Scalar)
}

extension Type {
  /// The type that elements are computed in: half-precision floats widen to `f32`.
  public var computed: Type { self == .f16 || self == .bf16 ? .f32 : self }

  /// Whether integers of this type have no negative values.
  public var isUnsigned: Bool {
    if case .integer(let width, let sign) = self { width == 1 || sign == .unsigned } else { false }
  }
}
