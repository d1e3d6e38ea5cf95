import IR
import Support

extension LLVM {
  public struct Invoke: VerifiableOperation {
    public static var mnemonic: String { "llvm.invoke" }
    public static var documentation: String {
      """
      A call that goes to one block when it returns and to another, which begins with an
      `llvm.landingpad`, when it throws.
      """
    }
    public static var traits: Traits { [.terminator] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("callee_operands", LLVM.valueType, .variadic),
          .init("normalDestOperands", LLVM.valueType, .variadic),
          .init("unwindDestOperands", LLVM.valueType, .variadic),
        ],
        results: [.init("result", LLVM.valueType, .optional)],
        properties: [
          .init("callee", .symbol, optional: true), .init("CConv", .any, optional: true),
          .init("var_callee_type", .type, optional: true),
          .init("branch_weights", .integerArray, optional: true), Signature.operandSegmentSizes,
        ], successors: 2)
    }

    public var callee: String?
    public var arguments: [ValueID]
    public var result: Type?
    public var normal: BlockID
    public var normalValues: [ValueID]
    public var unwind: BlockID
    public var unwindValues: [ValueID]

    public init(_ operation: OperationID, in module: borrowing Module) {
      let groups = module.operandSegments(of: operation, count: 3)
      (arguments, normalValues, unwindValues) = (groups[0], groups[1], groups[2])
      callee = module.property("callee", of: operation)?.symbolValue
      result = module.results(of: operation).first.map { module.type(of: $0) }
      let successors = module.successors(of: operation)
      normal = successors.first ?? BlockID(raw: .max)
      unwind = successors.last ?? BlockID(raw: .max)
    }

    public var state: OperationState {
      var state = OperationState(
        name: Self.mnemonic, resultTypes: result.map { [$0] } ?? [],
        properties: ["CConv": .of(CallingConvention(body: "ccc"))], successors: [normal, unwind])
      state.setOperandSegments([arguments, normalValues, unwindValues])
      state.properties["callee"] = callee.map { .symbol($0) }
      return state
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let invoke = Invoke(operation, in: module)
      let place = module.location(of: operation)
      for (target, values) in [
        (invoke.normal, invoke.normalValues), (invoke.unwind, invoke.unwindValues),
      ] {
        ControlFlow.verifyBranch(operation, to: target, values, in: module, &diagnostics)
      }
      if invoke.callee == nil,
        invoke.arguments.first.map({ module.type(of: $0) })?.cast(to: PointerType.self) == nil
      {
        diagnostics.error(
          "'llvm.invoke' without a name calls through its first operand, a pointer", at: place)
      }
      if module.firstOperation(in: invoke.unwind).map({ module.isA($0, LandingPad.self) }) != true {
        diagnostics.error(
          "the block that 'llvm.invoke' unwinds to must begin with 'llvm.landingpad'", at: place)
      }
    }

    /// `@f(%0) to ^bb1(%1 : i32) unwind ^bb2 vararg(…) : (i32) -> i32`.
    public static var form: Form? {
      Form(
        """
        custom<Callee>($callee, $CConv, $callee_operands, $normalDestOperands,
        type($normalDestOperands), $unwindDestOperands, type($unwindDestOperands), successors,
        $var_callee_type) attr-dict `:` custom<Type>(type($callee_operands), type($result))
        """, ["Callee": header, "Type": type])
    }

    private static var header: FormDirective {
      FormDirective(
        accepts: { operation, module in
          let call = Self(operation, in: module)
          return module.property("CConv", of: operation)?.callingConvention != nil
            && (call.callee != nil || !call.arguments.isEmpty)
        },
        write: { operation, writer in
          let call = Self(operation, in: writer.module)
          let convention = writer.module.property("CConv", of: operation)?.callingConvention
          if let convention, convention != "ccc" { writer.write("\(convention) ") }
          if let name = call.callee {
            writer.write(symbol: name)
          } else {
            writer.write(call.arguments[0])
          }
          writer.write("(")
          writer.write(call.arguments.dropFirst(call.callee == nil ? 1 : 0))
          writer.write(") to ")
          writer.write(target: call.normal, call.normalValues)
          writer.write(" unwind ")
          writer.write(target: call.unwind, call.unwindValues)
          guard let type = writer.module.property("var_callee_type", of: operation) else { return }
          writer.write(" vararg(")
          writer.write(type)
          writer.write(")")
        },
        read: { (reader) throws(FormFailure) in
          reader.set("CConv", .of(try reader.readConvention(default: "ccc")))
          if reader.isOperandNext {
            try reader.readOperand("callee_operands")
          } else {
            reader.set("callee", .symbol(try reader.readSymbolName()))
          }
          try reader.readOperands("callee_operands")
          try reader.expect("to")
          _ = try reader.readTarget("normalDestOperands")
          try reader.expect("unwind")
          _ = try reader.readTarget("unwindDestOperands")
          guard reader.accept("vararg") else { return }
          try reader.expect("(")
          reader.set("var_callee_type", .type(try reader.readType()))
          try reader.expect(")")
        })
    }

    private static var type: FormDirective {
      FormDirective(
        write: { operation, writer in
          let call = Self(operation, in: writer.module)
          var types = call.arguments.map { writer.module.type(of: $0) }
          if call.callee == nil {
            writer.write(types.removeFirst())
            writer.write(", ")
          }
          writer.write(.function(IR.FunctionType(types, call.result.map { [$0] } ?? [])))
        },
        read: { (reader) throws(FormFailure) in try reader.readCallType() })
    }
  }
}
