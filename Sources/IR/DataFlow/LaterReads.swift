/// Which memory that only accesses and views see may be read later.
public struct LaterReads: StateTransfer {
  public struct State: ProgramState {
    fileprivate var memories: Set<ValueID> = []
    /// Whether any memory may be read.
    fileprivate var isAnything = false

    /// Whether some part of memory may be read.
    public func contains(_ memory: ValueID) -> Bool { isAnything || memories.contains(memory) }

    public func joined(with other: State) -> State {
      State(
        memories: memories.union(other.memories), isAnything: isAnything || other.isAnything)
    }
  }

  public static var isBackward: Bool { true }
  /// A function sees no memory of its callers that is followed.
  public static var entersCalls: Bool { false }
  private let aliasing: Aliasing
  private let inside: MemoryInside

  public init(of root: OperationID, in module: Module) {
    aliasing = Aliasing(of: root, in: module)
    inside = MemoryInside(root, aliasing, in: module)
  }

  /// After a function nothing reads what it keeps; after other regions anything may.
  public func boundary(of region: RegionID, in module: Module) -> State {
    State(isAnything: !module.isIsolated(module.owner(of: region)))
  }

  public func cross(_ operation: OperationID, _ state: inout State, in module: Module) {
    if let memory = module.results(of: operation).first { state.memories.remove(memory) }
    let accesses = module.accesses(inside: operation)
    for access in accesses where access.kind == .write {
      let memory = memory(of: access, in: module)
      if module.writesAll(access, of: memory, at: operation) { state.memories.remove(memory) }
    }
    for access in accesses where access.kind == .read {
      state.memories.insert(memory(of: access, in: module))
    }
  }

  public func part(of state: State, inside operation: OperationID) -> State {
    State(
      memories: inside[operation].intersection(state.memories), isAnything: state.isAnything)
  }

  public func put(_ part: State, inside operation: OperationID, into state: inout State) {
    for memory in inside[operation] {
      if part.memories.contains(memory) {
        state.memories.insert(memory)
      } else {
        state.memories.remove(memory)
      }
    }
    state.isAnything = part.isAnything
  }

  /// The allocation or argument whose memory is touched.
  public func memory(of access: MemoryAccess, in module: Module) -> ValueID {
    aliasing.memory(of: access.memory, in: module)
  }

  /// Whether it is memory that only accesses and views see, of which this analysis knows.
  public func follows(_ memory: ValueID, in module: Module) -> Bool {
    aliasing.isKept(memory, in: module)
  }
}
