import Dialects
import IR
import Scheduling
import Support

// Nests that run as an instruction.

extension LoopEmitter {
  /// Writes the implementation of the instruction that a loop runs as; on a processor without it the
  /// nest is written as it is.
  ///
  /// - Returns: whether anything was written.
  mutating func emitInstruction(at loop: OperationID) throws(Diagnostic) -> Bool {
    guard let (instruction, match) = try source.instructionMatch(at: loop, assuming: assumptions)
    else { return false }
    let snapshot = Program.Instruction(instruction, in: source)
    // In a launch only what threads perform together, elsewhere only what one does.
    guard snapshot.features.allSatisfy({ hardware.has($0) }),
      (launch != nil) == (snapshot.threads > 1)
    else { return false }
    guard lane == nil else {
      throw .error(
        "the loop runs as the instruction '\(snapshot.name)' inside a vectorised loop",
        at: source.location(of: loop))
    }
    guard let whole = source.implementation(of: instruction) else { return false }
    if snapshot.threads > 1 {
      try emitTogether(snapshot, whole, match, at: loop)
      return true
    }
    let parts = match.counts.enumerated().filter { $0.element != nil }
    if parts.isEmpty {
      emitImplementation(whole, match, counts: [])
      return true
    }
    let known = match.outer.map { indices[$0] ?? .zero }
    let extents = match.extents.map { assumptions.simplified($0.substituting(dimensions: known)) }
    let counts = zip(match.counts, extents).map { count, extent -> IndexExpression in
      guard let count else { return extent }
      let value = assumptions.simplified(count.substituting(dimensions: known))
      return assumptions.proves(extent, atMost: value) ? extent : .minimum(value, extent)
    }
    // The rest of a tile: the instruction's own part where it has one, else the nest as it is.
    let isWhole = allNonNegative(zip(counts, extents).map { $0 - $1 })
    try choose(isWhole) { emitter throws(Diagnostic) in
      emitter.emitImplementation(whole, match, counts: [])
    } otherwise: { emitter throws(Diagnostic) in
      guard let masked = emitter.source.maskedImplementation(of: instruction) else {
        return try emitter.emitPlainly(loop)
      }
      guard let isSome = emitter.allNonNegative(counts.map { $0 - 1 }) else {
        return emitter.emitImplementation(masked, match, counts: counts)
      }
      try emitter.when(isSome) { emitter throws(Diagnostic) in
        emitter.emitImplementation(masked, match, counts: counts)
      }
    }
    return true
  }

  /// Copies the body of an implementation, its parameters replaced by the program's buffers and sizes.
  mutating func emitImplementation(
    _ function: OperationID, _ match: InstructionMatch, counts: [IndexExpression]
  ) {
    guard let body = source.body(of: function) else { return }
    var mapping = ValueMapping()
    let parameters = source.arguments(of: body)
    let known = match.outer.map { indices[$0] ?? .zero }
    func argument(_ expression: IndexExpression) -> ValueID {
      value(of: assumptions.simplified(expression.substituting(dimensions: known)))
    }
    for (number, operand) in match.buffers.enumerated() {
      guard let memref = memory[operand.buffer] else { continue }
      let wanted = source.type(of: parameters[2 * number])
      let generic = inGenericMemory(memref)
      mapping[parameters[2 * number]] =
        build.module.type(of: generic) == wanted
        ? generic : build.insert(MemRef.MemRefCast(generic, to: wanted))
      mapping[parameters[2 * number + 1]] = argument(operand.place)
    }
    let rest = parameters.dropFirst(2 * match.buffers.count)
    for (parameter, size) in zip(rest, match.sizes) { mapping[parameter] = argument(size) }
    for (parameter, count) in zip(rest.dropFirst(match.sizes.count), counts) {
      mapping[parameter] = value(of: count)
    }
    for operation in source.operations(in: body)
    where !source.isA(operation, Func.Return.self) {
      build.module.clone(operation, from: source, at: build.point, mapping: &mapping)
    }
  }

  /// Memory of a block as memory of any kind, which is what implementations take.
  private mutating func inGenericMemory(_ memref: ValueID) -> ValueID {
    guard var type = build.module.type(of: memref).memrefType, type.memorySpace != nil else {
      return memref
    }
    type.memorySpace = nil
    return build.insert(MemRef.MemorySpaceCast([memref], resultTypes: [.memref(type)]))
  }

  /// Whether all expressions are at least zero; `nil` if that is known.
  private mutating func allNonNegative(_ expressions: [IndexExpression]) -> ValueID? {
    var all: ValueID?
    for expression in expressions where !assumptions.isNonNegative(expression) {
      let (left, zero) = (value(of: assumptions.simplified(expression)), build.insertIndex(0))
      let holds: ValueID = build.insert(Arith.CmpI(.signedGreaterOrEqual, left, zero))
      all = all.map { build.insert(Arith.AndI($0, holds)) } ?? holds
    }
    return all
  }

  /// Writes one of two bodies; the first where there is no condition.
  private mutating func choose(
    _ condition: ValueID?, _ body: (inout LoopEmitter) throws(Diagnostic) -> Void,
    otherwise: (inout LoopEmitter) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    guard let condition else { return try body(&self) }
    let test = build.insertOperation(SCF.If(condition))
    for number in 0..<2 {
      let block = build.module.appendBlock(to: build.module.region(number, of: test))
      try inside(block) { emitter throws(Diagnostic) in
        if number == 0 { try body(&emitter) } else { try otherwise(&emitter) }
        emitter.build.insertOperation(SCF.Yield())
      }
    }
  }
}
