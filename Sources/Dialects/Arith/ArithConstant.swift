import IR
import Support

extension Arith {
  public struct Constant: FoldableOperation, VerifiableOperation {
    public static var mnemonic: String { "arith.constant" }
    public static var documentation: String { "A scalar or dense value of the result's type." }
    public static var form: Form? { "attr-dict typed($value)" }
    public static var traits: Traits { [.pure, .constantLike] }
    public static var signature: Signature {
      Signature(results: [.init("result", .any)], properties: [.init("value", .any)])
    }

    /// Typed: an integer, float, or dense elements.
    public var value: Attribute

    public init(_ value: Attribute) { self.value = value }

    public init(_ operation: OperationID, in module: borrowing Module) {
      value = module.property("value", of: operation) ?? .unit
    }

    /// An `index`.
    public static func index(_ value: Int) -> Constant { Constant(.index(value)) }

    /// A constant of a scalar or vector type whose every element is `value`.
    ///
    /// Integers wrap and floats round to the element type; `nil` if `type` has no such constants.
    public static func uniform(_ value: Int, _ type: Type) -> Constant? {
      let element: ConstantElement =
        type.elementType.isFloat ? .float(Double(value)) : .integer(value)
      return Attribute.uniform(element, of: type).map { Constant($0) }
    }

    /// A constant of a float or vector-of-float type whose every element is `value`, rounded.
    public static func uniform(_ value: Double, _ type: Type) -> Constant? {
      Attribute.uniform(.float(value), of: type).map { Constant($0) }
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, resultTypes: [value.type ?? .none], properties: ["value": value])
    }

    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? { nil }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let type = module.resultTypeOrNone(of: operation)
      if case .integer(let width, let sign) = type, sign != .signless {
        diagnostics.error(
          "'arith.constant' must give an integer without a sign, 'i\(width)', not '\(type)'",
          at: module.location(of: operation))
      }
      if case .vector(let vector) = type, vector.scalable.contains(true),
        module.property("value", of: operation)?.uniformElement == nil
      {
        diagnostics.error(
          "'arith.constant' of '\(type)' must have one value for all elements: how many there are is"
            + " not known", at: module.location(of: operation))
      }
      if module.property("value", of: operation)?.type != type {
        diagnostics.error(
          "the value of 'arith.constant' must have the type of its result",
          at: module.location(of: operation))
      }
    }
  }
}

extension Builder {
  /// Inserts an `index` constant.
  public mutating func insertIndex(_ value: Int) -> ValueID {
    insert(Arith.Constant.index(value))
  }

  /// Inserts a constant of `type`, a float or a vector of floats, whose every element is `value`.
  ///
  /// - Precondition: `type` is f16, bf16, f32 or f64, or a vector of them.
  public mutating func insertFloat(_ value: Double, _ type: Type) -> ValueID {
    guard let constant = Arith.Constant.uniform(value, type) else {
      preconditionFailure("there is no float constant of this type")
    }
    return insert(constant)
  }

  /// Inserts a zero of `type`, a float, integer, index, or vector of them.
  public mutating func insertZero(_ type: Type) -> ValueID {
    type.elementType.isFloat ? insertFloat(0, type) : insertInteger(0, type)
  }

  /// Inserts a constant of `type`, an integer, index, or vector of them, whose every element is
  /// `value`.
  ///
  /// - Precondition: `type` is an integer of at most 64 bits, index, a float that is computed with,
  ///   or a vector of them.
  public mutating func insertInteger(_ value: Int, _ type: Type) -> ValueID {
    guard let constant = Arith.Constant.uniform(value, type) else {
      preconditionFailure("there is no integer constant of this type")
    }
    return insert(constant)
  }
}
