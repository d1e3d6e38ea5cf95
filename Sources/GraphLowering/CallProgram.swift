import Dialects
import IR
import Support
import TensorExpressions

/// The nests of the program, with its buffers where the operands and results are.
extension Graph.CallProgram: LowerableOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let source = kernel.source
    guard let program = program(in: source), let body = source.body(of: program) else {
      throw kernel.unsupported("no tensor program is called '\(callee)'")
    }
    var memory: [ValueID] = []
    for input in inputs { memory.append(try kernel.rowByRow(input)) }
    for index in resultTypes.indices {
      guard let buffer = try kernel.destination(index).buffer else {
        throw kernel.unsupported("a result has no place in memory")
      }
      memory.append(buffer)
    }
    var mapping = ValueMapping()
    for (argument, buffer) in zip(source.arguments(of: body), memory) { mapping[argument] = buffer }
    for operation in source.operations(in: body) {
      kernel.program.build.module.clone(
        operation, from: source, at: kernel.program.build.point, mapping: &mapping)
    }
  }
}
