/// Least squares with coefficients that are not negative, by coordinate descent.
package enum NonNegativeFit {
  /// The same with rows that do not fit counting less, since others on the machine make some timings
  /// slower: weights `1 / (1 + (residual / scale)^2)` (Cauchy), in a few rounds.
  ///
  /// `scale` is a relative error that is nothing unusual.
  package static func solveRobustly(
    _ rows: [[(column: Int, value: Double)]], columnCount: Int, scale: Double
  ) -> [Double] {
    var solution = solve(rows, columnCount: columnCount)
    for _ in 0..<robustRounds {
      let weights = rows.map { row -> Double in
        let residual = (row.reduce(0) { $0 + $1.value * solution[$1.column] } - 1) / scale
        return 1 / (1 + residual * residual)
      }
      solution = solve(rows, columnCount: columnCount, weights: weights)
    }
    return solution
  }
  private static let robustRounds = 6

  /// The `x >= 0` for which `sum over rows weight * (row * x - target)^2` is least.
  ///
  /// Rows are sparse, each with the value at some columns; weights and targets are one where they are not given.
  package static func solve(
    _ rows: [[(column: Int, value: Double)]], columnCount: Int, weights: [Double]? = nil,
    targets: [Double]? = nil
  ) -> [Double] {
    var entries = Array(repeating: [(row: Int, value: Double)](), count: columnCount)
    let roots = weights?.map { $0.squareRoot() } ?? rows.map { _ in 1 }
    for (number, row) in rows.enumerated() {
      for (column, value) in row { entries[column].append((number, value * roots[number])) }
    }
    let norms = entries.map { $0.reduce(0) { $0 + $1.value * $1.value } }
    var solution = Array(repeating: 0.0, count: columnCount)
    var residuals = zip(roots, targets ?? rows.map { _ in 1 }).map { -$0 * $1 }
    for _ in 0..<mostSweeps {
      var largest = 0.0
      for column in 0..<columnCount where norms[column] > 0 {
        let slope = entries[column].reduce(0) { $0 + $1.value * residuals[$1.row] }
        let next = max(0, solution[column] - slope / norms[column])
        let change = next - solution[column]
        if change == 0 { continue }
        solution[column] = next
        for (row, value) in entries[column] { residuals[row] += change * value }
        largest = max(largest, abs(change) * norms[column].squareRoot())
      }
      if largest < tolerance { break }
    }
    return solution
  }
  private static let mostSweeps = 5000
  private static let tolerance = 1e-7
}
