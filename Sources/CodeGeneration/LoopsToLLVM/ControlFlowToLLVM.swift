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
    ControlFlow.Switch.mnemonic: { lowering, operation throws(Diagnostic) in
      let choice = ControlFlow.Switch(operation, in: lowering.source)
      var cases: [(value: Int, target: BlockID)] = []
      var passed = [try lowering.values(of: choice.otherwise.values)]
      for (value, target) in choice.cases {
        cases.append((value, try lowering.block(target.block, at: operation)))
        passed.append(try lowering.values(of: target.values))
      }
      lowering.build.insertOperation(
        LLVM.Switch(
          try lowering.value(choice.flag), of: try lowering.lowered(choice.type, at: operation),
          cases: cases, otherwise: try lowering.block(choice.otherwise.block, at: operation),
          passing: passed))
    },
    ControlFlow.Assert.mnemonic: { lowering, operation throws(Diagnostic) in
      let condition = try lowering.operand(0, of: operation)
      let fails = lowering.makeBlock()
      let goesOn = lowering.makeBlock()
      lowering.build.insertOperation(
        LLVM.ConditionalBranch(condition, goesOn, else: fails))
      lowering.moveTo(fails)
      lowering.printError(
        (lowering.source.property("msg", of: operation)?.stringBytes ?? []) + [0x0A])
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
