import CLLVM
import Dialects
import Support

/// An instance of LLVM's linker for running code, with room for one library at a time.
///
/// LLVM's C interface finds functions only in the first library of an instance, so each library
/// that is loaded has an instance to itself. Making one takes about a millisecond.
// Unchecked because LLVM locks what the threads of an instance share, and `JIT` hands an instance
// to one library at a time.
final class LinkEngine: @unchecked Sendable {
  private let reference: LLVMOrcLLJITRef

  init(symbols: [String: UnsafeRawPointer]) throws(Diagnostic) {
    LLVMStart.targets
    var made: LLVMOrcLLJITRef?
    if let error = LLVMOrcCreateLLJIT(&made, LLVMOrcCreateLLJITBuilder()) {
      throw .error("cannot set up compilation in this process: \(takeMessage(error))")
    }
    guard let made else { throw .error("cannot set up compilation in this process") }
    reference = made
    try define(symbols)
    var generator: LLVMOrcDefinitionGeneratorRef?
    if let error = LLVMOrcCreateDynamicLibrarySearchGeneratorForProcess(
      &generator, LLVMOrcLLJITGetGlobalPrefix(reference), nil, nil)
    {
      throw .error("cannot look up functions of this process: \(takeMessage(error))")
    }
    LLVMOrcJITDylibAddGenerator(LLVMOrcLLJITGetMainJITDylib(reference), generator)
  }

  deinit {
    if let error = LLVMOrcDisposeLLJIT(reference) { LLVMConsumeError(error) }
  }

  private func define(_ symbols: [String: UnsafeRawPointer]) throws(Diagnostic) {
    guard !symbols.isEmpty else { return }
    let flags = LLVMJITSymbolFlags(
      GenericFlags: UInt8(LLVMJITSymbolGenericFlagsExported.rawValue), TargetFlags: 0)
    var pairs = symbols.sorted { $0.key < $1.key }.map { name, address in
      LLVMOrcCSymbolMapPair(
        Name: LLVMOrcLLJITMangleAndIntern(reference, name),
        Sym: LLVMJITEvaluatedSymbol(
          Address: LLVMOrcExecutorAddress(UInt(bitPattern: address)), Flags: flags))
    }
    let unit = LLVMOrcAbsoluteSymbols(&pairs, pairs.count)
    if let error = LLVMOrcJITDylibDefine(LLVMOrcLLJITGetMainJITDylib(reference), unit) {
      throw .error("cannot define the runtime's functions: \(takeMessage(error))")
    }
  }

  /// Adds objects; what comes back stands for them.
  func add(_ objects: [CompiledObject]) throws(Diagnostic) -> LLVMOrcResourceTrackerRef {
    guard
      let tracker = LLVMOrcJITDylibCreateResourceTracker(LLVMOrcLLJITGetMainJITDylib(reference))
    else { throw .error("cannot make a place for compiled code") }
    for object in objects {
      let buffer = object.bytes.withUnsafeBytes { bytes in
        LLVMCreateMemoryBufferWithMemoryRangeCopy(
          bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, "object")
      }
      if let error = LLVMOrcLLJITAddObjectFileWithRT(reference, tracker, buffer) {
        let message = takeMessage(error)
        if let error = remove(tracker) { LLVMConsumeError(error) }
        throw .error("cannot link compiled code: \(message)")
      }
    }
    return tracker
  }

  /// The address of a function.
  func address(of name: String) throws(Diagnostic) -> UnsafeRawPointer {
    var found: LLVMOrcExecutorAddress = 0
    if let error = LLVMOrcLLJITLookup(reference, &found, name) {
      throw .error("cannot find '\(name)' in the compiled code: \(takeMessage(error))")
    }
    guard let pointer = UnsafeRawPointer(bitPattern: UInt(found)) else {
      throw .error("cannot find '\(name)' in the compiled code")
    }
    return pointer
  }

  /// Unloads objects.
  func remove(_ tracker: LLVMOrcResourceTrackerRef) -> LLVMErrorRef? {
    defer { LLVMOrcReleaseResourceTracker(tracker) }
    return LLVMOrcResourceTrackerRemove(tracker)
  }
}
