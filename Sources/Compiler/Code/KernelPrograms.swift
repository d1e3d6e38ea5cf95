import Dialects
import GraphLowering
import IR
import Support

/// The kernels of a model as tensor programs, equal ones once: the same for every machine.
package struct KernelPrograms: Sendable {
  /// One program, in a module of its own, and the first kernel that it is of.
  package struct Unit: Sendable {
    package var module: Module
    package var program: OperationID
    package var kernel: OperationID
  }

  package private(set) var units: [Unit] = []
  /// The number of the unit of each kernel operation.
  package private(set) var numbers: [OperationID: Int] = [:]

  /// Lowers every kernel of a function.
  ///
  /// - Throws: a diagnostic at the first kernel that cannot be lowered.
  package init(_ function: Graph.Function, in module: Module) throws(Diagnostic) {
    guard let body = function.body(in: module) else { return }
    var known: [String: Int] = [:]
    for kernel in module.operations(in: body) where module.isA(kernel, Graph.Kernel.self) {
      var target = Module(context: module.context)
      let program: OperationID
      do throws(Diagnostic) {
        program = try lowerKernel(kernel, in: module, named: "kernel", into: &target)
      } catch {
        throw error.located(at: module.location(of: kernel))
      }
      Self.declareConstants(of: kernel, in: module, on: program, in: &target)
      let text = target.text()
      if let number = known[text] {
        numbers[kernel] = number
        continue
      }
      known[text] = units.count
      numbers[kernel] = units.count
      units.append(Unit(module: target, program: program, kernel: kernel))
    }
  }

  /// Tells the program which of its inputs are constants of the model.
  package static func declareConstants(
    of kernel: OperationID, in module: Module, on program: OperationID, in target: inout Module
  ) {
    guard var function = target.match(program, as: Program.Function.self) else { return }
    for (input, operand) in module.operands(of: kernel).enumerated() {
      if let source = module.definingOperation(of: operand),
        module.isA(source, Graph.Constant.self)
      {
        function.constants.append(Program.Function.Constant(input: input))
      }
    }
    target.setProperties(of: program, to: function.state.properties)
  }
}
