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
    try check(nil, of: module, after: nil, &state.report)
    try run(pipeline, on: module.top, of: &module, &state)
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

  /// Runs `pipeline` on `root`.
  ///
  /// What fails inside a nested pipeline leaves the module as it was before the outermost one, since
  /// all of that is to run again.
  func run(
    _ pipeline: PassPipeline, on root: OperationID, of module: inout Module, _ state: inout RunState
  ) throws(PassFailure) {
    let isWhole = root == module.top
    for (index, step) in pipeline.steps.enumerated() {
      // A pass on the whole module may have put another one in its place.
      let root = isWhole ? module.top : root
      let left = PassPipeline(Array(pipeline.steps[index...]))
      do throws(PassFailure) {
        if state.nesting.isEmpty { willRun?(module, left) }
        switch step {
        case .pass(let pass, let options):
          try run(pass, options, on: root, of: &module, &state)
        case .nested(let name, let inner):
          try run(inner, nestedIn: name, on: root, of: &module, &state)
        }
      } catch {
        var failure = error
        failure.rest = left
        throw failure
      }
    }
  }

  /// Runs `pipeline` on each operation called `name` directly inside `root`.
  private func run(
    _ pipeline: PassPipeline, nestedIn name: String, on root: OperationID, of module: inout Module,
    _ state: inout RunState
  ) throws(PassFailure) {
    let isOutermost = state.nesting.isEmpty
    let before = isOutermost ? module : nil
    do throws(PassFailure) {
      let targets = module.targets(called: name, in: root, isTop: isOutermost)
      state.nesting.append(name)
      state.report.reached[state.nesting, default: 0] += targets.count
      if canRunInParallel(on: targets, of: module) {
        try runInParallel(pipeline, on: targets, of: &module, &state)
      } else {
        for target in targets where !module.isErased(target) {
          // What is known of one says nothing of the others, and is not to grow with their number.
          state.analyses.invalidateAll()
          try run(pipeline, on: target, of: &module, &state)
        }
        state.analyses.invalidateAll()
      }
      state.nesting.removeLast()
      // The passes inside were checked where they worked.
      if isOutermost {
        try check(nil, of: module, after: "\(name)(\(pipeline))", &state.report)
      }
    } catch {
      if let before { module = before }
      throw error
    }
  }

  private func run(
    _ pass: Pass, _ options: PassOptions, on root: OperationID, of module: inout Module,
    _ state: inout RunState
  ) throws(PassFailure) {
    // A copy costs as much as the whole module, so that one for each function would be too many.
    let before = state.nesting.isEmpty || printing.isActive ? module : nil
    let isWhole = root == module.top
    var context = PassContext(pass: pass.name, options: options)
    context.rewritesLeft = state.rewritesLeft
    context.explainsRules = explainsRules
    swap(&context.analyses, &state.analyses)
    let place = module.title(of: root)
    show(.before, pass, on: root, of: module, state)
    let clock = ContinuousClock()
    let start = clock.now
    do {
      try pass.run(&module, root, &context)
    } catch {
      goBack(to: before, &module, pass, on: root, state)
      throw PassFailure(
        pass: pass.name, diagnostics: context.diagnostics.all + error.asDiagnostics,
        rest: pipeline)
    }
    let duration = start.duration(to: clock.now)
    let result = isWhole ? module.top : root
    guard !context.diagnostics.hasErrors else {
      goBack(to: before, &module, pass, on: root, state)
      throw PassFailure(pass: pass.name, diagnostics: context.diagnostics.all, rest: pipeline)
    }
    let hasChanged = showResult(of: pass, on: result, of: module, before, state)
    if !context.preservesAll { context.analyses.invalidate(preserving: context.preserved) }
    swap(&context.analyses, &state.analyses)
    state.rewritesLeft = context.rewritesLeft
    state.counts[result, default: 0] += 1
    state.report.entries.append(
      .init(
        pass: pass.name, place: place, nesting: state.nesting, duration: duration,
        hasChanged: hasChanged, statistics: context.statistics))
    state.report.remarks += context.remarks
    state.report.diagnostics += context.diagnostics.all
    do throws(PassFailure) {
      try check(isWhole ? nil : root, of: module, after: pass.name, &state.report)
    } catch {
      goBack(to: before, &module, pass, on: root, state)
      throw error
    }
  }

  /// Verifies what a pass left of `root`, or the whole module; `pass` is `nil` before the first one.
  private func check(
    _ root: OperationID?, of module: Module, after pass: String?, _ report: inout PassReport
  ) throws(PassFailure) {
    guard verifiesEach, !(root.map { module.isErased($0) } ?? false) else { return }
    let clock = ContinuousClock()
    let start = clock.now
    let found = module.verify(root ?? module.top)
    report.verification += start.duration(to: clock.now)
    guard found.hasErrors else { return }
    throw PassFailure(
      pass: pass, diagnostics: found.all, rest: pipeline, isInternal: pass != nil)
  }

  private func goBack(
    to before: Module?, _ module: inout Module, _ pass: Pass, on root: OperationID,
    _ state: RunState
  ) {
    guard let before else { return }
    show(.failed, pass, on: root, of: before, state)
    module = before
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
    of pass: Pass, on root: OperationID, of module: Module, _ before: Module?, _ state: RunState
  ) -> Bool? {
    guard printing.after.contains(pass.name), let before else { return nil }
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
    // In a table names are taken once, and there may be many.
    guard let block = block(of: operation),
      symbolName(of: operation) == nil
        || !(parent(of: operation).map { isSymbolTable($0) } ?? false)
    else { return title }
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
