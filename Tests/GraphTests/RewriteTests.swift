import Dialects
import Evaluation
import IR
import Support
import Testing
import Transforms

@Suite struct RewriteTests {
  @Test func foldsConstantsThatStaySmall() throws {
    var bench = GraphBench(f32(m, 4))
    let sum = try bench(Graph.Add.self, bench.weights(4), bench.weights(4, seed: 2))
    let wide = bench.insert(try Graph.Cast(bench.bytes(400, 300), to: .f32, in: bench.module))
    let total = bench.insert(
      try Graph.Reduce(wide, kind: .sum, axes: [0, 1], keepsAxes: false, in: bench.module))
    let scaled = try bench(Graph.Mul.self, bench.inputs[0], sum)
    bench.finish(try bench(Graph.Add.self, scaled, total))
    try bench.apply(.foldConstants)
    // The int8 matrix would become four times as big.
    #expect(bench.operations == ["cast", "reduce", "mul", "add"])
  }

  @Test func arithmeticIdentities() throws {
    var bench = GraphBench(f32(m, 4))
    let x = bench.inputs[0]
    let a = try bench(Graph.Mul.self, bench.number(1), x)
    let b = try bench(Graph.Add.self, a, bench.number(0))
    let c = try bench(Graph.Pow.self, b, bench.number(2))
    let d = try bench(Graph.Div.self, c, bench.number(4))
    let e = try bench(Graph.Mul.self, d, bench.number(3))
    bench.finish(e)
    try bench.apply(.simplifyElementwise)
    #expect(bench.operations == ["mul", "mul"])
  }

  @Test func logicWithConstants() throws {
    var bench = GraphBench(.tensor(sizes: [m, 4], element: .i1), f32(m, 4))
    let yes = bench.insert(Graph.Constant(splat: 1, element: .i1))
    let both = try bench(Graph.And.self, yes, bench.inputs[0])
    let inverse = try bench(Graph.Not.self, bench.insert(try Graph.Copy(both, in: bench.module)))
    let chosen = bench.insert(
      try Graph.Where(inverse, bench.number(0), bench.inputs[1], in: bench.module))
    bench.finish(chosen)
    try bench.apply(.simplifyElementwise)
    #expect(bench.operations == ["copy", "where"])
  }

  @Test func movementMeetsMovement() throws {
    var bench = GraphBench(f32(2, m, 4, 8))
    let heads = bench.insert(
      try Graph.Transpose(bench.inputs[0], permutation: [0, 2, 1, 3], in: bench.module))
    let merged = bench.insert(try Graph.Reshape(heads, sizes: [8, m, 8], in: bench.module))
    let turned = bench.insert(
      try Graph.Transpose(merged, permutation: [0, 2, 1], in: bench.module))
    let split = bench.insert(try Graph.Reshape(turned, sizes: [2, 4, 8, m], in: bench.module))
    bench.finish(split)
    try bench.apply(.simplifyMovement, symbols: [["m": 1], ["m": 5]])
    #expect(bench.operations == ["transpose"])
  }

  @Test func gatherOfPositionsIsASlice() throws {
    var bench = GraphBench(f32(m, 4))
    let table = bench.weights(64, 4)
    let ids = bench.insert(
      Graph.Constant(integers: Array(0..<64), shape: [1, 64], element: .i64))
    let part = bench.insert(
      try Graph.Slice(ids, starts: [0, 0], steps: [1, 1], sizes: [1, m], in: bench.module))
    let rows = bench.insert(try Graph.Gather(table, part, in: bench.module))
    bench.finish(try bench(Graph.Add.self, rows, bench.inputs[0]))
    try bench.apply(
      .foldIndexMaps + .simplifyMovement, symbols: [["m": 1], ["m": 64]])
    #expect(bench.operations == ["slice", "add", "reshape"])
  }

  @Test func gatherStaysWhenPositionsMayBeOutside() throws {
    var bench = GraphBench(f32(m, 4), symbols: ["m": SymbolRange(1, 65)])
    let table = bench.weights(64, 4)
    let ids = bench.insert(try Graph.Iota(sizes: [m], in: bench.module))
    let rows = bench.insert(try Graph.Gather(table, ids, in: bench.module))
    bench.finish(try bench(Graph.Add.self, rows, bench.inputs[0]))
    try bench.apply(.foldIndexMaps, symbols: [["m": 64]])
    #expect(bench.operations == ["iota", "gather", "add"])
  }

  @Test func maskIndexing() throws {
    let n = IndexExpression.symbol("n")
    var bench = GraphBench(
      .tensor(sizes: [n, m], element: .i1),
      symbols: ["m": SymbolRange(1, 64), "n": SymbolRange(1, 8)])
    func positions(_ size: IndexExpression, _ shape: [IndexExpression]) throws -> ValueID {
      let iota = bench.insert(try Graph.Iota(sizes: [size], in: bench.module))
      let shaped = bench.insert(try Graph.Reshape(iota, sizes: shape, in: bench.module))
      let whole = bench.insert(
        try Graph.Broadcast(shaped, sizes: [n, 1, 1, m], in: bench.module))
      return bench.insert(try Graph.Reshape(whole, sizes: [n, 1, 1, m, 1], in: bench.module))
    }
    let batch = try positions(n, [n, 1, 1, 1])
    let place = try positions(m, [1, 1, 1, m])
    let pairs = bench.insert(try Graph.Concat([batch, place], axis: 4, in: bench.module))
    let mask = bench.insert(try Graph.GatherND(bench.inputs[0], pairs, in: bench.module))
    let row = bench.insert(try Graph.Iota(sizes: [m], in: bench.module))
    let zero = bench.insert(Graph.Constant(integers: [0], shape: []))
    let causal = try bench(Graph.GreaterEqual.self, row, zero)
    bench.finish(try bench(Graph.And.self, causal, mask))
    try bench.apply(.optimizeGraph, symbols: [["m": 5, "n": 2], ["m": 1, "n": 1]])
    #expect(bench.operations == ["reshape"])
  }

  @Test func batchNormGoesIntoConvolution() throws {
    var bench = GraphBench(f32(1, 3, m, 8))
    let conv = bench.insert(
      try Graph.Conv(
        bench.inputs[0], bench.weights(4, 3, 3, 3), bias: bench.weights(4),
        window: Graph.Window(rank: 2, padsBegin: [1, 1], padsEnd: [1, 1]), in: bench.module))
    let variance = bench.insert(
      Graph.Constant(TensorValue([4], kind: .f32, doubles: [1, 2, 0.5, 3]).denseAttribute))
    let norm = bench.insert(
      try Graph.BatchNorm(
        conv, bench.weights(4, seed: 2), bench.weights(4, seed: 3), bench.weights(4, seed: 4),
        variance, in: bench.module))
    bench.finish(norm)
    try bench.apply(.optimizeGraph)
    #expect(bench.operations == ["conv"])
  }

  @Test func scalesAndShiftsGoIntoConvolutions() throws {
    for isTransposed in [false, true] {
      var bench = GraphBench(f32(1, 3, m, 8))
      let window = Graph.Window(rank: 2, padsBegin: [1, 1], padsEnd: [1, 1])
      let weights = isTransposed ? bench.weights(3, 4, 3, 3) : bench.weights(4, 3, 3, 3)
      let conv =
        isTransposed
        ? bench.insert(
          try Graph.ConvTranspose(bench.inputs[0], weights, window: window, in: bench.module))
        : bench.insert(
          try Graph.Conv(bench.inputs[0], weights, window: window, in: bench.module))
      let scaled = try bench(Graph.Mul.self, conv, bench.weights(1, 4, 1, 1))
      let shifted = try bench(Graph.Add.self, scaled, bench.weights(4, 1, 1, seed: 2))
      bench.finish(try bench(Graph.Add.self, bench.number(0.25), shifted))
      try bench.apply(.optimizeGraph)
      #expect(bench.operations == [isTransposed ? "conv_transpose" : "conv"])
    }
  }

  @Test func activationKeepsAnotherFactor() throws {
    var bench = GraphBench(f32(m, 8))
    let x = bench.inputs[0]
    let shifted = try bench(Graph.Add.self, x, bench.number(3))
    let clipped = bench.insert(
      try Graph.Clip(
        shifted, minimum: bench.number(0), maximum: bench.number(6), in: bench.module))
    let product = try bench(Graph.Mul.self, x, clipped)
    let sixth = try bench(Graph.Div.self, product, bench.number(6))
    bench.finish(try bench(Graph.Mul.self, bench.number(0.7), sixth))
    try bench.apply(.optimizeGraph)
    #expect(bench.operations == ["hard_swish", "mul"])
  }

  @Test func scalesFollowProducts() throws {
    var bench = GraphBench(f32(m, 300), .tensor(sizes: [m], element: .i64))
    func weights() throws -> ValueID {
      let wide = bench.insert(
        try Graph.Cast(bench.bytes(300, 400), to: .f32, in: bench.module))
      return try bench(Graph.Mul.self, wide, bench.weights(1, 400))
    }
    let product = bench.insert(
      try Graph.MatMul(bench.inputs[0], weights(), in: bench.module))
    let table = bench.insert(try Graph.Cast(bench.bytes(300, 400), to: .f32, in: bench.module))
    let scaled = try bench(Graph.Mul.self, table, bench.weights(300, 1))
    let rows = bench.insert(try Graph.Gather(scaled, bench.inputs[1], in: bench.module))
    bench.finish(try bench(Graph.Add.self, product, rows))
    try bench.apply(.optimizeGraph)
    #expect(
      bench.operations == [
        "cast", "matmul", "mul", "gather", "cast", "gather", "mul", "add",
      ])
    let narrow = bench.module.operations(in: try #require(bench.function.body(in: bench.module)))
      .compactMap { bench.module.match($0, as: Graph.Gather.self) }
    #expect(narrow.first?.resultType.elementType == .i8)
  }

  @Test func productsAbsorbTransposesAndFactors() throws {
    var bench = GraphBench(f32(2, m, 4, 8), f32(2, m, 4, 8))
    func heads(_ value: ValueID, _ permutation: [Int]) throws -> ValueID {
      let turned = bench.insert(
        try Graph.Transpose(value, permutation: permutation, in: bench.module))
      return try bench(Graph.Mul.self, turned, bench.number(0.5))
    }
    let left = try heads(bench.inputs[0], [0, 2, 1, 3])
    let right = try heads(bench.inputs[1], [0, 2, 3, 1])
    bench.finish(bench.insert(try Graph.MatMul(left, right, in: bench.module)))
    try bench.apply(.optimizeGraph)
    #expect(bench.operations == ["transpose", "transpose", "matmul", "mul"])
    let body = try #require(bench.function.body(in: bench.module))
    let product = bench.module.operations(in: body)
      .compactMap { bench.module.match($0, as: Graph.MatMul.self) }.first
    #expect(product?.transposesRHS == true)
  }

  @Test func guardAgainstNaNGoesWhereNoneCanBe() throws {
    var bench = GraphBench(.tensor(sizes: [m, 8], element: .i64), f32(m, 8))
    let finite = bench.insert(try Graph.Cast(bench.inputs[0], to: .f32, in: bench.module))
    for input in [finite, bench.inputs[1]] {
      let rows = bench.insert(try Graph.Softmax(input, axis: 1, in: bench.module))
      let test = try bench(Graph.IsNaN.self, rows)
      let guarded = bench.insert(
        try Graph.Where(test, bench.number(0), rows, in: bench.module))
      if input == finite {
        var other = bench
        other.finish(guarded)
        try other.apply(.optimizeGraph)
        #expect(other.operations == ["cast", "softmax"])
      } else {
        bench.finish(guarded)
        try bench.apply(.optimizeGraph)
        #expect(bench.operations == ["softmax", "is_nan", "where"])
      }
    }
  }
}
