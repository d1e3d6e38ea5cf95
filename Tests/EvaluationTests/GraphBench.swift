import Dialects
import Evaluation
import IR
import Support
import Testing

/// What one graph operation gives for `inputs`, through a function with only that operation.
///
/// The operation's own inference gives the result types, so that every use also checks that they agree
/// with the shapes that come out.
func evaluating<Definition: OperationDefinition>(
  _ inputs: TensorValue..., symbols: [String: Int] = [:],
  _ make: ([ValueID], Module) throws -> Definition
) throws -> [TensorValue] {
  try evaluating(inputs, types: inputs.map(\.type), symbols: symbols, make)
}

/// The same with argument types of one's own, for symbolic sizes.
func evaluating<Definition: OperationDefinition>(
  _ inputs: [TensorValue], types: [Type], symbols: [String: Int] = [:],
  _ make: ([ValueID], Module) throws -> Definition
) throws -> [TensorValue] {
  var module = Module(context: Context(dialects: Dialects.all))
  let function = Graph.Function.make(
    inputs: types.enumerated().map { ("x\($0.offset)", $0.element) }, in: &module)
  let definition = try make(function.inputs(in: module), module)
  let operation = module.insert(
    definition, at: .atEnd(of: try #require(function.body(in: module))), location: .named("here"))
  let results = module.results(of: operation).enumerated()
  function.finish(returning: results.map { ("y\($0.offset)", $0.element) }, in: &module)
  return try evaluate(function: function, in: module, inputs: inputs, symbols: symbols)
}

/// The single result of an operation.
func evaluatingOne<Definition: OperationDefinition>(
  _ inputs: TensorValue..., symbols: [String: Int] = [:],
  _ make: ([ValueID], Module) throws -> Definition
) throws -> TensorValue {
  let results = try evaluating(inputs, types: inputs.map(\.type), symbols: symbols, make)
  try #require(results.count == 1)
  return results[0]
}

func floats(_ shape: [Int], _ elements: [Float]) -> TensorValue { TensorValue(shape, elements) }
func longs(_ shape: [Int], _ elements: [Int64]) -> TensorValue { TensorValue(shape, elements) }

/// 0, 1, 2, … as floats.
func counting(_ shape: [Int]) -> TensorValue {
  TensorValue(shape, (0..<shape.reduce(1, *)).map { Float($0) })
}

/// Expects a result to be close to what it should be.
func expectClose(
  _ actual: TensorValue, _ expected: TensorValue, rtol: Double = 1e-6, atol: Double = 1e-7,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let mismatch = compare(actual, expected, rtol: rtol, atol: atol)
  #expect(mismatch == nil, sourceLocation: sourceLocation)
}
