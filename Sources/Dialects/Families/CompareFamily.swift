import IR
import Support

/// How two integers are compared; the raw value is the `predicate` property.
public enum IntegerPredicate: Int, NamedPredicate {
  case equal, notEqual
  case signedLess, signedLessOrEqual, signedGreater, signedGreaterOrEqual
  case unsignedLess, unsignedLessOrEqual, unsignedGreater, unsignedGreaterOrEqual

  public static var names: [String] {
    ["eq", "ne", "slt", "sle", "sgt", "sge", "ult", "ule", "ugt", "uge"]
  }
}

/// How two floats are compared; the raw value is the `predicate` property.
///
/// `ordered…` is false and `unordered…` is true when an operand is NaN.
public enum FloatPredicate: Int, NamedPredicate {
  case alwaysFalse
  case orderedEqual, orderedGreater, orderedGreaterOrEqual, orderedLess, orderedLessOrEqual
  case orderedNotEqual, ordered
  case unorderedEqual, unorderedGreater, unorderedGreaterOrEqual, unorderedLess
  case unorderedLessOrEqual, unorderedNotEqual, unordered
  case alwaysTrue

  public static var names: [String] {
    [
      "false", "oeq", "ogt", "oge", "olt", "ole", "one", "ord", "ueq", "ugt", "uge", "ult", "ule",
      "une", "uno", "true",
    ]
  }
}

/// A predicate with the names that MLIR's text gives to its values.
public protocol NamedPredicate: RawRepresentable<Int>, CaseIterable, Sendable {
  /// By raw value.
  static var names: [String] { get }
}

/// A comparison of two values of one type.
public protocol CompareMember: FamilyMember {
  associatedtype Predicate: NamedPredicate
  /// Whether the text form has the predicate in quotes, as `llvm` does, or a comma behind it.
  static var quotesPredicate: Bool { get }
  /// What holds for the operands the other way round.
  static func mirrored(_ predicate: Predicate) -> Predicate?
}

extension CompareMember {
  public static var quotesPredicate: Bool { false }

  /// `slt,` or `"slt"`.
  static var predicateDirective: FormDirective {
    // In quotes, `true` and `false` begin with a line.
    let names = Predicate.names.map {
      quotesPredicate && ["true", "false"].contains($0) ? "_\($0)" : $0
    }
    return FormDirective(
      accepts: { operation, module in
        // An `i64`, as everywhere; others keep the generic form.
        guard case .integer(let number, .i64)? = module.property("predicate", of: operation) else {
          return false
        }
        return names.indices.contains(number)
      },
      write: { operation, writer in
        let number = writer.module.property("predicate", of: operation)?.integerValue ?? 0
        writer.write(quotesPredicate ? "\"\(names[number])\"" : "\(names[number]),")
      },
      read: { (reader) throws(FormFailure) in
        let expected = "one of " + names.map { "'\($0)'" }.joined(separator: ", ")
        let word: String
        if let quoted = try reader.readOptionalString() {
          word = quoted
        } else {
          word = try reader.readWord(expected)
        }
        guard let number = names.firstIndex(of: word) else {
          throw reader.fail("expected \(expected), found '\(word)'")
        }
        reader.set("predicate", .i64(number))
        if !quotesPredicate { try reader.expect(",") }
      })
  }
  public static func mirrored(_ predicate: Predicate) -> Predicate? { nil }
}

/// Two operands of one type; the result is an `i1`, or a vector of `i1` of the same shape.
public struct Compare<Member: CompareMember>: ResultTypeInferring, FoldableOperation,
  InPlaceFoldableOperation, VerifiableOperation
{
  public static var mnemonic: String { Member.mnemonic }
  public static var documentation: String { Member.documentation }
  public static var form: Form? {
    Form(
      "custom<Predicate>($predicate) $lhs `,` $rhs \(Member.flags) attr-dict `:` type($lhs)",
      ["Predicate": Member.predicateDirective])
  }
  public static var traits: Traits { Member.traits.union(.sameOperandTypes) }
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

  public init(_ operation: OperationID, in module: borrowing Module) {
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

  public static func verify(
    _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
  ) {
    let type = module.operandTypes(of: operation)[0]
    let (wanted, found) = (type.withElement(.i1), module.resultTypeOrNone(of: operation))
    guard wanted != found else { return }
    diagnostics.error(
      "'\(mnemonic)' of '\(type)' must give '\(wanted)', not '\(found)'",
      at: module.location(of: operation))
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
