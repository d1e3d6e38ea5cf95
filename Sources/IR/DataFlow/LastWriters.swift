/// Which operations may have written last to each piece of memory that only accesses and views see.
///
///     let writers = context.analysis(DenseAnalysis<LastWriters>.self, of: root, in: module)
///     writers.state(before: load)?[memory]
public struct LastWriters: StateTransfer {
  /// Who wrote to memory.
  public enum Writer: Hashable, Sendable {
    /// Nobody: it is as it was allocated.
    case nobody
    case operation(OperationID)
  }

  public struct State: ProgramState {
    private var writers: [ValueID: Set<Writer>] = [:]

    /// Who may have written last to some part of memory; `nil` if that is not followed.
    public subscript(memory: ValueID) -> Set<Writer>? {
      get { writers[memory] }
      set { writers[memory] = newValue }
    }

    public func joined(with other: State) -> State {
      var both = self
      both.writers.merge(other.writers) { $0.union($1) }
      return both
    }
  }

  private let aliasing: Aliasing

  public init(of root: OperationID, in module: Module) {
    aliasing = Aliasing(of: root, in: module)
  }

  public func boundary(of region: RegionID, in module: Module) -> State { State() }

  public func state(across operation: OperationID, from state: State, in module: Module) -> State {
    var state = state
    if module.definition(of: operation) is any MemoryAllocation.Type,
      let memory = module.results(of: operation).first, aliasing.isKept(memory, in: module)
    {
      state[memory] = [.nobody]
    }
    for access in module.accesses(inside: operation) where access.kind == .write {
      let memory = memory(of: access, in: module)
      guard let earlier = state[memory] else { continue }
      let writer = Writer.operation(operation)
      let isAll = module.writesAll(access, of: memory, at: operation)
      state[memory] = isAll ? [writer] : earlier.union([writer])
    }
    return state
  }

  /// The allocation or argument whose memory is touched.
  public func memory(of access: MemoryAccess, in module: Module) -> ValueID {
    aliasing.memory(of: access.memory, in: module)
  }
}

extension Module {
  /// How an operation, or something inside it, touches memory that nothing but accesses and views
  /// sees.
  func accesses(inside operation: OperationID) -> [MemoryAccess] {
    var all: [MemoryAccess] = []
    walk(operation) { inner in
      if regionCount(of: inner) == 0 { all += memoryAccesses(of: inner) ?? [] }
    }
    return all
  }

  /// Whether an access certainly writes every element of memory, which then has just one.
  func writesAll(_ access: MemoryAccess, of memory: ValueID, at operation: OperationID) -> Bool {
    guard regionCount(of: operation) == 0, access.element != nil,
      case .memref(let type) = type(of: memory)
    else { return false }
    return type.shape.allSatisfy { $0 == 1 }
  }
}
