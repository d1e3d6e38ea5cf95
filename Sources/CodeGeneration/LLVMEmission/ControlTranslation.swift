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
    return LLVMBuildCondBr(
      builder, condition, try block(branch.whenTrue, operation),
      try block(branch.whenFalse, operation))
  }

  private mutating func emitCall(_ operation: OperationID) throws(Diagnostic) -> LLVMValueRef? {
    let call = LLVM.Call(operation, in: source)
    var arguments = try operands(of: operation)
    let callee: LLVMValueRef
    let type: LLVMTypeRef
    if let name = call.callee {
      guard let function = LLVMGetNamedFunction(module, name) else {
        throw failure(operation, "no function is called '\(name)'")
      }
      callee = function
      type = LLVMGlobalGetValueType(function)
      guard Int(LLVMCountParamTypes(type)) == arguments.count || LLVMIsFunctionVarArg(type) != 0
      else {
        throw failure(
          operation,
          "'\(name)' takes \(LLVMCountParamTypes(type)) values, not \(arguments.count)")
      }
    } else {
      guard let pointer = arguments.first ?? nil else {
        throw failure(operation, "neither a name nor a pointer tells what to call")
      }
      callee = pointer
      arguments.removeFirst()
      type = try self.type(
        .of(
          LLVM.FunctionType(
            call.result ?? LLVM.void,
            call.arguments.dropFirst().map { source.type(of: $0) })), at: operation)
    }
    let value = LLVMBuildCall2(builder, type, callee, &arguments, UInt32(arguments.count), "")
    if let value { setFastMath(value, operation) }
    return value
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
