import CLLVM
import Dialects
import Support

/// LLVM's description of a machine to generate code for.
///
/// Used by one thread at a time.
final class TargetMachine {
  let reference: LLVMTargetMachineRef

  init(_ hardware: HardwareDescription) throws(Diagnostic) {
    LLVMStart.targets
    var target: LLVMTargetRef?
    var message: UnsafeMutablePointer<CChar>?
    if LLVMGetTargetFromTriple(hardware.triple, &target, &message) != 0 {
      throw .error(
        "LLVM cannot generate code for '\(hardware.triple)':"
          + " \(message.map { takeString($0) } ?? "unknown reason")")
    }
    // Position-independent code serves both the process at hand and shared libraries.
    guard
      let reference = LLVMCreateTargetMachine(
        target, hardware.triple, hardware.processor, hardware.features.joined(separator: ","),
        LLVMCodeGenLevelAggressive, LLVMRelocPIC, LLVMCodeModelDefault)
    else {
      throw .error("LLVM knows no processor '\(hardware.processor)' of '\(hardware.triple)'")
    }
    self.reference = reference
  }

  deinit { LLVMDisposeTargetMachine(reference) }

  /// Tells a module what it is compiled for.
  func prepare(_ module: borrowing NativeModule, _ hardware: HardwareDescription) {
    LLVMSetTarget(module.module, hardware.triple)
    let layout = LLVMCreateTargetDataLayout(reference)
    LLVMSetModuleDataLayout(module.module, layout)
    LLVMDisposeTargetData(layout)
  }
}

/// Target machines that are not in use; making one takes longer than compiling a small kernel.
final class TargetMachinePool: Sendable {
  private let hardware: HardwareDescription
  private let idle = Locked<[Lease]>([])

  /// A machine in the pool, which no thread uses.
  // Unchecked because a machine is used by one thread at a time: whoever took it out of the pool.
  private struct Lease: @unchecked Sendable { var machine: TargetMachine }

  init(_ hardware: HardwareDescription) { self.hardware = hardware }

  /// Calls `body` with a machine that nobody else uses meanwhile.
  func withMachine<Result: ~Copyable>(
    _ body: (TargetMachine) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    let waiting = idle.withLock { $0.popLast() }
    let lease: Lease
    if let waiting { lease = waiting } else { lease = Lease(machine: try TargetMachine(hardware)) }
    defer { idle.withLock { $0.append(lease) } }
    return try body(lease.machine)
  }
}
