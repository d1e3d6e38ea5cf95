/// Conditions `c0 * x0 + c1 * x1 + … + c >= 0` on integers as rows of numbers, the constant last.
///
/// Rows are divided by what their coefficients have in common, the constant rounded down, and of rows
/// that differ in the constant only the strongest is kept. A row whose numbers become too large is left
/// out: what the others refute is refuted all the same.
struct RowTable {
  /// How many unknowns there are.
  let unknownCount: Int
  /// The rows one after another.
  private(set) var numbers: [Int] = []
  /// Of the coefficients of each row, to find equal ones.
  private var hashes: [Int] = []
  /// Whether some row can never hold.
  private(set) var isContradictory = false

  /// Numbers beyond this are too large.
  private static let limit = 1 << 44

  init(unknownCount: Int) { self.unknownCount = unknownCount }

  var width: Int { unknownCount + 1 }
  var count: Int { hashes.count }

  subscript(row: Int, column: Int) -> Int { numbers[row * width + column] }

  /// Adds `row`, which is used up.
  mutating func insert(_ row: inout [Int]) {
    var (divisor, hash) = (0, 0)
    for column in 0..<unknownCount where row[column] != 0 {
      guard row[column].magnitude < Self.limit else { return }
      divisor = divisor == 1 ? 1 : Self.commonDivisor(row[column], divisor)
    }
    guard row[unknownCount].magnitude < Self.limit else { return }
    if divisor == 0 {
      if row[unknownCount] < 0 { isContradictory = true }
      return
    }
    if divisor > 1 {
      for column in 0..<unknownCount { row[column] /= divisor }
      let (quotient, rest) = row[unknownCount].quotientAndRemainder(dividingBy: divisor)
      row[unknownCount] = rest < 0 ? quotient - 1 : quotient
    }
    for column in 0..<unknownCount where row[column] != 0 {
      hash = (hash ^ (row[column] &* 64 &+ column)) &* 0x9E37_79B9_7F4A_7C1
    }
    for known in 0..<count where hashes[known] == hash && hasCoefficients(known, of: row) {
      let place = known * width + unknownCount
      numbers[place] = min(numbers[place], row[unknownCount])
      return
    }
    hashes.append(hash)
    numbers += row
  }

  private func hasCoefficients(_ known: Int, of row: [Int]) -> Bool {
    (0..<unknownCount).allSatisfy { numbers[known * width + $0] == row[$0] }
  }

  /// The greatest number that divides both; `b` is not negative.
  static func commonDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (abs(a), b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  /// `row = a * row + b * other`, unless the numbers become too large.
  ///
  /// - Returns: whether they did not.
  static func combine(
    _ row: inout [Int], times a: Int, with other: ArraySlice<Int>, times b: Int
  ) -> Bool {
    var place = other.startIndex
    for column in row.indices {
      let (first, overflow) = row[column].multipliedReportingOverflow(by: a)
      let (second, otherOverflow) = other[place].multipliedReportingOverflow(by: b)
      let (sum, sumOverflow) = first.addingReportingOverflow(second)
      if overflow || otherOverflow || sumOverflow { return false }
      row[column] = sum
      place += 1
    }
    return true
  }

  /// The rows without an unknown: those that do not hold it, and the sums of two in which it cancels.
  func eliminating(_ unknown: Int) -> RowTable {
    var result = RowTable(unknownCount: unknownCount)
    var (above, below) = ([Int](), [Int]())
    for row in 0..<count {
      let coefficient = self[row, unknown]
      if coefficient == 0 {
        result.hashes.append(hashes[row])
        result.numbers += self.row(row)
      } else if coefficient > 0 {
        above.append(row)
      } else {
        below.append(row)
      }
    }
    for first in above {
      for second in below {
        let (a, b) = (-self[second, unknown], self[first, unknown])
        let divisor = Self.commonDivisor(a, b)
        var sum = Array(row(first))
        guard Self.combine(&sum, times: a / divisor, with: row(second), times: b / divisor)
        else { continue }
        result.insert(&sum)
        if result.isContradictory { return result }
      }
    }
    return result
  }

  /// The numbers of a row.
  func row(_ row: Int) -> ArraySlice<Int> { numbers[row * width..<(row + 1) * width] }
}
