import Dialects
import IR
import Support

extension LoopLowering {
  /// Rules of `memref` that move elements, update them at once for all threads, or bound the life of
  /// memory.
  static let atomicRules: [String: Rule] = [
    MemRef.Copy.mnemonic: { lowering, operation throws(Diagnostic) in
      let from = try lowering.buffer(lowering.source.operand(0, of: operation), at: operation)
      let to = try lowering.buffer(lowering.source.operand(1, of: operation), at: operation)
      let type = lowering.source.type(of: lowering.source.operand(0, of: operation)).elementType
      // A side may know sizes that the other does not.
      let sizes = zip(from.sizes, to.sizes).map { $0 == .unknown ? $1 : $0 }
      try lowering.emitCopy(from, to, sizes: sizes, type, at: operation)
    },
    MemRef.Realloc.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerRealloc(operation)
    },
    MemRef.AtomicRMW.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerAtomicUpdate(operation)
    },
    MemRef.GenericAtomicRMW.mnemonic: { lowering, operation throws(Diagnostic) in
      let operands = lowering.source.operands(of: operation)
      let type = lowering.source.type(of: lowering.source.result(of: operation))
      let body = try lowering.onlyBlock(
        of: lowering.source.region(of: operation), at: operation)
      let old = try lowering.emitExchangeLoop(
        operands[0], Array(operands.dropFirst()), type, at: operation
      ) { lowering, old throws(Diagnostic) in
        try lowering.bind(lowering.source.arguments(of: body), to: [old], at: operation)
        let end = try lowering.lowerBody(body)
        return try lowering.operand(0, of: end)
      }
      lowering.define(operation, as: old)
    },
    // Memory of the frame is taken once, at the function's entry.
    MemRef.AllocaScope.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerRegion(of: operation, endingIn: MemRef.AllocaScopeReturn.mnemonic)
    },
  ]

  /// Copies elements one by one; LLVM makes wider ones of it.
  private mutating func emitCopy(
    _ from: Buffer, _ to: Buffer, sizes: [Buffer.Extent], _ element: Type,
    at operation: OperationID
  ) throws(Diagnostic) {
    var axes: [Axis] = []
    for size in sizes {
      axes.append(Axis(lower: constant(0), upper: try known(size, operation), step: constant(1)))
    }
    _ = try emitNest(axes[...]) { lowering, counters, _ throws(Diagnostic) in
      let source = try lowering.place(in: from, counters, at: operation)
      let target = try lowering.place(in: to, counters, at: operation)
      let value = try lowering.load(element, from: source, at: operation)
      try lowering.store(value, element, to: target, at: operation)
      return []
    }
  }

  /// The address at indices that are lowered values.
  mutating func place(
    in buffer: Buffer, _ indices: [ValueID], at operation: OperationID
  ) throws(Diagnostic) -> ValueID {
    var position = Buffer.Extent.constant(0)
    for (index, stride) in zip(indices, buffer.strides) {
      position = add(position, multiply(.value(index), stride))
    }
    return try address(of: buffer.pointer, position, buffer.element, at: operation)
  }

  /// A size or stride as a value.
  mutating func known(
    _ extent: Buffer.Extent, _ operation: OperationID
  ) throws(Diagnostic) -> ValueID {
    switch extent {
    case .constant(let number): return constant(number)
    case .value(let value): return value
    case .unknown:
      throw failure(
        operation,
        "the function's interface does not pass the sizes of memory; use the function's 'index'"
          + " parameters")
    }
  }

  /// New memory with as many of the old elements as fit; the old memory is given back.
  private mutating func lowerRealloc(_ operation: OperationID) throws(Diagnostic) {
    let old = try buffer(source.operand(0, of: operation), at: operation)
    let result = source.result(of: operation)
    guard let type = source.type(of: result).memrefType, let oldBytes = old.byteCount else {
      throw failure(
        operation, "only memory that 'memref.alloc' of this function gave is taken anew")
    }
    let dynamic = try values(of: Array(source.operands(of: operation).dropFirst()))
    let new = try emitAllocation(type, dynamic, at: operation)
    let (before, after) = (try known(old.sizes[0], operation), try known(new.sizes[0], operation))
    let count = build.insert(LLVM.SMin(before, after))
    try emitCopy(old, new, sizes: [.value(count)], type.element, at: operation)
    emitRelease(old.pointer, oldBytes)
    buffers[result] = new
  }

  // MARK: Updates that threads see whole

  private mutating func lowerAtomicUpdate(_ operation: OperationID) throws(Diagnostic) {
    let operands = source.operands(of: operation)
    let type = source.type(of: operands[0])
    let value = try value(operands[0])
    let number = source.property("kind", of: operation)?.integerValue ?? -1
    guard let kind = Arith.ReductionKind(rawValue: number) else {
      throw failure(operation, "no update has the number \(number)")
    }
    let indices = Array(operands.dropFirst(2))
    if type != .bf16, type != .f16, let update = Self.atomicOperation(kind) {
      let buffer = try buffer(operands[1], at: operation)
      let place = try address(in: buffer, indices, at: operation)
      define(operation, as: build.insertAtomicUpdate(update, place, value))
      return
    }
    let combine = try combination(kind, type, at: operation)
    let old = try emitExchangeLoop(operands[1], indices, type, at: operation) {
      lowering, old throws(Diagnostic) in
      lowering.combine(combine, old, value, type)
    }
    define(operation, as: old)
  }

  /// The update of LLVM that is this kind.
  private static func atomicOperation(_ kind: Arith.ReductionKind) -> LLVM.AtomicOperation? {
    switch kind {
    case .addF: .fadd
    case .addI: .add
    case .assign: .exchange
    case .maxSI: .max
    case .maxUI: .umax
    case .minSI: .min
    case .minUI: .umin
    case .orI: .or
    case .andI: .and
    case .maxNumF: .fmax
    case .minNumF: .fmin
    case .mulF, .mulI, .maximumF, .minimumF: nil
    }
  }

  private func combination(
    _ kind: Arith.ReductionKind, _ type: Type, at operation: OperationID
  ) throws(Diagnostic) -> Vector.CombiningKind {
    switch kind {
    case .addF, .addI: return .add
    case .mulF, .mulI: return .mul
    case .maximumF: return .maximumf
    case .minimumF: return .minimumf
    case .maxNumF: return .maxnumf
    case .minNumF: return .minnumf
    default: throw failure(operation, "there is no such update of \(type)")
    }
  }

  /// Computes what to write from what is there, until nobody wrote in between; gives what was there.
  private mutating func emitExchangeLoop(
    _ memref: ValueID, _ indices: [ValueID], _ type: Type, at operation: OperationID,
    _ body: (inout LoopLowering, _ old: ValueID) throws(Diagnostic) -> ValueID
  ) throws(Diagnostic) -> ValueID {
    guard let width = type.bitWidth, width >= 8, let inMemory = type.loweredInMemory else {
      throw failure(operation, "memory of \(type) cannot be updated at once")
    }
    let place = try address(in: try buffer(memref, at: operation), indices, at: operation)
    // Floats are compared by their bits.
    let bits = Type.integer(width: width, .signless)
    let isInteger = inMemory == bits
    let first = build.insert(LLVM.Load(place, as: bits, alignment: width / 8))
    let loop = makeBlock([bits])
    let exit = makeBlock([bits])
    build.insertOperation(LLVM.Branch(to: loop, [first]))
    moveTo(loop)
    let old = build.module.arguments(of: loop)[0]
    let number = isInteger ? old : build.insert(LLVM.Bitcast(old, to: inMemory))
    let new = try body(&self, number)
    let written = isInteger ? new : build.insert(LLVM.Bitcast(new, to: bits))
    let (found, isDone) = build.insertCompareExchange(place, expecting: old, written)
    build.insertOperation(LLVM.ConditionalBranch(isDone, exit, [old], else: loop, [found]))
    moveTo(exit)
    let result = build.module.arguments(of: exit)[0]
    return isInteger ? result : build.insert(LLVM.Bitcast(result, to: inMemory))
  }
}
