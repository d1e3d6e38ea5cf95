import CLLVM
import Dialects
import IR
import Support
import Synchronization

/// Compiles modules of loops, or of the `llvm` dialect, to machine code for one machine.
///
/// May be used from several threads at once; equal modules give equal bytes.
public final class CodeGenerator: Sendable {
  /// The machine, and how loops are lowered.
  public let options: LoweringOptions
  private let machines: TargetMachinePool

  public init(_ options: LoweringOptions) {
    self.options = options
    machines = TargetMachinePool(options.hardware)
  }

  /// For the machine at hand, with the runtime that is linked into the process.
  public convenience init(hardware: HardwareDescription) {
    self.init(LoweringOptions(hardware: hardware))
  }

  /// LLVM's passes.
  ///
  /// The generator emits loops with their tests at the end, and explicit vectors: what is left is
  /// to make registers of memory, to share common expressions and to take them out of loops. The
  /// standard pipelines take many times longer and give no faster code.
  static let pipeline =
    "function(sroa,early-cse<memssa>,instsimplify,simplifycfg,loop-mssa(licm),early-cse,"
    + "simplifycfg)"

  /// Sees all that is lowered in this task.
  @TaskLocal package static var observer: LoweringObserver?

  /// The module in the `llvm` dialect, as it is translated.
  ///
  /// - Throws: a diagnostic at an operation that has no lowering.
  public func lower(_ module: Module) throws(Diagnostic) -> Module {
    let lowered = try lowerToLLVM(expandMath(in: module, options.hardware), options)
    Self.observer?.see(module, lowered)
    return lowered
  }

  /// Machine code as an object file.
  ///
  /// - Throws: a diagnostic at an operation that has no lowering.
  public func compile(_ module: Module) throws(Diagnostic) -> CompiledObject {
    let lowered = try lower(module)
    let bytes = try withNative(lowered, of: module) { native, machine throws(Diagnostic) in
      try native.emit(LLVMObjectFile, machine)
    }
    return CompiledObject(bytes: bytes, symbols: Self.definedSymbols(of: lowered))
  }

  /// Machine code as assembly text.
  public func assembly(_ module: Module) throws(Diagnostic) -> String {
    let bytes = try withNative(try lower(module), of: module) {
      native, machine throws(Diagnostic) in
      try native.emit(LLVMAssemblyFile, machine)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// LLVM's textual form: as translated, or after LLVM's passes.
  public func llvmText(_ module: Module, optimized: Bool = true) throws(Diagnostic) -> String {
    try withNative(try lower(module), of: module, optimized: optimized) { native, _ in native.text }
  }

  /// Compiles modules on several threads; the results are in the modules' order.
  ///
  /// - Throws: the diagnostics of the first module that fails.
  public func compile(
    _ modules: [Module], threads: Int
  ) async throws -> [CompiledObject] {
    try await withThrowingTaskGroup(of: (Int, CompiledObject).self) { group in
      var results: [CompiledObject?] = Array(repeating: nil, count: modules.count)
      var next = 0
      func start() {
        let index = next
        guard index < modules.count else { return }
        next += 1
        group.addTask { (index, try self.compile(modules[index])) }
      }
      for _ in 0..<max(1, threads) { start() }
      while let (index, object) = try await group.next() {
        results[index] = object
        start()
      }
      return results.compactMap { $0 }
    }
  }

  /// Translates, checks and optimises a lowered module, then calls `body`.
  ///
  /// What LLVM refuses of instructions that `written` held already is an error of who wrote them; of
  /// others it is a defect of the lowering.
  private func withNative<Result>(
    _ module: Module, of written: Module, optimized: Bool = true,
    _ body: (borrowing NativeModule, TargetMachine) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    try machines.withMachine { machine throws(Diagnostic) in
      let native = NativeModule(name: "tangram")
      machine.prepare(native, options.hardware)
      try Translation.run(module, into: native, debugFile: options.debugFile)
      if let refusal = native.refusal {
        throw Self.diagnostic(of: refusal, in: module, of: written)
      }
      if optimized {
        try native.optimize(Self.pipeline, machine)
        native.keepLoadsInPlace(registers: options.hardware.vectorRegisters)
      }
      if optimized, let sanitizer = options.sanitizer {
        try native.addChecks(of: sanitizer, machine)
      }
      if options.debugFile != nil { native.fillPlaces() }
      return try body(native, machine)
    }
  }

  private static func diagnostic(
    of refusal: NativeModule.Refusal, in module: Module, of written: Module
  ) -> Diagnostic {
    let isOnlyLLVM = written.operations(in: written.body).allSatisfy {
      written.name(of: $0).hasPrefix("llvm.")
    }
    let operation = module.operations(in: module.body).first {
      refusal.function != nil && module.symbolName(of: $0) == refusal.function
    }
    let place = operation.map { module.location(of: $0) } ?? .unknown
    let whose = refusal.function.map { "the function '\($0)'" } ?? "the module"
    return isOnlyLLVM
      ? .error("LLVM refuses \(whose): \(refusal.reason)", at: place)
      : .internalError("LLVM refuses \(whose), which was generated: \(refusal.reason)", at: place)
  }

  private static func definedSymbols(of module: Module) -> [String] {
    module.operations(in: module.body).compactMap { operation in
      guard let function = module.match(operation, as: LLVM.Function.self),
        function.linkage == .external, module.body(of: operation) != nil
      else { return nil }
      return function.name
    }
  }
}

/// Sees every module that is lowered, and what it becomes: for tests that look at all that is compiled.
package final class LoweringObserver: Sendable {
  let see: @Sendable (Module, _ lowered: Module) -> Void

  package init(_ see: @escaping @Sendable (Module, _ lowered: Module) -> Void) { self.see = see }
}
