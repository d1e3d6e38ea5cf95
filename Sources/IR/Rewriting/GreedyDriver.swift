import Support

/// Applies rules to one operation after another until there is nothing left to do.
struct GreedyDriver {
  var rewriter: Rewriter
  var summary = RewriteSummary()
  let rules: RuleSet
  let options: RewriteOptions
  let root: OperationID
  /// The rules for each kind of operation, by the number of its name; filled as kinds are met.
  private var table: ContiguousArray<[RewriteRule]?> = []
  private let stepLimit: Int
  private var steps = 0
  /// What was done last, for the message when there is no end.
  private var last: [Step] = []
  /// The constants among the operands of the operation that is looked at.
  var constants: [Attribute?] = []

  /// What one step did.
  enum Step: Hashable {
    case rule(String)
    case constantToTheRight
    case fold(name: UInt32)
    case foldInPlace(name: UInt32)
  }

  init(
    _ module: consuming Module, _ root: OperationID, _ rules: RuleSet, _ options: RewriteOptions
  ) {
    self.rules = rules
    self.options = options
    self.root = root
    var worklist = root == module.top ? Worklist(capacity: module.operationCapacity) : Worklist()
    var count = 0
    module.walk(root) { operation in
      guard operation != root else { return }
      worklist.push(operation)
      count += 1
    }
    worklist.reverse()
    stepLimit = options.stepLimit ?? 10_000 + 100 * count
    rewriter = Rewriter(module)
    rewriter.worklist = worklist
  }

  mutating func run() throws {
    var changesLeft = options.stopAfter ?? .max
    while changesLeft > 0, let operation = rewriter.worklist.pop() {
      guard !rewriter.module.isErased(operation), operation != root,
        rewriter.module.block(of: operation) != nil
      else { continue }
      let before = rewriter.module.storage
      let hasChanged =
        if options.erasesDead, eraseIfDead(operation) {
          true
        } else if options.folds, try fold(operation) {
          true
        } else {
          try applyRules(at: operation)
        }
      guard hasChanged else { continue }
      changesLeft -= 1
      let after = rewriter.module.storage
      // Room for what was added, and yet another place: that was no growth.
      if after.address != before.address, rewriter.module.operationCapacity <= before.capacity {
        summary.copies += 1
      }
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
    for rule in rules(for: rewriter.module.row(operation).name) {
      let place = options.keepsReasons ? rewriter.module.location(of: operation) : .unknown
      switch try rule.rewrite(operation, &rewriter) {
      case .rewritten:
        summary.applied[rule.name, default: 0] += 1
        if !rewriter.module.isErased(operation) { rewriter.worklist.push(operation) }
        try step(.rule(rule.name))
        return true
      case .noMatch(let reason):
        if options.keepsReasons, !reason.isEmpty {
          summary.missed.append(Remark(.missed, pass: rule.name, at: place, reason))
        }
      }
    }
    return false
  }

  private mutating func rules(for name: UInt32) -> [RewriteRule] {
    if Int(name) < table.count, let known = table[Int(name)] { return known }
    while table.count <= Int(name) { table.append(nil) }
    let own = rules.starting(at: rewriter.module.context.names[name])
    table[Int(name)] = own
    return own
  }

  // MARK: The end

  mutating func step(_ step: Step) throws(Diagnostic) {
    steps += 1
    if last.count == 20 { last.removeFirst(10) }
    last.append(step)
    guard steps > stepLimit else { return }
    let names = last.map { describe($0) }
    let looping = Set(names).sorted().map { "'\($0)'" }.joined(separator: ", ")
    let circle =
      "\(looping) go round in circles: each must make the program simpler by some measure"
    let note =
      options.stepLimit == nil
      ? circle : "\(stepLimit) steps may be too few for this module; if more do not help, \(circle)"
    throw .error(
      "rewriting did not end after \(stepLimit) steps; the last rules were: "
        + names.suffix(10).joined(separator: ", "),
      at: rewriter.module.location(of: root),
      notes: [
        .note(note)
      ])
  }

  private func describe(_ step: Step) -> String {
    switch step {
    case .rule(let name): return name
    case .constantToTheRight: return "constant-to-the-right"
    case .fold(let name): return "fold \(rewriter.module.context.names[name])"
    case .foldInPlace(let name): return "fold \(rewriter.module.context.names[name]) in place"
    }
  }
}
