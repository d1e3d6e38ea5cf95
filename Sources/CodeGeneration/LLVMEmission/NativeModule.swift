import CLLVM
import Support

/// A module of LLVM itself, with the context it lives in.
///
/// Used by one thread at a time.
struct NativeModule: ~Copyable {
  let context: LLVMContextRef
  let module: LLVMModuleRef
  /// What LLVM reported as an error; without a place for it, LLVM would end the process.
  private let errors: UnsafeMutablePointer<[String]>

  init(name: String) {
    context = LLVMContextCreate()
    module = LLVMModuleCreateWithNameInContext(name, context)
    errors = .allocate(capacity: 1)
    errors.initialize(to: [])
    LLVMContextSetDiagnosticHandler(
      context,
      { diagnostic, errors in
        guard LLVMGetDiagInfoSeverity(diagnostic) == LLVMDSError,
          let words = LLVMGetDiagInfoDescription(diagnostic)
        else { return }
        errors?.assumingMemoryBound(to: [String].self).pointee.append(takeString(words))
      }, errors)
  }

  deinit {
    LLVMDisposeModule(module)
    LLVMContextDispose(context)
    errors.deinitialize(count: 1)
    errors.deallocate()
  }

  /// LLVM's textual form.
  var text: String { takeString(LLVMPrintModuleToString(module)) }

  /// Why LLVM takes a module for none of its own.
  struct Refusal {
    /// The function that it refuses; `nil` if it is something outside of functions.
    let function: String?
    let reason: String
  }

  /// What LLVM's verifier says against the module.
  var refusal: Refusal? {
    var message: UnsafeMutablePointer<CChar>?
    let isBroken = LLVMVerifyModule(module, LLVMReturnStatusAction, &message) != 0
    let words = message.map { takeString($0) } ?? ""
    guard isBroken else { return nil }
    var function = LLVMGetFirstFunction(module)
    while let checked = function, LLVMVerifyFunction(checked, LLVMReturnStatusAction) == 0 {
      function = LLVMGetNextFunction(checked)
    }
    var length = 0
    let name = function.flatMap { LLVMGetValueName2($0, &length) }
    return Refusal(
      function: name.map { String(cString: $0) },
      reason: words.split(separator: "\n").joined(separator: "\n  "))
  }

  /// Whether something is left that only LLVM's passes for coroutines take away.
  private var hasCoroutines: Bool {
    var next = LLVMGetFirstFunction(module)
    while let function = next {
      var length = 0
      if let name = LLVMGetValueName2(function, &length), length > 10,
        String(cString: name).hasPrefix("llvm.coro.")
      {
        return true
      }
      next = LLVMGetNextFunction(function)
    }
    return false
  }

  /// Runs LLVM's passes.
  func optimize(_ pipeline: String, _ machine: TargetMachine) throws(Diagnostic) {
    let options = LLVMCreatePassBuilderOptions()
    defer { LLVMDisposePassBuilderOptions(options) }
    if let error = LLVMRunPasses(module, pipeline, machine.reference, options) {
      throw .internalError("LLVM could not run its passes: \(takeMessage(error))")
    }
  }

  /// Adds the checks of a sanitizer to all functions.
  ///
  /// It comes last, as memory that became registers needs none.
  func addChecks(of sanitizer: Sanitizer, _ machine: TargetMachine) throws(Diagnostic) {
    let name = sanitizer.attribute
    let kind = LLVMGetEnumAttributeKindForName(name, name.utf8.count)
    let attribute = LLVMCreateEnumAttribute(context, kind, 0)
    var next = LLVMGetFirstFunction(module)
    while let function = next {
      if LLVMIsDeclaration(function) == 0 {
        LLVMAddAttributeAtIndex(function, Translation.functionIndex, attribute)
      }
      next = LLVMGetNextFunction(function)
    }
    try optimize(sanitizer.passes, machine)
  }

  /// Machine code: an object file, or assembly.
  ///
  /// - Throws: what LLVM says of instructions that were given as text and that it cannot assemble.
  func emit(
    _ kind: LLVMCodeGenFileType, _ machine: TargetMachine
  ) throws(Diagnostic) -> [UInt8] {
    if hasCoroutines {
      throw .error(
        "coroutines are divided by passes of LLVM that are not run here; write the module with"
          + " '--emit ll' and run them on that")
    }
    var message: UnsafeMutablePointer<CChar>?
    var buffer: LLVMMemoryBufferRef?
    let failed = LLVMTargetMachineEmitToMemoryBuffer(
      machine.reference, module, kind, &message, &buffer)
    guard failed == 0, let buffer else {
      throw .internalError(
        "LLVM could not emit machine code: \(message.map { takeString($0) } ?? "unknown reason")")
    }
    defer { LLVMDisposeMemoryBuffer(buffer) }
    if let error = errors.pointee.first {
      throw .error("LLVM takes the module for no program of this machine: \(error)")
    }
    return Array(
      UnsafeRawBufferPointer(
        start: LLVMGetBufferStart(buffer), count: LLVMGetBufferSize(buffer)))
  }
}

/// A string of LLVM's, given back to it.
func takeString(_ text: UnsafeMutablePointer<CChar>) -> String {
  defer { LLVMDisposeMessage(text) }
  return String(cString: text)
}

/// The message of an error of LLVM's, which is used up.
func takeMessage(_ error: LLVMErrorRef) -> String {
  guard let text = LLVMGetErrorMessage(error) else { return "unknown reason" }
  defer { LLVMDisposeErrorMessage(text) }
  return String(cString: text)
}
