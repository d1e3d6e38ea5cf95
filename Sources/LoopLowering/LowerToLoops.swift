import Dialects
import IR
import Support

/// Turns a tensor program, scheduled or not, into one function of ordinary loops, and erases it.
///
/// Before: a `program.func` of buffers, loops and blocks. After: a `func.func` of the same name whose
/// arguments are the buffers as one-dimensional memrefs (booleans as `i8`), then every declared symbol
/// as an `index`. Unrolled loops are written out, vectorised loops become vector operations whose
/// accesses are contiguous, broadcast, or gathered as the index expressions say, and predicates
/// become masks or conditions where they cannot be shown to hold.
///
/// With `launchesKernels`, loops that are bound to blocks and threads of a GPU become `gpu.launch`; without,
/// they are parallel loops. Buffers in the loops of blocks are then memory of the block, and its threads wait for
/// each other between the nests in it.
///
/// With the last program of the module its `program.instruction` operations go, too.
///
/// - Throws: a diagnostic that names the block and what cannot be expressed.
/// - Returns: the new function.
@discardableResult
public func lowerToLoops(
  _ program: OperationID, in module: inout Module, hardware: HardwareDescription,
  launchesKernels: Bool = false
) throws(Diagnostic) -> OperationID {
  guard let function = module.match(program, as: Program.Function.self),
    let body = module.body(of: program)
  else {
    throw .error("expected a 'program.func' with a body", at: module.location(of: program))
  }
  try module.takeWrittenRegions(of: program)
  let buffers = module.arguments(of: body)
  let types = buffers.map { buffer -> Type in
    let element = module.bufferType(of: buffer)?.element ?? .f32
    return .memref(MemRefType([nil], element.inMemory))
  }
  let inputs = types + function.symbols.map { _ in Type.index }
  let target = module.insert(
    Func.Function(function.name, type: FunctionType(inputs, [])), at: .before(program),
    location: module.location(of: program))
  module.setAttribute("tangram.noalias", of: target, to: .unit)
  let entry = module.appendBlock(to: module.region(of: target), argumentTypes: inputs)
  let arguments = module.arguments(of: entry)

  var emitter = LoopEmitter(
    source: module, build: Builder(module, at: .atEnd(of: entry)),
    assumptions: function.assumptions, hardware: hardware)
  emitter.launchesKernels = launchesKernels
  emitter.function = (function.name, target)
  emitter.build.location = module.location(of: program)
  for (buffer, argument) in zip(buffers, arguments) { emitter.memory[buffer] = argument }
  for (symbol, argument) in zip(function.symbols, arguments.dropFirst(buffers.count)) {
    emitter.symbols[symbol.name] = argument
  }
  try emitter.emit(body)
  emitter.build.insertOperation(Func.Return())
  module = emitter.build.module
  module.erase(program)
  module.eraseUnneededInstructions()
  return target
}

extension Module {
  /// Erases the instructions of tensor programs once there is no program that may need them: among
  /// loops they mean nothing.
  fileprivate mutating func eraseUnneededInstructions() {
    let outer = operations(in: body)
    if outer.contains(where: { isA($0, Program.Function.self) }) { return }
    for operation in outer where isA(operation, Program.Instruction.self) { erase(operation) }
  }
}

extension Type {
  /// What memory that holds such elements consists of: a boolean takes a byte, and of narrow integers
  /// several share one.
  var inMemory: Type { self == .i1 || elementsPerByte != nil ? .i8 : self }
}
