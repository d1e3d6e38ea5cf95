/// What is known at every point inside an operation, before and after each operation that control
/// reaches; states flow along branches, through regions and, where all calls are known, into
/// functions and back.
///
///     let writers = context.analysis(DenseAnalysis<LastWriters>.self, of: root, in: module)
///     writers.forEachOperation(of: module) { operation, known in … }
///
/// States only grow, function by function, those that are called first, until nothing changes. Kept
/// are those of blocks; between operations they follow from these.
public struct DenseAnalysis<Transfer: StateTransfer>: Analysis {
  public typealias State = Transfer.State

  /// How values of states come about.
  public let transfer: Transfer
  private let root: OperationID
  private let calls: FunctionCalls
  private var pending: ScopeQueue
  private var entered: Set<OperationID> = []
  /// What is known where control, or backward what follows, comes into a block.
  private var blocks: [BlockID: State] = [:]
  /// What is known where it leaves a region.
  private var regions: [RegionID: State] = [:]
  /// The order to visit blocks in, of regions with more than one.
  private var orders: [RegionID: [BlockID]] = [:]
  private var hasChanged = false

  public init(of root: OperationID, in module: Module) {
    self.root = root
    transfer = Transfer(of: root, in: module)
    calls = FunctionCalls(of: root, in: module)
    pending = ScopeQueue(calls.scopes)
    pending.insert(root)
    entered = [root]
    while let scope = pending.popFirst() {
      let before = module.regions(of: scope).first.flatMap { regions[$0] }
      repeat {
        hasChanged = false
        visitRegions(of: scope, in: module)
      } while hasChanged
      guard isEntered(scope), before != module.regions(of: scope).first.flatMap({ regions[$0] })
      else { continue }
      for caller in calls.scopes(calling: scope) where entered.contains(caller) {
        pending.insert(caller)
      }
    }
  }

  /// What is known in front of an operation; `nil` where control does not get to, or backward what
  /// control does not leave.
  ///
  /// Found by walking the operation's block: use `forEachOperation` to ask for many.
  public func state(before operation: OperationID, in module: Module) -> State? {
    state(at: operation, isBehind: Transfer.isBackward, in: module)
  }

  /// What is known behind an operation; see `state(before:)`.
  public func state(after operation: OperationID, in module: Module) -> State? {
    state(at: operation, isBehind: !Transfer.isBackward, in: module)
  }

  /// Calls `visit` with each operation inside the root that control reaches, and with what is known in
  /// front of it, or backward behind it; outer operations before inner ones.
  public func forEachOperation(
    of module: Module, _ visit: (_ operation: OperationID, _ known: State) -> Void
  ) {
    forEachOperation(inside: root, of: module, visit)
  }

  private func forEachOperation(
    inside parent: OperationID, of module: Module, _ visit: (OperationID, State) -> Void
  ) {
    for block in module.regions(of: parent).flatMap({ module.blocks(in: $0) }) {
      guard var state = blocks[block] else { continue }
      for operation in operations(in: block, of: module) {
        visit(operation, state)
        forEachOperation(inside: operation, of: module, visit)
        guard leave(operation, &state, in: module) else { break }
      }
    }
  }

  /// What is known where an operation is come to, or left behind.
  private func state(
    at operation: OperationID, isBehind: Bool, in module: Module
  ) -> State? {
    guard let block = module.block(of: operation), var state = blocks[block] else { return nil }
    for inner in operations(in: block, of: module) {
      if inner == operation, !isBehind { return state }
      guard leave(inner, &state, in: module) else { return nil }
      if inner == operation { return state }
    }
    return nil
  }

  private func operations(in block: BlockID, of module: Module) -> [OperationID] {
    let operations = module.operations(in: block)
    return Transfer.isBackward ? operations.reversed() : operations
  }

  /// Whether states come into a function from its calls.
  private func isEntered(_ function: OperationID) -> Bool {
    Transfer.entersCalls && calls.isClosed(function)
  }

  // MARK: Growing

  private mutating func join<Key: Hashable>(
    _ state: State?, into place: WritableKeyPath<Self, [Key: State]>, _ key: Key
  ) {
    guard let state else { return }
    let old = self[keyPath: place][key]
    let new = old?.joined(with: state) ?? state
    guard new != old else { return }
    self[keyPath: place][key] = new
    hasChanged = true
  }

  private mutating func enter(_ region: RegionID, with state: State?, in module: Module) {
    if Transfer.isBackward {
      for block in module.blocks(in: region) where module.successors(after: block).isEmpty {
        join(state, into: \.blocks, block)
      }
    } else if let entry = module.entryBlock(of: region) {
      join(state, into: \.blocks, entry)
    }
  }

  // MARK: Walking

  private mutating func visitRegions(of operation: OperationID, in module: Module) {
    for region in module.regions(of: operation) {
      if !isEntered(operation) {
        enter(region, with: transfer.boundary(of: region, in: module), in: module)
      }
      visit(region, in: module)
    }
  }

  private mutating func visit(_ region: RegionID, in module: Module) {
    let order = orders[region] ?? blocksInOrder(region, of: module)
    if order.count > 1 { orders[region] = order }
    for block in order {
      guard let start = blocks[block] else { continue }
      let end = visit(block, from: start, in: module)
      let next =
        Transfer.isBackward ? module.predecessors(of: block) : module.successors(after: block)
      for other in next { join(end, into: \.blocks, other) }
      let leaves =
        Transfer.isBackward ? block == module.entryBlock(of: region) : next.isEmpty
      if leaves { join(end, into: \.regions, region) }
    }
  }

  /// Blocks so that states have come in on all ways, but for loops, before they are visited.
  private func blocksInOrder(_ region: RegionID, of module: Module) -> [BlockID] {
    let all = module.blocks(in: region)
    guard all.count > 1 else { return all }
    let order = module.blocksInReversePostorder(of: region)
    guard Transfer.isBackward else { return order }
    let reachable = Set(order)
    return order.reversed() + all.reversed().filter { !reachable.contains($0) }
  }

  private mutating func visit(_ block: BlockID, from start: State, in module: Module) -> State? {
    var state = start
    for operation in operations(in: block, of: module) {
      enter(operation, state, in: module)
      guard leave(operation, &state, in: module) else { return nil }
    }
    return state
  }

  /// Has states flow into the regions of an operation, or of what it calls.
  private mutating func enter(_ operation: OperationID, _ state: State, in module: Module) {
    if let region = calledRegion(operation, in: module) {
      let hadChanged = hasChanged
      hasChanged = false
      enter(region, with: state, in: module)
      let function = module.owner(of: region)
      if hasChanged, entered.contains(function) { pending.insert(function) }
      hasChanged = hadChanged
    } else if let flow = flow(of: operation, in: module) {
      let ways = ways(of: flow)
      let part = transfer.part(of: state, inside: operation)
      for way in ways where way.from == nil {
        if let target = way.to { enter(target, with: part, in: module) }
      }
      for region in Transfer.isBackward ? flow.regions.reversed() : flow.regions {
        visit(region, in: module)
        for way in ways where way.from == region {
          if let target = way.to { enter(target, with: regions[region], in: module) }
        }
      }
    } else if FunctionCalls.isScope(operation, in: module) {
      if entered.insert(operation).inserted { pending.insert(operation) }
    } else {
      visitRegions(of: operation, in: module)
    }
  }

  /// Turns what is known on this side of an operation into what is known on the other side; `false`
  /// if control does not get there.
  private func leave(_ operation: OperationID, _ state: inout State, in module: Module) -> Bool {
    if let region = calledRegion(operation, in: module) {
      guard let end = regions[region] else { return false }
      state = end
      return true
    }
    guard let flow = flow(of: operation, in: module) else {
      transfer.cross(operation, &state, in: module)
      return true
    }
    var end: State?
    for way in ways(of: flow) where way.to == nil {
      let known = way.from.map { regions[$0] } ?? transfer.part(of: state, inside: operation)
      guard let known else { continue }
      end = end?.joined(with: known) ?? known
    }
    guard let end else { return false }
    transfer.put(end, inside: operation, into: &state)
    return true
  }

  /// The region of the function that a call enters.
  private func calledRegion(_ operation: OperationID, in module: Module) -> RegionID? {
    guard let function = calls.function(of: operation), isEntered(function) else { return nil }
    return module.regions(of: function).first
  }

  private func flow(of operation: OperationID, in module: Module) -> RegionFlow? {
    guard module.regionCount(of: operation) > 0,
      let flowing = module.definition(of: operation) as? any RegionFlowOperation.Type
    else { return nil }
    return flowing.flow(of: operation, in: module) { module.constantValue(of: $0)?.integerValue }
  }

  private func ways(of flow: RegionFlow) -> [(from: RegionID?, to: RegionID?)] {
    flow.possibleWays.map {
      Transfer.isBackward ? (from: $0.to, to: $0.from) : (from: $0.from, to: $0.to)
    }
  }
}
