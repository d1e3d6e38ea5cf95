import Support

/// Runs a pipeline on a module, with checks and reports in between.
///
/// Deterministic.
public struct PassManager: Sendable {
  /// After which passes the module is printed.
  public enum Printing: Sendable {
    case never
    case always
    /// Only where the pass changed something.
    case changed
    /// After these passes.
    case after(Set<String>)
  }

  public var pipeline: PassPipeline
  /// Whether the module is verified before the first pass and after each.
  public var verifiesEach: Bool
  public var printing: Printing
  /// Gets the text of the module where it is printed.
  public var print: @Sendable (String) -> Void
  public var textOptions: TextOptions

  public init(
    _ pipeline: PassPipeline, verifiesEach: Bool = true, printing: Printing = .never,
    textOptions: TextOptions = TextOptions(),
    print: @escaping @Sendable (String) -> Void = { Swift.print($0) }
  ) {
    self.pipeline = pipeline
    self.verifiesEach = verifiesEach
    self.printing = printing
    self.textOptions = textOptions
    self.print = print
  }

  /// Runs all passes.
  ///
  /// - Throws: what a pass or the verifier found. The module is then as it was before the pass
  ///   that failed, so that it can be written down together with `PassFailure.rest`.
  @discardableResult
  public func run(on module: inout Module) throws(PassFailure) -> PassReport {
    var report = PassReport()
    if verifiesEach {
      let found = verify(module, &report)
      guard !found.hasErrors else {
        throw PassFailure(pass: nil, diagnostics: found.all, rest: pipeline)
      }
    }
    try run(pipeline, on: module.top, of: &module, &report)
    return report
  }

  private func run(
    _ pipeline: PassPipeline, on root: OperationID, of module: inout Module,
    _ report: inout PassReport
  ) throws(PassFailure) {
    for (index, step) in pipeline.steps.enumerated() {
      do throws(PassFailure) {
        switch step {
        case .pass(let pass, let options): try run(pass, options, on: root, of: &module, &report)
        case .nested(let name, let inner):
          for target in targets(called: name, in: root, of: module) {
            try run(inner, on: target, of: &module, &report)
          }
        }
      } catch {
        var failure = error
        failure.rest = PassPipeline(Array(pipeline.steps[index...]))
        throw failure
      }
    }
  }

  /// The operations with a name directly inside `root`, or `root` itself.
  private func targets(
    called name: String, in root: OperationID, of module: Module
  ) -> [OperationID] {
    if module.name(of: root) == name { return [root] }
    return module.regions(of: root).flatMap { module.blocks(in: $0) }
      .flatMap { module.operations(in: $0) }
      .filter { module.name(of: $0) == name }
  }

  private func run(
    _ pass: Pass, _ options: PassOptions, on root: OperationID, of module: inout Module,
    _ report: inout PassReport
  ) throws(PassFailure) {
    let before = module
    var context = PassContext(pass: pass.name, options: options)
    let place = module.title(of: root)
    let clock = ContinuousClock()
    let start = clock.now
    do {
      try pass.run(&module, root, &context)
    } catch {
      module = before
      throw PassFailure(
        pass: pass.name, diagnostics: context.diagnostics.all + error.asDiagnostics,
        rest: pipeline)
    }
    let duration = start.duration(to: clock.now)
    guard !context.diagnostics.hasErrors else {
      module = before
      throw PassFailure(pass: pass.name, diagnostics: context.diagnostics.all, rest: pipeline)
    }
    let hasChanged = printNow(module, before, pass.name, place)
    report.entries.append(
      .init(
        pass: pass.name, place: place, duration: duration, hasChanged: hasChanged,
        statistics: context.statistics))
    report.remarks += context.remarks
    report.diagnostics += context.diagnostics.all
    guard verifiesEach else { return }
    let found = verify(module, &report)
    guard !found.hasErrors else {
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

  /// Prints the module if that is wanted here; tells whether it changed, if that was looked at.
  private func printNow(
    _ module: Module, _ before: Module, _ pass: String, _ place: String
  ) -> Bool? {
    let title = "// After \(pass) on \(place)"
    switch printing {
    case .never: return nil
    case .always: print("\(title)\n\(module.text(textOptions))")
    case .after(let names):
      if names.contains(pass) { print("\(title)\n\(module.text(textOptions))") }
    case .changed:
      let hasChanged = !module.isStructurallyEqual(to: before)
      print(hasChanged ? "\(title)\n\(module.text(textOptions))" : "\(title): unchanged\n")
      return hasChanged
    }
    return nil
  }
}

/// Why a pipeline stopped.
public struct PassFailure: Error, Sendable, CustomStringConvertible {
  /// The pass that failed; `nil` if the module was wrong from the start.
  public var pass: String?
  public var diagnostics: [Diagnostic]
  /// The failed pass and what would have come after it.
  public var rest: PassPipeline
  /// Whether the pass left a module that does not verify: an error of the compiler, not of the
  /// input.
  public var isInternal = false

  /// The diagnostics, then which pass failed.
  public var description: String {
    var lines = diagnostics.map(\.description)
    switch (pass, isInternal) {
    case (let pass?, true): lines.append("internal error: the pass '\(pass)' broke the module")
    case (let pass?, false): lines.append("note: while running the pass '\(pass)'")
    case (nil, _): lines.append("note: found before the first pass")
    }
    return lines.joined(separator: "\n")
  }
}

extension Error {
  /// The diagnostics that this is or holds.
  fileprivate var asDiagnostics: [Diagnostic] {
    if let several = self as? DiagnosticError { return several.diagnostics }
    if let one = self as? Diagnostic { return [one] }
    return [.error("\(self)")]
  }
}

extension Module {
  /// `func.func @name`, for messages.
  func title(of operation: OperationID) -> String {
    let name = name(of: operation)
    return property("sym_name", of: operation)?.stringValue.map { "\(name) @\($0)" } ?? name
  }
}
