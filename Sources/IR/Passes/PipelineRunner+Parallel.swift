import Dispatch
import Support

extension PipelineRunner {
  /// Whether a nested pipeline may run on several operations at once: nothing they see changes under
  /// them, and nobody counts or looks on.
  func canRunInParallel(on targets: [OperationID], of module: Module) -> Bool {
    threadCount > 1 && targets.count > 1 && !printing.isActive && rewriteLimit == nil
      && willRun == nil && targets.allSatisfy { module.isIsolated($0) }
  }

  /// Runs `pipeline` on each of `targets`, on as many threads as are allowed.
  ///
  /// Each thread has a copy of the module, and the operations it worked on are copied back in
  /// order: who did what cannot be seen in the result. The first failure, in the order of the
  /// operations, is the one that is thrown.
  func runInParallel(
    _ pipeline: PassPipeline, on targets: [OperationID], of module: inout Module,
    _ state: inout RunState
  ) throws(PassFailure) {
    let shares = split(targets.count, into: min(threadCount, targets.count))
    let source = module
    let nesting = state.nesting
    let outcomes = Locked([Int: Outcome]())
    DispatchQueue.concurrentPerform(iterations: shares.count) { thread in
      var outcome = Outcome(module: source)
      for index in shares[thread] {
        var own = RunState()
        own.nesting = nesting
        do throws(PassFailure) {
          try run(pipeline, on: targets[index], of: &outcome.module, &own)
        } catch {
          outcome.failure = (index, error)
        }
        outcome.reports.append(own.report)
        if outcome.failure != nil { break }
      }
      outcomes.withLock { $0[thread] = outcome }
    }
    let all = outcomes.withLock { outcomes in shares.indices.compactMap { outcomes[$0] } }
    for outcome in all {
      for report in outcome.reports { state.report.append(report) }
    }
    let failures = all.compactMap(\.failure)
    if let first = failures.min(by: { $0.index < $1.index }) { throw first.failure }
    for (share, outcome) in zip(shares, all) {
      for index in share { module.adopt(targets[index], from: outcome.module) }
      for (key, resource) in outcome.module.resources where module.resources[key] == nil {
        module.resources[key] = resource
      }
    }
    state.analyses.invalidateAll()
  }

  /// Consecutive ranges of almost equal length.
  private func split(_ count: Int, into parts: Int) -> [Range<Int>] {
    (0..<parts).map { count * $0 / parts..<count * ($0 + 1) / parts }
  }
}

/// What a thread has done.
private struct Outcome: Sendable {
  var module: Module
  var reports: [PassReport] = []
  var failure: (index: Int, failure: PassFailure)?

  init(module: Module) { self.module = module }
}

extension Module {
  /// Replaces an operation by what became of it in a copy of this module.
  fileprivate mutating func adopt(_ operation: OperationID, from other: Module) {
    if other.isErased(operation) { return erase(operation) }
    var mapping = ValueMapping()
    let copy = clone(operation, from: other, at: .before(operation), mapping: &mapping)
    replace(operation, with: results(of: copy))
  }
}
