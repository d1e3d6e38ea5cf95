import Dialects
import IR
import Support

extension LoopLowering {
  /// Rules of the operations of `vector` that touch memory.
  static let vectorMemoryRules: [String: Rule] = [
    Vector.Load.mnemonic: { lowering, operation throws(Diagnostic) in
      let load = Vector.Load(operation, in: lowering.source)
      _ = try lowering.resultType(of: operation)
      let pointer = try lowering.unitStrideAddress(load.memref, load.indices, at: operation)
      lowering.define(operation, as: try lowering.load(load.type, from: pointer, at: operation))
    },
    Vector.Store.mnemonic: { lowering, operation throws(Diagnostic) in
      let store = Vector.Store(operation, in: lowering.source)
      let pointer = try lowering.unitStrideAddress(store.memref, store.indices, at: operation)
      let (value, type) = (
        try lowering.value(store.value), lowering.source.type(of: store.value)
      )
      if lowering.isNonTemporal(operation) {
        try lowering.streamStore(value, type, to: pointer, at: operation)
      } else {
        try lowering.store(value, type, to: pointer, at: operation)
      }
    },
    Vector.MaskedLoad.mnemonic: { lowering, operation throws(Diagnostic) in
      let load = Vector.MaskedLoad(operation, in: lowering.source)
      let type = lowering.source.type(of: load.passThrough)
      let pointer = try lowering.unitStrideAddress(load.memref, load.indices, at: operation)
      let otherwise = lowering.toMemory(try lowering.value(load.passThrough), from: type)
      let value = lowering.build.insert(
        LLVM.MaskedLoad(
          operands: [pointer, try lowering.value(load.mask), otherwise],
          resultType: lowering.build.module.type(of: otherwise),
          properties: ["alignment": .integer(type.elementType.byteCount ?? 1, .i32)]))
      lowering.define(operation, as: lowering.fromMemory(value, as: type))
    },
    Vector.MaskedStore.mnemonic: { lowering, operation throws(Diagnostic) in
      let store = Vector.MaskedStore(operation, in: lowering.source)
      let type = lowering.source.type(of: store.value)
      let pointer = try lowering.unitStrideAddress(store.memref, store.indices, at: operation)
      let value = lowering.toMemory(try lowering.value(store.value), from: type)
      lowering.build.insertOperation(
        LLVM.MaskedStore(
          operands: [value, pointer, try lowering.value(store.mask)],
          properties: ["alignment": .integer(type.elementType.byteCount ?? 1, .i32)]))
    },
    Vector.Gather.mnemonic: { lowering, operation throws(Diagnostic) in
      let gather = Vector.Gather(operation, in: lowering.source)
      let type = lowering.source.type(of: gather.passThrough)
      let pointers = try lowering.laneAddresses(
        gather.memref, gather.indices, gather.offsets, at: operation)
      let otherwise = lowering.toMemory(try lowering.value(gather.passThrough), from: type)
      let value = lowering.build.insert(
        LLVM.MaskedGather(
          operands: [pointers, try lowering.value(gather.mask), otherwise],
          resultType: lowering.build.module.type(of: otherwise),
          properties: ["alignment": .integer(type.elementType.byteCount ?? 1, .i32)]))
      lowering.define(operation, as: lowering.fromMemory(value, as: type))
    },
    Vector.Scatter.mnemonic: { lowering, operation throws(Diagnostic) in
      let scatter = Vector.Scatter(operation, in: lowering.source)
      let type = lowering.source.type(of: scatter.value)
      let pointers = try lowering.laneAddresses(
        scatter.memref, scatter.indices, scatter.offsets, at: operation)
      let value = lowering.toMemory(try lowering.value(scatter.value), from: type)
      lowering.build.insertOperation(
        LLVM.MaskedScatter(
          operands: [value, pointers, try lowering.value(scatter.mask)],
          properties: ["alignment": .integer(type.elementType.byteCount ?? 1, .i32)]))
    },
    Vector.ExpandLoad.mnemonic: { lowering, operation throws(Diagnostic) in
      let operands = lowering.source.operands(of: operation)
      let type = lowering.source.type(of: lowering.source.result(of: operation))
      let pointer = try lowering.unitStrideAddress(
        operands[0], Array(operands.dropFirst().dropLast(2)), at: operation)
      let otherwise = lowering.toMemory(
        try lowering.value(operands[operands.count - 1]), from: type)
      let value = lowering.build.insert(
        LLVM.ExpandLoad(
          operands: [pointer, try lowering.value(operands[operands.count - 2]), otherwise],
          resultType: lowering.build.module.type(of: otherwise)))
      lowering.define(operation, as: lowering.fromMemory(value, as: type))
    },
    Vector.CompressStore.mnemonic: { lowering, operation throws(Diagnostic) in
      let operands = lowering.source.operands(of: operation)
      let last = operands[operands.count - 1]
      let pointer = try lowering.unitStrideAddress(
        operands[0], Array(operands.dropFirst().dropLast(2)), at: operation)
      let value = lowering.toMemory(
        try lowering.value(last), from: lowering.source.type(of: last))
      lowering.build.insertOperation(
        LLVM.CompressStore(
          operands: [value, pointer, try lowering.value(operands[operands.count - 2])]))
    },
  ]

  /// The address at the indices, in memory whose last dimension has no gaps.
  mutating func unitStrideAddress(
    _ memref: ValueID, _ indices: [ValueID], at operation: OperationID
  ) throws(Diagnostic) -> ValueID {
    let buffer = try buffer(memref, at: operation)
    try checkRank(operation)
    if let last = buffer.strides.last, last != .constant(1) {
      throw failure(operation, "the memory's last dimension must have stride 1")
    }
    return try address(in: buffer, indices, at: operation)
  }

  /// Refuses parts of memory of several dimensions, whose rows lie apart.
  private func checkRank(_ operation: OperationID) throws(Diagnostic) {
    guard !source.isA(operation, Vector.Gather.self), !source.isA(operation, Vector.Scatter.self)
    else { return }
    for value in source.operands(of: operation) + source.results(of: operation) {
      guard let type = source.type(of: value).vectorType, type.shape.count > 1 else { continue }
      throw failure(
        operation,
        "memory for a vector of rank \(type.shape.count), as \(source.type(of: value)), cannot be"
          + " lowered; use 'vector.transfer_read' or 'vector.transfer_write'")
    }
  }

  /// The addresses at the indices plus each lane's offset.
  private mutating func laneAddresses(
    _ memref: ValueID, _ indices: [ValueID], _ offsets: ValueID, at operation: OperationID
  ) throws(Diagnostic) -> ValueID {
    let pointer = try unitStrideAddress(memref, indices, at: operation)
    let lanes = try value(offsets)
    let element = try buffer(memref, at: operation).element
    guard let inMemory = element.loweredInMemory,
      let count = build.module.type(of: lanes).vectorType?.shape.first
    else { throw failure(operation, "the offsets must be a vector of rank 1") }
    return build.insert(
      LLVM.GetElementPointer(
        pointer, [.value(lanes)], of: inMemory, as: .of(LLVM.PointerVectorType(count))))
  }
}
