/// Which operations may have written last to each piece of memory that only accesses and views see.
///
///     let writers = context.analysis(DenseAnalysis<LastWriters>.self, of: root, in: module)
///     writers.state(before: load, in: module)?[memory]
public struct LastWriters: StateTransfer {
  /// Who wrote to a piece of memory.
  public struct Writers: Hashable, Sendable {
    /// Whether nobody may have: it is as it was allocated.
    public fileprivate(set) var mayBeNobody: Bool
    public fileprivate(set) var operations: Set<OperationID> = []
    /// The first of these, in the order of their handles; to say them all might take too long.
    public fileprivate(set) var first: [OperationID] = []

    /// How many `first` holds at most.
    static var firstCount: Int { 8 }

    fileprivate init(mayBeNobody: Bool) { self.mayBeNobody = mayBeNobody }

    fileprivate mutating func insert(_ operation: OperationID) {
      guard operations.insert(operation).inserted else { return }
      guard first.count < Self.firstCount || operation < first[first.count - 1] else { return }
      first.insert(operation, at: first.firstIndex { operation < $0 } ?? first.count)
      if first.count > Self.firstCount { first.removeLast() }
    }

    fileprivate func union(_ other: Writers) -> Writers {
      var both = self
      both.mayBeNobody = mayBeNobody || other.mayBeNobody
      both.operations.formUnion(other.operations)
      both.first = Array(Set(first + other.first).sorted().prefix(Self.firstCount))
      return both
    }
  }

  public struct State: ProgramState {
    fileprivate var writers: [ValueID: Writers] = [:]

    /// Who may have written last to some part of memory; `nil` if that is not followed.
    public subscript(memory: ValueID) -> Writers? { writers[memory] }

    public func joined(with other: State) -> State {
      var both = self
      both.writers.merge(other.writers) { $0.union($1) }
      return both
    }
  }

  /// A function sees no memory of its callers that is followed.
  public static var entersCalls: Bool { false }
  private let aliasing: Aliasing
  private let inside: MemoryInside

  public init(of root: OperationID, in module: Module) {
    aliasing = Aliasing(of: root, in: module)
    inside = MemoryInside(root, aliasing, in: module)
  }

  public func boundary(of region: RegionID, in module: Module) -> State { State() }

  public func cross(_ operation: OperationID, _ state: inout State, in module: Module) {
    if module.definition(of: operation) is any MemoryAllocation.Type,
      let memory = module.results(of: operation).first, aliasing.isKept(memory, in: module)
    {
      state.writers[memory] = Writers(mayBeNobody: true)
    }
    for access in module.accesses(inside: operation) where access.kind == .write {
      let memory = memory(of: access, in: module)
      guard state.writers[memory] != nil else { continue }
      if module.writesAll(access, of: memory, at: operation) {
        state.writers[memory] = Writers(mayBeNobody: false)
      }
      state.writers[memory]?.insert(operation)
    }
  }

  public func part(of state: State, inside operation: OperationID) -> State {
    var part = State()
    for memory in inside[operation] { part.writers[memory] = state.writers[memory] }
    return part
  }

  public func put(_ part: State, inside operation: OperationID, into state: inout State) {
    for memory in inside[operation] { state.writers[memory] = part.writers[memory] }
  }

  /// The allocation or argument whose memory is touched.
  public func memory(of access: MemoryAccess, in module: Module) -> ValueID {
    aliasing.memory(of: access.memory, in: module)
  }
}

/// Which memory that only accesses and views see is touched inside each operation with regions, of
/// what was there before it.
struct MemoryInside: Sendable {
  private var memories: [OperationID: Set<ValueID>] = [:]

  init(_ root: OperationID, _ aliasing: Aliasing, in module: Module) {
    module.walk(root) { operation in
      guard module.regionCount(of: operation) == 0 else { return }
      for access in module.memoryAccesses(of: operation) ?? [] {
        let memory = aliasing.memory(of: access.memory, in: module)
        guard aliasing.isKept(memory, in: module) else { continue }
        let home = module.definingOperation(of: memory).flatMap { module.block(of: $0) }
        var current = operation
        while module.block(of: current) != home, let around = module.parent(of: current),
          memories[around, default: []].insert(memory).inserted
        {
          current = around
        }
      }
    }
  }

  subscript(operation: OperationID) -> Set<ValueID> { memories[operation] ?? [] }
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
