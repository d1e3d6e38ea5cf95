import IR

extension SCF.If {
  /// Conditions that are known, and branches that do not differ.
  public static var canonicalization: RuleSet {
    RuleSet([
      knownCondition, knownInside, equalResults, unusedResults, select, emptyElse, nested, adjacent,
    ])
  }

  /// `if true { a } else { b }  -->  a`.
  private static let knownCondition = RewriteRule("if-known", on: SCF.If.self, benefit: 2) {
    branch, operation, rewriter in
    guard case .integer(let condition, _)? = rewriter.module.constantValue(of: branch.condition)
    else { return .noMatch("the condition is not a constant") }
    let region = rewriter.module.region(condition != 0 ? 0 : 1, of: operation)
    let body = rewriter.module.entryBlock(of: region)
    let values = body.map { rewriter.inline($0, before: operation) } ?? []
    rewriter.replace(operation, with: values)
    return .rewritten
  }

  /// Inside the branches the condition is known.
  ///
  ///     if c { use(c) } else { use(c) }  -->  if c { use(true) } else { use(false) }
  private static let knownInside = RewriteRule("condition-inside-if", on: SCF.If.self) {
    branch, operation, rewriter in
    let regions = rewriter.module.regions(of: operation)
    var uses: [(use: Use, holds: Bool)] = []
    for use in rewriter.module.uses(of: branch.condition) {
      for (number, region) in regions.enumerated()
      where rewriter.module.isInside(use.operation, region) {
        uses.append((use, number == 0))
      }
    }
    guard !uses.isEmpty else { return .noMatch("no branch asks for the condition again") }
    rewriter.decide(uses, before: operation)
    return .rewritten
  }

  /// `if c { a } else { }  -->  if c { a }`.
  private static let emptyElse = RewriteRule("empty-else", on: SCF.If.self) {
    branch, operation, rewriter in
    let region = rewriter.module.region(1, of: operation)
    guard rewriter.module.resultCount(of: operation) == 0,
      let block = rewriter.module.entryBlock(of: region),
      rewriter.module.operations(in: block).allSatisfy({ rewriter.module.isTerminator($0) })
    else { return .noMatch("something happens otherwise") }
    rewriter.modify(operation) { $0.erase(block) }
    return .rewritten
  }

  /// A result that both branches give alike is that value.
  private static let equalResults = RewriteRule("equal-branch-values", on: SCF.If.self) {
    branch, operation, rewriter in
    guard let (first, second) = rewriter.module.branchValues(of: operation) else {
      return .noMatch("it gives nothing")
    }
    var hasChanged = false
    for (index, (a, b)) in zip(first, second).enumerated() where a == b {
      let result = rewriter.module.result(index, of: operation)
      guard rewriter.module.hasUses(result) else { continue }
      rewriter.replaceAllUses(of: result, with: a)
      hasChanged = true
    }
    return hasChanged ? .rewritten : .noMatch("the branches give different values")
  }

  /// Results that nobody uses go.
  private static let unusedResults = RewriteRule("unused-if-results", on: SCF.If.self) {
    branch, operation, rewriter in
    let results = rewriter.module.results(of: operation)
    let used = results.indices.filter { rewriter.module.hasUses(results[$0]) }
    guard used.count < results.count else { return .noMatch("every result is used") }
    let regions = rewriter.module.regions(of: operation)
    let yields = regions.compactMap { region in
      rewriter.module.entryBlock(of: region).flatMap { rewriter.module.lastOperation(in: $0) }
    }
    for yield in yields {
      let kept = used.map { rewriter.module.operand($0, of: yield) }
      rewriter.modify(yield) { $0.setOperands(of: yield, to: kept) }
    }
    let new = rewriter.insert(
      SCF.If(branch.condition, resultTypes: used.map { rewriter.module.type(of: results[$0]) }),
      before: operation)
    rewriter.modify(new) { module in
      module.setAttributes(of: new, to: module.attributes(of: operation))
      for (old, region) in zip(regions, module.regions(of: new)) {
        guard let block = module.entryBlock(of: old) else { continue }
        module.moveOperations(from: block, to: module.appendBlock(to: region))
      }
    }
    for (index, place) in used.enumerated() {
      rewriter.replaceAllUses(
        of: results[place], with: rewriter.module.result(index, of: new))
    }
    rewriter.erase(operation)
    return .rewritten
  }

  /// A result for which the branches only choose is a selection.
  ///
  ///     if c { …; yield a } else { …; yield b }  -->  select(c, a, b)
  private static let select = RewriteRule("if-to-select", on: SCF.If.self) {
    branch, operation, rewriter in
    guard let (first, second) = rewriter.module.branchValues(of: operation) else {
      return .noMatch("it gives nothing")
    }
    let regions = rewriter.module.regions(of: operation)
    let chosen = first.indices.filter { index in
      rewriter.module.hasUses(rewriter.module.result(index, of: operation))
        && zip([first[index], second[index]], regions).allSatisfy {
          !rewriter.module.isDefined($0, inside: $1)
        }
    }
    guard !chosen.isEmpty else { return .noMatch("the branches compute what they give") }
    let location = rewriter.module.location(of: operation)
    let values = rewriter.build(at: .before(operation), location: location) { build in
      chosen.map { build.insert(Arith.Select(branch.condition, first[$0], second[$0])) }
    }
    for (index, value) in zip(chosen, values) {
      rewriter.replaceAllUses(of: rewriter.module.result(index, of: operation), with: value)
    }
    return .rewritten
  }
}

extension SCF.IndexSwitch {
  /// A choice by a constant is the region chosen.
  public static var canonicalization: RuleSet {
    RuleSet([
      RewriteRule("switch-known", on: SCF.IndexSwitch.self) { choice, operation, rewriter in
        guard
          case .integer(let value, _)? = rewriter.module.constantValue(of: choice.operand)
        else { return .noMatch("the operand is not a constant") }
        let number = choice.cases.firstIndex(of: value).map { $0 + 1 } ?? 0
        guard
          let body = rewriter.module.entryBlock(of: rewriter.module.region(number, of: operation))
        else { return .noMatch("the region is empty") }
        rewriter.replace(operation, with: rewriter.inline(body, before: operation))
        return .rewritten
      }
    ])
  }
}

extension Module {
  /// What the two branches of an `scf.if` give; `nil` unless both end in a yield.
  fileprivate func branchValues(of operation: OperationID) -> ([ValueID], [ValueID])? {
    let yields = regions(of: operation).map { region in
      entryBlock(of: region).flatMap { lastOperation(in: $0) }
    }
    guard yields.count == 2, let first = yields[0], let second = yields[1],
      operandCount(of: first) == operandCount(of: second), operandCount(of: first) > 0
    else { return nil }
    return (operands(of: first), operands(of: second))
  }

  /// Whether a value is computed in a region, at any depth.
  fileprivate func isDefined(_ value: ValueID, inside region: RegionID) -> Bool {
    switch definition(of: value) {
    case .result(let operation, _): isInside(operation, region)
    case .argument(let block, _):
      self.region(of: block).map { $0 == region || isInside(owner(of: $0), region) } ?? false
    }
  }

  /// Whether an operation lies in a region, at any depth.
  func isInside(_ operation: OperationID, _ region: RegionID) -> Bool {
    var current: OperationID? = operation
    while let inner = current {
      if block(of: inner).flatMap({ self.region(of: $0) }) == region { return true }
      current = parent(of: inner)
    }
    return false
  }
}
