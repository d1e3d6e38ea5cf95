import IR

extension ReductionStep {
  /// Takes one way of a branch for good, or leaves the region there, and erases the blocks that
  /// nothing goes to any more.
  ///
  /// Before:
  ///
  ///     "cf.cond_br"(%c)[^bb1, ^bb2] <{operandSegmentSizes = array<i32: 1, 0, 0>}> : (i1) -> ()
  ///
  /// After:
  ///
  ///     "cf.br"()[^bb1] : () -> ()
  public static let simplifyBranches = ReductionStep("simplify-branches") { module in
    var edits: [ReductionEdit] = []
    for operation in module.operationsInside() {
      let successors = module.successors(of: operation)
      guard !successors.isEmpty else { continue }
      edits.append(ReductionEdit(of: operation) { $0.leaveRegion(at: operation) })
      guard successors.count > 1 else { continue }
      for number in successors.indices {
        edits.append(ReductionEdit(of: operation) { $0.go(to: number, at: operation) })
      }
    }
    return edits
  }

  /// Puts a block behind the only one that goes to it, and nowhere else.
  public static let mergeBlocks = ReductionStep("merge-blocks") { module in
    module.operationsInside().filter { module.successors(of: $0).count == 1 }.map { branch in
      ReductionEdit(of: branch) { $0.mergeSuccessor(of: branch) }
    }
  }

  /// Takes arguments away from blocks that are branched to, with the operands for them.
  public static let dropBlockArguments = ReductionStep("drop-block-arguments") { module in
    var edits: [ReductionEdit] = []
    for operation in module.operationsInside() {
      for region in module.regions(of: operation) {
        for block in module.blocks(in: region) {
          for number in module.arguments(of: block).indices.reversed() {
            edits.append(
              ReductionEdit(of: operation) { $0.removeArgument(number, of: block, in: region) })
          }
        }
      }
    }
    return edits
  }
}

extension Module {
  /// The name of the operation of the same dialect that only branches.
  private func plainBranch(like operation: OperationID) -> String? {
    let dialect = name(of: operation).prefix { $0 != "." }
    return ["\(dialect).br", "cf.br"].first {
      context.definition(named: $0) is any BranchOperation.Type
    }
  }

  private func branch(_ operation: OperationID) -> (any BranchOperation)? {
    (definition(of: operation) as? any BranchOperation.Type)?.init(operation, in: self)
  }

  fileprivate mutating func go(to number: Int, at operation: OperationID) {
    guard successors(of: operation).count > number,
      let block = block(of: operation), let region = region(of: block)
    else { return }
    let successor = successors(of: operation)[number]
    guard let branch = branch(operation), let name = plainBranch(like: operation) else {
      // Of an operation that nothing is known of, only the successor goes.
      setSuccessors(of: operation, to: [successor])
      eraseUnreachable(in: region)
      return
    }
    var state = OperationState(
      name: name, operands: branch.values(forSuccessor: number), successors: [successor],
      location: location(of: operation))
    state.kind = context.definition(named: name).map { .init($0) }
    insert(state, at: .before(operation))
    erase(operation)
    eraseUnreachable(in: region)
  }

  /// Puts a copy of an operation that leaves the region in place of a branch.
  fileprivate mutating func leaveRegion(at operation: OperationID) {
    guard let block = block(of: operation), let region = region(of: block)
    else { return }
    let ends = blocks(in: region).compactMap { lastOperation(in: $0) }
    guard
      let leave = ends.first(where: {
        $0 != operation && successors(of: $0).isEmpty && endsBlock($0)
          && regionCount(of: $0) == 0 && resultCount(of: $0) == 0
      })
    else { return }
    var state = OperationState(
      name: name(of: leave), properties: properties(of: leave), attributes: attributes(of: leave),
      location: location(of: leave))
    state.kind = context.definition(named: state.name).map { .init($0) }
    for operand in operands(of: leave) {
      let type = type(of: operand)
      let value =
        earlierValue(of: type, before: operation) ?? insertSource(of: type, before: operation)
      state.operands.append(value)
    }
    insert(state, at: .before(operation))
    eraseReplacing(operation)
    eraseUnreachable(in: region)
  }

  fileprivate mutating func mergeSuccessor(of branch: OperationID) {
    guard successors(of: branch).count == 1, let block = block(of: branch),
      let region = region(of: block)
    else { return }
    let target = successors(of: branch)[0]
    let values = operands(of: branch)
    let arguments = arguments(of: target)
    guard target != block, target != entryBlock(of: region), regionCount(of: branch) == 0,
      resultCount(of: branch) == 0, predecessors(of: target, in: region) == [branch],
      values.map({ type(of: $0) }) == arguments.map({ type(of: $0) })
    else { return }
    for (argument, value) in zip(arguments, values) {
      guard argument != value else { return }
      replaceAllUses(of: argument, with: value)
    }
    erase(branch)
    moveOperations(from: target, to: block)
    erase(target)
  }

  /// The operations of a region that may go to a block.
  private func predecessors(of block: BlockID, in region: RegionID) -> [OperationID] {
    blocks(in: region).flatMap { operations(in: $0) }.filter {
      successors(of: $0).contains(block)
    }
  }

  /// Erases the blocks of a region that cannot be reached from its entry.
  mutating func eraseUnreachable(in region: RegionID) {
    guard let entry = entryBlock(of: region) else { return }
    var reached: Set<BlockID> = [entry]
    var pending = [entry]
    while let block = pending.popLast() {
      for successor in operations(in: block).flatMap({ successors(of: $0) })
      where reached.insert(successor).inserted { pending.append(successor) }
    }
    erase(blocks(in: region).filter { !reached.contains($0) })
  }

  fileprivate mutating func removeArgument(_ number: Int, of block: BlockID, in region: RegionID) {
    guard blocks(in: region).contains(block), number < arguments(of: block).count else { return }
    let argument = arguments(of: block)[number]
    for branch in predecessors(of: block, in: region) {
      for (place, successor) in successors(of: branch).enumerated().reversed()
      where successor == block {
        guard let operand = operandNumber(ofArgument: number, successor: place, of: branch) else {
          return
        }
        removeOperand(operand, of: branch)
      }
    }
    if hasUses(argument) {
      guard let first = firstOperation(in: block) else { return }
      let type = type(of: argument)
      let other = arguments(of: block).first { $0 != argument && self.type(of: $0) == type }
      let value = other ?? insertSource(of: type, before: first)
      replaceAllUses(of: argument, with: value)
    }
    removeArguments(of: block, at: [number])
  }

  /// Which operand of a branch is for an argument of one of its successors.
  private func operandNumber(
    ofArgument number: Int, successor: Int, of operation: OperationID
  ) -> Int? {
    if case .denseArray(_, let sizes)? = property("operandSegmentSizes", of: operation),
      sizes.count > successors(of: operation).count
    {
      let group = sizes.count - successors(of: operation).count + successor
      return number < sizes[group] ? sizes[..<group].reduce(0, +) + number : nil
    }
    guard successors(of: operation).count == 1, number < operandCount(of: operation) else {
      return nil
    }
    return number
  }
}
