import CLLVM
import Dialects
import IR
import Support

extension Translation {
  /// Instructions that are given as text.
  static let assemblyEmitters: [String: Emitter] = [
    LLVM.InlineAssembly.mnemonic: { translation, operation throws(Diagnostic) in
      try translation.emitAssembly(operation)
    }
  ]

  private mutating func emitAssembly(
    _ operation: OperationID
  ) throws(Diagnostic) -> LLVMValueRef? {
    let assembly = LLVM.InlineAssembly(operation, in: source)
    let result = assembly.result ?? LLVM.void
    let parameters = assembly.operands.map { source.type(of: $0) }
    let type = try self.type(.of(LLVM.FunctionType(result, parameters)), at: operation)
    var pointees: [(index: UInt32, type: LLVMTypeRef)] = []
    for (index, pointee) in assembly.pointees.sorted(by: { $0.key < $1.key }) {
      pointees.append((UInt32(index + 1), try self.type(pointee, at: operation)))
    }
    // LLVM trusts constraints that it did not read itself, so it reads these in a module of their
    // own first.
    if let problem = problem(with: assembly, of: type, pointees) {
      throw failure(operation, "LLVM refuses the constraints: \(problem)")
    }
    var operands = try operands(of: operation)
    return call(assembly, of: type, &operands, pointees, builder)
  }

  private func call(
    _ assembly: LLVM.InlineAssembly, of type: LLVMTypeRef, _ operands: inout [LLVMValueRef?],
    _ pointees: [(index: UInt32, type: LLVMTypeRef)], _ builder: LLVMBuilderRef
  ) -> LLVMValueRef? {
    var text = assembly.text.map { CChar(bitPattern: $0) }
    var constraints = assembly.constraints.map { CChar(bitPattern: $0) }
    let callee = LLVMGetInlineAsm(
      type, &text, text.count, &constraints, constraints.count,
      assembly.hasSideEffects ? 1 : 0, assembly.alignsStack ? 1 : 0,
      assembly.syntax == .intel ? LLVMInlineAsmDialectIntel : LLVMInlineAsmDialectATT, 0)
    let value = LLVMBuildCall2(builder, type, callee, &operands, UInt32(operands.count), "")
    let kind = LLVMGetEnumAttributeKindForName("elementtype", 11)
    for pointee in pointees {
      LLVMAddCallSiteAttribute(
        value, pointee.index, LLVMCreateTypeAttribute(context, kind, pointee.type))
    }
    return value
  }

  /// What LLVM's reader says of the assembly, written as LLVM's text; `nil` if it takes it.
  private func problem(
    with assembly: LLVM.InlineAssembly, of type: LLVMTypeRef,
    _ pointees: [(index: UInt32, type: LLVMTypeRef)]
  ) -> String? {
    let trial = LLVMModuleCreateWithNameInContext("assembly", context)
    let builder: LLVMBuilderRef = LLVMCreateBuilderInContext(context)
    defer {
      LLVMDisposeBuilder(builder)
      LLVMDisposeModule(trial)
    }
    var parameters = [LLVMTypeRef?](repeating: nil, count: assembly.operands.count)
    LLVMGetParamTypes(type, &parameters)
    let outer = LLVMFunctionType(
      LLVMVoidTypeInContext(context), &parameters, UInt32(parameters.count), 0)
    let function = LLVMAddFunction(trial, "trial", outer)
    LLVMPositionBuilderAtEnd(builder, LLVMAppendBasicBlockInContext(context, function, ""))
    var operands: [LLVMValueRef?] = parameters.indices.map { LLVMGetParam(function, UInt32($0)) }
    _ = call(assembly, of: type, &operands, pointees, builder)
    LLVMBuildRetVoid(builder)

    let text = takeString(LLVMPrintModuleToString(trial))
    let buffer = LLVMCreateMemoryBufferWithMemoryRangeCopy(text, text.utf8.count, "assembly")
    var read: LLVMModuleRef?
    var message: UnsafeMutablePointer<CChar>?
    guard LLVMParseIRInContext(context, buffer, &read, &message) == 0 else {
      let words = message.map { takeString($0) } ?? "unknown reason"
      // The first line is what is wrong, behind a place in the text of the trial.
      let line = words.split(separator: "\n").first ?? ""
      return line.text(after: "error: ")
    }
    defer { LLVMDisposeModule(read) }
    // What only its verifier checks, such as that memory is reached through a pointer.
    let isBroken = LLVMVerifyModule(read, LLVMReturnStatusAction, &message) != 0
    let words = message.map { takeString($0) } ?? ""
    return isBroken ? String(words.split(separator: "\n").first ?? "") : nil
  }
}

extension Substring {
  /// What follows a text, or everything if it is not there.
  fileprivate func text(after text: String) -> String {
    firstRange(of: text).map { String(self[$0.upperBound...]) } ?? String(self)
  }
}
