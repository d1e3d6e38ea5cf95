import Dialects
import IR

/// A scheduled program as models of its cost see it.
public struct ProgramFeatures: Hashable, Sendable {
  /// For each innermost statement `StatementFeatures.count` numbers, those of Ansor, compressed.
  public let statements: [[Float]]
  /// The terms of the structural model, summed over all statements.
  public let terms: [Double]
  /// The most copies of one statement that are written out.
  public let writtenOut: Int

  /// Looks at a program whose sizes are known, scheduled for `hardware` and so many threads.
  public init(
    _ function: OperationID, in module: Module, hardware: HardwareDescription, threads: Int,
    sizes: [String: Int] = [:]
  ) {
    let all = StatementScan(function, in: module, sizes: sizes).statements
    let line = max(1, hardware.caches.first?.lineBytes ?? 64)
    statements = all.map { StatementFeatures.numbers(of: $0, lineBytes: line) }
    var sums = [Double](repeating: 0, count: StructuralTerm.allCases.count)
    for statement in all {
      for (place, value) in StructuralTerm.values(of: statement, hardware, threads: threads)
        .enumerated()
      {
        sums[place] += value
      }
    }
    sums[StructuralTerm.call.rawValue] = 1
    terms = sums
    writtenOut =
      all.map { statement in
        statement.loops.reduce(1) { $0 * ($1.kind == .unrolled ? $1.extent : 1) }
      }.max() ?? 1
  }
}
