import Dialects
import IR
import Polyhedra
import Support

// Whether iterations of a loop may run in any order, or at once.

extension ScheduledProgram {
  /// Refuses if two iterations of a loop depend on each other.
  ///
  /// - Throws: a refusal that names the loop, with the smallest point at which they do.
  public func requireIndependent(_ loop: OperationID) throws(Refusal) {
    try requireIndependent(loop, but: [])
  }

  /// Refuses unless iterations of a loop may be lanes of a vector: they are independent, or terms of a
  /// block that accumulates into one element for all of them, and does not begin there.
  func requireLanes(_ loop: OperationID) throws(Refusal) {
    if isTrusted { return }
    var reduced: Set<OperationID> = []
    for statement in model.statements(under: loop) {
      guard let place = statement.loops.firstIndex(of: loop), let rule = statement.combination,
        !statement.isAtomic
      else { continue }
      let own = Set(statement.digits[place])
      let accumulating = statement.accesses.filter(\.accumulates)
      guard
        accumulating.allSatisfy({ access in
          access.indices.allSatisfy {
            $0.map { $0.dimensionNumbers.isDisjoint(with: own) } ?? false
          }
        })
      else { continue }
      let conditions = statement.domain.dropFirst(statement.loopConditionCount)
      if !Statement.combinations.contains(rule),
        conditions.contains(where: { !$0.dimensionNumbers.isDisjoint(with: own) })
      {
        throw Refusal(
          "the block '\(statement.name)' reduces by a rule over the loop '\(loopName(loop))', some lanes of "
            + "which a condition switches off; split so that all run, with the tail 'cut' or 'partition'"
        )
      }
      if hasInitial(statement.block) {
        throw Refusal(
          "the block '\(statement.name)' reduces over the loop '\(loopName(loop))' and begins in it; take "
            + "its initialisation out with 'decompose_reduction' first")
      }
      reduced.insert(statement.block)
    }
    try requireIndependent(loop, but: reduced)
  }

  /// Refuses if two iterations of a loop depend on each other, other than as terms that one of
  /// `reductions` accumulates.
  private func requireIndependent(
    _ loop: OperationID, but reductions: Set<OperationID>
  ) throws(Refusal) {
    if isTrusted { return }
    let model = self.model
    let statements = model.statements(under: loop)
    var pending: [Conflict] = []
    for first in statements {
      guard let place = first.loops.firstIndex(of: loop) else { continue }
      for second in statements {
        for var conflict in model.conflicts(
          first, second, ignoringCommuting: false, livingBeyond: place, once: true)
        where !conflict.isBetweenAtomicUpdates {
          if first.block == second.block, reductions.contains(first.block),
            conflict.access.0.accumulates, conflict.access.1.accumulates
          {
            continue
          }
          conflict.requireSame(0..<place)
          pending += conflict.earlier(in: place)
        }
      }
    }
    try require(
      none: pending, in: model, "iterations of the loop '\(loopName(loop))' depend on each other")
  }

  /// Refuses if a loop around `operation` that claims independent iterations no longer has them.
  func requireStillIndependent(around operation: OperationID) throws(Refusal) {
    for loop in loops(around: operation) { try requireStillIndependent(loop) }
  }

  /// Refuses if a loop that claims independent iterations no longer has them.
  func requireStillIndependent(_ loop: OperationID) throws(Refusal) {
    switch try snapshot(loop).kind {
    case .parallel: try requireIndependent(loop)
    case .vectorized: try requireLanes(loop)
    default: break
    }
  }
}
