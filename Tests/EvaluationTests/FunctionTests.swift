import Dialects
import Evaluation
import IR
import Support
import Testing

@Suite struct FunctionTests {
  /// (x + y) * x, with the product in a kernel.
  private func makeModule() throws -> (Module, Graph.Function) {
    let m = IndexExpression.symbol("m")
    let type = Type.tensor(sizes: [m, m * 2], element: .f32)
    var module = Module(context: Context(dialects: Dialects.all))
    module.graphSymbols = ["m": SymbolRange(1, 9)]
    let function = Graph.Function.make(inputs: [("x", type), ("y", type)], in: &module)
    let body = try #require(function.body(in: module))
    let inputs = function.inputs(in: module)
    let sum = module.insert(
      try Graph.Add(inputs[0], inputs[1], in: module), at: .atEnd(of: body))
    let operands = [module.result(of: sum), inputs[0]]
    let kernel = module.insert(
      Graph.Kernel(operands, resultTypes: [type]), at: .atEnd(of: body), location: .named("k"))
    let block = module.appendBlock(
      to: module.region(of: kernel), argumentTypes: [type, type])
    let arguments = module.arguments(of: block)
    let product = module.insert(
      try Graph.Mul(arguments[0], arguments[1], in: module), at: .atEnd(of: block))
    module.insert(Graph.Yield([module.result(of: product)]), at: .atEnd(of: block))
    function.finish(returning: [("z", module.result(of: kernel))], in: &module)
    return (module, function)
  }

  @Test func evaluatesKernelsAndKeepsIntermediates() throws {
    let (module, function) = try makeModule()
    var seen: [TensorValue] = []
    let result = try evaluate(
      function: function, in: module,
      inputs: [floats([1, 2], [1, 2]), floats([1, 2], [10, 20])]
    ) { _, value in seen.append(value) }
    #expect(result == [floats([1, 2], [11, 44])])
    #expect(
      seen
        == [
          floats([1, 2], [1, 2]), floats([1, 2], [10, 20]), floats([1, 2], [11, 22]),
          floats([1, 2], [11, 44]),
        ])
  }

  @Test func bindsSizesToInputs() throws {
    let (module, function) = try makeModule()
    let x = counting([3, 6])
    #expect(try bindSymbols(of: function, in: module, to: [x, x]) == ["m": 3])
    let error = #expect(throws: Diagnostic.self) {
      try bindSymbols(of: function, in: module, to: [x, counting([3, 5])])
    }
    #expect(error?.message == "input 'y' must have shape [m = 3, m * 2 = 6], found [3, 5]")
    #expect(throws: Diagnostic.self) { try bindSymbols(of: function, in: module, to: [x]) }
    #expect(throws: Diagnostic.self) {
      try bindSymbols(of: function, in: module, to: [x, longs([3, 6], (0..<18).map { $0 })])
    }
  }

  @Test func typesThatContradictTheirValuesAreFound() throws {
    var module = Module(context: Context(dialects: Dialects.all))
    let function = Graph.Function.make(
      inputs: [("x", .tensor(TensorType([2, 3], .f32)))], in: &module)
    let body = try #require(function.body(in: module))
    var transpose = try Graph.Transpose(
      function.inputs(in: module)[0], permutation: [1, 0], in: module)
    transpose.resultType = .tensor(TensorType([2, 3], .f32))
    let operation = module.insert(transpose, at: .atEnd(of: body), location: .named("t"))
    function.finish(returning: [("y", module.result(of: operation))], in: &module)
    let error = #expect(throws: Diagnostic.self) {
      try evaluate(function: function, in: module, inputs: [counting([2, 3])])
    }
    #expect(
      error?.description
        == "'t': error: 'graph.transpose': result 0 has shape [3, 2], but its type says [2, 3]")
  }

  @Test func missingSizesAreNamed() throws {
    let error = #expect(throws: Diagnostic.self) {
      try evaluating([], types: []) { _, _ in
        Graph.SizeTensor([.symbol("batch"), 3])
      }
    }
    #expect(
      error?.message == "'graph.size_tensor': the size 'batch' has no value; give it one")
  }
}
