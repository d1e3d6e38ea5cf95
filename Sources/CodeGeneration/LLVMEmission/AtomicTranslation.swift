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
      // LLVM numbers the updates and the orders as MLIR does.
      let value = LLVMBuildAtomicRMW(
        translation.builder, LLVMAtomicRMWBinOp(UInt32(kind)),
        try translation.operand(0, of: operation), try translation.operand(1, of: operation),
        try translation.order("ordering", of: operation), 0)
      translation.setAtomicAccess(value, operation)
      return value
    },
    LLVM.CompareExchange.mnemonic: { translation, operation throws(Diagnostic) in
      let value = LLVMBuildAtomicCmpXchg(
        translation.builder, try translation.operand(0, of: operation),
        try translation.operand(1, of: operation), try translation.operand(2, of: operation),
        try translation.order("success_ordering", of: operation),
        try translation.order("failure_ordering", of: operation), 0)
      if translation.source.property("weak", of: operation) != nil { LLVMSetWeak(value, 1) }
      translation.setAtomicAccess(value, operation)
      return value
    },
  ]

  private func order(
    _ name: String, of operation: OperationID
  ) throws(Diagnostic) -> LLVMAtomicOrdering {
    guard let number = source.property(name, of: operation)?.integerValue,
      [2, 4, 5, 6, 7].contains(number)
    else { throw failure(operation, "'\(name)' must be an order of an atomic update") }
    return LLVMAtomicOrdering(UInt32(number))
  }

  private func setAtomicAccess(_ value: LLVMValueRef?, _ operation: OperationID) {
    if source.property("volatile_", of: operation) != nil { LLVMSetVolatile(value, 1) }
    if let alignment = source.property("alignment", of: operation)?.integerValue, alignment > 0 {
      LLVMSetAlignment(value, UInt32(clamping: alignment))
    }
  }
}
