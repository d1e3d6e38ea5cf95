import Dialects
import Evaluation
import IR
import Testing

@Suite struct ElementwiseTests {
  private let nan = Float.nan
  private let inf = Float.infinity

  @Test func binaryBroadcastsAndRoundsOnce() throws {
    let sum = try evaluatingOne(floats([2, 1], [1, 10]), floats([3], [1, 2, 3])) {
      try Graph.Add($0[0], $0[1], in: $1)
    }
    #expect(sum == floats([2, 3], [2, 3, 4, 11, 12, 13]))
    let quotient = try evaluatingOne(floats([], [1]), floats([2], [3, 0])) {
      try Graph.Div($0[0], $0[1], in: $1)
    }
    #expect(quotient == floats([2], [1 / 3, inf]))
  }

  @Test func everyFloatKindComputesInItsOwnFormat() throws {
    for kind in [ScalarKind.f16, .bf16, .f32, .f64] {
      let x = TensorValue([2], kind: kind, doubles: [1, 3])
      let y = TensorValue([2], kind: kind, doubles: [3, 7])
      let result = try evaluatingOne(x, y) { try Graph.Div($0[0], $0[1], in: $1) }
      #expect(result == TensorValue([2], kind: kind, doubles: [1 / 3, 3 / 7]))
    }
  }

  @Test func emptyAndSingle() throws {
    let none = try evaluatingOne(floats([0, 3], []), floats([3], [1, 2, 3])) {
      try Graph.Mul($0[0], $0[1], in: $1)
    }
    #expect(none == floats([0, 3], []))
    let one = try evaluatingOne(floats([], [2]), floats([], [5])) {
      try Graph.Sub($0[0], $0[1], in: $1)
    }
    #expect(one == floats([], [-3]))
  }

  @Test func integersWrapAround() throws {
    let x = TensorValue([4], [Int8](arrayLiteral: 127, -128, 64, -7))
    let y = TensorValue([4], [Int8](arrayLiteral: 1, -1, 2, 2))
    func run<D: OperationDefinition>(_ make: ([ValueID], Module) throws -> D) throws -> [Int8]? {
      try evaluatingOne(x, y) { try make($0, $1) }.elements(as: Int8.self)
    }
    #expect(try run { try Graph.Add($0[0], $0[1], in: $1) } == [-128, 127, 66, -5])
    #expect(try run { try Graph.Mul($0[0], $0[1], in: $1) } == [127, -128, -128, -14])
    #expect(try run { try Graph.Div($0[0], $0[1], in: $1) } == [127, -128, 32, -3])
    #expect(try run { try Graph.Max($0[0], $0[1], in: $1) } == [127, -1, 64, 2])
    let unsigned = try evaluatingOne(TensorValue([1], [UInt64(0)]), TensorValue([1], [UInt64(1)])) {
      try Graph.Sub($0[0], $0[1], in: $1)
    }
    #expect(unsigned == TensorValue([1], [UInt64.max]))
  }

  @Test func divisionAndRemainderKeepTheirSigns() throws {
    let x = longs([5], [7, -7, 7, -7, 5])
    let y = longs([5], [3, 3, -3, -3, 0])
    let quotient = try evaluatingOne(x, y) { try Graph.Div($0[0], $0[1], in: $1) }
    #expect(quotient == longs([5], [2, -2, -2, 2, 0]))
    let python = try evaluatingOne(x, y) {
      try Graph.Mod($0[0], $0[1], truncates: false, in: $1)
    }
    #expect(python == longs([5], [1, 2, -2, -1, 0]))
    let c = try evaluatingOne(x, y) { try Graph.Mod($0[0], $0[1], truncates: true, in: $1) }
    #expect(c == longs([5], [1, -1, 1, -1, 0]))
    let float = try evaluatingOne(floats([2], [-4.3, 4.3]), floats([2], [2.1, -2.1])) {
      try Graph.Mod($0[0], $0[1], truncates: true, in: $1)
    }
    expectClose(float, floats([2], [-0.1, 0.1]), atol: 1e-6)
  }

  @Test func integerPowers() throws {
    let result = try evaluatingOne(
      longs([6], [2, -3, 0, 1, -1, 5]), longs([6], [62, 3, 0, -4, -3, -1])
    ) { try Graph.Pow($0[0], $0[1], in: $1) }
    #expect(result == longs([6], [1 << 62, -27, 1, 1, -1, 0]))
  }

  @Test func nanWinsInMaximaAndLosesComparisons() throws {
    let x = floats([3], [nan, 1, -0.0])
    let y = floats([3], [1, nan, 0])
    let largest = try evaluatingOne(x, y) { try Graph.Max($0[0], $0[1], in: $1) }
    expectClose(largest, floats([3], [nan, nan, 0]))
    let smallest = try evaluatingOne(x, y) { try Graph.Min($0[0], $0[1], in: $1) }
    expectClose(smallest, floats([3], [nan, nan, 0]))
    let less = try evaluatingOne(x, y) { try Graph.LessEqual($0[0], $0[1], in: $1) }
    #expect(less.booleans == [false, false, true])
    let relu = try evaluatingOne(x) { try Graph.Relu($0[0], in: $1) }
    expectClose(relu, floats([3], [nan, 1, 0]))
    let isNaN = try evaluatingOne(x) { try Graph.IsNaN($0[0], in: $1) }
    #expect(isNaN.booleans == [true, false, false])
  }

  @Test func comparisonsOfBigIntegersAreExact() throws {
    let x = TensorValue([2], [UInt64.max, 1 << 53])
    let y = TensorValue([2], [UInt64.max - 1, 1 << 53 + 1])
    let greater = try evaluatingOne(x, y) { try Graph.Greater($0[0], $0[1], in: $1) }
    #expect(greater.booleans == [true, false])
  }

  @Test func shiftsBeyondTheWidth() throws {
    let x = TensorValue([3], [Int32](arrayLiteral: -8, -8, 1))
    let y = TensorValue([3], [Int32](arrayLiteral: 1, 40, 31))
    let right = try evaluatingOne(x, y) { try Graph.ShiftRight($0[0], $0[1], in: $1) }
    #expect(right == TensorValue([3], [Int32](arrayLiteral: -4, -1, 0)))
    let left = try evaluatingOne(x, y) { try Graph.ShiftLeft($0[0], $0[1], in: $1) }
    #expect(left == TensorValue([3], [Int32](arrayLiteral: -16, 0, .min)))
  }

  @Test func roundingIsToEven() throws {
    let result = try evaluatingOne(floats([5], [0.5, 1.5, 2.5, -0.5, -1.5])) {
      try Graph.Round($0[0], in: $1)
    }
    #expect(result == floats([5], [0, 2, 2, -0.0, -2]))
  }

  @Test func activationsAtKnownPoints() throws {
    let x = floats([4], [-100, -1, 0, 2])
    func run<D: OperationDefinition>(
      _ expected: [Float], _ make: ([ValueID], Module) throws -> D
    ) throws {
      expectClose(try evaluatingOne(x) { try make($0, $1) }, floats([4], expected))
    }
    try run([0, 0.26894143, 0.5, 0.880797]) { try Graph.Sigmoid($0[0], in: $1) }
    try run([0, 0.3132617, 0.6931472, 2.126928]) { try Graph.Softplus($0[0], in: $1) }
    try run([-0, -0.15865525, 0, 1.9544997]) { try Graph.Gelu($0[0], in: $1) }
    try run([-0, -0.15880801, 0, 1.9545977]) { try Graph.Gelu($0[0], usesTanh: true, in: $1) }
    try run([-0, -0.26894143, 0, 1.7615942]) { try Graph.Swish($0[0], in: $1) }
    try run([-0, -0.30340146, 0, 1.943959]) { try Graph.Mish($0[0], in: $1) }
    try run([-1, -0.6321206, 0, 2]) { try Graph.Elu($0[0], alpha: 1, in: $1) }
    try run([-10, -0.1, 0, 2]) { try Graph.LeakyRelu($0[0], alpha: 0.1, in: $1) }
    try run([0, -1.0 / 3, 0, 5.0 / 3]) { try Graph.HardSwish($0[0], in: $1) }
    try run([-0.5, -0.43233235, 0, 2]) { try Graph.Celu($0[0], alpha: 0.5, in: $1) }
    try run([-1, -0.84270079, 0, 0.99532227]) { try Graph.Erf($0[0], in: $1) }
  }

  @Test func clipsWithEitherBound() throws {
    let x = floats([4], [-5, 0.5, 5, nan])
    let low = floats([], [0])
    let high = floats([], [1])
    let both = try evaluatingOne(x, low, high) {
      try Graph.Clip($0[0], minimum: $0[1], maximum: $0[2], in: $1)
    }
    expectClose(both, floats([4], [0, 0.5, 1, nan]))
    let upper = try evaluatingOne(x, high) {
      try Graph.Clip($0[0], minimum: nil, maximum: $0[1], in: $1)
    }
    expectClose(upper, floats([4], [-5, 0.5, 1, nan]))
    let crossed = try evaluatingOne(x, high, low) {
      try Graph.Clip($0[0], minimum: $0[1], maximum: $0[2], in: $1)
    }
    expectClose(crossed, floats([4], [0, 0, 0, nan]))
  }

  @Test func whereBroadcastsAllThree() throws {
    let result = try evaluatingOne(
      TensorValue([2, 1], [true, false]), longs([3], [1, 2, 3]), longs([], [9])
    ) { try Graph.Where($0[0], $0[1], $0[2], in: $1) }
    #expect(result == longs([2, 3], [1, 2, 3, 9, 9, 9]))
  }
}
