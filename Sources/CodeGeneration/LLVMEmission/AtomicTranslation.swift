import CLLVM
import Dialects
import IR
import Support

extension Translation {
  /// Updates of memory that other threads see whole.
  static let atomicEmitters: [String: Emitter] = [
    LLVM.AtomicUpdate.mnemonic: { translation, operation throws(Diagnostic) in
      let kind = translation.source.property("bin_op", of: operation)?.integerValue ?? -1
      guard LLVM.AtomicOperation(rawValue: kind) != nil else {
        throw translation.failure(operation, "no update has the number \(kind)")
      }
      // LLVM numbers the updates as MLIR does.
      let value = LLVMBuildAtomicRMW(
        translation.builder, LLVMAtomicRMWBinOp(UInt32(kind)),
        try translation.operand(0, of: operation), try translation.operand(1, of: operation),
        try translation.order("ordering", of: operation),
        try translation.isForOneThread(operation) ? 1 : 0)
      try translation.setAtomicAccess(value, operation)
      return value
    },
    LLVM.CompareExchange.mnemonic: { translation, operation throws(Diagnostic) in
      let value = LLVMBuildAtomicCmpXchg(
        translation.builder, try translation.operand(0, of: operation),
        try translation.operand(1, of: operation), try translation.operand(2, of: operation),
        try translation.order("success_ordering", of: operation),
        try translation.order("failure_ordering", of: operation),
        try translation.isForOneThread(operation) ? 1 : 0)
      if translation.source.property("weak", of: operation) != nil { LLVMSetWeak(value, 1) }
      try translation.setAtomicAccess(value, operation)
      return value
    },
    LLVM.Fence.mnemonic: { translation, operation throws(Diagnostic) in
      LLVMBuildFence(
        translation.builder, try translation.order("ordering", of: operation),
        try translation.isForOneThread(operation) ? 1 : 0, "")
      return nil
    },
  ]

  /// LLVM numbers the orders as MLIR does.
  func order(
    _ name: String, of operation: OperationID
  ) throws(Diagnostic) -> LLVMAtomicOrdering {
    guard let order = LLVM.AtomicOrdering(source.property(name, of: operation)) else {
      throw failure(operation, "'\(name)' must be an order of atomic accesses")
    }
    return LLVMAtomicOrdering(UInt32(order.rawValue))
  }

  /// Whether an access is ordered within its own thread only, against signals; other scopes are
  /// those of GPUs.
  func isForOneThread(_ operation: OperationID) throws(Diagnostic) -> Bool {
    guard let scope = source.property("syncscope", of: operation)?.stringValue, !scope.isEmpty
    else { return false }
    guard scope == "singlethread" else {
      throw failure(
        operation,
        "no processor has the scope '\(scope)'; write 'syncscope(\"singlethread\")', or none for "
          + "all threads")
    }
    return true
  }

  private func setAtomicAccess(
    _ value: LLVMValueRef?, _ operation: OperationID
  ) throws(Diagnostic) {
    if source.property("volatile_", of: operation) != nil { LLVMSetVolatile(value, 1) }
    try setAlignment(
      value, source.property("alignment", of: operation)?.integerValue, operation)
  }
}
