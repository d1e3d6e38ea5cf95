import Scheduling
import Support

/// The time of micro-kernels as sums of counts: `f_MK` x `f_spatial`.
///
/// What a step and a tile take belongs to a micro-kernel; what a call, a vector, a row and a line of
/// memory take is the same for all of one program. All coefficients are non-negative and fitted to
/// measured times, so that relative errors are least (as Adams et al., 2019, do with coefficients of
/// hand-written terms).
package struct CostModel: Sendable {
  /// One timing of a candidate.
  package struct Sample: Sendable {
    var candidate: Int
    var counts: [ScheduleWork.Term: Double]
    var nanoseconds: Double
    /// The least time of all candidates at the same sizes.
    var best: Double

    package init(
      candidate: Int, counts: [ScheduleWork.Term: Double], nanoseconds: Double, best: Double
    ) {
      (self.candidate, self.counts) = (candidate, counts)
      (self.nanoseconds, self.best) = (nanoseconds, best)
    }
  }

  static let ownTerms: [ScheduleWork.Term] = [.steps, .narrow, .tiles, .factor, .again]

  private static let usualError = 0.02
  /// How far narrow tiles are off what is known of the machine, beside whole ones.
  private static let doubt = 0.3

  /// Nanoseconds of what all candidates share.
  private(set) var shared: [ScheduleWork.Term: Double] = [:]
  /// Nanoseconds of what each candidate has for itself.
  private(set) var own: [Int: [ScheduleWork.Term: Double]] = [:]

  /// Fits all coefficients to `samples`.
  package init(_ samples: [Sample]) {
    let common = ScheduleWork.Term.allCases.filter { !Self.ownTerms.contains($0) }
    let candidates = Set(samples.map(\.candidate)).sorted()
    var columns: [String: Int] = [:]
    func column(_ name: String) -> Int {
      if let known = columns[name] { return known }
      columns[name] = columns.count
      return columns.count - 1
    }
    var rows: [NonNegativeFit.Row] = []
    var importance: [Double] = []
    for sample in samples where sample.nanoseconds > 0 {
      var row: NonNegativeFit.Row = []
      for (term, count) in sample.counts.sorted(by: { $0.key < $1.key }) where count != 0 {
        let isOwn = Self.ownTerms.contains(term)
        let place = column(isOwn ? "\(term) \(sample.candidate)" : "\(term)")
        row.append((place, count / sample.nanoseconds))
      }
      rows.append(row)
      // What takes twice as long as the best will not run there.
      let share = min(1, sample.best / sample.nanoseconds)
      importance.append(share * share)
    }
    let pairs = candidates.compactMap { candidate -> (whole: Int, narrow: Int)? in
      guard let whole = columns["\(ScheduleWork.Term.steps) \(candidate)"],
        let narrow = columns["\(ScheduleWork.Term.narrow) \(candidate)"]
      else { return nil }
      return (whole, narrow)
    }
    func solve(_ rows: [NonNegativeFit.Row], _ beliefs: [NonNegativeFit.Row]) -> [Double] {
      NonNegativeFit.solveRobustly(
        rows, importance: importance, beliefs: beliefs, doubt: Self.doubt,
        columnCount: columns.count, scale: Self.usualError)
    }
    // First as if narrow tiles took what is known of the machine; then that is a belief.
    let wholeOf = Dictionary(pairs.map { ($0.narrow, $0.whole) }, uniquingKeysWith: { $1 })
    let tied = rows.map { row -> NonNegativeFit.Row in
      Dictionary(row.map { (wholeOf[$0.column] ?? $0.column, $0.value) }, uniquingKeysWith: +)
        .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
    let first = solve(tied, [])
    let solution =
      pairs.isEmpty
      ? first
      : solve(
        rows,
        pairs.filter { first[$0.whole] > 0 }.map { whole, narrow in
          [(whole, 1 / first[whole]), (narrow, -1 / first[whole])]
        })
    for term in common { shared[term] = columns["\(term)"].map { solution[$0] } }
    for candidate in candidates {
      for term in Self.ownTerms {
        own[candidate, default: [:]][term] = columns["\(term) \(candidate)"].map { solution[$0] }
      }
      // What was timed with whole tiles alone, or without any, takes as long for the others as is known of the machine.
      let (whole, narrow) = (own[candidate]?[.steps], own[candidate]?[.narrow])
      own[candidate]?[.steps] = whole ?? narrow
      own[candidate]?[.narrow] = narrow ?? whole
    }
  }

  /// Nanoseconds for so much work; `nil` for a candidate that was never timed.
  package func nanoseconds(_ candidate: Int, _ counts: [ScheduleWork.Term: Double]) -> Double? {
    guard let own = own[candidate] else { return nil }
    return counts.reduce(0) { $0 + $1.value * (own[$1.key] ?? shared[$1.key] ?? 0) }
  }

  /// The same as a formula in units of 2^-10 nanoseconds.
  func formula(_ candidate: Int, _ work: ScheduleWork) -> IndexExpression {
    let own = own[candidate] ?? [:]
    var sum: IndexExpression = 0
    for (term, count) in work.counts.sorted(by: { $0.key < $1.key }) {
      let coefficient = ((own[term] ?? shared[term] ?? 0) * 1024).rounded()
      sum += count * IndexExpression(Int(min(coefficient, 1e12)))
    }
    return sum
  }
}
