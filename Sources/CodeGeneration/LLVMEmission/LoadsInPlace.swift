import CLLVM

extension NativeModule {
  /// Keeps loads of vectors behind the multiply-adds that they follow, where sums fill the registers.
  ///
  /// LLVM gathers loads of neighbouring addresses before it chooses registers. In a tile of products whose
  /// reduction is written out for several steps these are the vectors of all steps: 28 sums, four vectors and a number are
  /// one register more than there are, and sums go to the stack in the innermost loop. A fence within one thread
  /// is no instruction; nothing is loaded before it that follows it.
  ///
  /// Before:
  ///
  ///     %x = load <16 x float>, ptr %p0
  ///     %s1 = call @llvm.fma.v16f32(%a0, %x, %s0)
  ///     …
  ///     %y = load <16 x float>, ptr %p1
  ///     %s2 = call @llvm.fma.v16f32(%a1, %y, %s1)
  ///
  /// After:
  ///
  ///     %x = load <16 x float>, ptr %p0
  ///     %s1 = call @llvm.fma.v16f32(%a0, %x, %s0)
  ///     …
  ///     fence syncscope("singlethread") seq_cst
  ///     %y = load <16 x float>, ptr %p1
  ///     %s2 = call @llvm.fma.v16f32(%a1, %y, %s1)
  ///
  /// After LLVM's passes, which it would stop. Blocks whose sums leave a quarter of the `registers` are left
  /// alone.
  func keepLoadsInPlace(registers: Int) {
    let builder = LLVMCreateBuilderInContext(context)
    defer { LLVMDisposeBuilder(builder) }
    var nextFunction = LLVMGetFirstFunction(module)
    while let function = nextFunction {
      var nextBlock = LLVMGetFirstBasicBlock(function)
      while let block = nextBlock {
        keepLoadsInPlace(in: block, manySums: registers * 3 / 4, builder)
        nextBlock = LLVMGetNextBasicBlock(block)
      }
      nextFunction = LLVMGetNextFunction(function)
    }
  }

  private func keepLoadsInPlace(
    in block: LLVMBasicBlockRef, manySums: Int, _ builder: LLVMBuilderRef?
  ) {
    var sums = 0
    var continued: Set<LLVMValueRef> = []
    var isAfterMultiplyAdd = false
    var next = LLVMGetFirstInstruction(block)
    while let instruction = next {
      next = LLVMGetNextInstruction(instruction)
      switch LLVMGetInstructionOpcode(instruction) {
      case LLVMCall:
        guard Self.isMultiplyAdd(instruction) else { continue }
        let addend = LLVMGetOperand(instruction, 2)
        if addend.map({ !continued.contains($0) }) ?? true { sums += 1 }
        continued.insert(instruction)
        isAfterMultiplyAdd = true
      case LLVMLoad:
        guard isAfterMultiplyAdd, sums >= manySums,
          LLVMGetTypeKind(LLVMTypeOf(instruction)) == LLVMVectorTypeKind
        else { continue }
        LLVMPositionBuilderBefore(builder, instruction)
        LLVMBuildFence(builder, LLVMAtomicOrderingSequentiallyConsistent, 1, "")
        isAfterMultiplyAdd = false
      default: break
      }
    }
  }

  private static func isMultiplyAdd(_ call: LLVMValueRef) -> Bool {
    guard LLVMGetTypeKind(LLVMTypeOf(call)) == LLVMVectorTypeKind,
      let function = LLVMGetCalledValue(call)
    else { return false }
    return LLVMGetIntrinsicID(function) == multiplyAdd
  }

  private static let multiplyAdd = "llvm.fma".withCString { LLVMLookupIntrinsicID($0, 8) }
}
