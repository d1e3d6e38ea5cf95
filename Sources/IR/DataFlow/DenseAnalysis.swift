/// What is known at a point of a program: an element of a lattice of finite height.
public protocol ProgramState: Hashable, Sendable {
  /// What holds where control came from here or from there.
  func joined(with other: Self) -> Self
}

/// How what is known at a point of a program changes along operations.
public protocol StateTransfer: Sendable {
  associatedtype State: ProgramState

  /// Whether what is known follows from what comes later, not from what came before.
  static var isBackward: Bool { get }
  init(of root: OperationID, in module: Module)
  /// What is known where a region begins, or backward where it ends, of which nothing else is known:
  /// functions that anyone may call.
  func boundary(of region: RegionID, in module: Module) -> State
  /// What is known after an operation, backward before it, from what is known on the other side. Not
  /// asked of operations that say how their regions run, and of calls of functions of which all calls
  /// are known.
  func state(across operation: OperationID, from state: State, in module: Module) -> State
}

extension StateTransfer {
  public static var isBackward: Bool { false }
}

/// What is known at every point inside an operation, before and after each operation that control
/// reaches; states flow along branches, through regions and, where all calls are known, into
/// functions and back.
///
///     let writers = context.analysis(DenseAnalysis<LastWriters>.self, of: root, in: module)
///     writers.state(before: load)
///
/// Points are visited in sweeps until nothing changes; states only grow.
public struct DenseAnalysis<Transfer: StateTransfer>: Analysis {
  public typealias State = Transfer.State

  /// How values of states come about.
  public let transfer: Transfer
  private let calls: FunctionCalls
  /// What is known on the side of an operation where control, or backward what follows, comes in.
  private var entering: [OperationID: State] = [:]
  private var leaving: [OperationID: State] = [:]
  private var blocks: [BlockID: State] = [:]
  private var regions: [RegionID: State] = [:]
  private var hasChanged = false

  public init(of root: OperationID, in module: Module) {
    transfer = Transfer(of: root, in: module)
    calls = FunctionCalls(of: root, in: module)
    repeat {
      hasChanged = false
      for region in module.regions(of: root) {
        enter(region, with: transfer.boundary(of: region, in: module), in: module)
        visit(region, in: module)
      }
    } while hasChanged
  }

  /// What is known in front of an operation; `nil` where control does not get to, or backward what
  /// control does not leave.
  public func state(before operation: OperationID) -> State? {
    Transfer.isBackward ? leaving[operation] : entering[operation]
  }

  /// What is known behind an operation; see `state(before:)`.
  public func state(after operation: OperationID) -> State? {
    Transfer.isBackward ? entering[operation] : leaving[operation]
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

  private mutating func visit(_ region: RegionID, in module: Module) {
    let all = module.blocks(in: region)
    for block in Transfer.isBackward ? all.reversed() : all {
      guard let start = blocks[block] else { continue }
      let end = visit(block, from: start, in: module)
      if Transfer.isBackward {
        for other in all where module.successors(after: other).contains(block) {
          join(end, into: \.blocks, other)
        }
        if block == all.first { join(end, into: \.regions, region) }
      } else {
        let next = module.successors(after: block)
        for other in next { join(end, into: \.blocks, other) }
        if next.isEmpty { join(end, into: \.regions, region) }
      }
    }
  }

  private mutating func visit(_ block: BlockID, from start: State, in module: Module) -> State? {
    var state: State? = start
    let operations = module.operations(in: block)
    for operation in Transfer.isBackward ? operations.reversed() : Array(operations) {
      guard let known = state else { return nil }
      join(known, into: \.entering, operation)
      state = cross(operation, from: known, in: module)
      join(state, into: \.leaving, operation)
    }
    return state
  }

  private mutating func cross(
    _ operation: OperationID, from state: State, in module: Module
  ) -> State? {
    if let function = calls.function(of: operation), calls.isClosed(function),
      let region = module.regions(of: function).first
    {
      enter(region, with: state, in: module)
      return regions[region]
    }
    guard module.regionCount(of: operation) > 0 else {
      return transfer.state(across: operation, from: state, in: module)
    }
    if let flowing = module.definition(of: operation) as? any RegionFlowOperation.Type {
      let flow = flowing.flow(of: operation, in: module) {
        module.constantValue(of: $0)?.integerValue
      }
      return cross(flow, from: state, in: module)
    }
    for region in module.regions(of: operation) {
      if !calls.isClosed(operation) {
        enter(region, with: transfer.boundary(of: region, in: module), in: module)
      }
      visit(region, in: module)
    }
    return transfer.state(across: operation, from: state, in: module)
  }

  private mutating func cross(
    _ flow: RegionFlow, from state: State, in module: Module
  ) -> State? {
    let ways = flow.possibleWays.map {
      Transfer.isBackward ? (from: $0.to, to: $0.from) : (from: $0.from, to: $0.to)
    }
    for way in ways where way.from == nil {
      if let target = way.to { enter(target, with: state, in: module) }
    }
    for region in Transfer.isBackward ? flow.regions.reversed() : flow.regions {
      visit(region, in: module)
      for way in ways where way.from == region {
        if let target = way.to { enter(target, with: regions[region], in: module) }
      }
    }
    var end: State?
    for way in ways where way.to == nil {
      guard let known = way.from.map({ regions[$0] }) ?? state else { continue }
      end = end?.joined(with: known) ?? known
    }
    return end
  }
}
