import Dialects
import Evaluation
import IR
import Testing

@Suite struct TensorValueTests {
  @Test func refusesWrongSizes() {
    #expect(TensorValue(shape: [2, 3], kind: .f32, bytes: [UInt8](repeating: 0, count: 23)) == nil)
    #expect(TensorValue(shape: [-1], kind: .i8, bytes: []) == nil)
    #expect(TensorValue(shape: [1 << 40, 1 << 40], kind: .i8, bytes: []) == nil)
    #expect(TensorValue(shape: [1 << 40, 1 << 40, 0], kind: .i8, bytes: [])?.count == 0)
    #expect(TensorValue(shape: [], kind: .f64, bytes: [UInt8](repeating: 0, count: 8))?.count == 1)
  }

  @Test func kindsAndTypesCorrespond() {
    for kind in ScalarKind.allCases { #expect(ScalarKind(kind.type) == kind) }
    #expect(ScalarKind(.index) == .i64)
    #expect(ScalarKind(.float(.f80)) == nil)
  }

  @Test func broadcastsByNumPysRules() {
    #expect(
      floats([3, 1], [1, 2, 3]).broadcast(to: [2, 3, 2])
        == floats([2, 3, 2], [1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 3, 3]))
    #expect(floats([3], [1, 2, 3]).broadcast(to: [2]) == nil)
    #expect(floats([1], [1]).broadcast(to: [2, 0]) == floats([2, 0], []))
    #expect(broadcastShape([4, 1, 3], [5, 1]) == [4, 5, 3])
    #expect(broadcastShape([0], [1]) == [0])
    #expect(broadcastShape([2], [3]) == nil)
  }

  @Test func constantsComeBackFromAttributes() throws {
    var module = Module(context: Context(dialects: Dialects.all))
    for value in [
      floats([2, 2], [1, .nan, -.infinity, -0.0]), floats([3], [7, 7, 7]), longs([0], []),
      TensorValue([2], [true, false]), TensorValue([1], [Half(bitPattern: 0x3C01)]),
    ] {
      #expect(try TensorValue(value.denseAttribute, in: module) == value)
      module.resources["weights"] = Resource(value.bytes)
      #expect(try TensorValue(.denseResource(key: "weights", value.type), in: module) == value)
    }
    #expect(throws: EvaluationError.self) {
      try TensorValue(.denseResource(key: "missing", .tensor(TensorType([1], .f32))), in: module)
    }
    #expect(throws: EvaluationError.self) {
      try TensorValue(.denseResource(key: "weights", .tensor(TensorType([5], .f64))), in: module)
    }
  }
}

@Suite struct ComparisonTests {
  @Test func closeIsWithinBothTolerances() {
    let expected = floats([2], [100, 0])
    #expect(compare(floats([2], [100.9, 0.009]), expected, rtol: 0.01, atol: 0.01) == nil)
    let mismatch = compare(floats([2], [100, 0.02]), expected, rtol: 0.01, atol: 0.01)
    #expect(mismatch?.index == [1] && mismatch?.count == 1)
    #expect(mismatch?.expected == "0.0")
  }

  @Test func nansAndInfinitiesMustAgree() {
    let expected = floats([3], [.nan, .infinity, 1])
    #expect(compare(expected, expected, rtol: 0, atol: 0) == nil)
    #expect(compare(floats([3], [0, .infinity, 1]), expected, rtol: 9, atol: 9)?.index == [0])
    #expect(compare(floats([3], [.nan, -.infinity, 1]), expected, rtol: 9, atol: 9)?.index == [1])
    #expect(
      compare(floats([3], [.nan, .infinity, .nan]), expected, rtol: 9, atol: 9)?.index == [2])
  }

  @Test func reportsTheLargestErrors() throws {
    let mismatch = compare(
      floats([2, 2], [1, 2, 5, 4.5]), floats([2, 2], [1, 2, 3, 4]), rtol: 0, atol: 0.1)
    let found = try #require(mismatch)
    #expect(found.index == [1, 0])
    #expect(found.count == 2 && found.total == 4)
    #expect(found.maximumAbsoluteError == 2)
    #expect(abs(found.maximumRelativeError - 2.0 / 3) < 1e-12)
  }

  @Test func kindsShapesAndIntegersMustAgree() {
    #expect(compare(floats([1], [1]), longs([1], [1]), rtol: 1, atol: 1) != nil)
    #expect(compare(floats([1], [1]), floats([1, 1], [1]), rtol: 1, atol: 1) != nil)
    #expect(compare(longs([1], [.max]), longs([1], [.max - 1]), rtol: 0, atol: 0)?.index == [0])
    #expect(compare(floats([1], [-0.0]), floats([1], [0]), rtol: 0, atol: 0) == nil)
  }
}
