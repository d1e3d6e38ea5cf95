import Support
import TensorExpressions

// Programs whose accesses are not plain: what an analysis by rules of thumb gets wrong, either way.

extension TestProgram {
  private static let m = IndexExpression.symbol("m")
  private static let small = [["m": 1], ["m": 2], ["m": 7], ["m": 16]]

  /// A stage, then one that reads it at a place given for every element of `[m]` or more.
  static func after(
    _ name: String, stage: [IndexExpression], output: [IndexExpression],
    m range: ClosedRange<Int> = 1...64,
    _ places: @escaping ([IndexExpression]) -> [[IndexExpression]]
  ) -> TestProgram {
    let sizes = small.filter { range.contains($0["m", default: 0]) }
    return TestProgram(
      name, inputs: [stage], output: output, m: SymbolRange(range.lowerBound, range.upperBound),
      sizes: sizes
    ) { program, x, y in
      let a = program.compute("a", stage, .i64) { i in x[0][i] * 3 }
      program.compute("b", into: y) { i in
        places(i).map { a[$0] }.enumerated().reduce(.integer(0, .i64)) {
          $0 + $1.element * .integer($1.offset + 1, .i64)
        }
      }
    }
  }

  /// The diagonal of a square.
  static func diagonal() -> TestProgram {
    after("diagonal", stage: [m, m], output: [m]) { [[$0[0], $0[0]]] }
  }

  /// Every element from the sum of its coordinates.
  static func antidiagonal() -> TestProgram {
    after("antidiagonal", stage: [m + 7], output: [m, 8]) { [[$0[0] + $0[1]]] }
  }

  /// Both neighbours, two apart.
  static func window() -> TestProgram {
    after("window", stage: [m + 4], output: [m]) { i in [[i[0]], [i[0] + 2], [i[0] + 4]] }
  }

  /// A window that moves two at a time, three wide.
  static func strided() -> TestProgram {
    after("strided", stage: [m * 2 + 1], output: [m]) { i in
      [[i[0] * 2], [i[0] * 2 + 1], [i[0] * 2 + 2]]
    }
  }

  /// Every element twice.
  static func upsampled() -> TestProgram {
    after("upsampled", stage: [m], output: [m * 2]) { [[$0[0].floorDivided(by: 2)]] }
  }

  /// From the last to the first.
  static func backwards() -> TestProgram {
    after("backwards", stage: [m], output: [m]) { [[m - 1 - $0[0]]] }
  }

  /// The element before, the first one for the first.
  static func clamped() -> TestProgram {
    after("clamped", stage: [m], output: [m]) { i in
      [[.maximum(i[0] - 1, 0)], [.minimum(i[0] + 1, m - 1)]]
    }
  }

  /// Rows and columns exchanged.
  static func turned() -> TestProgram {
    after("turned", stage: [m, 5], output: [5, m]) { [[$0[1], $0[0]]] }
  }

  /// Rows of six as one row.
  static func flattened() -> TestProgram {
    after("flattened", stage: [m, 6], output: [m * 6]) { i in
      [[i[0].floorDivided(by: 6), i[0].remainder(by: 6)]]
    }
  }

  /// A stage, then a convolution over it: three channels, stride two, dilation two.
  static func dilated() -> TestProgram {
    TestProgram(
      "dilated", inputs: [[2, m * 2 + 3], [3, 2, 3]], output: [3, m], m: SymbolRange(1, 16),
      sizes: [["m": 1], ["m": 2], ["m": 7]]
    ) { program, x, y in
      let a = program.compute("a", [2, m * 2 + 3], .i64) { i in x[0][i] + 1 }
      program.reduce("conv", into: y, over: [2, 3], .sum) { i, k in
        a[k[0], i[1] * 2 + k[1] * 2] * x[1][i[0], k[0], k[1]]
      }
    }
  }

  /// Maxima of windows of three, two apart, and what remains after them.
  static func pooled() -> TestProgram {
    TestProgram("pooled", inputs: [[m * 2 + 1]], output: [m], sizes: small) { program, x, y in
      let a = program.compute("a", [m * 2 + 1], .i64) { i in x[0][i] * 5 }
      let top = program.reduce("top", [m], over: [3], .max, .i64) { i, k in a[i[0] * 2 + k[0]] }
      program.compute("rest", into: y) { i in top[i] - a[i[0] * 2] }
    }
  }

  /// Two sums over the same rows, and what they make together.
  static func twoSums() -> TestProgram {
    TestProgram("twoSums", inputs: [[m, 6]], output: [m], sizes: small) { program, x, y in
      let first = program.reduce("first", [m], over: [6], .sum, .i64) { i, k in x[0][i[0], k[0]] }
      let second = program.reduce("second", [m], over: [6], .sum, .i64) { i, k in
        x[0][i[0], k[0]] * x[0][i[0], k[0]]
      }
      program.compute("both", into: y) { i in second[i] - first[i] * first[i] }
    }
  }

  /// Sums along rows, each from the one before; `slope` says where the step before looks in the row above.
  static func recurrence(_ slope: Int) -> TestProgram {
    TestProgram(
      "recurrence\(slope)", inputs: [[m + 1, m + 2]], output: [m + 1, m + 2], m: SymbolRange(1, 16),
      sizes: [["m": 1], ["m": 2], ["m": 7]]
    ) { program, x, y in
      program.compute("start", into: y) { i in x[0][i] }
      program.steps("steps", into: y, over: [m, m]) { i in
        let (row, column): (IndexExpression, IndexExpression) = (i[0] + 1, i[1] + 1)
        let above = y[i[0], column + IndexExpression(slope)]
        return OrderedStep(place: [.at(row), .at(column)], value: above + y[row, column])
      }
    }
  }

  /// A stage, and one that reads it element by element.
  static func twoStages() -> TestProgram {
    TestProgram(
      "stages", inputs: [[m, 5]], output: [m, 5], m: SymbolRange(0, 40),
      sizes: [["m": 0], ["m": 1], ["m": 11]]
    ) { program, x, y in
      let a = program.compute("a", [m, 5], .i64) { i in x[0][i] * 3 }
      program.compute("b", into: y) { i in a[i] + 1 }
    }
  }

  /// Running sums of every row: rows do not touch each other.
  static func rowScan() -> TestProgram {
    TestProgram(
      "rowScan", inputs: [[m, 6]], output: [m, 6], sizes: small
    ) { program, x, y in
      program.compute("start", into: y) { i in x[0][i] }
      program.steps("scan", into: y, over: [m, 5]) { i in
        OrderedStep(
          place: [.at(i[0]), .at(i[1] + 1)], value: y[i[0], i[1]] + y[i[0], i[1] + 1])
      }
    }
  }

  /// Steps that all add to the same few elements.
  static func histogram() -> TestProgram {
    TestProgram("histogram", inputs: [[m, 3]], output: [m + 2], sizes: small) { program, x, y in
      program.compute("start", into: y) { _ in .integer(0, .i64) }
      program.steps("bins", into: y, over: [m, 3]) { i in
        OrderedStep(place: [.at(i[0] + i[1])], value: y[i[0] + i[1]] * 2 + x[0][i[0], i[1]])
      }
    }
  }

  /// Running sums, and a stage after them.
  static func scanned(_ range: ClosedRange<Int>) -> TestProgram {
    TestProgram(
      "scanned", inputs: [[m]], output: [m], m: SymbolRange(range.lowerBound, range.upperBound),
      sizes: [["m": range.lowerBound]]
    ) { program, x, y in
      let sums = program.compute("start", [m], .i64) { i in x[0][i] * 2 }
      program.steps("sums", into: sums, over: [m - 1]) { i in
        OrderedStep(place: [.at(i[0] + 1)], value: sums[i[0]] + sums[i[0] + 1])
      }
      program.compute("rest", into: y) { i in sums[i] + 1 }
    }
  }

  /// Elements at places that are computed.
  static func gathered() -> TestProgram {
    TestProgram("gathered", inputs: [[m], [m]], output: [m], sizes: small) { program, x, y in
      let a = program.compute("a", [m], .i64) { i in x[0][i] * 3 }
      program.compute("b", into: y) { i in
        let place = maximum(minimum(x[1][i], .index(m - 1).converted(to: .i64)), .integer(0, .i64))
        return a[at: [.value(place.converted(to: .index))]]
      }
    }
  }

  /// Sums of the part of each row that is left of the diagonal.
  static func triangle() -> TestProgram {
    TestProgram("triangle", inputs: [[m, m]], output: [m], sizes: small) { program, x, y in
      program.reduce("triangle", into: y, over: [m], .sum) { i, k in
        select(.index(k[0]) .<= .index(i[0]), x[0][i[0], k[0]], .integer(0, .i64))
      }
    }
  }

  /// Products of rows with columns, less the largest of their row, times values.
  static func attention() -> TestProgram {
    TestProgram(
      "attention", inputs: [[m, 4], [4, m], [m, 3]], output: [m, 3], m: SymbolRange(1, 12),
      sizes: [["m": 1], ["m": 2], ["m": 7]]
    ) { program, x, y in
      let scores = program.reduce("scores", [m, m], over: [4], .sum, .i64) { i, k in
        x[0][i[0], k[0]] * x[1][k[0], i[1]]
      }
      let top = program.reduce("top", [m], over: [m], .max, .i64) { i, k in scores[i[0], k[0]] }
      let below = program.compute("below", [m, m], .i64) { i in scores[i] - top[i[0]] }
      program.reduce("mixed", into: y, over: [m], .sum) { i, k in
        below[i[0], k[0]] * x[2][k[0], i[1]]
      }
    }
  }

  /// Where the largest element of a row is.
  static func largest() -> TestProgram {
    TestProgram(
      "largest", inputs: [[m, 6]], output: [m], m: SymbolRange(1, 32), sizes: small
    ) { program, x, y in
      let top = program.reduce("top", [m], over: [6], .max, .i64) { i, k in x[0][i[0], k[0]] }
      program.reduce("place", into: y, over: [6], .min) { i, k in
        let own = Scalar.index(k[0]).converted(to: .i64)
        return select(x[0][i[0], k[0]] .== top[i[0]], own, .integer(99, .i64))
      }
    }
  }

  /// All families of programs from which random schedules are drawn.
  static func families() throws -> [TestProgram] {
    let written = [
      try largestWithPlace(), try softmax(), try batchedAttention(), try areaTable(),
    ]
    return all() + written + [
      diagonal(), antidiagonal(), window(), strided(), upsampled(), backwards(), clamped(),
      turned(),
      flattened(), dilated(), pooled(), twoSums(), recurrence(-1), recurrence(0), recurrence(1),
      rowScan(), histogram(), gathered(), triangle(), attention(), largest(),
      LegalCase.product(), LegalCase.places(), LegalCase.box(), LegalCase.padded(),
      LegalCase.chain(),
    ]
  }
}
