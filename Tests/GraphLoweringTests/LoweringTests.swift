import Dialects
import Evaluation
import GraphLowering
import IR
import Support
import Testing
import Transforms

@Suite struct LoweringTests {
  private static let ranges = [
    "m": SymbolRange(1, 8), "n": SymbolRange(1, 8), "k": SymbolRange(1, 8),
  ]
  private static let sizes = [["m": 1, "n": 5, "k": 4], ["m": 3, "n": 2, "k": 4]]

  private func check(_ text: String) throws {
    var module = try Module.parse(text, file: "test", context: OperationExamples.context)
    module.graphSymbols = Self.ranges
    // What an example calls is behind it.
    let operation = try #require(
      module.operations(in: module.body).last { !module.isA($0, Program.Function.self) })
    for sizes in Self.sizes {
      var bench = LoweringBench(around: operation, in: module)
      for problem in try bench.mismatches(symbols: sizes) {
        Issue.record("\(text)\nfor \(sizes): \(problem)")
      }
    }
  }

  /// Every operation of the graph level has a lowering that computes what the operation means.
  @Test func everyOperation() throws {
    let examples = OperationExamples.all
    for definition in Graph.dialect.operations
    where definition != Graph.Kernel.self && definition != Graph.Yield.self {
      #expect(examples.contains { $0.mnemonic == definition.mnemonic }, "\(definition.mnemonic)")
    }
    for example in examples { try check(example.text) }
  }

  @Test func variants() throws {
    for text in operationVariants { try check(text) }
  }

  @Test func indicesCountFromTheBack() throws {
    let text = """
      %0, %1 = "test.sources"() : () -> (tensor<?x6xf32, #graph.sizes<[m, 6]>>, tensor<3xi64>)
      %2 = "graph.gather"(%0, %1) <{axis = 1}>
        : (tensor<?x6xf32, #graph.sizes<[m, 6]>>, tensor<3xi64>)
          -> tensor<?x3xf32, #graph.sizes<[m, 3]>>
      """
    var module = try Module.parse(text, file: "test", context: OperationExamples.context)
    module.graphSymbols = ["m": SymbolRange(1, 8)]
    let operation = try #require(module.operations(in: module.body).last)
    var bench = LoweringBench(around: operation, in: module)
    let indices = TensorValue([3], [Int64(-1), 4, -6])
    #expect(try bench.mismatches(symbols: ["m": 3], inputs: [1: indices]) == [])
  }

  /// A layer with attention, as fusion cuts it up.
  @Test func fusedLayer() throws {
    var module = Module(context: OperationExamples.context)
    module.graphSymbols = ["m": SymbolRange(1, 16)]
    let size = IndexExpression.symbol("m")
    let function = Graph.Function.make(
      inputs: [
        ("x", .tensor(sizes: [2, size, 8], element: .f32)),
        ("w", .tensor(sizes: [8, 24], element: .f32)),
        ("b", .tensor(sizes: [24], element: .f32)),
        ("s", .tensor(sizes: [8], element: .f32)),
      ], in: &module)
    let body = try #require(function.body(in: module))
    let inputs = function.inputs(in: module)
    func add(_ operation: some Graph.SingleResultOperation) -> ValueID {
      let inserted = module.insert(operation, at: .atEnd(of: body))
      return module.result(of: inserted)
    }
    let normal = add(
      try Graph.LayerNorm(
        inputs[0], inputs[3], bias: inputs[3], axis: 2, epsilon: 1e-5, in: module))
    let product = add(try Graph.MatMul(normal, inputs[1], in: module))
    let biased = add(try Graph.Add(product, inputs[2], in: module))
    let split = add(try Graph.Reshape(biased, sizes: [2, size, 3, 2, 4], in: module))
    let heads = add(try Graph.Transpose(split, permutation: [2, 0, 3, 1, 4], in: module))
    func part(_ number: Int) throws -> ValueID {
      let slice = add(
        try Graph.Slice(
          heads, starts: [IndexExpression(number), 0, 0, 0, 0], steps: [1, 1, 1, 1, 1],
          sizes: [1, 2, 2, size, 4], in: module))
      return add(try Graph.Reshape(slice, sizes: [2, 2, size, 4], in: module))
    }
    let (query, key, value) = (try part(0), try part(1), try part(2))
    let scores = add(try Graph.MatMul(query, key, transposesRHS: true, in: module))
    let half = add(Graph.Constant(splat: 0.5, element: .f32))
    let scaled = add(try Graph.Mul(scores, half, in: module))
    let weights = add(try Graph.Softmax(scaled, axis: 3, in: module))
    let mixed = add(try Graph.MatMul(weights, value, in: module))
    let active = add(try Graph.Gelu(mixed, in: module))
    function.finish(returning: [("y", active)], in: &module)
    _ = try PipelineRunner(PassPipeline([fuseGraph])).run(on: &module)

    let kernels = module.operations(in: body).filter { module.isA($0, Graph.Kernel.self) }
    #expect(kernels.count == 3)
    for kernel in kernels {
      for sizes in [["m": 1], ["m": 5]] {
        var bench = LoweringBench(kernel: kernel, in: module)
        #expect(try bench.mismatches(symbols: sizes) == [])
      }
    }
  }

  /// What the scheduler relies on.
  @Test func productIsAReductionInCanonicalForm() throws {
    let text = """
      %0, %1 = "test.sources"() : () -> (tensor<4x8xf32>, tensor<6x8xf32>)
      %2 = "graph.matmul"(%0, %1) <{transpose_lhs = false, transpose_rhs = true}>
        : (tensor<4x8xf32>, tensor<6x8xf32>) -> tensor<4x6xf32>
      """
    let module = try Module.parse(text, file: "test", context: OperationExamples.context)
    let operation = try #require(module.operations(in: module.body).last)
    let bench = LoweringBench(around: operation, in: module)
    var target = bench.target
    try lowerKernel(bench.kernel, in: bench.source, named: "product", into: &target)
    var blocks: [Program.Block] = []
    var maps: [[IndexExpression]] = []
    target.walk { operation in
      if let block = target.match(operation, as: Program.Block.self) { blocks.append(block) }
      if let load = target.match(operation, as: Program.Load.self) { maps.append(load.map) }
    }
    let d = (0..<3).map { IndexExpression.dimension($0) }
    #expect(blocks.map(\.kinds) == [[.spatial, .spatial, .reduction]])
    #expect(blocks.map(\.extents) == [[4, 6, 8]])
    #expect(maps == [[d[0], d[1]], [d[0], d[2]], [d[1], d[2]]])
  }

  @Test func whatCannotBeLoweredIsRefusedAndLeavesNothing() throws {
    let text = """
      %0 = "test.sources"() : () -> (tensor<4x6xf32>)
      %1 = "graph.exp"(%0) : (tensor<4x6xf32>) -> tensor<4x6xf32>
      """
    var module = try Module.parse(text, file: "test", context: OperationExamples.context)
    let operation = try #require(module.operations(in: module.body).last)
    let bench = LoweringBench(around: operation, in: module)
    module = bench.source
    let body = try #require(module.body(of: bench.kernel))
    let yield = try #require(module.lastOperation(in: body))
    let unknown = module.insert(
      OperationState(name: "test.unknown", resultTypes: [.f32]), at: .before(yield))
    #expect(module.block(of: unknown) == body)
    var target = bench.target
    let error = #expect(throws: Diagnostic.self) {
      try lowerKernel(bench.kernel, in: module, named: "k", into: &target)
    }
    #expect(error?.message.contains("'test.unknown'") == true)
    #expect(target.operations(in: target.body).isEmpty)
  }
}
