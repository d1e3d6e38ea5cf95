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
    var driver = GreedyDriver(self, root ?? top, rules, options)
    self = Module(context: context)
    defer { self = driver.rewriter.module }
    try driver.run()
    return driver.summary
  }
}

private struct GreedyDriver {
  var rewriter: Rewriter
  var summary = RewriteSummary()
  let rules: RuleSet
  let options: RewriteOptions
  let root: OperationID
  private var table: [String: [RewriteRule]] = [:]
  private let stepLimit: Int
  private var steps = 0
  /// What was done last, for the message when there is no end.
  private var lastNames: [String] = []

  init(_ module: Module, _ root: OperationID, _ rules: RuleSet, _ options: RewriteOptions) {
    self.rules = rules
    self.options = options
    self.root = root
    var operations: [OperationID] = []
    module.walk(root) { if $0 != root { operations.append($0) } }
    stepLimit = options.stepLimit ?? 10_000 + 100 * operations.count
    rewriter = Rewriter(module)
    for operation in operations.reversed() { rewriter.worklist.push(operation) }
  }

  mutating func run() throws {
    var changesLeft = options.stopAfter ?? .max
    while changesLeft > 0, let operation = rewriter.worklist.pop() {
      guard !rewriter.module.isErased(operation), operation != root,
        rewriter.module.block(of: operation) != nil
      else { continue }
      let hasChanged =
        if options.erasesDead, eraseIfDead(operation) {
          true
        } else if options.folds, try fold(operation) {
          true
        } else {
          try applyRules(at: operation)
        }
      if hasChanged { changesLeft -= 1 }
    }
    summary.remarks = rewriter.remarks
  }

  private mutating func eraseIfDead(_ operation: OperationID) -> Bool {
    guard rewriter.module.isUnused(operation), rewriter.module.isErasableIfUnused(operation)
    else { return false }
    rewriter.erase(operation)
    summary.erased += 1
    return true
  }

  private mutating func applyRules(at operation: OperationID) throws -> Bool {
    let name = rewriter.module.name(of: operation)
    if table[name] == nil { table.merge(rules.byRoot(names: [name])) { old, _ in old } }
    for rule in table[name] ?? [] {
      let place = options.keepsReasons ? rewriter.module.location(of: operation) : .unknown
      switch try rule.rewrite(operation, &rewriter) {
      case .rewritten:
        summary.applied[rule.name, default: 0] += 1
        if !rewriter.module.isErased(operation) { rewriter.worklist.push(operation) }
        try step(rule.name)
        return true
      case .noMatch(let reason):
        if options.keepsReasons, !reason.isEmpty {
          summary.missed.append(Remark(.missed, pass: rule.name, at: place, reason))
        }
      }
    }
    return false
  }

  private mutating func step(_ name: String) throws(Diagnostic) {
    steps += 1
    lastNames.append(name)
    if lastNames.count > 20 { lastNames.removeFirst(10) }
    guard steps > stepLimit else { return }
    let last = lastNames.suffix(10).joined(separator: ", ")
    let looping = Set(lastNames).sorted().map { "'\($0)'" }.joined(separator: ", ")
    throw .error(
      "rewriting did not end after \(stepLimit) steps; the last rules were: \(last)",
      at: rewriter.module.location(of: root),
      notes: [
        .note("\(looping) go round in circles: each must make the program simpler by some measure")
      ])
  }

  // MARK: Folding

  // Nothing here keeps a copy of the module while it changes: that would copy its memory.

  private mutating func fold(_ operation: OperationID) throws -> Bool {
    guard let definition = rewriter.module.definition(of: operation),
      !definition.traits.contains(.constantLike)
    else { return false }
    let constants = rewriter.module.operands(of: operation).map {
      rewriter.module.constantValue(of: $0)
    }
    if definition.traits.contains(.commutative), constants.count == 2, constants[0] != nil,
      constants[1] == nil
    {
      let operands = rewriter.module.operands(of: operation)
      rewriter.modify(operation) { $0.setOperands(of: operation, to: [operands[1], operands[0]]) }
      summary.folded += 1
      try step("constant-to-the-right")
      return true
    }
    if let simplifiable = definition as? any InPlaceFoldableOperation.Type,
      let form = simplifiable.simplerForm(of: operation, in: rewriter.module, constants: constants),
      rewrite(operation, as: form)
    {
      summary.folded += 1
      try step("fold \(definition.mnemonic) in place")
      return true
    }
    guard let foldable = definition as? any FoldableOperation.Type,
      let results = foldable.fold(operation, in: rewriter.module, constants: constants),
      results.count == rewriter.module.resultCount(of: operation), !results.isEmpty,
      let values = materialize(results, of: operation, definition.mnemonic)
    else { return false }
    rewriter.replace(operation, with: values)
    summary.folded += 1
    try step("fold \(definition.mnemonic)")
    return true
  }

  /// Gives an operation other operands or properties; `false` if they are what it has.
  private mutating func rewrite(_ operation: OperationID, as form: SimplerForm) -> Bool {
    let operands = form.operands.flatMap { new in
      new == rewriter.module.operands(of: operation) ? nil : new
    }
    let properties = form.properties.flatMap { new in
      new == rewriter.module.properties(of: operation) ? nil : new
    }
    guard operands != nil || properties != nil else { return false }
    rewriter.modify(operation) { module in
      if let operands { module.setOperands(of: operation, to: operands) }
      if let properties { module.setProperties(of: operation, to: properties) }
    }
    return true
  }

  /// The values of fold results; `nil` if one is not new or no dialect can write it down.
  private mutating func materialize(
    _ results: [FoldResult], of operation: OperationID, _ mnemonic: String
  ) -> [ValueID]? {
    var states: [OperationState?] = []
    for (index, result) in results.enumerated() {
      let type = rewriter.module.type(of: rewriter.module.result(index, of: operation))
      switch result {
      case .value(let value):
        guard rewriter.module.definingOperation(of: value) != operation,
          rewriter.module.type(of: value) == type
        else { return nil }
        states.append(nil)
      case .constant(let attribute):
        guard let state = rewriter.module.context.constant(attribute, type, near: mnemonic)
        else { return nil }
        states.append(state)
      }
    }
    let location = rewriter.module.location(of: operation)
    return zip(results, states).compactMap { result, state in
      if case .value(let value) = result { return value }
      return state.map { state in
        rewriter.build(at: .before(operation), location: location) { builder in
          let constant = builder.insert(state)
          return builder.module.result(of: constant)
        }
      }
    }
  }
}

extension Module {
  /// The value of a constant: the property `value` of the `constantLike` operation that defines it.
  public func constantValue(of value: ValueID) -> Attribute? {
    guard let definer = definingOperation(of: value),
      let definition = definition(of: definer), definition.traits.contains(.constantLike)
    else { return nil }
    return property("value", of: definer)
  }
}

extension Context {
  /// The operation for a constant, from the dialect of `mnemonic` or else the first that has one.
  public func constant(
    _ value: Attribute, _ type: Type, near mnemonic: String
  ) -> OperationState? {
    let own = mnemonic.prefix { $0 != "." }
    if let dialect = dialects.first(where: { $0.name == own }),
      let state = dialect.makeConstant?(value, type)
    {
      return state
    }
    for dialect in dialects where dialect.name != own {
      if let state = dialect.makeConstant?(value, type) { return state }
    }
    return nil
  }
}
