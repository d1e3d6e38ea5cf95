import IR
import Support

public enum ControlFlow {
  /// Everything declared here, for a `Context`.
  public static let dialect = Dialect(
    name: "cf",
    documentation: "MLIR's `cf` dialect: branches between blocks.",
    operations: [Branch.self, ConditionalBranch.self, Switch.self, Assert.self],
    makeConstant: Arith.makeConstant)

  public struct Branch: VerifiableOperation, BranchOperation, CanonicalizableOperation {
    public static var mnemonic: String { "cf.br" }
    public static var documentation: String { "Goes to a block, with values for its arguments." }
    public static var form: Form? {
      "successor(0) (`(` $destOperands^ `:` type($destOperands) `)`)? attr-dict"
    }
    public static var traits: Traits { [.terminator] }
    public static var signature: Signature {
      Signature(operands: [.init("destOperands", .any, .variadic)], successors: 1)
    }

    public var target: BlockID
    public var values: [ValueID]

    public init(to target: BlockID, _ values: [ValueID] = []) {
      self.target = target
      self.values = values
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      target = module.successors(of: operation).first ?? BlockID(raw: .max)
      values = module.operands(of: operation)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: values, successors: [target])
    }

    public func values(forSuccessor number: Int) -> [ValueID] { number == 0 ? values : [] }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      verifyBranch(
        operation, to: module.successors(of: operation)[0], module.operands(of: operation),
        in: module, &diagnostics)
    }
  }

  public struct ConditionalBranch: VerifiableOperation, BranchOperation, CanonicalizableOperation {
    public static var mnemonic: String { "cf.cond_br" }
    public static var documentation: String { "Goes to one of two blocks." }
    public static var form: Form? {
      """
      $condition `,` successor(0) (`(` $trueDestOperands^ `:` type($trueDestOperands) `)`)? `,`
      successor(1) (`(` $falseDestOperands^ `:` type($falseDestOperands) `)`)? attr-dict
      """
    }
    public static var traits: Traits { [.terminator] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("condition", .boolean), .init("trueDestOperands", .any, .variadic),
          .init("falseDestOperands", .any, .variadic),
        ], properties: [Signature.operandSegmentSizes], successors: 2)
    }

    public var condition: ValueID
    public var whenTrue: BlockID
    public var whenFalse: BlockID
    public var trueValues: [ValueID]
    public var falseValues: [ValueID]

    public init(
      _ condition: ValueID, _ whenTrue: BlockID, _ trueValues: [ValueID] = [],
      else whenFalse: BlockID, _ falseValues: [ValueID] = []
    ) {
      self.condition = condition
      self.whenTrue = whenTrue
      self.trueValues = trueValues
      self.whenFalse = whenFalse
      self.falseValues = falseValues
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let groups = module.operandSegments(of: operation, count: 3)
      let successors = module.successors(of: operation)
      condition = groups[0].first ?? .missing
      trueValues = groups[1]
      falseValues = groups[2]
      whenTrue = successors.first ?? BlockID(raw: .max)
      whenFalse = successors.last ?? BlockID(raw: .max)
    }

    public var state: OperationState {
      var state = OperationState(name: Self.mnemonic, successors: [whenTrue, whenFalse])
      state.setOperandSegments([[condition], trueValues, falseValues])
      return state
    }

    public func values(forSuccessor number: Int) -> [ValueID] {
      number == 0 ? trueValues : number == 1 ? falseValues : []
    }

    public var selector: ValueID? { condition }

    public func successor(selectedBy value: Int) -> Int? { value != 0 ? 0 : 1 }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let branch = ConditionalBranch(operation, in: module)
      verifyBranch(operation, to: branch.whenTrue, branch.trueValues, in: module, &diagnostics)
      verifyBranch(operation, to: branch.whenFalse, branch.falseValues, in: module, &diagnostics)
    }
  }

  public struct Assert: CanonicalizableOperation {
    public static var mnemonic: String { "cf.assert" }
    public static var documentation: String {
      "Stops the program with a message unless the operand holds."
    }
    public static var form: Form? { "$arg `,` $msg attr-dict" }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(operands: [.init("arg", .boolean)], properties: [.init("msg", .byteString)])
    }

    public var condition: ValueID
    /// The bytes of the message, UTF-8 or not.
    public var message: [UInt8]

    public init(_ condition: ValueID, _ message: String) {
      self.condition = condition
      self.message = Array(message.utf8)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      condition = module.operandOrMissing(0, of: operation)
      message = module.property("msg", of: operation)?.stringBytes ?? []
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [condition],
        properties: ["msg": .string(bytes: message)])
    }
  }

  /// Checks that the values fit the arguments of the block.
  static func verifyBranch(
    _ operation: OperationID, to target: BlockID, _ values: [ValueID], in module: Module,
    _ diagnostics: inout Diagnostics
  ) {
    let wanted = module.arguments(of: target).map { module.type(of: $0) }
    if wanted != values.map({ module.type(of: $0) }) {
      diagnostics.error(
        "'\(module.name(of: operation))' must pass the \(wanted.count) arguments of the block it"
          + " goes to, of the same types; it passes \(values.count)",
        at: module.location(of: operation))
    }
  }
}
