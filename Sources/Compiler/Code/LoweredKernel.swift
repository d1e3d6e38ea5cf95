import Dialects
import IR
import LoopLowering
import Scheduling
import Support

/// One kernel on its way down, in a module of its own.
package struct LoweredKernel: Sendable {
  package private(set) var module: Module
  /// The bytes of each buffer that it works in, beyond its operands and results.
  package let scratch: [IndexExpression]
  /// Which inputs are constants, and in which layout it wants them.
  package let constants: [Program.Function.Constant]
  /// The types of its arguments as it takes them, without what it works in.
  package let arguments: [Program.BufferType]

  /// Schedules a program, and lowers it as far as `level` says.
  ///
  /// - Throws: what `schedule` throws, or a diagnostic about what has no lowering.
  package init(
    _ source: Module, _ program: OperationID, _ hardware: HardwareDescription,
    _ level: KernelCode.Level, schedule: (inout Module) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var module = source
    if level != .program { try schedule(&module) }
    constants = module.match(program, as: Program.Function.self)?.constants ?? []
    arguments =
      module.body(of: program).map { module.arguments(of: $0) }?
      .compactMap { module.bufferType(of: $0) } ?? []
    let scratch = KernelScratch(of: program, in: module)
    if level == .loops {
      scratch.becomeArguments(of: program, in: &module)
      _ = try lowerToLoops(program, in: &module, hardware: hardware)
    }
    self.module = module
    self.scratch = scratch.byteCounts
  }
}
