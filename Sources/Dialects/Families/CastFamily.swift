import IR
import Support

/// A conversion of one value to another type.
public protocol CastMember: FamilyMember {
  /// What the result must be.
  static var resultConstraint: TypeConstraint { get }
  /// Why an operand of type `source` cannot become a `target`, or `nil` when it can; both are
  /// element types, of operands that satisfy the constraints.
  static func objection(from source: Type, to target: Type) -> String?
  /// The same for the whole types, with their shapes.
  static func wholeObjection(from source: Type, to target: Type) -> String?
  /// Whether operand and result must have one shape.
  static var keepsShape: Bool { get }
}

extension CastMember {
  public static var keepsShape: Bool { true }
  public static func objection(from source: Type, to target: Type) -> String? { nil }
  public static func wholeObjection(from source: Type, to target: Type) -> String? { nil }
}

/// One operand, one result of a given type.
public struct Cast<Member: CastMember>: FoldableOperation, VerifiableOperation,
  CanonicalizableOperation
{
  public static var mnemonic: String { Member.mnemonic }
  public static var documentation: String { Member.documentation }
  public static var form: Form? {
    Member.form ?? Form("$in \(Member.flags) attr-dict `:` type($in) `to` type($out)")
  }
  public static var traits: Traits { Member.traits }
  public static var signature: Signature {
    Signature(
      operands: [.init("in", Member.operandConstraint)],
      results: [.init("out", Member.resultConstraint)], properties: Member.properties)
  }

  public var operand: ValueID
  /// The type to convert to.
  public var type: Type
  /// Inherent attributes; usually none.
  public var properties: AttributeDictionary

  public init(_ operand: ValueID, to type: Type, properties: AttributeDictionary = [:]) {
    self.operand = operand
    self.type = type
    self.properties = properties
  }

  public init(_ operation: OperationID, in module: borrowing Module) {
    operand = module.operandOrMissing(0, of: operation)
    type = module.resultTypeOrNone(of: operation)
    properties = module.properties(of: operation)
  }

  public var state: OperationState {
    OperationState(
      name: Self.mnemonic, operands: [operand], resultTypes: [type], properties: properties)
  }

  public static func verify(
    _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
  ) {
    let source = module.type(of: module.operand(0, of: operation))
    let target = module.type(of: module.result(of: operation))
    let place = module.location(of: operation)
    guard !Member.keepsShape || source.hasShape(of: target) else {
      let isScalable = source.shape == target.shape && source.vectorType != nil
      diagnostics.error(
        "'\(mnemonic)' must keep the shape: "
          + (isScalable
            ? "the operand is '\(source)', the result '\(target)'"
            : "the operand has shape \(source.shape ?? []), the result \(target.shape ?? [])"),
        at: place)
      return
    }
    let objection =
      Member.objection(from: source.elementType, to: target.elementType)
      ?? Member.wholeObjection(from: source, to: target)
    if let objection {
      diagnostics.error("'\(mnemonic)' \(objection)", at: place)
    }
  }

  public static var canonicalization: RuleSet { Member.canonicalization }

  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]? {
    if module.type(of: module.operand(0, of: operation)) == module.resultTypeOrNone(of: operation) {
      return [.value(module.operand(0, of: operation))]
    }
    return Member.fold(operation, in: module, constants: constants).map { [$0] }
  }
}

extension Type {
  /// The sizes of a vector or tensor, `-1` where dynamic; `nil` for a scalar or memref.
  public var shape: [Int]? {
    switch self {
    case .vector(let type): return type.shape
    case .tensor(let type): return type.shape.map { $0 ?? -1 }
    default: return nil
    }
  }

  /// Whether this and another type have one shape, with the same scalable sizes, and are both vectors,
  /// both tensors or neither.
  fileprivate func hasShape(of other: Type) -> Bool {
    switch (self, other) {
    case (.vector(let own), .vector(let other)):
      own.shape == other.shape
        && (own.scalable == other.scalable
          || !own.scalable.contains(true) && !other.scalable.contains(true))
    case (.vector, _), (_, .vector): false
    case (.memref(let own), .memref(let other)): own.shape.fits(other.shape)
    default: shape == other.shape
    }
  }

  /// This type with another element type: scalars become `element`, vectors a vector of it.
  public func withElement(_ element: Type) -> Type {
    switch self {
    case .vector(let type):
      return .vector(VectorType(type.shape, element, scalable: type.scalable))
    case .tensor(let type):
      return .tensor(TensorType(type.shape, element, encoding: type.encoding))
    case .memref(let type):
      return .memref(
        MemRefType(type.shape, element, layout: type.layout, memorySpace: type.memorySpace))
    default: return element
    }
  }

  /// `vector<count x element>`.
  public static func vector(_ count: Int, _ element: Type) -> Type {
    .vector(VectorType([count], element))
  }
}
