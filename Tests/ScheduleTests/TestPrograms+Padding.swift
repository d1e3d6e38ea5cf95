import Support
import TensorExpressions

extension TestProgram {
  /// A row with a zero before and after it, and sums of neighbours.
  static func bordered() -> TestProgram {
    TestProgram(
      "bordered", inputs: [[.symbol("m")]], output: [.symbol("m")], sizes: [["m": 1], ["m": 6]]
    ) {
      program, x, y in
      let m = IndexExpression.symbol("m")
      let padded = program.compute("padded", [m + 2], .i64) { i in
        let place: IndexExpression = i[0] - 1
        let inner: IndexExpression = .maximum(.minimum(place, m - 1), 0)
        let isAfter: Scalar = .compare(.greaterOrEqual, .index(place), 0)
        let isBefore: Scalar = .index(place) .< .index(m)
        let zero: Scalar = .integer(0, .i64)
        return select(isAfter & isBefore, x[0][inner], zero)
      }
      program.compute("sums", into: y) { i in padded[i[0]] + padded[i[0] + 2] }
    }
  }
}
