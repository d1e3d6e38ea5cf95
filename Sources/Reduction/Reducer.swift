import IR
import Support

/// Makes a module smaller as long as a test finds it interesting: it still shows the bug.
///
/// Delta debugging: the edits of each step are tried all together, then in halves, quarters, …, one by
/// one, and all steps again until none of their edits leaves the module interesting. The result is
/// then 1-minimal: no single edit can be made.
///
///     let small = try Reducer { candidate in crashes(candidate.text) }.reduce(module)
///
/// Which candidates are accepted does not depend on the number of jobs, as long as the test gives the
/// same answer for the same text.
public struct Reducer: Sendable {
  /// Whether a candidate is interesting; it is called from several threads if `options.jobs` says so.
  ///
  /// What it throws ends the reduction.
  public typealias Test = @Sendable (ReductionCandidate) throws -> Bool

  public var options: ReductionOptions
  public var steps: [ReductionStep]
  /// Called after every step that tested candidates.
  public var onProgress: (@Sendable (ReductionProgress) -> Void)?
  private let isInteresting: Test

  public init(
    _ options: ReductionOptions = ReductionOptions(),
    steps: [ReductionStep] = ReductionStep.standard, test isInteresting: @escaping Test
  ) {
    self.options = options
    self.steps = steps
    self.isInteresting = isInteresting
  }

  /// The smallest module found.
  ///
  /// - Throws: a diagnostic if `module` itself does not verify; ``NotInteresting``; what the test
  ///   throws.
  public func reduce(_ module: Module) throws -> ReductionResult {
    if options.verifies {
      let found = module.verify()
      if found.hasErrors {
        throw DiagnosticError(
          found.all + [.error("the module does not verify; '--no-verify' reduces it all the same")])
      }
    }
    var run = ReductionRun(current: try firstCandidate(module), options, isInteresting)
    let original = run.current
    var hasChanged = true
    while hasChanged, run.canGoOn {
      hasChanged = false
      for step in steps where run.canGoOn {
        let before = run.tests
        if try minimize(step, &run) { hasChanged = true }
        guard run.tests > before else { continue }
        onProgress?(ReductionProgress(step: step.name, tests: run.tests, size: run.current.size))
      }
      run.compact()
    }
    var result = ReductionResult(
      module: run.current.module, text: run.current.text, tests: run.tests,
      originalSize: original.size, size: run.current.size, isMinimal: run.canGoOn)
    if run.canGoOn, run.current.text != original.text {
      // Three more times: a test that answers at random must be lucky four times.
      result.isRepeatable = try (0..<3).allSatisfy { _ in try isInteresting(run.current) }
    }
    return result
  }

  /// The module as it is, without locations if it is interesting without them.
  private func firstCandidate(_ module: Module) throws -> ReductionCandidate {
    for showsLocations in [false, true] {
      let candidate = ReductionCandidate(module, TextOptions(showsLocations: showsLocations))
      if try isInteresting(candidate) { return candidate }
      // An answer that was cut short is none.
      if options.shouldStop() {
        throw Diagnostic.error("it was stopped before the test had said anything of the module")
      }
    }
    throw NotInteresting()
  }

  /// Makes those edits of a step that can be made; whether there were any.
  private func minimize(_ step: ReductionStep, _ run: inout ReductionRun) throws -> Bool {
    var edits = step.edits(run.current.module)
    guard run.changesText(edits) else { return false }
    var hasChanged = false
    var length = edits.count
    while length > 0, run.canGoOn {
      var start = 0
      while start < edits.count, run.canGoOn {
        let chunks = (0..<max(1, options.jobs)).map { start + $0 * length }
          .filter { $0 < edits.count }
          .map { $0..<min($0 + length, edits.count) }
        if let chosen = try run.firstInteresting(of: chunks.map { edits[$0] }) {
          edits.removeSubrange(chunks[chosen])
          start = chunks[chosen].lowerBound
          hasChanged = true
        } else {
          start = chunks[chunks.count - 1].upperBound
        }
      }
      length = length == 1 ? 0 : (length + 1) / 2
    }
    return hasChanged
  }
}

/// The test does not find the module interesting that is to be reduced.
public struct NotInteresting: Error, CustomStringConvertible {
  public let description =
    "the test does not find the module interesting as it is, so there is nothing to keep while it "
    + "is made smaller; a test ends with exit code 0 for what shows the bug"
}

/// How a module is reduced.
public struct ReductionOptions: Sendable {
  /// Whether only candidates that verify are tried.
  public var verifies = true
  /// How many candidates are tested at a time.
  public var jobs = 1
  /// How many candidates are tested at most; `nil` for any number.
  public var testLimit: Int?
  /// For how long; `nil` for as long as it takes.
  public var timeLimit: Duration?
  /// Asked between tests; then the best so far is the result.
  public var shouldStop: @Sendable () -> Bool = { false }

  public init() {}
}

/// A module that is tested, with its text.
public struct ReductionCandidate: Sendable {
  public let module: Module
  public let text: String
  /// Operations, operands, results, blocks and attributes together.
  public let size: Int

  let options: TextOptions

  init(_ module: Module, _ options: TextOptions) {
    self.module = module
    self.options = options
    text = module.text(options)
    size = module.reductionSize
  }
}

/// How far a reduction is.
public struct ReductionProgress: Sendable {
  /// The step tried last.
  public let step: String
  public let tests: Int
  /// As `ReductionCandidate.size`.
  public let size: Int
}

/// What a reduction gave.
public struct ReductionResult: Sendable {
  public let module: Module
  public let text: String
  /// How many candidates were tested.
  public let tests: Int
  public let originalSize: Int
  public let size: Int
  /// Whether no single edit of any step is possible any more; otherwise a limit was reached.
  public let isMinimal: Bool
  /// Whether the test found the result interesting once more.
  public var isRepeatable = true
}
