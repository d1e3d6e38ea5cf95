import Dialects
import IR
import Support

/// What a tensor program writes for given inputs, by the reference evaluator.
///
/// `program` is a `program.func`; `inputs` has one value for each buffer that is not an output, in
/// the order of the buffers. Sizes that `symbols` does not give are found from the shapes of the
/// inputs. The results are the output buffers in order, row-major. Every access is checked: an
/// element outside its buffer or read before it is written, an iterator outside its extent, and an
/// output element that is never written are errors.
///
/// Loops run in order, vectorized and unrolled ones too. With `runsParallelBackwards` the parallel
/// ones run from last to first: a program whose result then differs has iterations that are not
/// independent.
///
/// - Throws: a diagnostic at the operation that cannot be evaluated or whose access is wrong, or
///   about an input or size that does not fit the declaration.
public func evaluate(
  program: OperationID, in module: Module, inputs: [TensorValue], symbols: [String: Int] = [:],
  runsParallelBackwards: Bool = false
) throws(Diagnostic) -> [TensorValue] {
  let location = module.location(of: program)
  guard let function = module.match(program, as: Program.Function.self),
    let body = module.body(of: program)
  else { throw .error("expected a 'program.func' with a body", at: location) }

  let arguments = module.arguments(of: body)
  let inputCount = arguments.count - function.outputCount
  guard function.outputCount >= 0, inputCount >= 0 else {
    throw .error(
      "'\(function.name)' declares \(function.outputCount) outputs but has \(arguments.count) "
        + "buffers",
      at: location)
  }
  guard inputs.count == inputCount else {
    throw .error(
      "'\(function.name)' takes \(inputCount) inputs, found \(inputs.count)", at: location)
  }
  var compiler = ProgramCompiler(
    module: module,
    symbols: try bindSizes(
      of: function, arguments.prefix(inputCount).map { module.bufferType(of: $0)?.shape ?? [] },
      to: inputs, known: symbols, at: location))
  do throws(EvaluationError) {
    for (argument, input) in zip(arguments, inputs) { try compiler.add(argument, holding: input) }
    for output in arguments.dropFirst(inputCount) { try compiler.add(output, named: "output") }
  } catch {
    throw error.located(program, in: module)
  }

  let steps = try compiler.steps(of: body)
  var machine = Machine(
    buffers: compiler.buffers, runsUnorderedBackwards: runsParallelBackwards)
  do throws(EvaluationError) {
    try machine.run(steps, registerCount: compiler.registerCount)
    var outputs: [TensorValue] = []
    for buffer in machine.buffers[inputCount..<arguments.count] {
      outputs.append(try buffer.tensor())
    }
    return outputs
  } catch {
    throw error.located(machine.culprit ?? program, in: module)
  }
}
