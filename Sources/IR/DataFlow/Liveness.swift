/// Which values are needed later: at the start and the end of every block, and between operations.
///
///     let liveness = context.analysis(Liveness.self, of: root, in: module)
///     liveness.isLive(value, after: operation, in: module)
///
/// What is used inside an operation's regions is used by the operation. What a loop uses from outside
/// of it is live to the end of its body, for the next iteration needs it.
public struct Liveness: Analysis {
  private var starts: [BlockID: Set<ValueID>] = [:]
  private var ends: [BlockID: Set<ValueID>] = [:]

  public init(of root: OperationID, in module: Module) {
    module.walk(root) { operation in
      for region in module.regions(of: operation) { solve(region, in: module) }
    }
  }

  /// Values that are defined before a block and used in it or after it.
  public func liveIn(_ block: BlockID) -> Set<ValueID> { starts[block] ?? [] }

  /// Values that are used after a block.
  public func liveOut(_ block: BlockID) -> Set<ValueID> { ends[block] ?? [] }

  /// Whether a value is still needed when an operation has run, in the operation's own region.
  public func isLive(_ value: ValueID, after operation: OperationID, in module: Module) -> Bool {
    guard let block = module.block(of: operation) else { return false }
    if liveOut(block).contains(value) { return true }
    var next = module.next(after: operation)
    while let current = next {
      if module.uses(value, inside: current) { return true }
      next = module.next(after: current)
    }
    return false
  }

  /// The operations in a value's own region before which it is needed, in order of the blocks; the
  /// one that defines it comes first.
  public func range(of value: ValueID, in module: Module) -> [OperationID] {
    let home: BlockID?
    switch module.definition(of: value) {
    case .result(let operation, _): home = module.block(of: operation)
    case .argument(let block, _): home = block
    }
    guard let home, let region = module.region(of: home) else { return [] }
    var range: [OperationID] = []
    for block in module.blocks(in: region) {
      let isHome = block == home
      guard isHome || liveIn(block).contains(value) else { continue }
      let operations = module.operations(in: block)
      var first = 0
      if isHome, let definer = module.definingOperation(of: value) {
        first = operations.firstIndex(of: definer) ?? 0
      }
      var last = operations.count - 1
      if !liveOut(block).contains(value) {
        last = operations.lastIndex { module.uses(value, inside: $0) } ?? (isHome ? first : -1)
      }
      if first <= last { range += operations[first...last] }
    }
    return range
  }

  // MARK: Solving

  private mutating func solve(_ region: RegionID, in module: Module) {
    let blocks = module.blocks(in: region)
    var used: [BlockID: Set<ValueID>] = [:]
    var defined: [BlockID: Set<ValueID>] = [:]
    for block in blocks {
      var own = Set(module.arguments(of: block))
      var needed: Set<ValueID> = []
      for operation in module.operations(in: block) {
        needed.formUnion(module.valuesUsed(by: operation).subtracting(own))
        own.formUnion(module.results(of: operation))
      }
      (used[block], defined[block]) = (needed, own)
    }
    // The next iteration needs what the loop takes from outside.
    var kept: Set<ValueID> = []
    if module.definition(of: module.owner(of: region))?.traits.contains(.loop) ?? false {
      let inside = defined.values.reduce(into: Set()) { $0.formUnion($1) }
      kept = used.values.reduce(into: Set()) { $0.formUnion($1) }.subtracting(inside)
    }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for block in blocks.reversed() {
        let successors = module.successors(after: block)
        let out = successors.reduce(into: successors.isEmpty ? kept : []) {
          $0.formUnion(starts[$1] ?? [])
        }
        let live = (used[block] ?? []).union(out.subtracting(defined[block] ?? []))
        if ends[block] != out || starts[block] != live { hasChanged = true }
        (ends[block], starts[block]) = (out, live)
      }
    }
  }
}

extension Module {
  /// Values from outside of an operation that it uses, or that something inside it does.
  fileprivate func valuesUsed(by operation: OperationID) -> Set<ValueID> {
    var used = Set(operands(of: operation))
    for region in regions(of: operation) {
      for block in blocks(in: region) {
        var inside: Set<ValueID> = []
        for inner in self.operations(in: block) { inside.formUnion(valuesUsed(by: inner)) }
        used.formUnion(inside.filter { !isDefined($0, inside: operation) })
      }
    }
    return used
  }

  private func isDefined(_ value: ValueID, inside operation: OperationID) -> Bool {
    var place: OperationID?
    switch definition(of: value) {
    case .result(let definer, _): place = parent(of: definer)
    case .argument(let block, _): place = region(of: block).map { owner(of: $0) }
    }
    while let current = place {
      if current == operation { return true }
      place = parent(of: current)
    }
    return false
  }

  /// Whether an operation, or something inside it, uses a value.
  fileprivate func uses(_ value: ValueID, inside operation: OperationID) -> Bool {
    users(of: value).contains { user in
      var place: OperationID? = user
      while let current = place {
        if current == operation { return true }
        place = parent(of: current)
      }
      return false
    }
  }
}
