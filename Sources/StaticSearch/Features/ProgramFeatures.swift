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
  ///
  /// - Parameters:
  ///   - function: a tensor program.
  ///   - module: holds it.
  ///   - hardware: the machine.
  ///   - threads: how many share the work.
  ///   - sizes: a value for each symbol; one that is not there is taken to be the least of its range.
  public init(
    _ function: OperationID, in module: Module, hardware: HardwareDescription, threads: Int,
    sizes: [String: Int] = [:]
  ) {
    let all = StatementScan(function, in: module, sizes: sizes).statements
    let line = max(1, hardware.caches.first?.lineBytes ?? 64)
    statements = all.map { StatementFeatures.numbers(of: $0, lineBytes: line) }
    terms = Self.terms(of: all, hardware, threads: threads)
    writtenOut = all.map(\.copies).max() ?? 1
  }

  static func terms(
    of all: [StatementSummary], _ hardware: HardwareDescription, threads: Int
  ) -> [Double] {
    var sums = [Double](repeating: 0, count: StructuralTerm.allCases.count)
    for statement in all {
      let values = StructuralTerm.values(of: statement, hardware, threads: threads)
      for (place, value) in values.enumerated() { sums[place] += value }
    }
    sums[StructuralTerm.call.rawValue] = 1
    return sums
  }

  /// The terms that are not zero, by their names.
  package var namedTerms: [String: Double] {
    var named: [String: Double] = [:]
    for (term, value) in zip(StructuralTerm.allCases, terms) where value != 0 {
      named["\(term)"] = value
    }
    return named
  }

  /// The terms with such names, in their order.
  package static func terms(named: [String: Double]) -> [Double] {
    StructuralTerm.allCases.map { named["\($0)"] ?? 0 }
  }
}
