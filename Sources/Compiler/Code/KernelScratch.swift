import Dialects
import IR
import Support

/// The memory that a kernel works in, beyond its operands and results.
///
/// Buffers between the stages of a kernel lie in the model's workspace like the tensors between
/// kernels, so that the memory plan knows them and no kernel has to ask for memory, which could fail.
///
/// Before: `program.func` with a `program.alloc` of `[m, 64]` elements in its body. After: the
/// buffer is one more argument, the last.
struct KernelScratch {
  private let allocations: [OperationID]
  /// The bytes of each buffer, as formulas of the symbolic sizes.
  let byteCounts: [IndexExpression]

  init(of program: OperationID, in module: Module) {
    var allocations: [OperationID] = []
    var byteCounts: [IndexExpression] = []
    for operation in module.body(of: program).map({ module.operations(in: $0) }) ?? [] {
      guard let type = module.match(operation, as: Program.Allocate.self)?.type,
        type.scope == .global, let bits = type.element.bitWidth
      else { continue }
      allocations.append(operation)
      byteCounts.append(type.elementCount * IndexExpression((bits + 7) / 8))
    }
    self.allocations = allocations
    self.byteCounts = byteCounts
  }

  /// Makes arguments of the buffers, in order, after those that the program has.
  func becomeArguments(of program: OperationID, in module: inout Module) {
    guard let body = module.body(of: program) else { return }
    for allocation in allocations {
      let buffer = module.result(of: allocation)
      let argument = module.appendArgument(to: body, type: module.type(of: buffer))
      module.replaceAllUses(of: buffer, with: argument)
      module.erase(allocation)
    }
  }
}
