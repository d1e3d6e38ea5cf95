import CLLVM

extension NativeModule {
  /// Gives every instruction without a line one: that of an instruction that uses it, or else of the
  /// one behind it, or before it.
  ///
  /// LLVM's passes take the line away from what they move out of a loop or share between two places.
  /// A profiler would count such an instruction for nothing; it belongs to what it is done for.
  func fillPlaces() {
    var function = LLVMGetFirstFunction(module)
    while let current = function {
      if LLVMGetSubprogram(current) != nil { fillPlaces(of: current) }
      function = LLVMGetNextFunction(current)
    }
  }

  private func fillPlaces(of function: LLVMValueRef) {
    // From the end, so that what is used by an instruction without a line finds it filled.
    var block = LLVMGetLastBasicBlock(function)
    while let current = block {
      var next: LLVMMetadataRef?
      var instruction = LLVMGetLastInstruction(current)
      while let value = instruction {
        next = place(of: value) ?? placeOfUser(of: value) ?? next
        if place(of: value) == nil, let next { LLVMInstructionSetDebugLoc(value, next) }
        instruction = LLVMGetPreviousInstruction(value)
      }
      fillEnd(of: current)
      block = LLVMGetPreviousBasicBlock(current)
    }
  }

  /// What is behind the last instruction with a line gets that line.
  private func fillEnd(of block: LLVMBasicBlockRef) {
    var last: LLVMMetadataRef?
    var instruction = LLVMGetFirstInstruction(block)
    while let value = instruction {
      if let own = place(of: value) {
        last = own
      } else if let last {
        LLVMInstructionSetDebugLoc(value, last)
      }
      instruction = LLVMGetNextInstruction(value)
    }
  }

  private func placeOfUser(of value: LLVMValueRef) -> LLVMMetadataRef? {
    var use = LLVMGetFirstUse(value)
    while let current = use {
      if let user = LLVMGetUser(current), LLVMIsAInstruction(user) != nil,
        let place = place(of: user)
      {
        return place
      }
      use = LLVMGetNextUse(current)
    }
    return nil
  }

  /// Where an instruction comes from, if a line is known.
  private func place(of instruction: LLVMValueRef) -> LLVMMetadataRef? {
    guard let place = LLVMInstructionGetDebugLoc(instruction), LLVMDILocationGetLine(place) > 0
    else { return nil }
    return place
  }
}
