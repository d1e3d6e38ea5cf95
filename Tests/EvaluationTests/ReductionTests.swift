import Dialects
import Evaluation
import IR
import Support
import Testing

@Suite struct ReductionTests {
  private func reduce(
    _ x: TensorValue, _ kind: Graph.ReductionKind, _ axes: [Int], keeping: Bool = false
  ) throws -> TensorValue {
    try evaluatingOne(x) {
      try Graph.Reduce($0[0], kind: kind, axes: axes, keepsAxes: keeping, in: $1)
    }
  }

  @Test(
    arguments: [
      (Graph.ReductionKind.sum, [2.0, 15.0]), (.mean, [0.6666667, 5.0]), (.max, [3, 6]),
      (.min, [-2, 4]), (.product, [-6, 120]), (.l1, [6, 15]), (.l2, [3.741657, 8.774964]),
      (.logSum, [0.6931472, 2.70805]), (.logSumExp, [3.132845, 6.407606]), (.sumSquare, [14, 77]),
    ] as [(Graph.ReductionKind, [Float])])
  func alongTheLastAxis(_ kind: Graph.ReductionKind, _ expected: [Float]) throws {
    let result = try reduce(floats([2, 3], [1, -2, 3, 4, 5, 6]), kind, [1])
    expectClose(result, floats([2], expected), rtol: 1e-6)
  }

  @Test func alongSeveralAxes() throws {
    let x = counting([2, 3, 2])
    #expect(try reduce(x, .sum, [0, 2]) == floats([3], [14, 22, 30]))
    #expect(try reduce(x, .sum, [0, 2], keeping: true) == floats([1, 3, 1], [14, 22, 30]))
    #expect(try reduce(x, .max, [0, 1, 2]) == floats([], [11]))
    #expect(try reduce(x, .sum, []) == x)
    #expect(try reduce(floats([], [4]), .sum, []) == floats([], [4]))
  }

  @Test func overNothing() throws {
    let x = floats([2, 0], [])
    for (kind, neutral) in [
      (Graph.ReductionKind.sum, 0), (.product, 1), (.max, -Float.infinity), (.min, .infinity),
      (.mean, .nan), (.logSumExp, -.infinity), (.l2, 0),
    ] as [(Graph.ReductionKind, Float)] {
      expectClose(try reduce(x, kind, [1]), floats([2], [neutral, neutral]))
    }
    #expect(try reduce(longs([0], []), .max, [0]) == longs([], [.min]))
    #expect(try reduce(TensorValue([0], [Bool]()), .min, [0]).booleans == [true])
    #expect(try reduce(x, .sum, [0]) == floats([0], []))
  }

  @Test func nansAndBigNumbers() throws {
    expectClose(try reduce(floats([3], [1, .nan, 3]), .max, [0]), floats([], [.nan]))
    expectClose(try reduce(floats([2], [1000, 1000]), .logSumExp, [0]), floats([], [1000.6931]))
    // In f32 alone each added one would be lost.
    let many = TensorValue([1001], [Float(1 << 24)] + [Float](repeating: 1, count: 1000))
    #expect(try reduce(many, .sum, [0]) == floats([], [Float((1 << 24) + 1000)]))
    #expect(
      try reduce(TensorValue([2], [Int8](arrayLiteral: 100, 100)), .sum, [0])
        == TensorValue([], [Int8(-56)]))
    #expect(try reduce(longs([3], [-3, -4, 2]), .mean, [0]) == longs([], [-1]))
  }

  @Test func positionsOfExtrema() throws {
    let x = floats([2, 4], [3, 1, 3, 2, 5, .nan, -1, .nan])
    func position(_ kind: Graph.Extremum, last: Bool = false) throws -> TensorValue {
      try evaluatingOne(x) {
        try Graph.ArgReduce(
          $0[0], kind: kind, axis: 1, keepsAxis: false, selectsLast: last, in: $1)
      }
    }
    #expect(try position(.max) == longs([2], [0, 1]))
    #expect(try position(.max, last: true) == longs([2], [2, 3]))
    #expect(try position(.min) == longs([2], [1, 1]))
    #expect(throws: Diagnostic.self) {
      try evaluatingOne(floats([2, 0], [])) {
        try Graph.ArgReduce(
          $0[0], kind: .max, axis: 1, keepsAxis: true, selectsLast: false, in: $1)
      }
    }
  }

  @Test func topOfEachRow() throws {
    let x = floats([2, 4], [3, 1, 3, 2, .nan, 5, -1, 5])
    let largest = try evaluating(x) { try Graph.TopK($0[0], count: 2, axis: 1, in: $1) }
    expectClose(largest[0], floats([2, 2], [3, 3, .nan, 5]))
    #expect(largest[1] == longs([2, 2], [0, 2, 0, 1]))
    let smallest = try evaluating(counting([3, 2])) {
      try Graph.TopK($0[0], count: 1, axis: 0, takesLargest: false, in: $1)
    }
    #expect(smallest == [floats([1, 2], [0, 1]), longs([1, 2], [0, 0])])
  }

  @Test func runningSums() throws {
    let x = longs([2, 3], [1, 2, 3, 4, 5, 6])
    func run(exclusive: Bool, reverse: Bool) throws -> [Int64]? {
      try evaluatingOne(x) {
        try Graph.CumulativeSum(
          $0[0], axis: 1, isExclusive: exclusive, isReversed: reverse, in: $1)
      }.elements(as: Int64.self)
    }
    #expect(try run(exclusive: false, reverse: false) == [1, 3, 6, 4, 9, 15])
    #expect(try run(exclusive: true, reverse: true) == [5, 3, 0, 11, 6, 0])
  }
}

@Suite struct NormalizationTests {
  @Test func softmaxAlongAnyAxis() throws {
    let result = try evaluatingOne(floats([2, 2], [1, 2, 3, 1000])) {
      try Graph.Softmax($0[0], axis: 0, in: $1)
    }
    expectClose(result, floats([2, 2], [0.1192029, 0, 0.880797, 1]))
    let masked = try evaluatingOne(floats([1, 2], [-.infinity, -.infinity])) {
      try Graph.Softmax($0[0], axis: 1, in: $1)
    }
    expectClose(masked, floats([1, 2], [.nan, .nan]))
    let logarithms = try evaluatingOne(floats([1, 3], [1, 2, -1000])) {
      try Graph.LogSoftmax($0[0], axis: 1, in: $1)
    }
    expectClose(logarithms, floats([1, 3], [-1.313262, -0.3132617, -1002.3133]))
  }

  @Test func layerNorm() throws {
    let result = try evaluatingOne(
      floats([2, 4], [1, 2, 3, 4, 2, 2, 2, 2]), floats([4], [1, 2, 1, 1]),
      floats([4], [0, 0, 1, 0])
    ) { try Graph.LayerNorm($0[0], $0[1], bias: $0[2], axis: 1, in: $1) }
    expectClose(
      result, floats([2, 4], [-1.341635, -0.8944237, 1.447212, 1.341635, 0, 0, 1, 0]))
  }

  @Test func rmsNorm() throws {
    let result = try evaluatingOne(floats([1, 2], [3, 4]), floats([2], [1, 2])) {
      try Graph.RMSNorm($0[0], $0[1], axis: 1, epsilon: 0, in: $1)
    }
    expectClose(result, floats([1, 2], [0.84852814, 2.2627417]))
  }

  @Test func byChannel() throws {
    let instance = try evaluatingOne(
      counting([1, 2, 3]), floats([2], [1, 2]), floats([2], [0, 1])
    ) {
      try Graph.InstanceNorm($0[0], $0[1], $0[2], in: $1)
    }
    expectClose(
      instance, floats([1, 2, 3], [-1.224736, 0, 1.224736, -1.449471, 1, 3.449471]), atol: 1e-6)
    let group = try evaluatingOne(
      counting([1, 4, 2]), floats([4], [1, 2, 1, 1]), floats([4], [0, 1, 0, 0])
    ) { try Graph.GroupNorm($0[0], $0[1], $0[2], groups: 2, in: $1) }
    expectClose(
      group,
      floats(
        [1, 4, 2],
        [-1.341635, -0.4472118, 1.894424, 3.683271, -1.341635, -0.4472118, 0.4472118, 1.341635]))
    let batch = try evaluatingOne(
      counting([1, 2, 2]), floats([2], [1, 2]), floats([2], [0, 1]), floats([2], [1, 1]),
      floats([2], [4, 1])
    ) {
      try Graph.BatchNorm($0[0], $0[1], $0[2], $0[3], $0[4], in: $1)
    }
    expectClose(batch, floats([1, 2, 2], [-0.4999994, 0, 2.99999, 4.99998]))
  }

  @Test func acrossChannels() throws {
    let result = try evaluatingOne(counting([1, 4, 1])) {
      try Graph.LRN($0[0], size: 3, alpha: 0.3, beta: 0.5, bias: 1, in: $1)
    }
    expectClose(result, floats([1, 4, 1], [0, 0.81649658, 1.2909944, 1.9781414]))
    let norm = try evaluatingOne(floats([2, 2], [3, 4, 0, 0])) {
      try Graph.LpNormalization($0[0], axis: 1, p: 2, in: $1)
    }
    expectClose(norm, floats([2, 2], [0.6, 0.8, 0, 0]))
  }
}
