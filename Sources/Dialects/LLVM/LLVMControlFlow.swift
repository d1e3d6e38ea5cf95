import IR
import Support

extension LLVM {
  public struct Branch: VerifiableOperation {
    public static var mnemonic: String { "llvm.br" }
    public static var documentation: String { "Goes to a block, with values for its arguments." }
    public static var form: Form? {
      "successor(0) (`(` $destOperands^ `:` type($destOperands) `)`)? attr-dict"
    }
    public static var traits: Traits { [.terminator] }
    public static var signature: Signature {
      Signature(
        operands: [.init("destOperands", .any, .variadic)],
        properties: [.init("loop_annotation", .any, optional: true)], successors: 1)
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

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let branch = Branch(operation, in: module)
      ControlFlow.verifyBranch(
        operation, to: branch.target, branch.values, in: module, &diagnostics)
    }
  }

  public struct ConditionalBranch: VerifiableOperation {
    public static var mnemonic: String { "llvm.cond_br" }
    public static var documentation: String { "Goes to one of two blocks." }
    public static var traits: Traits { [.terminator] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("condition", .boolean), .init("trueDestOperands", .any, .variadic),
          .init("falseDestOperands", .any, .variadic),
        ],
        properties: [
          Signature.operandSegmentSizes, .init("branch_weights", .any, optional: true),
          .init("loop_annotation", .any, optional: true),
        ], successors: 2)
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

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let branch = ConditionalBranch(operation, in: module)
      for (target, values) in [
        (branch.whenTrue, branch.trueValues), (branch.whenFalse, branch.falseValues),
      ] {
        ControlFlow.verifyBranch(operation, to: target, values, in: module, &diagnostics)
      }
    }
  }

  public struct Switch: VerifiableOperation {
    public static var mnemonic: String { "llvm.switch" }
    public static var documentation: String {
      "Goes to the block of the case that equals the operand, or to the first, the default."
    }
    public static var form: Form? {
      Form(
        """
        custom<Cases>($value, type($value), $defaultOperands, type($defaultOperands),
        $caseOperands, type($caseOperands), $case_values, $case_operand_segments,
        successors) attr-dict
        """,
        ["Cases": .switchCases("value", hasDefaultInside: false)])
    }
    public static var traits: Traits { [.terminator] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("value", .integer), .init("defaultOperands", .any, .variadic),
          .init("caseOperands", .any, .variadic),
        ],
        properties: [
          .init("case_values", .any, optional: true),
          .init("case_operand_segments", .integerArray), Signature.operandSegmentSizes,
          .init("branch_weights", .integerArray, optional: true),
        ], successors: nil)
    }

    public var value: ValueID
    public var type: Type
    public var cases: [(value: Int, target: BlockID)]
    public var otherwise: BlockID
    /// What each block is given: the default's first, then the cases'.
    public var passed: [[ValueID]]

    /// `passed` is what each block is given, the default's first; nothing if it is empty.
    public init(
      _ value: ValueID, of type: Type, cases: [(value: Int, target: BlockID)],
      otherwise: BlockID, passing passed: [[ValueID]] = []
    ) {
      self.value = value
      self.type = type
      self.cases = cases
      self.otherwise = otherwise
      self.passed = passed.isEmpty ? Array(repeating: [], count: cases.count + 1) : passed
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      value = module.operandOrMissing(0, of: operation)
      type = value == .missing ? .none : module.type(of: value)
      let successors = module.successors(of: operation)
      otherwise = successors.first ?? BlockID(raw: .max)
      var values: [Int] = []
      if case .dense(let elements)? = module.property("case_values", of: operation),
        let width = elements.type.elementType.bitWidth
      {
        let stride = max(1, (width + 7) / 8)
        for start in Swift.stride(from: 0, to: elements.bytes.count, by: stride) {
          var bits = 0
          for (place, byte) in elements.bytes[start..<min(start + stride, elements.bytes.count)]
            .enumerated()
          {
            bits |= Int(byte) << (8 * place)
          }
          values.append(bits.wrapped(to: width))
        }
        if elements.isSplat, let one = values.first {
          values = Array(repeating: one, count: elements.type.shape?.first ?? 1)
        }
      }
      cases = zip(values, successors.dropFirst()).map { ($0, $1) }
      let groups = module.operandSegments(of: operation, count: 3)
      let counts =
        module.property("case_operand_segments", of: operation)?.integerArrayValue ?? []
      var rest = groups[2][...]
      passed =
        [groups[1]]
        + cases.indices.map { index in
          let count = index < counts.count ? max(0, counts[index]) : 0
          defer { rest = rest.dropFirst(count) }
          return Array(rest.prefix(count))
        }
    }

    public var state: OperationState {
      var state = OperationState(
        name: Self.mnemonic, successors: [otherwise] + cases.map(\.target))
      state.setOperandSegments([[value], passed.first ?? [], passed.dropFirst().flatMap { $0 }])
      state.properties["case_operand_segments"] = .i32Array(passed.dropFirst().map(\.count))
      if !cases.isEmpty {
        let bytes = cases.flatMap { $0.value.littleEndianBytes(type.denseByteWidth ?? 8) }
        state.properties["case_values"] = .dense(
          DenseElements(type: .vector(cases.count, type), bytes: bytes))
      }
      return state
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let choice = Switch(operation, in: module)
      guard module.successors(of: operation).count == choice.cases.count + 1 else {
        return diagnostics.error(
          "'llvm.switch' must have a value for each of its blocks but the first",
          at: module.location(of: operation))
      }
      for (target, values) in zip([choice.otherwise] + choice.cases.map(\.target), choice.passed) {
        ControlFlow.verifyBranch(operation, to: target, values, in: module, &diagnostics)
      }
    }
  }

  public struct Unreachable: OperationDefinition {
    public static var mnemonic: String { "llvm.unreachable" }
    public static var documentation: String { "Cannot be reached." }
    public static var form: Form? { "attr-dict" }
    public static var traits: Traits { [.terminator] }
    public static var signature: Signature { Signature() }

    public init() {}
    public init(_ operation: OperationID, in module: borrowing Module) {}

    public var state: OperationState { OperationState(name: Self.mnemonic) }
  }
}
