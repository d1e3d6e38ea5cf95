import Dialects
import IR
import Support

/// The dialect of the Toy language.
public enum Toy {
  /// Everything declared here, for a `Context`.
  public static let dialect = Dialect(
    name: "toy",
    documentation: """
      The Toy language: tensors of `f64` whose shapes may not be known yet, and structs of them.
      """,
    operations: [
      Function.self, Return.self, Call.self, Constant.self, Add.self, Multiply.self, MatMul.self,
      Transpose.self, Reshape.self, Cast.self, Pack.self, Field.self, Print.self,
    ],
    types: [StructType.self], attributes: [StructValue.self],
    makeConstant: { value, type in
      guard value.isToyConstant(of: type) else { return nil }
      return Constant(value, type).state
    })

  /// The dialects that a Toy program goes through, for a `Context`.
  public static let dialects = Dialects.all + [dialect]
}

extension Toy {
  /// `tensor<*xf64>`: a tensor whose shape is not known yet.
  public static let anyTensor = Type.unrankedTensor(.f64)

  /// The most elements that a tensor may have.
  public static let elementLimit = 1 << 24
  /// The most sizes that a shape may have.
  public static let rankLimit = 8

  /// The type of tensors of a shape.
  ///
  /// - Throws: a diagnostic without a place when there would be too many elements or sizes.
  public static func tensor(_ shape: [Int]) throws(Diagnostic) -> Type {
    guard shape.count <= rankLimit else {
      throw .error("a tensor has at most \(rankLimit) sizes, not \(shape.count)")
    }
    guard elementCount(shape) <= elementLimit else {
      throw .error(
        "a tensor of shape \(shape.shapeText) is too large: \(elementLimit) elements are the most")
    }
    return .tensor(TensorType(shape, .f64))
  }

  /// How many elements a tensor has; the largest number if that is too many to count.
  static func elementCount(_ shape: [Int]) -> Int {
    if shape.contains(0) { return 0 }
    return shape.reduce(1) { count, size in
      let (product, overflows) = count.multipliedReportingOverflow(by: size)
      return overflows ? .max : product
    }
  }

  /// A tensor of `f64`, of known shape or not.
  static let tensorConstraint = TypeConstraint("a tensor of f64") { $0.isToyTensor }
  /// A tensor of `f64` or a struct.
  static let valueConstraint = TypeConstraint("a tensor of f64 or a struct") {
    $0.isToyTensor || $0.cast(to: StructType.self) != nil
  }
}

extension Type {
  /// Whether this is a tensor of `f64`, of known shape or not.
  var isToyTensor: Bool { self == Toy.anyTensor || toyShape != nil }

  /// The shape of a tensor of `f64`, if it is known.
  public var toyShape: [Int]? {
    guard case .tensor(let type) = self, type.element == .f64, type.encoding == nil else {
      return nil
    }
    let sizes = type.shape.compactMap { $0 }
    return sizes.count == type.shape.count ? sizes : nil
  }

  /// Whether values of the two types may be the same, as far as their shapes are known.
  func isToyCompatible(with other: Type) -> Bool {
    if isToyTensor, other.isToyTensor {
      return self == other || self == Toy.anyTensor || other == Toy.anyTensor
    }
    guard let left = cast(to: Toy.StructType.self), let right = other.cast(to: Toy.StructType.self)
    else { return false }
    return left.name == right.name && left.fields.count == right.fields.count
      && zip(left.fields, right.fields).allSatisfy {
        $0.name == $1.name && $0.type.isToyCompatible(with: $1.type)
      }
  }
}
