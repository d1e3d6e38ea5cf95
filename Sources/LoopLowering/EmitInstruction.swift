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
    guard launch == nil,
      let (instruction, match) = try source.instructionMatch(at: loop, assuming: assumptions)
    else { return false }
    let snapshot = Program.Instruction(instruction, in: source)
    guard snapshot.features.allSatisfy({ hardware.has($0) }) else { return false }
    guard lane == nil else {
      throw .error(
        "the loop runs as the instruction '\(snapshot.name)' inside a vectorised loop",
        at: source.location(of: loop))
    }
    guard let function = source.implementation(of: instruction),
      let body = source.body(of: function)
    else { return false }
    var mapping = ValueMapping()
    let parameters = source.arguments(of: body)
    let known = match.outer.map { indices[$0] ?? .zero }
    func argument(_ expression: IndexExpression) -> ValueID {
      value(of: assumptions.simplified(expression.substituting(dimensions: known)))
    }
    for (number, operand) in match.buffers.enumerated() {
      guard let memref = memory[operand.buffer] else { continue }
      let wanted = source.type(of: parameters[2 * number])
      mapping[parameters[2 * number]] =
        build.module.type(of: memref) == wanted
        ? memref : build.insert(MemRef.MemRefCast(memref, to: wanted))
      mapping[parameters[2 * number + 1]] = argument(operand.place)
    }
    for (parameter, size) in zip(parameters.dropFirst(2 * match.buffers.count), match.sizes) {
      mapping[parameter] = argument(size)
    }
    for operation in source.operations(in: body)
    where !source.isA(operation, Func.Return.self) {
      build.module.clone(operation, from: source, at: build.point, mapping: &mapping)
    }
    return true
  }
}
