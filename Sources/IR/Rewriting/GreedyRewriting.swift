import Support

/// How the greedy driver works.
public struct RewriteOptions: Sendable {
  /// Whether operations are folded, and constants put on the right of commutative ones.
  public var folds: Bool
  /// Whether unused operations without effects are erased.
  public var erasesDead: Bool
  /// After this many rewrites the driver gives up; `nil` for a limit that grows with the module.
  public var stepLimit: Int?
  /// The driver stops quietly after this many changes, erasing included; `nil` for no such end.
  ///
  /// Halving it finds the change that goes wrong.
  public var stopAfter: Int?
  /// Whether the reasons of rules that did not match are kept.
  public var keepsReasons: Bool

  public init(
    folds: Bool = true, erasesDead: Bool = true, stepLimit: Int? = nil, stopAfter: Int? = nil,
    keepsReasons: Bool = false
  ) {
    self.folds = folds
    self.erasesDead = erasesDead
    self.stepLimit = stepLimit
    self.stopAfter = stopAfter
    self.keepsReasons = keepsReasons
  }
}

/// What the greedy driver did.
public struct RewriteSummary: Sendable {
  /// How often each rule was applied, by name.
  public internal(set) var applied: [String: Int] = [:]
  public internal(set) var folded = 0
  public internal(set) var erased = 0
  /// Why rules did not match, if that was asked for: location, rule, reason.
  public internal(set) var missed: [Remark] = []
  public internal(set) var remarks: [Remark] = []

  /// How often a change copied the whole module, because something else had it as well: at most
  /// once, unless a rule keeps a copy.
  public internal(set) var copies = 0

  /// How many changes were made.
  public var changes: Int { applied.values.reduce(folded + erased, +) }

  /// Whether anything changed.
  public var hasChanged: Bool { changes > 0 }
}

extension Module {
  /// Applies rules inside `root` (everything unless given) until none matches.
  ///
  /// Operations are looked at in order, again whenever something near them changed. Each is erased
  /// if it is dead, folded if it can be, else rewritten by the first rule that matches.
  ///
  /// - Throws: a diagnostic that names the last rules if there is no end within the step limit;
  ///   what a rule throws.
  @discardableResult
  public mutating func rewrite(
    with rules: RuleSet, in root: OperationID? = nil, _ options: RewriteOptions = RewriteOptions()
  ) throws -> RewriteSummary {
    // The module moves into the driver and back, so that no copy is made.
    let root = root ?? top
    var driver = GreedyDriver(exchange(), root, rules, options)
    defer { self = driver.rewriter.module }
    try driver.run()
    return driver.summary
  }
}
