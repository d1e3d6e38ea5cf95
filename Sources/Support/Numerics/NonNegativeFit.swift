/// Least squares with coefficients that are not negative, by coordinate descent.
package enum NonNegativeFit {
  /// One equation or belief: what some of the coefficients are multiplied by.
  package typealias Row = [(column: Int, value: Double)]

  /// The same with rows that do not fit counting less, since others on the machine make some timings
  /// slower: weights `importance / (1 + (residual / scale)^2)` (Cauchy), in a few rounds.
  ///
  /// Twice the median residual, of what is important, is nothing unusual, nor is `scale`: a model that is
  /// far off everywhere is not fitted to the few rows that happen to suit it. Beliefs are rows that are
  /// zero, give or take `doubt`; rows that say something else soon count more.
  package static func solveRobustly(
    _ rows: [Row], importance: [Double]? = nil, beliefs: [Row] = [], doubt: Double = 1,
    columnCount: Int, scale: Double
  ) -> [Double] {
    let importance = importance ?? rows.map { _ in 1 }
    let targets = rows.map { _ in 1.0 } + beliefs.map { _ in 0.0 }
    func solution(_ weights: [Double], _ scale: Double) -> [Double] {
      let believed = beliefs.map { _ in scale * scale / doubt / doubt }
      return solve(
        rows + beliefs, columnCount: columnCount, weights: weights + believed, targets: targets)
    }
    guard !rows.isEmpty else { return Array(repeating: 0, count: columnCount) }
    var found = solution(importance, scale)
    for _ in 0..<robustRounds {
      let residuals = rows.map { row in
        abs(row.reduce(0) { $0 + $1.value * found[$1.column] } - 1)
      }
      let usual = max(scale, 2 * median(residuals, weights: importance))
      let weights = zip(residuals, importance).map { residual, importance in
        importance / (1 + residual / usual * residual / usual)
      }
      found = solution(weights, usual)
    }
    return found
  }
  private static let robustRounds = 6

  private static func median(_ values: [Double], weights: [Double]) -> Double {
    let sorted = zip(values, weights).sorted { $0.0 < $1.0 }
    var left = weights.reduce(0, +) / 2
    for (value, weight) in sorted {
      left -= weight
      if left <= 0 { return value }
    }
    return sorted.last?.0 ?? 0
  }

  /// The `x >= 0` for which `sum over rows weight * (row * x - target)^2` is least.
  ///
  /// Rows are sparse, each with the value at some columns; weights and targets are one where they are not given.
  package static func solve(
    _ rows: [Row], columnCount: Int, weights: [Double]? = nil, targets: [Double]? = nil
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
