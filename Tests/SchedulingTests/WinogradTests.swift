import CodeGeneration
import Compiler
import Dialects
import Evaluation
import IR
import Support
import Testing

/// Convolutions that may be approximated have fewer products, and are close to what they were.
@Suite struct WinogradTests {
  /// Three by three taps over images of any size, and what follows it.
  private static func layer(
    inputs: Int = 35, outputs: Int = 48, pads: (Int, Int)? = nil, _ change: Change = .none
  ) -> KernelExample {
    .plane("winograd", from: 1, [([2, IndexExpression(inputs), m, n], .f32)]) { net, x in
      let before = try net.add { try Graph.Tanh(x[0], in: $0) }
      return try net.convolve(
        before, inputs, outputs, taps: change == .taps ? 5 : 3, stride: change == .stride ? 2 : 1,
        groups: change == .groups ? 5 : 1, dilation: change == .dilation ? 2 : 1, pads: pads,
        activates: true)
    }
  }

  private enum Change: CaseIterable { case none, taps, stride, groups, dilation }

  private static func optimized(
    _ example: KernelExample, fast: Bool
  ) throws -> (graph: OptimizedGraph, count: Int) {
    var loaded = LoadedGraph(module: try example.module())
    loaded.fastNodes = fast ? ["*"] : []
    let graph = try optimize(loaded)
    var count = 0
    graph.module.walk { if graph.module.isA($0, Graph.WinogradConv.self) { count += 1 } }
    return (graph, count)
  }

  private static let sizes = [
    (1, 1), (1, 17), (2, 3), (4, 4), (5, 8), (9, 2), (7, 15), (13, 13), (4, 29), (40, 31),
  ]

  /// The sum of the products' magnitudes is at most 35 * 9 * 11 / 32 = 109 for numbers up to one, and an
  /// element is off by no more than 16 units in the last place of that.
  @Test(arguments: [nil, (0, 0), (2, 1)] as [(Int, Int)?])
  func agreesWithTheDefinition(pads: (Int, Int)?) throws {
    let example = Self.layer(pads: pads)
    let (strict, fast) = try (
      Self.optimized(example, fast: false), Self.optimized(example, fast: true)
    )
    #expect(strict.count == 0 && fast.count == 1)
    let code = try CompiledModel(
      try LoweredModel(fast.graph, options: CompileOptions(hardware: .detectHost())), threads: 2)
    let models = try [.endsAtGuard, .beginsAtGuard].compactMap { try code.placed($0) }
    let least = pads.map { 3 - $0.0 - $0.1 } ?? 1
    for (rows, columns) in Self.sizes where min(rows, columns) >= least {
      let symbols = ["m": rows, "n": columns]
      let inputs = example.values(symbols, .small)
      let expected = try Self.evaluate(strict.graph, inputs, symbols)
      let written = try Self.evaluate(fast.graph, inputs, symbols)
      #expect(Self.distance(written, expected) < 109 * 0x1p-23)
      for model in models {
        let actual = try model.run(inputs)[0]
        #expect(actual.shape == expected.shape)
        #expect(Self.distance(actual, expected) < 16 * 109 * 0x1p-24, "\(symbols)")
      }
    }
  }

  @Test func othersStayAsTheyAre() throws {
    for change in Change.allCases.dropFirst() {
      let example = Self.layer(outputs: 50, change)
      #expect(try Self.optimized(example, fast: true).count == 0, "\(change)")
    }
    // Few channels, and filters that stay in no cache.
    for (inputs, outputs) in [(16, 64), (64, 16), (512, 512)] {
      let example = Self.layer(inputs: inputs, outputs: outputs)
      #expect(try Self.optimized(example, fast: true).count == 0, "\(inputs) to \(outputs)")
    }
  }

  private static func evaluate(
    _ graph: OptimizedGraph, _ inputs: [TensorValue], _ symbols: [String: Int]
  ) throws -> TensorValue {
    let module = graph.module
    let function = try #require(Graph.Function(in: module))
    let body = try #require(function.body(in: module))
    var values: [ValueID: TensorValue] = [:]
    for (name, value) in zip(function.inputs(in: module), inputs) { values[name] = value }
    for operation in module.operations(in: body) where module.resultCount(of: operation) > 0 {
      let results = try Evaluation.evaluate(
        operation: operation, in: module,
        operands: module.operands(of: operation).compactMap { values[$0] }, symbols: symbols)
      for (name, value) in zip(module.results(of: operation), results) { values[name] = value }
    }
    return try #require(values[function.outputs(in: module)[0]])
  }

  private static func distance(_ left: TensorValue, _ right: TensorValue) -> Double {
    zip(left.doubles, right.doubles).map { abs($0 - $1) }.max() ?? 0
  }
}
