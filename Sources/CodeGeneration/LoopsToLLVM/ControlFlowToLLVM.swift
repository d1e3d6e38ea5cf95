import Dialects
import IR
import Support

extension LoopLowering {
  /// Rules of the `cf` dialect.
  static let branchRules: [String: Rule] = [
    ControlFlow.Branch.mnemonic: { lowering, operation throws(Diagnostic) in
      let branch = ControlFlow.Branch(operation, in: lowering.source)
      lowering.build.insertOperation(
        LLVM.Branch(
          to: try lowering.block(branch.target, at: operation),
          try lowering.values(of: branch.values)))
    },
    ControlFlow.ConditionalBranch.mnemonic: { lowering, operation throws(Diagnostic) in
      let branch = ControlFlow.ConditionalBranch(operation, in: lowering.source)
      lowering.build.insertOperation(
        LLVM.ConditionalBranch(
          try lowering.value(branch.condition),
          try lowering.block(branch.whenTrue, at: operation),
          try lowering.values(of: branch.trueValues),
          else: try lowering.block(branch.whenFalse, at: operation),
          try lowering.values(of: branch.falseValues)))
    },
    ControlFlow.Assert.mnemonic: { lowering, operation throws(Diagnostic) in
      let condition = try lowering.operand(0, of: operation)
      let fails = lowering.makeBlock()
      let goesOn = lowering.makeBlock()
      lowering.build.insertOperation(
        LLVM.ConditionalBranch(condition, goesOn, else: fails))
      lowering.moveTo(fails)
      lowering.declare("abort", LLVM.FunctionType(LLVM.void, []))
      lowering.build.insertOperation(LLVM.Call("abort", []))
      lowering.build.insertOperation(LLVM.Unreachable())
      lowering.moveTo(goesOn)
    },
  ]

  /// What stands for a block of the source.
  private func block(
    _ block: BlockID, at operation: OperationID
  ) throws(Diagnostic) -> BlockID {
    guard let target = blocks[block] else {
      throw failure(operation, "the branch leaves its function")
    }
    return target
  }
}
