import CLLVM
import Dialects
import IR
import Support

extension Translation {
  /// Memory, and constants.
  static let memoryEmitters: [String: Emitter] = [
    LLVM.Alloca.mnemonic: { translation, operation throws(Diagnostic) in
      let alloca = LLVM.Alloca(operation, in: translation.source)
      let count = try translation.operand(0, of: operation)
      let type = try translation.type(alloca.element, at: operation)
      // An allocation of one element is written without a count: it is the form LLVM promotes.
      let isOne = LLVMIsAConstantInt(count) != nil && LLVMConstIntGetZExtValue(count) == 1
      let value =
        isOne
        ? LLVMBuildAlloca(translation.builder, type, "")
        : LLVMBuildArrayAlloca(translation.builder, type, count, "")
      try translation.setAlignment(value, alloca.alignment, operation)
      return value
    },
    LLVM.Load.mnemonic: { translation, operation throws(Diagnostic) in
      let load = LLVM.Load(operation, in: translation.source)
      let value = LLVMBuildLoad2(
        translation.builder, try translation.resultType(of: operation),
        try translation.operand(0, of: operation), "")
      try translation.setAlignment(value, load.alignment, operation)
      if load.isNonTemporal { translation.setNonTemporal(value) }
      try translation.setAccess(value, operation)
      return value
    },
    LLVM.Store.mnemonic: { translation, operation throws(Diagnostic) in
      let store = LLVM.Store(operation, in: translation.source)
      let value = LLVMBuildStore(
        translation.builder, try translation.operand(0, of: operation),
        try translation.operand(1, of: operation))
      try translation.setAlignment(value, store.alignment, operation)
      if store.isNonTemporal { translation.setNonTemporal(value) }
      try translation.setAccess(value, operation)
      return value
    },
    LLVM.GetElementPointer.mnemonic: { translation, operation throws(Diagnostic) in
      let step = LLVM.GetElementPointer(operation, in: translation.source)
      var indices: [LLVMValueRef?] = []
      for index in step.indices {
        switch index {
        case .constant(let number):
          indices.append(
            LLVMConstInt(
              LLVMInt32TypeInContext(translation.context), UInt64(bitPattern: Int64(number)), 1))
        case .value(let value):
          guard let known = translation.values[value] else {
            throw translation.failure(operation, "an index is not defined")
          }
          indices.append(known)
        }
      }
      let isInside = translation.source.property("inbounds", of: operation) != nil
      return (isInside ? LLVMBuildInBoundsGEP2 : LLVMBuildGEP2)(
        translation.builder, try translation.type(step.element, at: operation),
        try translation.operand(0, of: operation), &indices, UInt32(indices.count), "")
    },
    LLVM.Constant.mnemonic: { translation, operation throws(Diagnostic) in
      let constant = LLVM.Constant(operation, in: translation.source)
      return try translation.constant(constant.value, constant.type, at: operation)
    },
    LLVM.Undef.mnemonic: { translation, operation throws(Diagnostic) in
      LLVMGetUndef(try translation.resultType(of: operation))
    },
    LLVM.Poison.mnemonic: { translation, operation throws(Diagnostic) in
      LLVMGetPoison(try translation.resultType(of: operation))
    },
    LLVM.NoneToken.mnemonic: { translation, operation throws(Diagnostic) in
      LLVMConstNull(try translation.resultType(of: operation))
    },
    LLVM.Zero.mnemonic: { translation, operation throws(Diagnostic) in
      LLVMConstNull(try translation.resultType(of: operation))
    },
    LLVM.AddressOf.mnemonic: { translation, operation throws(Diagnostic) in
      let name = LLVM.AddressOf(operation, in: translation.source).name
      guard
        let value = LLVMGetNamedFunction(translation.module, name)
          ?? LLVMGetNamedGlobal(translation.module, name)
      else { throw translation.failure(operation, "nothing is called '\(name)'") }
      return value
    },
  ]

  /// Says what the address is a multiple of; other numbers than powers of two LLVM takes as promises
  /// that nothing can keep.
  func setAlignment(
    _ value: LLVMValueRef?, _ bytes: Int?, _ operation: OperationID
  ) throws(Diagnostic) {
    guard let bytes else { return }
    guard (1...1 << 31).contains(bytes), bytes & (bytes - 1) == 0 else {
      throw failure(operation, "the alignment must be a power of two, in bytes, not \(bytes)")
    }
    LLVMSetAlignment(value, UInt32(bytes))
  }

  /// Says that an access is volatile or atomic.
  private func setAccess(_ value: LLVMValueRef?, _ operation: OperationID) throws(Diagnostic) {
    if source.property("volatile_", of: operation) != nil { LLVMSetVolatile(value, 1) }
    guard source.property("ordering", of: operation) != nil else { return }
    LLVMSetOrdering(value, try order("ordering", of: operation))
    LLVMSetAtomicSingleThread(value, try isForOneThread(operation) ? 1 : 0)
  }

  private func setNonTemporal(_ value: LLVMValueRef?) {
    var one: LLVMMetadataRef? = LLVMValueAsMetadata(
      LLVMConstInt(LLVMInt32TypeInContext(context), 1, 0))
    let node = LLVMMDNodeInContext2(context, &one, 1)
    let name = "nontemporal"
    LLVMSetMetadata(
      value, LLVMGetMDKindIDInContext(context, name, UInt32(name.utf8.count)),
      LLVMMetadataAsValue(context, node))
  }
}
