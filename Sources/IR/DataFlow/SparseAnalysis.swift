import Support

/// What is known of every value inside an operation: facts that flow from definitions to uses, along
/// branches that may be taken and into regions that may run.
///
///     let constants = context.analysis(SparseAnalysis<ConstantTransfer>.self, of: root, in: module)
///     constants[value]
///
/// Facts start as `unreached` and only grow, in sweeps over what is reached, until nothing changes;
/// after a few sweeps they are widened, so that there is an end.
public struct SparseAnalysis<Transfer: FactTransfer>: Analysis {
  public typealias Known = Transfer.Known

  private var facts: [ValueID: Known] = [:]
  private var reached: Set<BlockID> = []
  private let transfer = Transfer()
  private var hasChanged = false
  private var sweep = 0

  /// After so many sweeps facts are widened.
  private static var patience: Int { 3 }

  public init(of root: OperationID, in module: Module) {
    repeat {
      hasChanged = false
      sweep += 1
      enter(root, of: module)
    } while hasChanged
  }

  /// What is known of a value; `unreached` if control never gets to it.
  public subscript(value: ValueID) -> Known { facts[value] ?? .unreached }

  /// Whether control may reach a block.
  public func isReached(_ block: BlockID) -> Bool { reached.contains(block) }

  // MARK: Growing

  private mutating func join(_ fact: Known, into value: ValueID) {
    let old = self[value]
    var new = old.joined(with: fact)
    guard new != old else { return }
    if sweep > Self.patience { new = new.widened(from: old) }
    facts[value] = new
    hasChanged = true
  }

  private mutating func reach(_ block: BlockID) {
    if reached.insert(block).inserted { hasChanged = true }
  }

  // MARK: Walking

  /// Enters every region of an operation of which nothing else is known.
  private mutating func enter(_ operation: OperationID, of module: Module) {
    for region in module.regions(of: operation) {
      guard let entry = module.entryBlock(of: region) else { continue }
      for argument in module.arguments(of: entry) { join(.unknown, into: argument) }
      reach(entry)
      visit(region, of: module)
    }
  }

  private mutating func visit(_ region: RegionID, of module: Module) {
    for block in module.blocks(in: region) where reached.contains(block) {
      for operation in module.operations(in: block) { visit(operation, of: module) }
    }
  }

  private mutating func visit(_ operation: OperationID, of module: Module) {
    let operands = module.operands(of: operation).map { self[$0] }
    guard operands.allSatisfy({ $0 != .unreached }) else { return }
    if module.regionCount(of: operation) > 0 {
      visitRegions(of: operation, module)
    } else if !module.successors(of: operation).isEmpty {
      visitBranch(operation, module)
    } else {
      let results = module.results(of: operation)
      guard !results.isEmpty else { return }
      let new = transfer.facts(of: operation, operands: operands, in: module)
      for (index, result) in results.enumerated() {
        join(index < new.count ? new[index] : .unknown, into: result)
      }
    }
  }

  private mutating func visitRegions(of operation: OperationID, _ module: Module) {
    guard let definition = module.definition(of: operation) as? any RegionFlowOperation.Type else {
      for result in module.results(of: operation) { join(.unknown, into: result) }
      return enter(operation, of: module)
    }
    let flow = definition.flow(of: operation, in: module) { self[$0].integer }
    for region in flow.regions {
      if let entry = module.entryBlock(of: region) { reach(entry) }
    }
    for value in flow.unknown { join(.unknown, into: value) }
    for counter in flow.counters {
      let bounds = [counter.lower, counter.upper, counter.step].map { self[$0] }
      join(
        transfer.fact(ofCounterFrom: bounds[0], to: bounds[1], by: bounds[2]),
        into: counter.argument)
    }
    for move in flow.moves where self[move.from] != .unreached {
      join(self[move.from], into: move.to)
    }
    for region in flow.regions { visit(region, of: module) }
    // What the regions give may be known only now.
    for move in flow.moves where self[move.from] != .unreached {
      join(self[move.from], into: move.to)
    }
  }

  private mutating func visitBranch(_ operation: OperationID, _ module: Module) {
    let successors = module.successors(of: operation)
    let branch = (module.definition(of: operation) as? any BranchOperation.Type)?
      .init(operation, in: module)
    let taken = branch?.selector.flatMap { self[$0].integer }
      .flatMap { branch?.successor(selectedBy: $0) }
    for (number, block) in successors.enumerated() where taken ?? number == number {
      reach(block)
      let arguments = module.arguments(of: block)
      let values = branch?.values(forSuccessor: number) ?? []
      for (index, argument) in arguments.enumerated() {
        join(index < values.count ? self[values[index]] : .unknown, into: argument)
      }
    }
  }
}
