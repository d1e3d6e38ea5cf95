import Support

/// What is known of every value inside an operation: facts that flow from definitions to uses, along
/// branches that may be taken and into regions that may run.
///
///     let constants = context.analysis(SparseAnalysis<ConstantTransfer>.self, of: root, in: module)
///     constants[value]
///
/// Facts start as `unreached` and only grow, in sweeps over what is reached, until nothing changes;
/// each function by itself, those that are called first, and again when what it gets has grown.
/// Those that go round a loop and have grown a few times are widened, so that there is an end; some
/// more sweeps then take back what widening gave away. Facts go into functions that are private and
/// only called, and come back to every call of a function that is there. Where control goes only if a condition holds, what
/// follows from it is known too: see `fact(of:in:)`.
public struct SparseAnalysis<Transfer: FactTransfer>: Analysis {
  public typealias Known = Transfer.Known

  private var facts = GrowingFacts<Known>()
  private var reached: Set<BlockID> = []
  private let transfer = Transfer()
  private let calls: FunctionCalls
  /// Where facts that come in have grown, or control comes in for the first time.
  private var pending: ScopeQueue
  private var entered: Set<OperationID> = []
  /// Those of which a visit has begun and not ended, and how many regions it is in.
  private var underway: Set<OperationID> = []
  private var depth = 0
  /// What is known of what functions return.
  private var returned: [OperationID: [Known]] = [:]

  /// What the conditions on the way to the present place say.
  private var assumed = SharedMap<Known>()
  /// That, at the start of each block, most of which is shared with the block before.
  private var assumedIn: [BlockID: SharedMap<Known>] = [:]
  /// Regions with more than one block: their dominators, and the order to visit blocks in.
  private var graphs: [RegionID: (dominators: Dominators, order: [BlockID])] = [:]

  /// So many regions deep, what is called waits.
  private static var depthLimit: Int { 100 }
  /// At most so many sweeps narrow what was widened.
  private static var narrowings: Int { 4 }

  public init(of root: OperationID, in module: Module) {
    calls = FunctionCalls(of: root, in: module)
    pending = ScopeQueue(calls.scopes)
    pending.insert(root)
    entered = [root]
    while let scope = pending.popFirst() { sweep(scope, of: module) }
    guard facts.hasWidened else { return }
    facts.isNarrowing = true
    for _ in 0..<Self.narrowings {
      facts.hasChanged = false
      assumedIn = [:]
      enter(root, of: module)
      for argument in calls.closedArguments { facts.settle(argument) }
      if !facts.hasChanged { break }
    }
  }

  /// What is known of a value; `unreached` if control never gets to it.
  public subscript(value: ValueID) -> Known { facts[value] }

  /// What is known of a value where it is used in `block`, also by the conditions under which
  /// control gets there.
  public func fact(of value: ValueID, in block: BlockID, of module: Module) -> Known {
    var place: BlockID? = block
    while let inner = place {
      if let assumed = assumedIn[inner] {
        return known(value, where: assumed)
      }
      place = module.region(of: inner).flatMap { module.block(of: module.owner(of: $0)) }
    }
    return self[value]
  }

  /// Whether control may reach a block.
  public func isReached(_ block: BlockID) -> Bool { reached.contains(block) }

  // MARK: Growing

  private mutating func set(_ value: ValueID, to fact: Known) {
    facts.join(fact, into: value)
    facts.settle(value)
  }

  private mutating func setUnknown(_ value: ValueID, of module: Module) {
    set(value, to: transfer.fact(ofAnythingOf: module.type(of: value)))
  }

  private mutating func reach(_ block: BlockID) {
    if reached.insert(block).inserted { facts.hasChanged = true }
  }

  // MARK: Assuming

  private func known(_ value: ValueID) -> Known { known(value, where: assumed) }

  private func known(_ value: ValueID, where assumed: SharedMap<Known>) -> Known {
    assumed[value.index].map { self[value].met(with: $0) } ?? self[value]
  }

  /// Adds what follows from an assumption to what is assumed; `false` if it cannot be.
  private mutating func assume(_ assumption: RegionFlow.Assumption, in module: Module) -> Bool {
    let new = transfer.facts(given: assumption, in: module) { known($0) }
    for (value, fact) in new {
      let old = known(value)
      let both = old.met(with: fact)
      if both == .unreached { return false }
      if both != old { assumed.set(value.index, to: both) }
    }
    return true
  }

  /// Does something where an assumption holds, unless it cannot.
  private mutating func assuming(
    _ assumption: RegionFlow.Assumption?, in module: Module, _ body: (inout Self) -> Void
  ) {
    guard let assumption else { return body(&self) }
    let outer = assumed
    if assume(assumption, in: module) { body(&self) }
    assumed = outer
  }

  // MARK: Walking

  /// Visits a scope until nothing changes.
  private mutating func sweep(_ scope: OperationID, of module: Module) {
    underway.insert(scope)
    repeat {
      facts.hasChanged = false
      assumed = SharedMap()
      enter(scope, of: module)
    } while facts.hasChanged
    underway.remove(scope)
    noteReturns(of: scope, in: module)
  }

  /// Enters every region of an operation of which nothing else is known.
  private mutating func enter(_ operation: OperationID, of module: Module) {
    let isClosed = calls.isClosed(operation)
    for region in module.regions(of: operation) {
      guard let entry = module.entryBlock(of: region) else { continue }
      if isClosed {
        // Its calls reach it, and say what its arguments are.
        visit(region, of: module)
        continue
      }
      for argument in module.arguments(of: entry) { setUnknown(argument, of: module) }
      reach(entry)
      visit(region, of: module)
    }
  }

  private mutating func visit(_ region: RegionID, of module: Module) {
    depth += 1
    defer { depth -= 1 }
    let blocks = module.blocks(in: region)
    guard blocks.count > 1 else {
      if let block = blocks.first, reached.contains(block) { visit(block, of: module) }
      return
    }
    let outer = assumed
    let (dominators, order) =
      graphs[region] ?? (
        Dominators(of: region, in: module), module.blocksInReversePostorder(of: region)
      )
    graphs[region] = (dominators, order)
    for block in order where reached.contains(block) {
      assumed = dominators.immediateDominator(of: block).map { assumedIn[$0] ?? outer } ?? outer
      if let assumption = module.assumption(onEntering: block, dominators),
        !assume(assumption, in: module)
      {
        continue
      }
      visit(block, of: module)
    }
    assumed = outer
    for block in blocks.dropFirst() {
      for argument in module.arguments(of: block) { facts.settle(argument) }
    }
  }

  private mutating func visit(_ block: BlockID, of module: Module) {
    assumedIn[block] = assumed
    for operation in module.operations(in: block) { visit(operation, of: module) }
  }

  private mutating func visit(_ operation: OperationID, of module: Module) {
    let operands = module.operands(of: operation).map { known($0) }
    guard operands.allSatisfy({ $0 != .unreached }) else { return }
    if module.regionCount(of: operation) > 0 {
      visitRegions(of: operation, module)
    } else if !module.successors(of: operation).isEmpty {
      visitBranch(operation, module)
    } else if let function = calls.function(of: operation) {
      visitCall(operation, of: function, operands, module)
    } else {
      let results = module.results(of: operation)
      guard !results.isEmpty else { return }
      let new = transfer.facts(of: operation, operands: operands, in: module) { known($0) }
      for (index, result) in results.enumerated() {
        if index < new.count {
          set(result, to: new[index])
        } else {
          setUnknown(result, of: module)
        }
      }
    }
  }

  private mutating func visitRegions(of operation: OperationID, _ module: Module) {
    guard let definition = module.definition(of: operation) as? any RegionFlowOperation.Type else {
      for result in module.results(of: operation) { setUnknown(result, of: module) }
      return enterScope(operation, of: module)
    }
    let flow = definition.flow(of: operation, in: module) { known($0).integer }
    var idle: Set<RegionID> = []
    for value in flow.unknown { setUnknown(value, of: module) }
    for (value, numbers) in flow.limits {
      facts.limit(value, to: transfer.fact(ofNumbers: numbers, of: module.type(of: value)))
    }
    for counter in flow.counters {
      let bounds = [counter.lower, counter.upper, counter.step].map { bound in
        transfer.fact(of: bound) { known($0) }
      }
      let fact = transfer.fact(ofCounterFrom: bounds[0], to: bounds[1], by: bounds[2])
      if fact == .unreached, let block = module.block(ofArgument: counter.argument),
        let region = module.region(of: block)
      {
        idle.insert(region)
      }
      set(counter.argument, to: fact)
    }
    for region in flow.regions where !idle.contains(region) {
      if let entry = module.entryBlock(of: region) { reach(entry) }
    }
    make(flow, in: module)
    for region in flow.regions where !idle.contains(region) {
      assuming(flow.assumptions[region], in: module) { $0.visit(region, of: module) }
    }
    // What the regions give may be known only now.
    make(flow, in: module)
    for (_, value) in flow.moves { facts.settle(value) }
    for (_, value, _) in flow.guardedMoves { facts.settle(value) }
  }

  /// Joins what moves into where it moves to.
  private mutating func make(_ flow: RegionFlow, in module: Module) {
    for (source, target) in flow.moves where known(source) != .unreached {
      facts.join(known(source), into: target, isCyclic: true)
    }
    for (source, target, assumption) in flow.guardedMoves where known(source) != .unreached {
      assuming(assumption, in: module) {
        $0.facts.join($0.known(source), into: target, isCyclic: true)
      }
    }
  }

  // MARK: Calls

  /// Sees to it that the regions of an operation of which nothing else is known are visited.
  private mutating func enterScope(_ operation: OperationID, of module: Module) {
    guard FunctionCalls.isScope(operation, in: module) else {
      return enter(operation, of: module)
    }
    if facts.isNarrowing {
      enter(operation, of: module)
      noteReturns(of: operation, in: module)
    } else if entered.insert(operation).inserted {
      pending.insert(operation)
    }
  }

  private mutating func visitAgain(_ scope: OperationID) {
    if !facts.isNarrowing, entered.contains(scope) { pending.insert(scope) }
  }

  /// Visits a function in the midst of one that calls it, so that this one goes on with what is
  /// returned; it would have to be visited again after each of its calls otherwise.
  private mutating func visitCalled(_ function: OperationID, of module: Module) {
    guard !facts.isNarrowing, entered.contains(function) else { return }
    guard depth < Self.depthLimit, !underway.contains(function) else {
      return pending.insert(function)
    }
    let outer = assumed
    pending.remove(function)
    sweep(function, of: module)
    (assumed, facts.hasChanged) = (outer, true)
  }

  /// What a function returns goes to its calls when it has grown.
  private mutating func noteReturns(of function: OperationID, in module: Module) {
    var all: [Known] = []
    for last in calls.returns(of: function) {
      guard let block = module.block(of: last), reached.contains(block) else { continue }
      let facts = module.operands(of: last).map { fact(of: $0, in: block, of: module) }
      all = all.isEmpty ? facts : zip(all, facts).map { $0.joined(with: $1) }
    }
    guard returned[function] ?? [] != all else { return }
    returned[function] = all
    for scope in calls.scopes(calling: function) { visitAgain(scope) }
  }

  /// What is passed goes into a function of which all calls are known; what any function returns
  /// comes back.
  private mutating func visitCall(
    _ call: OperationID, of function: OperationID, _ operands: [Known], _ module: Module
  ) {
    if calls.isClosed(function), let entry = module.body(of: function) {
      let hadChanged = facts.hasChanged
      facts.hasChanged = false
      reach(entry)
      for (argument, fact) in zip(module.arguments(of: entry), operands) {
        facts.join(fact, into: argument, isCyclic: true)
      }
      if facts.hasChanged { visitCalled(function, of: module) }
      facts.hasChanged = facts.hasChanged || hadChanged
    }
    for (fact, result) in zip(returned[function] ?? [], module.results(of: call))
    where fact != .unreached {
      facts.join(fact, into: result, isCyclic: true)
    }
    for result in module.results(of: call) { facts.settle(result) }
  }

  // MARK: Branches

  private mutating func visitBranch(_ operation: OperationID, _ module: Module) {
    let successors = module.successors(of: operation)
    let branch = (module.definition(of: operation) as? any BranchOperation.Type)?
      .init(operation, in: module)
    let taken = branch?.selector.flatMap { known($0).integer }
      .flatMap { branch?.successor(selectedBy: $0) }
    for (number, block) in successors.enumerated() where taken ?? number == number {
      let given = branch.flatMap { module.assumption(onTaking: number, of: $0) }
      assuming(given, in: module) { analysis in
        analysis.reach(block)
        let values = branch?.values(forSuccessor: number) ?? []
        for (index, argument) in module.arguments(of: block).enumerated() {
          let fact =
            index < values.count
            ? analysis.known(values[index])
            : analysis.transfer.fact(ofAnythingOf: module.type(of: argument))
          analysis.facts.join(fact, into: argument, isCyclic: true)
        }
      }
    }
  }
}

extension Module {
  /// The block that a value is an argument of; `nil` for a result.
  public func block(ofArgument value: ValueID) -> BlockID? {
    if case .argument(let block, _) = definition(of: value) { block } else { nil }
  }
}
