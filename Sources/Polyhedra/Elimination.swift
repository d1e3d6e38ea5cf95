/// Looks for a contradiction in a linear system by eliminating its unknowns, or for a point in it.
///
///     d0 * 14 + d1 = d2 * 14 + d3,  d0 + 1 <= d2,  0 <= d1, d3 < 14
///       -> d1 = 14 * (d2 - d0) + d3 <= 13  ->  d2 - d0 <= 0  ->  contradiction
///
/// First equations are solved for an unknown that they hold once; then each unknown goes by adding
/// what bounds it from below to what bounds it from above (Fourier and Motzkin), every sum divided by
/// what its coefficients have in common. A contradiction is one for integers too. Whether a point that
/// is found so is one of integers is for the caller to check.
struct Elimination {
  enum Outcome {
    case refuted
    /// The values of the unknowns; what was left out of the rows is not considered.
    case point([Int])
    case open
  }

  private let unknownCount: Int
  private var table: RowTable
  private var choices: [([Int], [Int])] = []
  private var goals: [[Int]?] = []
  /// The equations that were solved, with the unknown that each gives.
  private var solved: [(unknown: Int, row: [Int])] = []
  private var isImpossible = false

  /// More rows than this are left to isl.
  private static let mostRows = 160
  private static let mostChoices = 6

  init(_ system: LinearSystem) {
    unknownCount = system.unknownCount
    table = RowTable(unknownCount: unknownCount)
    var rows = system.inequalities.map { $0.dense(system.unknownCount) }
    choices = system.choices.map {
      ($0.dense(system.unknownCount), $1.dense(system.unknownCount))
    }
    goals = system.goals.map { $0?.dense(system.unknownCount) }
    solve(system.equalities.map { $0.dense(system.unknownCount) }, &rows)
    for row in rows.indices { table.insert(&rows[row]) }
  }

  // MARK: Equations

  /// Solves equations for unknowns that occur once in them, and puts those into everything else; others
  /// become two inequalities each.
  private mutating func solve(_ equalities: [[Int]], _ rows: inout [[Int]]) {
    var (pending, stuck) = (equalities, [[Int]]())
    while var row = pending.popLast() {
      let divisor = row[..<unknownCount].reduce(0) { RowTable.commonDivisor($1, $0) }
      if divisor == 0 || row[unknownCount] % divisor != 0 {
        if row[unknownCount] != 0 { isImpossible = true }
        if isImpossible { return }
        continue
      }
      if divisor > 1 { for column in row.indices { row[column] /= divisor } }
      guard let unknown = row[..<unknownCount].lastIndex(where: { abs($0) == 1 }) else {
        stuck.append(row)
        continue
      }
      pending = Self.substituting(unknown, row, in: pending + stuck)
      stuck = []
      rows = Self.substituting(unknown, row, in: rows)
      choices = choices.compactMap { first, second in
        var (first, second) = (first, second)
        return Self.substitute(unknown, row, in: &first)
          && Self.substitute(unknown, row, in: &second) ? (first, second) : nil
      }
      for number in goals.indices {
        guard var goal = goals[number] else { continue }
        goals[number] = Self.substitute(unknown, row, in: &goal) ? goal : nil
      }
      solved.append((unknown, row))
    }
    for row in stuck { rows += [row, row.map { -$0 }] }
  }

  /// Rows without an unknown that `row` gives; those whose numbers become too large are left out.
  private static func substituting(_ unknown: Int, _ row: [Int], in rows: [[Int]]) -> [[Int]] {
    var rows = rows
    var kept = 0
    for number in rows.indices where substitute(unknown, row, in: &rows[number]) {
      if kept != number { rows.swapAt(kept, number) }
      kept += 1
    }
    rows.removeSubrange(kept...)
    return rows
  }

  private static func substitute(_ unknown: Int, _ row: [Int], in other: inout [Int]) -> Bool {
    let coefficient = other[unknown]
    if coefficient == 0 { return true }
    return RowTable.combine(&other, times: 1, with: row[...], times: -coefficient * row[unknown])
  }

  // MARK: Answers

  /// Whether there is no solution.
  var isRefuted: Bool {
    if case .refuted = answer(table, choices[...], wantsPoint: false) { return true }
    return false
  }

  /// Whether there is a solution, as far as elimination tells.
  var outcome: Outcome { answer(table, choices[...], wantsPoint: true) }

  /// Whether goal `number` is at least zero in all solutions.
  func implies(goal number: Int) -> Bool {
    guard let goal = goals[number] else { return false }
    var (opposite, table) = (goal.map { -$0 }, table)
    opposite[unknownCount] -= 1
    table.insert(&opposite)
    if case .refuted = answer(table, choices[...], wantsPoint: false) { return true }
    return false
  }

  private func answer(
    _ table: RowTable, _ choices: ArraySlice<([Int], [Int])>, wantsPoint: Bool
  ) -> Outcome {
    if isImpossible { return .refuted }
    switch eliminated(table, wantsPoint: wantsPoint && choices.isEmpty) {
    case .refuted: return .refuted
    case .point(let values): return .point(values)
    case .open: break
    }
    guard let (first, second) = choices.first, choices.count <= Self.mostChoices else {
      return .open
    }
    var isOpen = false
    for row in [first, second] {
      var (row, one) = (row, table)
      one.insert(&row)
      switch answer(one, choices.dropFirst(), wantsPoint: wantsPoint) {
      case .refuted: continue
      case .point(let values): return .point(values)
      case .open: isOpen = true
      }
      if !wantsPoint { return .open }
    }
    return isOpen ? .open : .refuted
  }

  private func eliminated(_ start: RowTable, wantsPoint: Bool) -> Outcome {
    var table = start
    var steps: [(unknown: Int, rows: RowTable)] = []
    while !table.isContradictory {
      guard let (unknown, growth) = cheapest(in: table) else {
        return wantsPoint ? point(steps).map { .point($0) } ?? .open : .open
      }
      if table.count + growth > Self.mostRows { return .open }
      if wantsPoint { steps.append((unknown, table)) }
      table = table.eliminating(unknown)
    }
    return .refuted
  }

  /// The unknown whose elimination leaves the fewest rows, and how many more there would be.
  private func cheapest(in table: RowTable) -> (unknown: Int, growth: Int)? {
    var (above, below) = (
      [Int](repeating: 0, count: unknownCount), [Int](repeating: 0, count: unknownCount)
    )
    for row in 0..<table.count {
      for unknown in 0..<unknownCount {
        let coefficient = table[row, unknown]
        if coefficient > 0 { above[unknown] += 1 } else if coefficient < 0 { below[unknown] += 1 }
      }
    }
    var best: (unknown: Int, growth: Int)?
    for unknown in 0..<unknownCount where above[unknown] + below[unknown] > 0 {
      let growth = above[unknown] * below[unknown] - above[unknown] - below[unknown]
      if growth < best?.growth ?? .max { best = (unknown, growth) }
    }
    return best
  }

  // MARK: Points

  /// Values that satisfy the rows, found backwards: each unknown as small as those after it allow.
  private func point(_ steps: [(unknown: Int, rows: RowTable)]) -> [Int]? {
    var values = [Int](repeating: 0, count: unknownCount)
    for (unknown, table) in steps.reversed() {
      var (lower, upper): (Int?, Int?) = (nil, nil)
      for row in 0..<table.count where table[row, unknown] != 0 {
        values[unknown] = 0
        guard let rest = Self.value(of: table.row(row), at: values) else { return nil }
        let coefficient = table[row, unknown]
        if coefficient > 0 {
          let bound = -Self.floorDivide(rest, coefficient)
          lower = max(lower ?? bound, bound)
        } else {
          let bound = Self.floorDivide(rest, -coefficient)
          upper = min(upper ?? bound, bound)
        }
      }
      if let lower, let upper, lower > upper { return nil }
      values[unknown] = lower ?? min(upper ?? 0, 0)
    }
    for (unknown, row) in solved.reversed() {
      values[unknown] = 0
      guard let rest = Self.value(of: row[...], at: values) else { return nil }
      values[unknown] = -rest * row[unknown]
    }
    return values
  }

  private static func value(of row: ArraySlice<Int>, at values: [Int]) -> Int? {
    var sum = row[row.endIndex - 1]
    for (coefficient, value) in zip(row, values) where coefficient != 0 {
      let (product, overflow) = coefficient.multipliedReportingOverflow(by: value)
      let (next, sumOverflow) = sum.addingReportingOverflow(product)
      if overflow || sumOverflow || next.magnitude > 1 << 50 { return nil }
      sum = next
    }
    return sum
  }

  private static func floorDivide(_ value: Int, _ by: Int) -> Int {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: by)
    return rest < 0 ? quotient - 1 : quotient
  }
}

extension LinearSystem {
  /// The dimensions and sizes among values of the unknowns.
  func point(_ values: [Int]) -> IntegerPoint {
    IntegerPoint(
      symbols: Dictionary(
        uniqueKeysWithValues: unknownOfSymbol.map { ($0.name, values[$0.unknown]) }),
      dimensions: (0..<dimensionCount).map { unknown(standingFor: $0).map { values[$0] } ?? 0 })
  }
}
