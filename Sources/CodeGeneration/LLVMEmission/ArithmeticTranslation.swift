import CLLVM
import Dialects
import IR
import Support

extension Translation {
  /// Arithmetic and comparisons.
  static let arithmeticEmitters: [String: Emitter] = [
    LLVM.Add.mnemonic: binary(LLVMAdd),
    LLVM.Sub.mnemonic: binary(LLVMSub),
    LLVM.Mul.mnemonic: binary(LLVMMul),
    LLVM.SDiv.mnemonic: binary(LLVMSDiv),
    LLVM.UDiv.mnemonic: binary(LLVMUDiv),
    LLVM.SRem.mnemonic: binary(LLVMSRem),
    LLVM.URem.mnemonic: binary(LLVMURem),
    LLVM.And.mnemonic: binary(LLVMAnd),
    LLVM.Or.mnemonic: binary(LLVMOr),
    LLVM.XOr.mnemonic: binary(LLVMXor),
    LLVM.Shl.mnemonic: binary(LLVMShl),
    LLVM.LShr.mnemonic: binary(LLVMLShr),
    LLVM.AShr.mnemonic: binary(LLVMAShr),
    LLVM.FAdd.mnemonic: binary(LLVMFAdd),
    LLVM.FSub.mnemonic: binary(LLVMFSub),
    LLVM.FMul.mnemonic: binary(LLVMFMul),
    LLVM.FDiv.mnemonic: binary(LLVMFDiv),
    LLVM.FRem.mnemonic: binary(LLVMFRem),
    LLVM.Freeze.mnemonic: { translation, operation throws(Diagnostic) in
      LLVMBuildFreeze(translation.builder, try translation.operand(0, of: operation), "")
    },
    LLVM.FNeg.mnemonic: { translation, operation throws(Diagnostic) in
      let value = LLVMBuildFNeg(
        translation.builder, try translation.operand(0, of: operation), "")
      if let value { translation.setFastMath(value, operation) }
      return value
    },
    LLVM.ICmp.mnemonic: { translation, operation throws(Diagnostic) in
      guard let predicate = LLVM.ICmp(operation, in: translation.source).predicate else {
        throw translation.failure(operation, "the predicate is missing")
      }
      return LLVMBuildICmp(
        translation.builder, predicate.native, try translation.operand(0, of: operation),
        try translation.operand(1, of: operation), "")
    },
    LLVM.FCmp.mnemonic: { translation, operation throws(Diagnostic) in
      guard let predicate = LLVM.FCmp(operation, in: translation.source).predicate else {
        throw translation.failure(operation, "the predicate is missing")
      }
      let value = LLVMBuildFCmp(
        translation.builder, predicate.native,
        try translation.operand(0, of: operation), try translation.operand(1, of: operation), "")
      if let value { translation.setFastMath(value, operation) }
      return value
    },
    LLVM.Select.mnemonic: { translation, operation throws(Diagnostic) in
      let value = LLVMBuildSelect(
        translation.builder, try translation.operand(0, of: operation),
        try translation.operand(1, of: operation), try translation.operand(2, of: operation), "")
      if let value { translation.setFastMath(value, operation) }
      return value
    },
  ]

  /// Conversions.
  static let castEmitters: [String: Emitter] = [
    LLVM.SExt.mnemonic: cast(LLVMSExt),
    LLVM.ZExt.mnemonic: cast(LLVMZExt),
    LLVM.Trunc.mnemonic: cast(LLVMTrunc),
    LLVM.FPExt.mnemonic: cast(LLVMFPExt),
    LLVM.FPTrunc.mnemonic: cast(LLVMFPTrunc),
    LLVM.SIToFP.mnemonic: cast(LLVMSIToFP),
    LLVM.UIToFP.mnemonic: cast(LLVMUIToFP),
    LLVM.FPToSI.mnemonic: cast(LLVMFPToSI),
    LLVM.FPToUI.mnemonic: cast(LLVMFPToUI),
    LLVM.Bitcast.mnemonic: cast(LLVMBitCast),
    LLVM.PtrToInt.mnemonic: cast(LLVMPtrToInt),
    LLVM.AddressSpaceCast.mnemonic: cast(LLVMAddrSpaceCast),
    LLVM.IntToPtr.mnemonic: cast(LLVMIntToPtr),
  ]

  private static func binary(_ opcode: LLVMOpcode) -> Emitter {
    { translation, operation throws(Diagnostic) in
      let value = LLVMBuildBinOp(
        translation.builder, opcode, try translation.operand(0, of: operation),
        try translation.operand(1, of: operation), "")
      guard let value else { return nil }
      translation.setFastMath(value, operation)
      translation.setOverflow(value, operation)
      return value
    }
  }

  /// Says which wrap-arounds do not happen.
  private func setOverflow(_ value: LLVMValueRef, _ operation: OperationID) {
    guard
      let flags = source.property("overflowFlags", of: operation)?.cast(to: LLVM.Overflow.self),
      LLVMIsAInstruction(value) != nil
    else { return }
    if flags.flags.contains(.noSigned) { LLVMSetNSW(value, 1) }
    if flags.flags.contains(.noUnsigned) { LLVMSetNUW(value, 1) }
  }

  private static func cast(_ opcode: LLVMOpcode) -> Emitter {
    { translation, operation throws(Diagnostic) in
      LLVMBuildCast(
        translation.builder, opcode, try translation.operand(0, of: operation),
        try translation.resultType(of: operation), "")
    }
  }
}

extension IntegerPredicate {
  /// LLVM's number for it.
  var native: LLVMIntPredicate {
    switch self {
    case .equal: LLVMIntEQ
    case .notEqual: LLVMIntNE
    case .signedLess: LLVMIntSLT
    case .signedLessOrEqual: LLVMIntSLE
    case .signedGreater: LLVMIntSGT
    case .signedGreaterOrEqual: LLVMIntSGE
    case .unsignedLess: LLVMIntULT
    case .unsignedLessOrEqual: LLVMIntULE
    case .unsignedGreater: LLVMIntUGT
    case .unsignedGreaterOrEqual: LLVMIntUGE
    }
  }
}

extension FloatPredicate {
  /// LLVM's number for it, which is not always MLIR's.
  var native: LLVMRealPredicate {
    switch self {
    case .alwaysFalse: LLVMRealPredicateFalse
    case .orderedEqual: LLVMRealOEQ
    case .orderedGreater: LLVMRealOGT
    case .orderedGreaterOrEqual: LLVMRealOGE
    case .orderedLess: LLVMRealOLT
    case .orderedLessOrEqual: LLVMRealOLE
    case .orderedNotEqual: LLVMRealONE
    case .ordered: LLVMRealORD
    case .unorderedEqual: LLVMRealUEQ
    case .unorderedGreater: LLVMRealUGT
    case .unorderedGreaterOrEqual: LLVMRealUGE
    case .unorderedLess: LLVMRealULT
    case .unorderedLessOrEqual: LLVMRealULE
    case .unorderedNotEqual: LLVMRealUNE
    case .unordered: LLVMRealUNO
    case .alwaysTrue: LLVMRealPredicateTrue
    }
  }
}
