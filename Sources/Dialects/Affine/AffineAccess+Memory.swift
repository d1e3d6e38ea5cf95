import IR

// How affine accesses touch memory: some part of it, for a map says which.

extension Affine.Load: MemoryAccessOperation {
  public static func accesses(of operation: OperationID, in module: Module) -> [MemoryAccess] {
    [MemoryAccess(.read, module.operandOrMissing(0, of: operation))]
  }
}

extension Affine.Store: MemoryAccessOperation {
  public static func accesses(of operation: OperationID, in module: Module) -> [MemoryAccess] {
    [MemoryAccess(.write, module.operandOrMissing(1, of: operation))]
  }
}

extension Affine.VectorLoad: MemoryAccessOperation {
  public static func accesses(of operation: OperationID, in module: Module) -> [MemoryAccess] {
    [MemoryAccess(.read, module.operandOrMissing(0, of: operation))]
  }
}

extension Affine.VectorStore: MemoryAccessOperation {
  public static func accesses(of operation: OperationID, in module: Module) -> [MemoryAccess] {
    [MemoryAccess(.write, module.operandOrMissing(1, of: operation))]
  }
}
