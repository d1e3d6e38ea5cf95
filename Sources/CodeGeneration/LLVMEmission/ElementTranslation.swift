import CLLVM
import Dialects
import IR
import Support

extension Translation {
  /// Elements of vectors, structs and arrays.
  static let elementEmitters: [String: Emitter] = [
    LLVM.ExtractElement.mnemonic: { translation, operation throws(Diagnostic) in
      LLVMBuildExtractElement(
        translation.builder, try translation.operand(0, of: operation),
        try translation.operand(1, of: operation), "")
    },
    LLVM.InsertElement.mnemonic: { translation, operation throws(Diagnostic) in
      LLVMBuildInsertElement(
        translation.builder, try translation.operand(0, of: operation),
        try translation.operand(1, of: operation), try translation.operand(2, of: operation), "")
    },
    LLVM.ShuffleVector.mnemonic: { translation, operation throws(Diagnostic) in
      let word = LLVMInt32TypeInContext(translation.context)
      var mask: [LLVMValueRef?] = LLVM.ShuffleVector(operation, in: translation.source).mask.map {
        $0 < 0 ? LLVMGetPoison(word) : LLVMConstInt(word, UInt64($0), 0)
      }
      return LLVMBuildShuffleVector(
        translation.builder, try translation.operand(0, of: operation),
        try translation.operand(1, of: operation), LLVMConstVector(&mask, UInt32(mask.count)), "")
    },
    LLVM.ExtractValue.mnemonic: { translation, operation throws(Diagnostic) in
      let field = LLVM.ExtractValue(operation, in: translation.source).position.first ?? 0
      return LLVMBuildExtractValue(
        translation.builder, try translation.operand(0, of: operation), UInt32(field), "")
    },
    LLVM.InsertValue.mnemonic: { translation, operation throws(Diagnostic) in
      let field = LLVM.InsertValue(operation, in: translation.source).position.first ?? 0
      return LLVMBuildInsertValue(
        translation.builder, try translation.operand(0, of: operation),
        try translation.operand(1, of: operation), UInt32(field), "")
    },
  ]
}
