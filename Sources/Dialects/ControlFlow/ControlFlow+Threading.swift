import IR

extension ControlFlow.Branch {
  /// Past a block that only goes on.
  ///
  ///     cf.br ^a(%v)               -->   cf.br ^x(%v, %w)
  ///     ^a(%u): cf.br ^x(%u, %w)
  static let threading = RewriteRule("branch-past-block", on: Self.self) {
    branch, operation, rewriter in
    guard let end = rewriter.module.end(ofWayTo: branch.target, with: branch.values) else {
      return .noMatch("the block does more than go on")
    }
    rewriter.insert(Self(to: end.block, end.values), before: operation)
    rewriter.erase(operation)
    return .rewritten
  }
}

extension ControlFlow.ConditionalBranch {
  /// As `ControlFlow.Branch.threading`, either way.
  static let threading = RewriteRule("condition-past-block", on: Self.self) {
    branch, operation, rewriter in
    let whenTrue = rewriter.module.end(ofWayTo: branch.whenTrue, with: branch.trueValues)
    let whenFalse = rewriter.module.end(ofWayTo: branch.whenFalse, with: branch.falseValues)
    guard whenTrue != nil || whenFalse != nil else {
      return .noMatch("the blocks do more than go on")
    }
    rewriter.insert(
      Self(
        branch.condition, whenTrue?.block ?? branch.whenTrue,
        whenTrue?.values ?? branch.trueValues,
        else: whenFalse?.block ?? branch.whenFalse, whenFalse?.values ?? branch.falseValues),
      before: operation)
    rewriter.erase(operation)
    return .rewritten
  }

  /// In a block to which nothing else goes the condition is known.
  ///
  ///     cf.cond_br %c, ^a, ^b      -->   cf.cond_br %c, ^a, ^b
  ///     ^a: use(%c)                      ^a: use(true)
  static let knownBehind = RewriteRule("condition-behind-branch", on: Self.self) {
    branch, operation, rewriter in
    guard rewriter.module.constantValue(of: branch.condition) == nil else {
      return .noMatch("the condition is a constant")
    }
    var uses: [(use: Use, holds: Bool)] = []
    for (block, holds) in [(branch.whenTrue, true), (branch.whenFalse, false)]
    where rewriter.module.hasOnePredecessor(block) {
      for use in rewriter.module.uses(of: branch.condition)
      where rewriter.module.isInside(use.operation, block) {
        uses.append((use, holds))
      }
    }
    guard !uses.isEmpty else { return .noMatch("no block asks for the condition again") }
    rewriter.decide(uses, before: operation)
    return .rewritten
  }
}

extension ControlFlow.Switch {
  /// As `ControlFlow.Branch.threading`, every way.
  static let threading = RewriteRule("switch-past-block", on: Self.self) {
    branch, operation, rewriter in
    func end(_ target: Target) -> Target {
      rewriter.module.end(ofWayTo: target.block, with: target.values)
        .map { Target($0.block, $0.values) } ?? target
    }
    var shorter = branch
    shorter.otherwise = end(branch.otherwise)
    for index in branch.cases.indices {
      shorter.cases[index].target = end(branch.cases[index].target)
    }
    guard
      shorter.otherwise != branch.otherwise
        || zip(shorter.cases, branch.cases).contains(where: { $0.target != $1.target })
    else { return .noMatch("the blocks do more than go on") }
    rewriter.insert(shorter, before: operation)
    rewriter.erase(operation)
    return .rewritten
  }
}

extension Module {
  /// Where control gets to from `block`, past blocks that only go on, and what it passes there; `nil`
  /// if the block does more, or if that has no end.
  fileprivate func end(
    ofWayTo block: BlockID, with values: [ValueID]
  ) -> (block: BlockID, values: [ValueID])? {
    var place = (block: block, values: values)
    var seen: Set<BlockID> = [block]
    while let next = next(after: place.block, with: place.values) {
      guard seen.insert(next.block).inserted else { return nil }
      place = next
    }
    return place.block == block ? nil : place
  }

  /// Where a block goes that only goes on, and whose arguments nothing else uses.
  private func next(
    after block: BlockID, with values: [ValueID]
  ) -> (block: BlockID, values: [ValueID])? {
    let arguments = arguments(of: block)
    guard let only = firstOperation(in: block), let branch: ControlFlow.Branch = match(only),
      arguments.count == values.count,
      arguments.allSatisfy({ uses(of: $0).allSatisfy { $0.operation == only } })
    else { return nil }
    let passed = Dictionary(uniqueKeysWithValues: zip(arguments, values))
    return (branch.target, branch.values.map { passed[$0] ?? $0 })
  }

  /// Whether an operation lies in a block, at any depth.
  fileprivate func isInside(_ operation: OperationID, _ block: BlockID) -> Bool {
    var current: OperationID? = operation
    while let inner = current {
      if self.block(of: inner) == block { return true }
      current = parent(of: inner)
    }
    return false
  }
}
