import Support

/// What a pass gets beside the module: its options, analyses, and where it says what it did.
public struct PassContext: Sendable {
  /// The name of the pass that runs.
  public let pass: String
  public let options: PassOptions
  public private(set) var remarks: [Remark] = []
  public private(set) var diagnostics = Diagnostics()
  /// What was counted, by name.
  public private(set) var statistics: [String: Int] = [:]
  /// How many more changes rewriting may make; `nil` for any number.
  public internal(set) var rewritesLeft: Int?
  /// Whether rules and passes say why they did not change something, each time, as remarks of the kind
  /// `missed`.
  public internal(set) var explainsRules = false

  var analyses = AnalysisCache()
  private(set) var preserved: Set<ObjectIdentifier> = []
  private(set) var preservesAll = false

  public init(pass: String = "", options: PassOptions = PassOptions()) {
    self.pass = pass
    self.options = options
  }

  /// Notes a decision.
  public mutating func remark(
    _ kind: Remark.Kind, at location: Location, _ message: String
  ) {
    remarks.append(Remark(kind, pass: pass, at: location, message))
  }

  /// Emits a warning or an error; the pass goes on, and fails at its end if there was an error.
  public mutating func emit(_ diagnostic: Diagnostic) { diagnostics.emit(diagnostic) }

  /// Adds to a counter, for the report.
  public mutating func count(_ name: String, _ amount: Int = 1) {
    if amount != 0 { statistics[name, default: 0] += amount }
  }

  // MARK: Analyses

  /// An analysis of `root`, computed unless an earlier pass did and what it says still holds.
  ///
  /// It describes the module as it is given here: ask again after changing the module only through
  /// the analysis's own initializer.
  public mutating func analysis<Kind: Analysis>(
    _ kind: Kind.Type, of root: OperationID, in module: Module
  ) -> Kind {
    analyses.analysis(kind, of: root, in: module)
  }

  /// Says that what this kind of analysis told still holds after the pass.
  public mutating func preserve<Kind: Analysis>(_ kind: Kind.Type) {
    preserved.insert(ObjectIdentifier(kind))
  }

  /// Says that the pass changed nothing.
  public mutating func preserveAllAnalyses() { preservesAll = true }

  // MARK: Rewriting

  /// Whether the run may make more changes; see `PipelineRunner.rewriteLimit`.
  public var hasRewritesLeft: Bool { rewritesLeft.map { $0 > 0 } ?? true }

  /// Whether a pass that does not go by rules may make its next change, which then counts.
  ///
  /// Changes that are of use only together, such as those of a lowering, need not ask.
  public mutating func mayRewrite() -> Bool {
    guard hasRewritesLeft else { return false }
    noteRewrites(1)
    return true
  }

  /// Counts changes that were made within `rewritesLeft`.
  public mutating func noteRewrites(_ count: Int) { rewritesLeft = rewritesLeft.map { $0 - count } }

  /// Applies rules inside `root` until none matches, and counts what was done.
  ///
  /// This is `Module.rewrite` within the limits of this run.
  ///
  /// - Throws: what `Module.rewrite` throws.
  @discardableResult
  public mutating func rewrite(
    _ module: inout Module, with rules: RuleSet, in root: OperationID,
    _ options: RewriteOptions = RewriteOptions()
  ) throws -> RewriteSummary {
    var options = options
    options.stopAfter = [options.stopAfter, rewritesLeft].compactMap { $0 }.min()
    options.keepsReasons = options.keepsReasons || explainsRules
    let summary = try module.rewrite(with: rules, in: root, options)
    rewritesLeft = rewritesLeft.map { $0 - summary.changes }
    count("folded", summary.folded)
    count("erased", summary.erased)
    for (rule, times) in summary.applied { count(rule, times) }
    for remark in summary.missed + summary.remarks {
      remarks.append(
        Remark(remark.kind, pass: pass, at: remark.location, "\(remark.pass): \(remark.message)"))
    }
    return summary
  }
}
