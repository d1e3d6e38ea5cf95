import Dialects
import IR
import Support

/// How loops become instructions.
public struct LoweringOptions: Hashable, Sendable {
  /// The machine to generate code for.
  public var hardware: HardwareDescription
  /// What the functions of the runtime begin with; each deployed model has its own.
  public var runtimePrefix: String
  /// The file whose lines debug information is about; `nil` for none.
  ///
  /// The instructions are the same with it and without.
  public var debugFile: String?
  /// What the code checks of itself; `nil` for nothing.
  public var sanitizer: Sanitizer?

  public init(
    hardware: HardwareDescription, runtimePrefix: String = "tangram", debugFile: String? = nil,
    sanitizer: Sanitizer? = .ofThisProcess
  ) {
    self.hardware = hardware
    self.runtimePrefix = runtimePrefix
    self.debugFile = debugFile
    self.sanitizer = sanitizer
  }

  var parallelFor: String { runtimePrefix + "_tg_parallel_for" }
  var allocate: String { runtimePrefix + "_tg_allocate" }
  var release: String { runtimePrefix + "_tg_release" }
}

/// Rewrites the functions of a module in the loop dialects into the `llvm` dialect.
///
/// A function keeps its name. A parameter of memref type becomes one pointer, `index` an `i64`,
/// `bf16` an `i16`; several results become a struct. A function that contains an `scf.parallel`, or
/// calls one that does, gets one more parameter at the end: the runtime's pool of threads.
///
/// Before:
///
///     func.func @zero(%b: memref<?xf32>, %n: index) { scf.for %i = %c0 to %n step %c1 { … } }
///
/// After:
///
///     llvm.func @zero(%b: !llvm.ptr, %n: i64) { llvm.cond_br … }
///
/// Operations that are in the `llvm` dialect already are kept.
///
/// - Throws: a diagnostic at the operation that has no lowering.
public func lowerToLLVM(
  _ module: Module, _ options: LoweringOptions
) throws(Diagnostic) -> Module {
  let parallelFunctions = findParallelFunctions(in: module)
  var target = Module(context: module.context, location: module.location(of: module.top))
  target.resources = module.resources
  let build = Builder(target, at: .atEnd(of: target.body))
  var lowering = LoopLowering(
    source: module, build: build, options: options, parallelFunctions: parallelFunctions)
  for operation in module.operations(in: module.body) {
    try lowering.lowerTopLevel(operation)
  }
  return lowering.build.module
}

/// A discardable attribute of the declaration of a function that takes the pool of threads.
public let parallelAttribute = "tangram.parallel"

/// The names of the functions that need the pool of threads.
private func findParallelFunctions(in module: Module) -> Set<String> {
  var callers: [String: [String]] = [:]
  var found: Set<String> = []
  for operation in module.operations(in: module.body) {
    guard let function = module.match(operation, as: Func.Function.self) else { continue }
    if module.attribute(parallelAttribute, of: operation) != nil { found.insert(function.name) }
    module.walk(operation) { inner in
      if module.isA(inner, SCF.Parallel.self) { found.insert(function.name) }
      if let call = module.match(inner, as: Func.Call.self) {
        callers[call.callee, default: []].append(function.name)
      }
    }
  }
  var work = Array(found)
  while let name = work.popLast() {
    for caller in callers[name] ?? [] where found.insert(caller).inserted { work.append(caller) }
  }
  return found
}
