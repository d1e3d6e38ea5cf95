import IR
import Support

extension Arith {
  public typealias CmpI = Compare<CmpIMember>
  public enum CmpIMember: CompareMember {
    public typealias Predicate = IntegerPredicate
    public static var mnemonic: String { "arith.cmpi" }
    public static var documentation: String { "Compares integers." }
    public static func mirrored(_ predicate: IntegerPredicate) -> IntegerPredicate? {
      predicate.mirrored
    }
    public static var operandConstraint: TypeConstraint { .integerLike }

    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      let operands = module.operands(of: operation)
      guard let predicate = CmpI(operation, in: module).predicate,
        let width = module.type(of: operands[0]).elementType.bitWidth
      else { return nil }
      let result: Bool
      if operands[0] == operands[1] {
        result = predicate.holds(0, 0, width: width)
      } else if case .integer(let left)? = constants[0]?.uniformElement,
        case .integer(let right)? = constants[1]?.uniformElement
      {
        result = predicate.holds(left, right, width: width)
      } else if case .integer(0)? = constants[1]?.uniformElement,
        predicate == .unsignedLess || predicate == .unsignedGreaterOrEqual
      {
        // No unsigned number is below zero.
        result = predicate == .unsignedGreaterOrEqual
      } else {
        return nil
      }
      return Attribute.uniform(
        .integer(result ? -1 : 0), of: module.resultTypeOrNone(of: operation)
      ).map { .constant($0) }
    }
  }

  public typealias CmpF = Compare<CmpFMember>
  public enum CmpFMember: CompareMember {
    public typealias Predicate = FloatPredicate
    public static var mnemonic: String { "arith.cmpf" }
    public static var documentation: String { "Compares floats." }
    public static func mirrored(_ predicate: FloatPredicate) -> FloatPredicate? {
      predicate.mirrored
    }
    public static var operandConstraint: TypeConstraint { .floatLike }
    public static var properties: [Signature.Property] {
      [.init("fastmath", .dialect(FastMath.self), optional: true, implied: .of(FastMath()))]
    }

    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      guard let predicate = CmpF(operation, in: module).predicate,
        case .float(let left)? = constants[0]?.uniformElement,
        case .float(let right)? = constants[1]?.uniformElement
      else { return nil }
      return Attribute.uniform(
        .integer(predicate.holds(left, right) ? -1 : 0),
        of: module.resultTypeOrNone(of: operation)
      ).map { .constant($0) }
    }
  }

  public struct Select: ResultTypeInferring, FoldableOperation, CanonicalizableOperation,
    VerifiableOperation
  {
    public static var mnemonic: String { "arith.select" }
    public static var documentation: String {
      "The second operand where the first holds, the third where not."
    }
    public static var form: Form? {
      Form(
        """
        $condition `,` $true_value `,` $false_value attr-dict `:`
        custom<Types>(type($condition), type($true_value), type($false_value), type($result))
        """, ["Types": types])
    }

    /// `f32`, or `vector<4xi1>, vector<4xf32>` where the condition is no single bit.
    private static var types: FormDirective {
      FormDirective(
        accepts: { operation, module in
          let types = module.operands(of: operation).map { module.type(of: $0) }
          return types[1] == types[2] && types[1] == module.resultTypeOrNone(of: operation)
        },
        write: { operation, writer in
          let condition = writer.module.type(of: writer.module.operand(0, of: operation))
          if condition != .i1 { writer.write([condition]) }
          if condition != .i1 { writer.write(", ") }
          writer.write(writer.module.resultTypeOrNone(of: operation))
        },
        read: { (reader) throws(FormFailure) in
          let first = try reader.readType()
          let result = reader.accept(",") ? try reader.readType() : nil
          reader.addType(result == nil ? .i1 : first, ofOperand: "condition")
          for value in ["true_value", "false_value"] {
            reader.addType(result ?? first, ofOperand: value)
          }
          reader.setResultTypes([result ?? first])
        })
    }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("condition", .booleanLike), .init("true_value", .any), .init("false_value", .any),
        ], results: [.init("result", .any)])
    }

    public var condition: ValueID
    public var whenTrue: ValueID
    public var whenFalse: ValueID

    public init(_ condition: ValueID, _ whenTrue: ValueID, _ whenFalse: ValueID) {
      self.condition = condition
      self.whenTrue = whenTrue
      self.whenFalse = whenFalse
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      condition = module.operandOrMissing(0, of: operation)
      whenTrue = module.operandOrMissing(1, of: operation)
      whenFalse = module.operandOrMissing(2, of: operation)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [condition, whenTrue, whenFalse])
    }

    public func resultTypes(in module: Module) -> [Type] { [module.type(of: whenTrue)] }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let types = module.operandTypes(of: operation)
      guard types[0] != .i1, types[0] != types[1].withElement(.i1) || types[1].shape == nil else {
        return
      }
      diagnostics.error(
        "'arith.select' must choose by 'i1' or by one 'i1' for each element of '\(types[1])', not by"
          + " '\(types[0])'", at: module.location(of: operation))
    }

    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? {
      let operands = module.operands(of: operation)
      if operands[1] == operands[2] { return [.value(operands[1])] }
      // `select c, true, false` of single bits is `c`.
      if module.type(of: operands[0]) == module.type(of: operands[1]),
        case .integer(let first)? = constants[1]?.uniformElement, first != 0,
        case .integer(0)? = constants[2]?.uniformElement
      {
        return [.value(operands[0])]
      }
      guard case .integer(let condition)? = constants[0]?.uniformElement else { return nil }
      return [.value(condition != 0 ? operands[1] : operands[2])]
    }
  }
}
