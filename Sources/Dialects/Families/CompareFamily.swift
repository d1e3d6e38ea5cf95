import IR

/// How two integers are compared; the raw value is the `predicate` property.
public enum IntegerPredicate: Int, Sendable, CaseIterable {
  case equal, notEqual
  case signedLess, signedLessOrEqual, signedGreater, signedGreaterOrEqual
  case unsignedLess, unsignedLessOrEqual, unsignedGreater, unsignedGreaterOrEqual
}

/// How two floats are compared; the raw value is the `predicate` property.
///
/// `ordered…` is false and `unordered…` is true when an operand is NaN.
public enum FloatPredicate: Int, Sendable, CaseIterable {
  case alwaysFalse
  case orderedEqual, orderedGreater, orderedGreaterOrEqual, orderedLess, orderedLessOrEqual
  case orderedNotEqual, ordered
  case unorderedEqual, unorderedGreater, unorderedGreaterOrEqual, unorderedLess
  case unorderedLessOrEqual, unorderedNotEqual, unordered
  case alwaysTrue
}

/// A comparison of two values of one type.
public protocol CompareMember: FamilyMember {
  associatedtype Predicate: RawRepresentable<Int> & CaseIterable & Sendable
  /// What holds for the operands the other way round.
  static func mirrored(_ predicate: Predicate) -> Predicate?
}

extension CompareMember {
  public static func mirrored(_ predicate: Predicate) -> Predicate? { nil }
}

/// Two operands of one type; the result is an `i1`, or a vector of `i1` of the same shape.
public struct Compare<Member: CompareMember>: ResultTypeInferring, FoldableOperation,
  InPlaceFoldableOperation
{
  public static var mnemonic: String { Member.mnemonic }
  public static var documentation: String { Member.documentation }
  public static var traits: Traits { Member.traits }
  public static var signature: Signature {
    let count = Member.Predicate.allCases.count
    let predicate = AttributeConstraint("a predicate from 0 to \(count - 1)") {
      $0.integerValue.map { (0..<count).contains($0) } ?? false
    }
    return Signature(
      operands: [
        .init("lhs", Member.operandConstraint), .init("rhs", Member.operandConstraint),
      ], results: [.init("result", .booleanLike)],
      properties: [.init("predicate", predicate)] + Member.properties)
  }

  /// `nil` only when read from an operation that does not verify.
  public var predicate: Member.Predicate?
  public var lhs: ValueID
  public var rhs: ValueID

  public init(_ predicate: Member.Predicate, _ lhs: ValueID, _ rhs: ValueID) {
    self.predicate = predicate
    self.lhs = lhs
    self.rhs = rhs
  }

  public init(_ operation: OperationID, in module: Module) {
    predicate = module.property("predicate", of: operation)?.integerValue.flatMap {
      Member.Predicate(rawValue: $0)
    }
    lhs = module.operandOrMissing(0, of: operation)
    rhs = module.operandOrMissing(1, of: operation)
  }

  public var state: OperationState {
    OperationState(
      name: Self.mnemonic, operands: [lhs, rhs],
      properties: ["predicate": .i64(predicate?.rawValue ?? -1)])
  }

  public func resultTypes(in module: Module) -> [Type] {
    [module.type(of: lhs).withElement(.i1)]
  }

  public static func simplerForm(
    of operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> SimplerForm? {
    guard constants[0] != nil, constants[1] == nil,
      let predicate = Compare(operation, in: module).predicate,
      let mirrored = Member.mirrored(predicate)
    else { return nil }
    var properties = module.properties(of: operation)
    properties["predicate"] = .i64(mirrored.rawValue)
    let operands = module.operands(of: operation)
    return SimplerForm(operands: [operands[1], operands[0]], properties: properties)
  }

  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]? {
    Member.fold(operation, in: module, constants: constants).map { [$0] }
  }
}
