import CLLVM
import Dialects
import IR
import Support

extension Translation {
  /// Branches, calls, returns.
  static let controlEmitters: [String: Emitter] = [
    LLVM.Branch.mnemonic: { translation, operation throws(Diagnostic) in
      let branch = LLVM.Branch(operation, in: translation.source)
      translation.addEdge(to: branch.target, branch.values)
      return LLVMBuildBr(translation.builder, try translation.block(branch.target, operation))
    },
    LLVM.ConditionalBranch.mnemonic: { translation, operation throws(Diagnostic) in
      try translation.emitConditionalBranch(operation)
    },
    LLVM.Switch.mnemonic: { translation, operation throws(Diagnostic) in
      let choice = LLVM.Switch(operation, in: translation.source)
      guard Set(choice.cases.map(\.value)).count == choice.cases.count else {
        throw translation.failure(operation, "LLVM takes each case once; one is given twice")
      }
      for (target, passed) in zip([choice.otherwise] + choice.cases.map(\.target), choice.passed) {
        translation.addEdge(to: target, passed)
      }
      let value = LLVMBuildSwitch(
        translation.builder, try translation.operand(0, of: operation),
        try translation.block(choice.otherwise, operation), UInt32(choice.cases.count))
      let type = try translation.type(choice.type, at: operation)
      for (number, target) in choice.cases {
        LLVMAddCase(
          value, LLVMConstInt(type, UInt64(bitPattern: Int64(number)), 1),
          try translation.block(target, operation))
      }
      if let value { translation.setWeights(value, operation) }
      return nil
    },
    LLVM.Return.mnemonic: { translation, operation throws(Diagnostic) in
      if translation.source.operandCount(of: operation) == 0 {
        return LLVMBuildRetVoid(translation.builder)
      }
      return LLVMBuildRet(translation.builder, try translation.operand(0, of: operation))
    },
    LLVM.Unreachable.mnemonic: { translation, _ throws(Diagnostic) in
      LLVMBuildUnreachable(translation.builder)
    },
    LLVM.Invoke.mnemonic: { translation, operation throws(Diagnostic) in
      try translation.emitInvoke(operation)
    },
    LLVM.LandingPad.mnemonic: { translation, operation throws(Diagnostic) in
      try translation.emitLandingPad(operation)
    },
    LLVM.Resume.mnemonic: { translation, operation throws(Diagnostic) in
      LLVMBuildResume(translation.builder, try translation.operand(0, of: operation))
    },
    LLVM.Call.mnemonic: { translation, operation throws(Diagnostic) in
      try translation.emitCall(operation)
    },
  ]

  private mutating func emitConditionalBranch(
    _ operation: OperationID
  ) throws(Diagnostic) -> LLVMValueRef? {
    let branch = LLVM.ConditionalBranch(operation, in: source)
    let condition = try operand(0, of: operation)
    addEdge(to: branch.whenTrue, branch.trueValues)
    addEdge(to: branch.whenFalse, branch.falseValues)
    let value: LLVMValueRef = LLVMBuildCondBr(
      builder, condition, try block(branch.whenTrue, operation),
      try block(branch.whenFalse, operation))
    setWeights(value, operation)
    return value
  }

  private mutating func emitCall(_ operation: OperationID) throws(Diagnostic) -> LLVMValueRef? {
    let call = LLVM.Call(operation, in: source)
    var arguments = try operands(of: operation)
    let (callee, type) = try callee(
      call.callee, &arguments, call.arguments.map { source.type(of: $0) }, call.result, operation)
    let value: LLVMValueRef = LLVMBuildCall2(
      builder, type, callee, &arguments, UInt32(arguments.count), "")
    setFastMath(value, operation)
    LLVMSetInstructionCallConv(value, try callingConvention(of: operation))
    setWeights(value, operation)
    switch source.property("TailCallKind", of: operation)?.cast(to: LLVM.TailCallKind.self)?.body {
    case "tail": LLVMSetTailCallKind(value, LLVMTailCallKindTail)
    case "musttail": LLVMSetTailCallKind(value, LLVMTailCallKindMustTail)
    case "notail": LLVMSetTailCallKind(value, LLVMTailCallKindNoTail)
    default: break
    }
    return value
  }

  private mutating func emitInvoke(_ operation: OperationID) throws(Diagnostic) -> LLVMValueRef? {
    let call = LLVM.Invoke(operation, in: source)
    var arguments: [LLVMValueRef?] = []
    for number in call.arguments.indices { arguments.append(try operand(number, of: operation)) }
    let (callee, type) = try callee(
      call.callee, &arguments, call.arguments.map { source.type(of: $0) }, call.result, operation)
    addEdge(to: call.normal, call.normalValues)
    addEdge(to: call.unwind, call.unwindValues)
    let value: LLVMValueRef = LLVMBuildInvoke2(
      builder, type, callee, &arguments, UInt32(arguments.count),
      try block(call.normal, operation), try block(call.unwind, operation), "")
    LLVMSetInstructionCallConv(value, try callingConvention(of: operation))
    setWeights(value, operation)
    return value
  }

  private mutating func emitLandingPad(
    _ operation: OperationID
  ) throws(Diagnostic) -> LLVMValueRef? {
    let clauses = try operands(of: operation)
    let pad: LLVMValueRef = LLVMBuildLandingPad(
      builder, try resultType(of: operation), nil, UInt32(clauses.count), "")
    if source.property("cleanup", of: operation) != nil { LLVMSetCleanup(pad, 1) }
    for clause in clauses { LLVMAddClause(pad, clause) }
    return pad
  }

  /// How often each way is taken, as the metadata `prof`.
  private func setWeights(_ value: LLVMValueRef, _ operation: OperationID) {
    guard
      let weights = source.property("branch_weights", of: operation)?.integerArrayValue,
      !weights.isEmpty
    else { return }
    let name = "branch_weights"
    var parts = [LLVMMDStringInContext2(context, name, name.utf8.count)]
    for weight in weights {
      let number = UInt64(UInt32(truncatingIfNeeded: weight))
      parts.append(
        LLVMValueAsMetadata(LLVMConstInt(LLVMInt32TypeInContext(context), number, 0)))
    }
    let node = LLVMMDNodeInContext2(context, &parts, parts.count)
    let kind = LLVMGetMDKindIDInContext(context, "prof", 4)
    LLVMSetMetadata(value, kind, LLVMMetadataAsValue(context, node))
  }

  /// What a call calls, and the type of that; a pointer to it is taken from the arguments.
  private mutating func callee(
    _ name: String?, _ arguments: inout [LLVMValueRef?], _ types: [Type], _ result: Type?,
    _ operation: OperationID
  ) throws(Diagnostic) -> (LLVMValueRef, LLVMTypeRef) {
    if let name {
      guard let function = LLVMGetNamedFunction(module, name),
        let type = LLVMGlobalGetValueType(function)
      else { throw failure(operation, "no function is called '\(name)'") }
      guard Int(LLVMCountParamTypes(type)) == arguments.count || LLVMIsFunctionVarArg(type) != 0
      else {
        throw failure(
          operation,
          "'\(name)' takes \(LLVMCountParamTypes(type)) values, not \(arguments.count)")
      }
      return (function, type)
    }
    guard let pointer = arguments.first ?? nil else {
      throw failure(operation, "neither a name nor a pointer tells what to call")
    }
    arguments.removeFirst()
    let type = LLVM.FunctionType(result ?? LLVM.void, Array(types.dropFirst()))
    return (pointer, try self.type(.of(type), at: operation))
  }

  private mutating func addEdge(to target: BlockID, _ passed: [ValueID]) {
    guard !passed.isEmpty, let from = LLVMGetInsertBlock(builder) else { return }
    edges.append((from, target, passed))
  }

  private func block(
    _ block: BlockID, _ operation: OperationID
  ) throws(Diagnostic) -> LLVMBasicBlockRef {
    guard let native = blocks[block] else {
      throw failure(operation, "the branch leaves its function")
    }
    return native
  }
}
