import IR

// How operations on memrefs touch memory.

extension MemRef.Load: MemoryAccessOperation {
  public static func accesses(of operation: OperationID, in module: Module) -> [MemoryAccess] {
    let load = MemRef.Load(operation, in: module)
    return [
      MemoryAccess(
        .read, load.memref, element: load.indices, value: module.results(of: operation).first)
    ]
  }
}

extension MemRef.Store: MemoryAccessOperation {
  public static func accesses(of operation: OperationID, in module: Module) -> [MemoryAccess] {
    let store = MemRef.Store(operation, in: module)
    return [MemoryAccess(.write, store.memref, element: store.indices, value: store.value)]
  }
}

extension MemRef.Prefetch: MemoryAccessOperation {
  public static func accesses(of operation: OperationID, in module: Module) -> [MemoryAccess] { [] }
}

extension MemRef.Dealloc: MemoryAccessOperation {
  /// What was there is gone.
  public static func accesses(of operation: OperationID, in module: Module) -> [MemoryAccess] {
    [MemoryAccess(.write, MemRef.Dealloc(operation, in: module).memref)]
  }
}

extension MemRef.Allocation: MemoryAllocation {}

extension Cast: MemoryViewOperation where Member == MemRef.CastMemRefMember {
  public static func source(of operation: OperationID, in module: Module) -> ValueID {
    module.operandOrMissing(0, of: operation)
  }

  /// A cast only hides sizes.
  public static func keepsElements(_ operation: OperationID, in module: Module) -> Bool { true }
}

extension MemRef.View: MemoryViewOperation {
  public static func source(of operation: OperationID, in module: Module) -> ValueID {
    module.operandOrMissing(0, of: operation)
  }

  public static func keepsElements(_ operation: OperationID, in module: Module) -> Bool { false }
}

extension MemRef.StridedView: MemoryViewOperation {
  public static func source(of operation: OperationID, in module: Module) -> ValueID {
    MemRef.StridedView<Kind>(operation, in: module).source
  }

  public static func keepsElements(_ operation: OperationID, in module: Module) -> Bool { false }
}
