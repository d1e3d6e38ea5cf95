import Dialects
import Evaluation
import IR
import Support
import Testing
import Transforms

/// Random models compute the same before and after the passes.
@Suite struct GraphFuzzTests {
  @Test(arguments: 0..<300)
  func passesKeepResults(seed: UInt64) throws {
    var bench = GraphBench(f32(m, 4), f32(2, m, 4), f32(4))
    var random = SeededGenerator(seed: seed)
    var values = bench.inputs + [bench.weights(4, 4, seed: seed), bench.number(0.5)]
    for _ in 0..<14 {
      // Operands that do not fit give an error, and then another operation is tried.
      if let value = try? grow(&bench, values, &random) { values.append(value) }
    }
    let outputs = values.suffix(2)
    bench.function.finish(
      returning: outputs.enumerated().map { ("y\($0.offset)", $0.element) }, in: &bench.module)
    try bench.run([optimizeGraph, fuseGraph], symbols: [["m": 1], ["m": 4]])
    #expect(!bench.kernels.isEmpty, "seed \(seed)")
  }

  private func grow(
    _ bench: inout GraphBench, _ values: [ValueID], _ random: inout SeededGenerator
  ) throws -> ValueID {
    let x = values[random.next(below: values.count)]
    let y = values[random.next(below: values.count)]
    let sizes = bench.module.type(of: x).sizes ?? []
    let last = sizes.count - 1
    let constants = [0, 1, 2, -1, 0.5, 3]
    let number = bench.number(constants[random.next(below: constants.count)])
    switch random.next(below: 22) {
    case 0: return try bench(Graph.Add.self, x, y)
    case 1: return try bench(Graph.Mul.self, x, y)
    case 2: return try bench(Graph.Sub.self, x, y)
    case 3: return try bench(Graph.Max.self, number, x)
    case 4: return try bench(Graph.Mul.self, number, x)
    case 5: return try bench(Graph.Add.self, x, number)
    case 6: return try bench(Graph.Div.self, x, bench.number(3))
    case 7: return try bench(Graph.Tanh.self, x)
    case 8: return try bench(Graph.Mul.self, x, try bench(Graph.Sigmoid.self, x))
    case 9:
      let permutation = Array(Array(sizes.indices).reversed())
      return bench.insert(try Graph.Transpose(x, permutation: permutation, in: bench.module))
    case 10:
      return bench.insert(
        try Graph.Reshape(x, sizes: [.product(sizes)], in: bench.module))
    case 11:
      return bench.insert(try Graph.Reshape(x, sizes: [1] + sizes, in: bench.module))
    case 12:
      return bench.insert(try Graph.Broadcast(x, sizes: [2, m, 4], in: bench.module))
    case 13:
      guard last >= 0, let size = sizes[last].constantValue, size > 2 else { throw Unfit() }
      var starts = sizes.map { _ in IndexExpression.zero }
      var steps = sizes.map { _ in IndexExpression.one }
      var target = sizes
      (starts[last], steps[last], target[last]) = (2, -1, 2)
      return bench.insert(
        try Graph.Slice(x, starts: starts, steps: steps, sizes: target, in: bench.module))
    case 14:
      guard last >= 0 else { throw Unfit() }
      return bench.insert(try Graph.Concat([x, x, y], axis: last, in: bench.module))
    case 15:
      guard last >= 0 else { throw Unfit() }
      return bench.insert(
        try Graph.Reduce(x, kind: .mean, axes: [last], keepsAxes: true, in: bench.module))
    case 16: return bench.insert(try Graph.Softmax(x, axis: last, in: bench.module))
    case 17: return bench.insert(try Graph.MatMul(x, y, in: bench.module))
    case 18:
      let test = try bench(Graph.Greater.self, x, number)
      return bench.insert(try Graph.Where(test, x, y, in: bench.module))
    case 19: return try bench(Graph.Neg.self, x)
    case 20:
      guard last >= 0 else { throw Unfit() }
      let ids = bench.insert(try Graph.Iota(sizes: [sizes[last]], in: bench.module))
      return bench.insert(try Graph.Gather(x, ids, axis: last, in: bench.module))
    default: return try bench(Graph.Pow.self, x, bench.number(2))
    }
  }

  private struct Unfit: Error {}
}

/// Numbers that depend on nothing but the seed.
private struct SeededGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0xD1B5_4A32_D192_ED03 }

  mutating func next(below bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }
}
