import Dialects
import IR
import Support

extension LoopLowering {
  /// Rules of the `memref` dialect.
  static let memoryRules: [String: Rule] = [
    MemRef.Load.mnemonic: { lowering, operation throws(Diagnostic) in
      let load = MemRef.Load(operation, in: lowering.source)
      let buffer = try lowering.buffer(load.memref, at: operation)
      let pointer = try lowering.address(in: buffer, load.indices, at: operation)
      let type = lowering.source.type(of: lowering.source.result(of: operation))
      lowering.define(operation, as: try lowering.load(type, from: pointer, at: operation))
    },
    MemRef.Store.mnemonic: { lowering, operation throws(Diagnostic) in
      let store = MemRef.Store(operation, in: lowering.source)
      let buffer = try lowering.buffer(store.memref, at: operation)
      let pointer = try lowering.address(in: buffer, store.indices, at: operation)
      try lowering.store(
        try lowering.value(store.value), lowering.source.type(of: store.value), to: pointer,
        at: operation)
    },
    MemRef.Prefetch.mnemonic: { lowering, operation throws(Diagnostic) in
      let prefetch = MemRef.Prefetch(operation, in: lowering.source)
      let buffer = try lowering.buffer(prefetch.memref, at: operation)
      let pointer = try lowering.address(in: buffer, prefetch.indices, at: operation)
      lowering.build.insertOperation(
        LLVM.Prefetch(
          operands: [pointer],
          properties: [
            "rw": .integer(prefetch.isWrite ? 1 : 0, .i32),
            "hint": .integer(prefetch.locality, .i32), "cache": .integer(1, .i32),
          ]))
    },
    MemRef.Alloca.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerAlloca(operation)
    },
    MemRef.Alloc.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerAlloc(operation)
    },
    MemRef.Dealloc.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerDealloc(operation)
    },
    MemRef.View.mnemonic: { lowering, operation throws(Diagnostic) in
      let view = MemRef.View(operation, in: lowering.source)
      let buffer = try lowering.buffer(view.source, at: operation)
      guard buffer.element.bitWidth == 8, let type = view.type.memrefType else {
        throw lowering.failure(operation, "the source must be memory of bytes, 'i8'")
      }
      let pointer = try lowering.address(
        of: buffer.pointer, try lowering.extent(view.offset), .i8, at: operation)
      lowering.buffers[lowering.source.result(of: operation)] = try lowering.makeBuffer(
        pointer, type, dynamic: try lowering.values(of: view.sizes), at: operation)
    },
    MemRef.MemRefCast.mnemonic: { lowering, operation throws(Diagnostic) in
      let cast = MemRef.MemRefCast(operation, in: lowering.source)
      guard cast.type.memrefType != nil else {
        throw lowering.failure(operation, "unranked memory cannot be lowered")
      }
      lowering.buffers[lowering.source.result(of: operation)] = try lowering.buffer(
        cast.operand, at: operation)
    },
    MemRef.Dim.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerDim(operation)
    },
    MemRef.SubView.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerSubView(operation)
    },
    MemRef.ReinterpretCast.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerReinterpretCast(operation)
    },
  ]

  /// Memory of the frame.
  ///
  /// It is taken at the function's entry, so that a loop does not take more each time, and accesses
  /// at constant places can become registers.
  private mutating func lowerAlloca(_ operation: OperationID) throws(Diagnostic) {
    let alloca = MemRef.Alloca(operation, in: source)
    guard let type = alloca.type.memrefType, !type.shape.contains(nil),
      let element = type.element.loweredInMemory
    else {
      throw failure(
        operation,
        "memory of the frame must have a static shape and elements that have a lowering; take other"
          + " memory with 'memref.alloc'")
    }
    let count = type.shape.reduce(1) { $0 &* ($1 ?? 1) }
    let pointer = build.at(.atStart(of: function.entry)) { build in
      let one = build.insert(LLVM.Constant(.integer(1, .i64)))
      return build.insert(
        LLVM.Alloca(
          one, of: .of(LLVM.ArrayType(count, element)),
          alignment: max(64, alloca.alignment ?? 64)))
    }
    buffers[source.result(of: operation)] = try makeBuffer(pointer, type, at: operation)
  }

  private mutating func lowerAlloc(_ operation: OperationID) throws(Diagnostic) {
    let alloc = MemRef.Alloc(operation, in: source)
    guard let type = alloc.type.memrefType else {
      throw failure(operation, "the result must be a memref")
    }
    buffers[source.result(of: operation)] = try emitAllocation(
      type, try values(of: alloc.sizes), at: operation)
  }

  /// Takes memory from the runtime.
  mutating func emitAllocation(
    _ type: MemRefType, _ dynamic: [ValueID], at operation: OperationID
  ) throws(Diagnostic) -> Buffer {
    guard let size = type.element.byteCount, type.element.loweredInMemory != nil else {
      throw noMemory(of: type.element, operation)
    }
    var total = Buffer.Extent.constant(size)
    var buffer = try makeBuffer(.missing, type, dynamic: dynamic, at: operation)
    for extent in buffer.sizes { total = multiply(total, extent) }
    let bytes: ValueID
    switch total {
    case .constant(let number): bytes = constant(number)
    case .value(let value): bytes = value
    case .unknown: throw failure(operation, "a dynamic size is missing")
    }
    declare(options.allocate, LLVM.FunctionType(LLVM.ptr, [LLVM.ptr, .i64]))
    let hooks = build.insert(LLVM.Zero(LLVM.ptr))
    buffer.pointer = build.insert(LLVM.Call(options.allocate, [hooks, bytes], result: LLVM.ptr))
    buffer.byteCount = bytes
    return buffer
  }

  /// That elements of a type can not lie one behind the other in memory.
  func noMemory(of element: Type, _ operation: OperationID) -> Diagnostic {
    failure(
      operation,
      "memory of \(element) cannot be lowered; an element takes 1, 2, 4, 8 or 16 bytes")
  }

  private mutating func lowerDealloc(_ operation: OperationID) throws(Diagnostic) {
    let buffer = try buffer(MemRef.Dealloc(operation, in: source).memref, at: operation)
    guard let bytes = buffer.byteCount else {
      throw failure(
        operation, "only memory that 'memref.alloc' of this function gave is given back")
    }
    emitRelease(buffer.pointer, bytes)
  }

  /// Gives memory back to the runtime.
  mutating func emitRelease(_ pointer: ValueID, _ bytes: ValueID) {
    declare(options.release, LLVM.FunctionType(LLVM.void, [LLVM.ptr, LLVM.ptr, .i64]))
    let hooks = build.insert(LLVM.Zero(LLVM.ptr))
    build.insertOperation(LLVM.Call(options.release, [hooks, pointer, bytes]))
  }

  private mutating func lowerDim(_ operation: OperationID) throws(Diagnostic) {
    let dim = MemRef.Dim(operation, in: source)
    let buffer = try buffer(dim.source, at: operation)
    guard let axis = constantInteger(dim.axis), buffer.sizes.indices.contains(axis) else {
      throw failure(
        operation, "the dimension must be a constant from 0 to \(buffer.sizes.count - 1)")
    }
    switch buffer.sizes[axis] {
    case .constant(let number): define(operation, as: constant(number))
    case .value(let value): define(operation, as: value)
    case .unknown:
      throw failure(
        operation,
        "the function's interface does not pass the sizes of memory; use the function's 'index'"
          + " parameters")
    }
  }

  private mutating func lowerSubView(_ operation: OperationID) throws(Diagnostic) {
    let view = MemRef.SubView(operation, in: source)
    let buffer = try buffer(view.source, at: operation)
    guard let type = view.type.memrefType else {
      throw failure(operation, "the result must be a memref")
    }
    let offsets = try extents(view.staticOffsets, view.offsets)
    let sizes = try extents(view.staticSizes, view.sizes)
    let strides = try extents(view.staticStrides, view.strides)
    let rank = buffer.strides.count
    guard offsets.count == rank, sizes.count == rank, strides.count == rank else {
      throw failure(operation, "needs an offset, a size and a stride for each dimension")
    }
    var position = Buffer.Extent.constant(0)
    var result = buffer
    result.sizes = []
    result.strides = []
    // Dimensions of size one may be left out of the result.
    var surplus = rank - type.shape.count
    for axis in 0..<rank {
      position = add(position, multiply(offsets[axis], buffer.strides[axis]))
      if surplus > 0, sizes[axis] == .constant(1) {
        surplus -= 1
        continue
      }
      result.sizes.append(sizes[axis])
      result.strides.append(multiply(strides[axis], buffer.strides[axis]))
    }
    result.pointer = try address(of: buffer.pointer, position, buffer.element, at: operation)
    result.isShifted = buffer.isShifted || position != .constant(0)
    result.byteCount = nil
    buffers[source.result(of: operation)] = result
  }

  private mutating func lowerReinterpretCast(_ operation: OperationID) throws(Diagnostic) {
    let view = MemRef.ReinterpretCast(operation, in: source)
    let buffer = try buffer(view.source, at: operation)
    guard !buffer.isShifted else {
      throw failure(operation, "the source must begin where its memory begins")
    }
    let offset = try extents(view.staticOffsets, view.offsets).first ?? .constant(0)
    var result = buffer
    result.sizes = try extents(view.staticSizes, view.sizes)
    result.strides = try extents(view.staticStrides, view.strides)
    result.pointer = try address(of: buffer.pointer, offset, buffer.element, at: operation)
    result.isShifted = offset != .constant(0)
    result.byteCount = nil
    buffers[source.result(of: operation)] = result
  }

  /// Numbers, with values where they are dynamic.
  private func extents(
    _ numbers: [Int?], _ dynamic: [ValueID]
  ) throws(Diagnostic) -> [Buffer.Extent] {
    var left = dynamic[...]
    var result: [Buffer.Extent] = []
    for number in numbers {
      if let number {
        result.append(.constant(number))
      } else if let value = left.popFirst() {
        result.append(try extent(value))
      } else {
        result.append(.unknown)
      }
    }
    return result
  }
}
