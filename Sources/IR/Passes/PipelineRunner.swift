import Support

/// Runs a pipeline on a module, with checks and reports in between.
///
/// Deterministic: the result does not depend on the number of threads.
public struct PipelineRunner: Sendable {
  public var pipeline: PassPipeline
  /// Whether the module is verified before the first pass and after each.
  public var verifiesEach: Bool
  /// When the program is shown.
  public var printing: PassPrinting
  /// How many threads nested pipelines may use, each on other operations.
  ///
  /// These are isolated from above; it is one thread while the program is shown or changes are
  /// counted.
  public var threadCount = 1
  /// How many changes rules and folding may make, all passes together; `nil` for any number.
  ///
  /// Halving it finds the change that goes wrong.
  public var rewriteLimit: Int?
  /// Whether rules say, as remarks, why they did not match.
  public var explainsRules = false
  /// Called before each pass, with the module and what is still to run, so that a crash leaves
  /// something to look at.
  public var willRun: (@Sendable (Module, PassPipeline) -> Void)?

  public init(
    _ pipeline: PassPipeline, verifiesEach: Bool = true, printing: PassPrinting = .never
  ) {
    self.pipeline = pipeline
    self.verifiesEach = verifiesEach
    self.printing = printing
  }

  /// Runs all passes.
  ///
  /// - Throws: what a pass or the verifier found, or that there are no operations such as a nested
  ///   pipeline runs on. The module is then as it was before the pass
  ///   that failed, so that it can be written down together with `PassFailure.rest`.
  @discardableResult
  public func run(on module: inout Module) throws(PassFailure) -> PassReport {
    var state = RunState(rewritesLeft: rewriteLimit)
    if let problem = pipeline.problem(in: module.context) {
      throw PassFailure(pass: nil, diagnostics: [problem], rest: pipeline)
    }
    if verifiesEach {
      let found = verify(module, &state.report)
      guard !found.hasErrors else {
        throw PassFailure(pass: nil, diagnostics: found.all, rest: pipeline)
      }
    }
    try run(pipeline, on: module.top, of: &module, &state, rest: [])
    return state.report
  }

  /// What changes while a pipeline runs.
  struct RunState {
    var report = PassReport()
    var analyses = AnalysisCache()
    var rewritesLeft: Int?
    /// The names of the nested pipelines that we are in.
    var nesting: [String] = []
    /// How many passes have run on each operation.
    var counts: [OperationID: Int] = [:]
  }

  /// Runs `pipeline` on `root`; `rest` is what is to run after it, from the inside out.
  func run(
    _ pipeline: PassPipeline, on root: OperationID, of module: inout Module,
    _ state: inout RunState, rest: [PassPipeline]
  ) throws(PassFailure) {
    for (index, step) in pipeline.steps.enumerated() {
      let left = PassPipeline(Array(pipeline.steps[index...]))
      do throws(PassFailure) {
        switch step {
        case .pass(let pass, let options):
          willRun?(module, rest.first ?? left)
          try run(pass, options, on: root, of: &module, &state)
        case .nested(let name, let inner):
          let targets = module.targets(called: name, in: root, isTop: state.nesting.isEmpty)
          state.nesting.append(name)
          state.report.reached[state.nesting, default: 0] += targets.count
          let whole = rest.isEmpty ? [left] : rest
          if canRunInParallel(on: targets, of: module) {
            try runInParallel(inner, on: targets, of: &module, &state)
          } else {
            for target in targets {
              try run(inner, on: target, of: &module, &state, rest: whole)
            }
          }
          state.nesting.removeLast()
        }
      } catch {
        var failure = error
        failure.rest = left
        throw failure
      }
    }
  }

  private func run(
    _ pass: Pass, _ options: PassOptions, on root: OperationID, of module: inout Module,
    _ state: inout RunState
  ) throws(PassFailure) {
    let before = module
    var context = PassContext(pass: pass.name, options: options)
    context.rewritesLeft = state.rewritesLeft
    context.explainsRules = explainsRules
    swap(&context.analyses, &state.analyses)
    let place = module.title(of: root)
    show(.before, pass, on: root, of: before, state)
    let clock = ContinuousClock()
    let start = clock.now
    do {
      try pass.run(&module, root, &context)
    } catch {
      module = before
      show(.failed, pass, on: root, of: before, state)
      throw PassFailure(
        pass: pass.name, diagnostics: context.diagnostics.all + error.asDiagnostics,
        rest: pipeline)
    }
    let duration = start.duration(to: clock.now)
    guard !context.diagnostics.hasErrors else {
      module = before
      show(.failed, pass, on: root, of: before, state)
      throw PassFailure(pass: pass.name, diagnostics: context.diagnostics.all, rest: pipeline)
    }
    let hasChanged = showResult(of: pass, on: root, of: module, before, state)
    if !context.preservesAll { context.analyses.invalidate(preserving: context.preserved) }
    swap(&context.analyses, &state.analyses)
    state.rewritesLeft = context.rewritesLeft
    state.counts[root, default: 0] += 1
    state.report.entries.append(
      .init(
        pass: pass.name, place: place, nesting: state.nesting, duration: duration,
        hasChanged: hasChanged, statistics: context.statistics))
    state.report.remarks += context.remarks
    state.report.diagnostics += context.diagnostics.all
    guard verifiesEach else { return }
    let found = verify(module, &state.report)
    guard !found.hasErrors else {
      show(.failed, pass, on: root, of: before, state)
      module = before
      throw PassFailure(
        pass: pass.name, diagnostics: found.all, rest: pipeline, isInternal: true)
    }
  }

  private func verify(_ module: Module, _ report: inout PassReport) -> Diagnostics {
    let clock = ContinuousClock()
    let start = clock.now
    let found = module.verify()
    report.verification += start.duration(to: clock.now)
    return found
  }

  // MARK: Showing

  private func show(
    _ moment: PassSnapshot.Moment, _ pass: Pass, on root: OperationID, of module: Module,
    _ state: RunState
  ) {
    guard
      moment == .failed ? printing.onFailure : printing.before.contains(pass.name)
    else { return }
    printing.show(
      snapshot(moment, pass, root, module, state, text: text(of: root, in: module)))
  }

  /// Shows the program after a pass if that is wanted; tells whether it changed, if that was
  /// looked at.
  private func showResult(
    of pass: Pass, on root: OperationID, of module: Module, _ before: Module, _ state: RunState
  ) -> Bool? {
    guard printing.after.contains(pass.name) else { return nil }
    let hasChanged = printing.onlyChanges ? !module.isStructurallyEqual(to: before) : nil
    let text = hasChanged == false ? nil : text(of: root, in: module)
    printing.show(snapshot(.after, pass, root, module, state, text: text))
    return hasChanged
  }

  private func text(of root: OperationID, in module: Module) -> String {
    printing.showsWholeModule || root == module.top || module.isErased(root)
      ? module.text(printing.textOptions) : module.text(of: root, printing.textOptions) + "\n"
  }

  private func snapshot(
    _ moment: PassSnapshot.Moment, _ pass: Pass, _ root: OperationID, _ module: Module,
    _ state: RunState, text: String?
  ) -> PassSnapshot {
    var place: [String] = []
    var current: OperationID? = module.isErased(root) ? module.top : root
    while let operation = current {
      place.insert(module.distinctTitle(of: operation), at: 0)
      current = module.parent(of: operation)
    }
    return PassSnapshot(
      moment: moment, pass: pass.name, place: place, number: state.counts[root] ?? 0, text: text)
  }
}

extension Module {
  /// `func.func @name`, for messages.
  func title(of operation: OperationID) -> String {
    let name = name(of: operation)
    return property("sym_name", of: operation)?.stringValue.map { "\(name) @\($0)" } ?? name
  }

  /// The title; of operations with the same one in their block, with a number from the second on.
  fileprivate func distinctTitle(of operation: OperationID) -> String {
    let title = title(of: operation)
    guard let block = block(of: operation) else { return title }
    let before = operations(in: block).prefix { $0 != operation }
      .filter { name(of: $0) == name(of: operation) && self.title(of: $0) == title }.count
    return before == 0 ? title : "\(title) \(before + 1)"
  }

  /// The operations with a name directly inside `root`; the outermost operation may be one itself.
  fileprivate func targets(
    called name: String, in root: OperationID, isTop: Bool
  ) -> [OperationID] {
    if isTop, self.name(of: root) == name { return [root] }
    return regions(of: root).flatMap { blocks(in: $0) }.flatMap { operations(in: $0) }
      .filter { self.name(of: $0) == name }
  }
}
