import Dialects
import Evaluation
import IR
import Support
import Testing

@Suite struct MovementTests {
  private let nan = Float.nan

  @Test func transposes() throws {
    let result = try evaluatingOne(counting([2, 3, 2])) {
      try Graph.Transpose($0[0], permutation: [2, 0, 1], in: $1)
    }
    #expect(result == floats([2, 2, 3], [0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11]))
  }

  @Test func slicesForwardsAndBackwards() throws {
    let result = try evaluatingOne(counting([4, 6])) {
      try Graph.Slice($0[0], starts: [1, 5], steps: [2, -2], sizes: [2, 3], in: $1)
    }
    #expect(result == floats([2, 3], [11, 9, 7, 23, 21, 19]))
    let none = try evaluatingOne(counting([4, 6])) {
      try Graph.Slice($0[0], starts: [4, 0], steps: [1, 1], sizes: [0, 6], in: $1)
    }
    #expect(none == floats([0, 6], []))
  }

  @Test func slicesBySymbols() throws {
    let m = IndexExpression.symbol("m")
    let result = try evaluating(
      [counting([5])], types: [.tensor(sizes: [m], element: .f32)]
    ) { try Graph.Slice($0[0], starts: [m - 1], steps: [-1], sizes: [m], in: $1) }
    #expect(result == [floats([5], [4, 3, 2, 1, 0])])
  }

  @Test func concatenatesAlongAnyAxis() throws {
    let result = try evaluatingOne(
      counting([2, 1]), counting([2, 2]), floats([2, 0], [])
    ) { try Graph.Concat($0, axis: 1, in: $1) }
    #expect(result == floats([2, 3], [0, 0, 1, 1, 2, 3]))
    let rows = try evaluatingOne(longs([0], []), longs([2], [4, 5])) {
      try Graph.Concat($0, axis: 0, in: $1)
    }
    #expect(rows == longs([2], [4, 5]))
  }

  @Test func tiles() throws {
    let result = try evaluatingOne(counting([2, 2])) {
      try Graph.Tile($0[0], repeats: [2, 3], in: $1)
    }
    #expect(
      result
        == floats(
          [4, 6],
          [0, 1, 0, 1, 0, 1, 2, 3, 2, 3, 2, 3, 0, 1, 0, 1, 0, 1, 2, 3, 2, 3, 2, 3]))
  }

  @Test func pads() throws {
    func pad(_ mode: Graph.PadMode, _ begin: Int, _ end: Int) throws -> [Float]? {
      try evaluatingOne(counting([4])) {
        try Graph.Pad($0[0], begins: [.init(begin)], ends: [.init(end)], mode: mode, in: $1)
      }.elements(as: Float.self)
    }
    #expect(try pad(.constant, 1, 2) == [0, 0, 1, 2, 3, 0, 0])
    #expect(try pad(.edge, 2, 1) == [0, 0, 0, 1, 2, 3, 3])
    #expect(try pad(.reflect, 2, 3) == [2, 1, 0, 1, 2, 3, 2, 1, 0])
    #expect(try pad(.reflect, 7, 0) == [1, 0, 1, 2, 3, 2, 1, 0, 1, 2, 3])
    #expect(try pad(.wrap, 1, 2) == [3, 0, 1, 2, 3, 0, 1])
    // Negative counts remove elements.
    #expect(try pad(.constant, -1, 1) == [1, 2, 3, 0])
    #expect(try pad(.edge, 2, -3) == [0, 0, 0])
  }

  @Test func padsWithAValue() throws {
    let result = try evaluatingOne(longs([1, 2], [1, 2]), longs([], [-7])) {
      try Graph.Pad($0[0], value: $0[1], begins: [1, 0], ends: [0, 1], mode: .constant, in: $1)
    }
    #expect(result == longs([2, 3], [-7, -7, -7, 1, 2, -7]))
  }

  @Test func triangles() throws {
    let x = counting([2, 3])
    let upper = try evaluatingOne(x) { try Graph.Trilu($0[0], upper: true, diagonal: [1], in: $1) }
    #expect(upper == floats([2, 3], [0, 1, 2, 0, 0, 5]))
    let lower = try evaluatingOne(x) { try Graph.Trilu($0[0], upper: false, diagonal: [0], in: $1) }
    #expect(lower == floats([2, 3], [0, 0, 0, 3, 4, 0]))
  }

  @Test func gathersWithNegativeIndices() throws {
    let x = counting([3, 2])
    let rows = try evaluatingOne(x, longs([2, 1], [-1, 0])) {
      try Graph.Gather($0[0], $0[1], axis: 0, in: $1)
    }
    #expect(rows == floats([2, 1, 2], [4, 5, 0, 1]))
    let column = try evaluatingOne(x, longs([], [1])) {
      try Graph.Gather($0[0], $0[1], axis: 1, in: $1)
    }
    #expect(column == floats([3], [1, 3, 5]))
    let elements = try evaluatingOne(x, longs([2, 2], [0, -1, 2, 1])) {
      try Graph.GatherElements($0[0], $0[1], axis: 0, in: $1)
    }
    #expect(elements == floats([2, 2], [0, 5, 4, 3]))
  }

  @Test func gathersByTuples() throws {
    let x = counting([2, 2, 2])
    let slices = try evaluatingOne(x, longs([2, 1], [1, -2])) {
      try Graph.GatherND($0[0], $0[1], in: $1)
    }
    #expect(slices == floats([2, 2, 2], [4, 5, 6, 7, 0, 1, 2, 3]))
    let batched = try evaluatingOne(x, longs([2, 1], [1, 0])) {
      try Graph.GatherND($0[0], $0[1], batchDimensions: 1, in: $1)
    }
    #expect(batched == floats([2, 2], [2, 3, 4, 5]))
    let single = try evaluatingOne(x, longs([3], [1, 0, 1])) {
      try Graph.GatherND($0[0], $0[1], in: $1)
    }
    #expect(single == floats([], [5]))
  }

  @Test func scatters() throws {
    let x = floats([4], [1, 2, 3, 4])
    func elements(_ reduction: Graph.ScatterReduction) throws -> [Float]? {
      try evaluatingOne(x, longs([3], [1, -1, 1]), floats([3], [10, 20, 30])) {
        try Graph.ScatterElements($0[0], $0[1], $0[2], axis: 0, reduction: reduction, in: $1)
      }.elements(as: Float.self)
    }
    #expect(try elements(.none) == [1, 30, 3, 20])
    #expect(try elements(.add) == [1, 42, 3, 24])
    #expect(try elements(.mul) == [1, 600, 3, 80])
    #expect(try elements(.max) == [1, 30, 3, 20])
    #expect(try elements(.min) == [1, 2, 3, 4])
    let rows = try evaluatingOne(counting([3, 2]), longs([1, 1], [1]), floats([1, 2], [8, 9])) {
      try Graph.ScatterND($0[0], $0[1], $0[2], reduction: .add, in: $1)
    }
    #expect(rows == floats([3, 2], [0, 1, 10, 12, 4, 5]))
  }

  @Test func oneHot() throws {
    let result = try evaluatingOne(longs([3], [2, -1, 5]), floats([2], [0, 1])) {
      try Graph.OneHot($0[0], $0[1], depth: [3], axis: 0, in: $1)
    }
    #expect(result == floats([3, 3], [0, 0, 0, 0, 0, 0, 1, 1, 0]))
  }

  @Test func countsAndSizes() throws {
    let m = IndexExpression.symbol("m")
    let iota = try evaluating([], types: [], symbols: ["m": 3]) {
      try Graph.Iota(sizes: [2, m], axis: 1, start: m, step: -2, in: $1)
    }
    #expect(iota == [longs([2, 3], [3, 1, -1, 3, 1, -1])])
    let sizes = try evaluating([], types: [], symbols: ["m": 3]) { _, _ in
      Graph.SizeTensor([m * 2, 7])
    }
    #expect(sizes == [longs([2], [6, 7])])
  }

  @Test func indicesOutOfRangeAreLocated() {
    let error = #expect(throws: Diagnostic.self) {
      try evaluating(counting([3]), longs([1], [3])) {
        try Graph.Gather($0[0], $0[1], axis: 0, in: $1)
      }
    }
    #expect(
      error?.description
        == "'here': error: 'graph.gather': index 3 is out of range for axis 0: expected -3 to 2")
    #expect(throws: Diagnostic.self) {
      try evaluating(floats([0], []), longs([1], [0])) {
        try Graph.Gather($0[0], $0[1], axis: 0, in: $1)
      }
    }
    #expect(throws: Diagnostic.self) {
      try evaluating(counting([2, 2]), longs([1, 2], [0, -3])) {
        try Graph.GatherND($0[0], $0[1], in: $1)
      }
    }
  }
}
