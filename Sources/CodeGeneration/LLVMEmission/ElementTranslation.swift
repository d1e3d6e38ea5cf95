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
      var value = try translation.operand(0, of: operation)
      for index in LLVM.ExtractValue(operation, in: translation.source).position {
        value = LLVMBuildExtractValue(translation.builder, value, UInt32(index), "")
      }
      return value
    },
    LLVM.InsertValue.mnemonic: { translation, operation throws(Diagnostic) in
      let position = LLVM.InsertValue(operation, in: translation.source).position
      guard position.count == 1 else {
        throw translation.failure(operation, "the position must be one number")
      }
      return LLVMBuildInsertValue(
        translation.builder, try translation.operand(0, of: operation),
        try translation.operand(1, of: operation), UInt32(position[0]), "")
    },
  ]
}
