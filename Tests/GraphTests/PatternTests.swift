import Dialects
import IR
import Support
import Testing
import Transforms

@Suite struct PatternTests {
  /// Multiplies three values in an order and grouping.
  private func product(
    _ values: [ValueID], order: [Int], leftFirst: Bool, _ bench: inout GraphBench
  ) throws -> ValueID {
    let (a, b, c) = (values[order[0]], values[order[1]], values[order[2]])
    if leftFirst { return try bench(Graph.Mul.self, try bench(Graph.Mul.self, a, b), c) }
    return try bench(Graph.Mul.self, a, try bench(Graph.Mul.self, b, c))
  }

  @Test(
    arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]], [true, false])
  func geluInEveryOrder(order: [Int], leftFirst: Bool) throws {
    for usesTanh in [false, true] {
      var bench = GraphBench(f32(m, 8))
      let x = try bench(Graph.Add.self, bench.inputs[0], bench.weights(8))
      let inner: ValueID
      if usesTanh {
        let cube = try bench(Graph.Pow.self, x, bench.number(3))
        let sum = try bench(
          Graph.Add.self, x, try bench(Graph.Mul.self, bench.number(0.044715), cube))
        inner = try bench(
          Graph.Tanh.self, try bench(Graph.Mul.self, sum, bench.number(0.7978845608)))
      } else {
        inner = try bench(
          Graph.Erf.self, try bench(Graph.Div.self, x, bench.number(1.41421354)))
      }
      let special = try bench(Graph.Add.self, inner, bench.number(1))
      let half = bench.number(0.5)
      bench.finish(
        try product([half, x, special], order: order, leftFirst: leftFirst, &bench))
      try bench.apply(.optimizeGraph)
      #expect(bench.operations == ["add", "gelu"])
    }
  }

  @Test func almostGeluStays() throws {
    var bench = GraphBench(f32(m, 8))
    let x = bench.inputs[0]
    let erf = try bench(Graph.Erf.self, try bench(Graph.Mul.self, x, bench.number(0.6)))
    let special = try bench(Graph.Add.self, erf, bench.number(1))
    let half = try bench(Graph.Mul.self, x, bench.number(0.5))
    bench.finish(try bench(Graph.Mul.self, half, special))
    try bench.apply(.optimizeGraph)
    #expect(!bench.operations.contains("gelu"))
  }

  @Test func swish() throws {
    var bench = GraphBench(f32(m, 8))
    let x = bench.inputs[0]
    let exp = try bench(Graph.Exp.self, try bench(Graph.Neg.self, x))
    let sum = try bench(Graph.Add.self, bench.number(1), exp)
    let sigmoid = try bench(Graph.Div.self, bench.number(1), sum)
    bench.finish(try bench(Graph.Mul.self, sigmoid, x))
    try bench.apply(.optimizeGraph)
    #expect(bench.operations == ["swish"])
  }

  @Test func hardSwish() throws {
    var bench = GraphBench(f32(m, 8))
    let x = try bench(Graph.Mul.self, bench.inputs[0], bench.number(5))
    let shifted = try bench(Graph.Add.self, x, bench.number(3))
    let clipped = bench.insert(
      try Graph.Clip(
        shifted, minimum: bench.number(0), maximum: bench.number(6), in: bench.module))
    let product = try bench(Graph.Mul.self, x, clipped)
    bench.finish(try bench(Graph.Div.self, product, bench.number(6)))
    try bench.apply(.optimizeGraph)
    #expect(bench.operations == ["mul", "hard_swish"])
  }

  @Test(arguments: [true, false], [true, false])
  func layerNorm(usesPow: Bool, divides: Bool) throws {
    var bench = GraphBench(f32(2, m, 8))
    let x = bench.inputs[0]
    func mean(_ value: ValueID) throws -> ValueID {
      bench.insert(
        try Graph.Reduce(value, kind: .mean, axes: [2], keepsAxes: true, in: bench.module))
    }
    let centred = try bench(Graph.Sub.self, x, mean(x))
    let square =
      usesPow
      ? try bench(Graph.Pow.self, centred, bench.number(2))
      : try bench(Graph.Mul.self, centred, centred)
    let sum = try bench(Graph.Add.self, mean(square), bench.number(1e-5))
    let root = try bench(Graph.Sqrt.self, sum)
    let normal =
      divides
      ? try bench(Graph.Div.self, centred, root)
      : try bench(Graph.Mul.self, centred, try bench(Graph.Reciprocal.self, root))
    let scaled = try bench(Graph.Mul.self, normal, bench.weights(8))
    bench.finish(try bench(Graph.Add.self, bench.weights(1, 8, seed: 2), scaled))
    try bench.apply(.optimizeGraph)
    #expect(bench.operations == ["layer_norm"])
  }

  @Test func rmsNorm() throws {
    var bench = GraphBench(f32(m, 8))
    let x = bench.inputs[0]
    let square = try bench(Graph.Pow.self, x, bench.number(2))
    let mean = bench.insert(
      try Graph.Reduce(square, kind: .mean, axes: [1], keepsAxes: true, in: bench.module))
    let sum = try bench(Graph.Add.self, mean, bench.number(1e-6))
    let inverse = try bench(
      Graph.Div.self, bench.number(1), try bench(Graph.Sqrt.self, sum))
    let normal = try bench(Graph.Mul.self, x, inverse)
    bench.finish(try bench(Graph.Mul.self, bench.weights(8), normal))
    try bench.apply(.optimizeGraph)
    #expect(bench.operations == ["rms_norm"])
  }

  @Test func softmax() throws {
    var bench = GraphBench(f32(m, 8))
    let x = bench.inputs[0]
    let maximum = bench.insert(
      try Graph.Reduce(x, kind: .max, axes: [1], keepsAxes: true, in: bench.module))
    let exp = try bench(Graph.Exp.self, try bench(Graph.Sub.self, x, maximum))
    let sum = bench.insert(
      try Graph.Reduce(exp, kind: .sum, axes: [1], keepsAxes: true, in: bench.module))
    bench.finish(try bench(Graph.Div.self, exp, sum))
    try bench.apply(.optimizeGraph)
    #expect(bench.operations == ["softmax"])
  }
}
