import Dialects
import Evaluation
import IR
import Testing

@Suite struct MatrixProductTests {
  private func product(
    _ a: TensorValue, _ b: TensorValue, _ left: Bool = false, _ right: Bool = false
  ) throws -> TensorValue {
    try evaluatingOne(a, b) {
      try Graph.MatMul($0[0], $0[1], transposesLHS: left, transposesRHS: right, in: $1)
    }
  }

  @Test func batchesBroadcast() throws {
    #expect(
      try product(counting([2, 1, 2, 3]), counting([3, 2]))
        == floats([2, 1, 2, 2], [10, 13, 28, 40, 46, 67, 64, 94]))
    #expect(
      try product(counting([1, 2]), counting([2, 2, 1])) == floats([2, 1, 1], [1, 3]))
  }

  @Test func vectorsAreRowsAndColumns() throws {
    let x = counting([2, 3])
    #expect(try product(counting([2]), x) == floats([3], [3, 4, 5]))
    #expect(try product(x, counting([3])) == floats([2], [5, 14]))
    #expect(try product(counting([3]), counting([3])) == floats([], [5]))
  }

  @Test func transposes() throws {
    let (x, y) = (counting([2, 3]), counting([3, 2]))
    #expect(try product(y, y, true, false) == floats([2, 2], [20, 26, 26, 35]))
    #expect(try product(x, x, false, true) == floats([2, 2], [5, 14, 14, 50]))
    #expect(try product(y, x, true, true) == floats([2, 2], [10, 28, 13, 40]))
  }

  @Test func nothingToAddUp() throws {
    #expect(try product(floats([2, 0], []), floats([0, 1], [])) == floats([2, 1], [0, 0]))
    #expect(try product(floats([0, 3], []), counting([3, 2])) == floats([0, 2], []))
  }

  @Test func accumulatesExactly() throws {
    let x = TensorValue([1, 3], [Float](arrayLiteral: 0x1p30, 1, -0x1p30))
    #expect(try product(x, floats([3, 1], [1, 1, 1])) == floats([1, 1], [1]))
    let bytes = TensorValue([1, 2], [Int8](arrayLiteral: 127, 127))
    let column = TensorValue([2, 1], [Int8](arrayLiteral: 127, 127))
    #expect(try product(bytes, column) == TensorValue([1, 1], [Int8(2)]))
    let big = longs([1, 1], [.max])
    #expect(try product(big, longs([1, 1], [2])) == longs([1, 1], [-2]))
  }

  @Test func namedSums() throws {
    let diagonal = try evaluatingOne(counting([2, 2]), counting([2, 3])) {
      try Graph.Einsum($0, equation: "ii,ij->j", in: $1)
    }
    #expect(diagonal == floats([3], [9, 12, 15]))
    let transposed = try evaluatingOne(counting([2, 3])) {
      try Graph.Einsum($0, equation: "ij->ji", in: $1)
    }
    #expect(transposed == floats([3, 2], [0, 3, 1, 4, 2, 5]))
    let total = try evaluatingOne(counting([2, 3]), floats([1], [2])) {
      try Graph.Einsum($0, equation: "ij,k->", in: $1)
    }
    #expect(total == floats([], [30]))
  }
}

@Suite struct WindowTests {
  @Test func convolvesInGroupsWithBias() throws {
    let result = try evaluatingOne(
      counting([1, 2, 5]), counting([2, 1, 2]), floats([2], [1, -1])
    ) {
      try Graph.Conv(
        $0[0], $0[1], bias: $0[2], window: .init(rank: 1, strides: [2], padsBegin: [1]),
        groups: 2, in: $1)
    }
    #expect(result == floats([1, 2, 3], [1, 3, 5, 14, 32, 42]))
  }

  @Test func convolvesWithUnevenPadsAndDilation() throws {
    let result = try evaluatingOne(counting([1, 1, 4, 4]), counting([1, 1, 2, 2])) {
      try Graph.Conv(
        $0[0], $0[1],
        window: .init(
          rank: 2, strides: [1, 2], dilations: [2, 1], padsBegin: [0, 1], padsEnd: [1, 0]),
        in: $1)
    }
    #expect(result == floats([1, 1, 3, 2], [24, 50, 40, 74, 8, 10]))
  }

  @Test func transposedConvolution() throws {
    let result = try evaluatingOne(counting([1, 1, 3]), counting([1, 2, 3])) {
      try Graph.ConvTranspose(
        $0[0], $0[1], window: .init(rank: 1, strides: [2], padsBegin: [1]), outputPadding: [1],
        in: $1)
    }
    #expect(result == floats([1, 2, 7], [0, 0, 1, 2, 2, 4, 0, 0, 3, 4, 11, 8, 10, 0]))
    let groups = try evaluatingOne(
      counting([1, 2, 2, 2]), counting([2, 1, 2, 2]), floats([2], [100, 200])
    ) {
      try Graph.ConvTranspose(
        $0[0], $0[1], bias: $0[2], window: .init(rank: 2, dilations: [2, 1]), groups: 2, in: $1)
    }
    #expect(
      groups
        == floats(
          [1, 2, 4, 3],
          [
            100, 100, 101, 100, 102, 103, 100, 102, 103, 104, 112, 109, 216, 240, 225, 224, 258,
            235, 224, 258, 235, 236, 284, 249,
          ]))
  }

  @Test func largestUnderTheWindow() throws {
    let x = TensorValue([1, 1, 4, 4], (0..<16).map { -Float($0) })
    let result = try evaluatingOne(x) {
      try Graph.MaxPool(
        $0[0], kernel: [3, 2],
        window: .init(rank: 2, strides: [2, 1], padsBegin: [1, 0], padsEnd: [1, 1]), in: $1)
    }
    expectClose(result, floats([1, 1, 2, 4], [0, -1, -2, -3, -4, -5, -6, -7]))
    let nan = try evaluatingOne(floats([1, 1, 3], [1, .nan, 3])) {
      try Graph.MaxPool(
        $0[0], kernel: [2], window: .init(rank: 1, strides: [2], padsEnd: [1]), in: $1)
    }
    expectClose(nan, floats([1, 1, 2], [.nan, 3]))
  }

  @Test func averages() throws {
    func average(_ countsPadding: Bool) throws -> TensorValue {
      try evaluatingOne(counting([1, 1, 5])) {
        try Graph.AveragePool(
          $0[0], kernel: [3], window: .init(rank: 1, strides: [2], padsBegin: [1], padsEnd: [1]),
          countsPadding: countsPadding, in: $1)
      }
    }
    expectClose(try average(false), floats([1, 1, 3], [0.5, 2, 3.5]))
    expectClose(try average(true), floats([1, 1, 3], [0.3333333, 2, 2.333333]))
    // What lies beyond the padding never counts, also where the last window sticks out.
    let beyond = try evaluatingOne(counting([1, 1, 4])) {
      try Graph.AveragePool(
        $0[0], kernel: [3], window: .init(rank: 1, strides: [2]), countsPadding: true,
        spatialSizes: [2], in: $1)
    }
    expectClose(beyond, floats([1, 1, 2], [1, 2.5]))
  }

  @Test func norms() throws {
    let result = try evaluatingOne(counting([1, 1, 4])) {
      try Graph.LpPool($0[0], kernel: [2], window: .init(rank: 1), p: 3, in: $1)
    }
    expectClose(result, floats([1, 1, 3], [1, 2.080084, 3.271066]))
  }
}
