import Dialects
import IR

/// What an operation, with everything inside it, does to memory.
struct MemoryAccesses {
  /// One `memref.load` or `memref.store`.
  struct Access {
    /// The memory as it is accessed; a view, perhaps.
    var memory: ValueID
    /// The allocation behind it.
    var root: ValueID
    var indices: [ValueID]
    var isStore: Bool
  }

  private(set) var accesses: [Access] = []
  /// Allocations that are given back.
  private(set) var released: Set<ValueID> = []
  /// Whether it does what others outside can see, such as printing.
  private(set) var hasEffects = false
  /// Whether it does something to memory of which no more can be said.
  private(set) var isUnknown = false

  init(of operation: OperationID, in module: Module) {
    module.walk(operation) { add($0, module) }
  }

  private mutating func add(_ operation: OperationID, _ module: Module) {
    if let load = module.match(operation, as: MemRef.Load.self) {
      addAccess(load.memref, load.indices, isStore: false, module)
    } else if let store = module.match(operation, as: MemRef.Store.self) {
      addAccess(store.memref, store.indices, isStore: true, module)
    } else if let dealloc = module.match(operation, as: MemRef.Dealloc.self) {
      if let root = module.allocation(behind: dealloc.memref) {
        released.insert(root)
      } else {
        isUnknown = true
      }
    } else if let call = module.match(operation, as: Func.Call.self) {
      // What a function is not given it does not know.
      hasEffects = true
      if call.arguments.contains(where: { module.type(of: $0).memrefType != nil }) {
        isUnknown = true
      }
    } else if !module.isA(operation, SCF.For.self), !module.isA(operation, SCF.Yield.self),
      !module.isA(operation, MemRef.Alloc.self), !module.isPure(operation)
    {
      isUnknown = true
    }
  }

  private mutating func addAccess(
    _ memory: ValueID, _ indices: [ValueID], isStore: Bool, _ module: Module
  ) {
    guard let root = module.allocation(behind: memory) else {
      isUnknown = true
      return
    }
    accesses.append(Access(memory: memory, root: root, indices: indices, isStore: isStore))
  }

  /// The allocations that it writes, those given back included.
  var written: Set<ValueID> { Set(accesses.filter(\.isStore).map(\.root)).union(released) }

  /// The allocations for which it matters which of the two comes first; `nil` if that cannot be told.
  func conflicts(with other: MemoryAccesses) -> Set<ValueID>? {
    if isUnknown || other.isUnknown || (hasEffects && other.hasEffects) { return nil }
    let (mine, theirs) = (Set(accesses.map(\.root)), Set(other.accesses.map(\.root)))
    return written.intersection(theirs.union(other.written))
      .union(other.written.intersection(mine))
  }
}

extension Module {
  /// The `memref.alloc` whose memory a value is, or is a view of; `nil` if it is not one's.
  func allocation(behind memory: ValueID) -> ValueID? {
    var memory = memory
    while let view: MemRef.ReinterpretCast = match(definitionOf: memory) { memory = view.source }
    return match(definitionOf: memory, as: MemRef.Alloc.self) == nil ? nil : memory
  }
}
