import Dialects
import Evaluation
import IR
import Testing

@Suite struct CastTests {
  private func cast(
    _ value: TensorValue, to kind: ScalarKind, saturates: Bool = false
  ) throws -> TensorValue {
    try evaluatingOne(value) {
      try Graph.Cast($0[0], to: kind.type, saturates: saturates, in: $1)
    }
  }

  @Test func floatsToIntegersRoundTowardsZero() throws {
    let x = floats([4], [1.9, -1.9, 300, -129])
    #expect(try cast(x, to: .i32) == TensorValue([4], [Int32](arrayLiteral: 1, -1, 300, -129)))
    #expect(try cast(x, to: .i8) == TensorValue([4], [Int8](arrayLiteral: 1, -1, 44, 127)))
    #expect(
      try cast(x, to: .i8, saturates: true)
        == TensorValue([4], [Int8](arrayLiteral: 1, -1, 127, -128)))
    #expect(
      try cast(x, to: .u8, saturates: true) == TensorValue([4], [UInt8](arrayLiteral: 1, 0, 255, 0))
    )
  }

  @Test func outOfRangeAndNaN() throws {
    let x = floats([4], [.nan, .infinity, -.infinity, 3e9])
    #expect(
      try cast(x, to: .i32, saturates: true)
        == TensorValue([4], [Int32](arrayLiteral: 0, .max, .min, .max)))
    #expect(
      try cast(x, to: .i32) == TensorValue([4], [Int32](arrayLiteral: .min, .min, .min, .min)))
    #expect(
      try cast(x, to: .i64)
        == TensorValue([4], [Int64](arrayLiteral: .min, .min, .min, 3_000_000_000)))
    #expect(try cast(x, to: .u64) == TensorValue([4], [1 << 63, 1 << 63, 1 << 63, UInt64(3e9)]))
  }

  @Test func truthValues() throws {
    let x = floats([4], [0, -0.0, 0.1, .nan])
    #expect(try cast(x, to: .bool).booleans == [false, false, true, true])
    // A truth value is 0 or 1, also after minus one became true.
    let negative = try cast(longs([2], [-1, 0]), to: .bool)
    #expect(try cast(negative, to: .i32) == TensorValue([2], [Int32](arrayLiteral: 1, 0)))
    #expect(try cast(negative, to: .f32) == floats([2], [1, 0]))
  }

  @Test func integersKeepTheirLowBits() throws {
    let x = longs([3], [257, -1, 1 << 40])
    #expect(try cast(x, to: .u8) == TensorValue([3], [UInt8](arrayLiteral: 1, 255, 0)))
    #expect(
      try cast(x, to: .u8, saturates: true) == TensorValue([3], [UInt8](arrayLiteral: 255, 0, 255)))
    let unsigned = TensorValue([1], [UInt64.max])
    #expect(try cast(unsigned, to: .i64) == longs([1], [-1]))
    #expect(try cast(unsigned, to: .f32) == floats([1], [0x1p64]))
  }

  @Test func betweenFloats() throws {
    let x = floats([3], [1.0009765625, 70000, 1e-8])
    let half = try cast(x, to: .f16)
    #expect(half.doubles == [1.0009765625, .infinity, 0])
    #expect(try cast(half, to: .f64).doubles == half.doubles)
    #expect(
      try cast(TensorValue([3], [Int8](arrayLiteral: -128, 0, 127)), to: .f32)
        == floats([3], [-128, 0, 127]))
  }
}
