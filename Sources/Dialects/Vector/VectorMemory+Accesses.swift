import IR

// How vectors touch memory: some part of it.

extension Vector.Load: MemoryAccessOperation {
  public static func accesses(of operation: OperationID, in module: Module) -> [MemoryAccess] {
    [MemoryAccess(.read, module.operandOrMissing(0, of: operation))]
  }
}

extension Vector.MaskedLoad: MemoryAccessOperation {
  public static func accesses(of operation: OperationID, in module: Module) -> [MemoryAccess] {
    [MemoryAccess(.read, module.operandOrMissing(0, of: operation))]
  }
}

extension Vector.Gather: MemoryAccessOperation {
  public static func accesses(of operation: OperationID, in module: Module) -> [MemoryAccess] {
    [MemoryAccess(.read, module.operandOrMissing(0, of: operation))]
  }
}

extension Vector.Store: MemoryAccessOperation {
  public static func accesses(of operation: OperationID, in module: Module) -> [MemoryAccess] {
    [MemoryAccess(.write, module.operandOrMissing(1, of: operation))]
  }
}

extension Vector.MaskedStore: MemoryAccessOperation {
  public static func accesses(of operation: OperationID, in module: Module) -> [MemoryAccess] {
    [MemoryAccess(.write, module.operandOrMissing(0, of: operation))]
  }
}

extension Vector.Scatter: MemoryAccessOperation {
  public static func accesses(of operation: OperationID, in module: Module) -> [MemoryAccess] {
    [MemoryAccess(.write, module.operandOrMissing(0, of: operation))]
  }
}
