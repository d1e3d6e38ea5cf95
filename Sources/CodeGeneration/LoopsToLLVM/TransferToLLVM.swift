import Dialects
import IR
import Support

extension LoopLowering {
  /// Rules of `vector` that move parts of memory of any rank, and lanes one after the other.
  static let transferRules: [String: Rule] = [
    Vector.TransferRead.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerTransferRead(operation, mask: nil)
    },
    Vector.TransferWrite.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerTransferWrite(operation, mask: nil)
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
    Vector.Mask.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerMask(operation)
    },
  ]

  /// What a transfer touches: the address of each lane, and the lanes that lie inside the memory.
  private struct Lanes {
    var pointers: ValueID
    var mask: ValueID
    var alignment: AttributeDictionary
  }

  private mutating func transferLanes(
    _ operation: OperationID, memory: ValueID, _ indices: [ValueID], _ vector: Type,
    mask given: ValueID?
  ) throws(Diagnostic) -> Lanes {
    let buffer = try buffer(memory, at: operation)
    guard let map = source.property("permutation_map", of: operation)?.affineMapValue,
      let element = buffer.element.loweredInMemory, vector.elementType == buffer.element
    else { throw failure(operation, "the vector must have the element type of the memory") }
    let grid = LaneGrid(vector)
    let inBounds = (source.property("in_bounds", of: operation)?.arrayValue ?? []).map {
      $0.boolValue ?? false
    }
    let indexType = Type.vector(grid.count, .i64)
    var place = constant(0, indexType)
    var mask = constant(-1, .vector(grid.count, .i1))
    if let given { mask = build.insert(LLVM.And(mask, given)) }
    for (axis, index) in indices.enumerated() {
      // The dimension of the vector that runs along this one of the memory.
      let along = map.results.firstIndex { $0.dimensionNumber == axis }
      let bytes = grid.positions.flatMap { position in
        Attribute.integer(along.map { position[$0] } ?? 0, .i64).elementBytes ?? []
      }
      let offsets = build.insert(
        LLVM.Constant(.dense(DenseElements(type: indexType, bytes: bytes))))
      let numbers = build.insert(LLVM.Add(splat(try value(index), indexType), offsets))
      if let along, along < inBounds.count, !inBounds[along] {
        let size = splat(try known(buffer.sizes[axis], operation), indexType)
        mask = build.insert(
          LLVM.And(mask, build.insert(LLVM.ICmp(.unsignedLess, numbers, size))))
      }
      let stride = splat(try known(buffer.strides[axis], operation), indexType)
      place = build.insert(LLVM.Add(place, build.insert(LLVM.Mul(numbers, stride))))
    }
    let pointers = build.insert(
      LLVM.GetElementPointer(
        buffer.pointer, [.value(place)], of: element,
        as: .of(LLVM.PointerVectorType(grid.count))))
    return Lanes(
      pointers: pointers, mask: mask,
      alignment: ["alignment": .integer(buffer.element.byteCount ?? 1, .i32)])
  }

  private mutating func lowerTransferRead(
    _ operation: OperationID, mask outer: ValueID?
  ) throws(Diagnostic) {
    let groups = source.operandSegments(of: operation, count: 4)
    let type = source.type(of: source.result(of: operation))
    let memoryType = source.type(of: groups[0][0])
    guard memoryType.memrefType != nil else {
      throw failure(operation, "tensors cannot be lowered; read from memory")
    }
    var mask = outer
    if let own = groups[3].first { mask = try transferMask(own, operation, type) }
    let lanes = try transferLanes(
      operation, memory: groups[0][0], groups[1], type, mask: mask)
    let padding = splat(try value(groups[2][0]), try lowered(type, at: operation))
    let otherwise = toMemory(padding, from: type)
    let value = build.insert(
      LLVM.MaskedGather(
        operands: [lanes.pointers, lanes.mask, otherwise],
        resultType: build.module.type(of: otherwise), properties: lanes.alignment))
    define(operation, as: fromMemory(value, as: type))
  }

  private mutating func lowerTransferWrite(
    _ operation: OperationID, mask outer: ValueID?
  ) throws(Diagnostic) {
    let groups = source.operandSegments(of: operation, count: 4)
    let type = source.type(of: groups[0][0])
    guard source.type(of: groups[1][0]).memrefType != nil else {
      throw failure(operation, "tensors cannot be lowered; write to memory")
    }
    var mask = outer
    if let own = groups[3].first { mask = try transferMask(own, operation, type) }
    let lanes = try transferLanes(
      operation, memory: groups[1][0], groups[2], type, mask: mask)
    let value = toMemory(try value(groups[0][0]), from: type)
    build.insertOperation(
      LLVM.MaskedScatter(
        operands: [value, lanes.pointers, lanes.mask], properties: lanes.alignment))
  }

  /// The mask of a transfer in the order of the vector's lanes.
  ///
  /// It has the shape of the part of memory: the dimensions of the vector in the order in which the
  /// memory has them, and none for those that are repeated.
  private mutating func transferMask(
    _ mask: ValueID, _ operation: OperationID, _ vector: Type
  ) throws(Diagnostic) -> ValueID {
    let axes = (source.property("permutation_map", of: operation)?.affineMapValue?.results ?? [])
      .map(\.dimensionNumber)
    let order = axes.indices.filter { axes[$0] != nil }.sorted {
      (axes[$0] ?? 0) < (axes[$1] ?? 0)
    }
    let grid = LaneGrid(source.type(of: mask))
    let numbers = LaneGrid(vector).positions.map { position in
      grid.lane(order.map { position[$0] })
    }
    return lanes(numbers, of: try value(mask))
  }

  /// One operation on the lanes where the mask holds.
  private mutating func lowerMask(_ operation: OperationID) throws(Diagnostic) {
    let body = try onlyBlock(of: source.region(of: operation), at: operation)
    let inner = source.operations(in: body)
    let mask = try operand(0, of: operation)
    guard inner.count == 2, let masked = inner.first else {
      if inner.count == 1 {
        define(operation, as: try values(of: source.operands(of: inner[0])))
        return
      }
      throw failure(operation, "must hold one operation")
    }
    build.location = source.location(of: masked)
    if source.isA(masked, Vector.TransferRead.self) {
      let shape = source.type(of: source.result(of: masked))
      try lowerTransferRead(
        masked, mask: try transferMask(source.operand(0, of: operation), masked, shape))
    } else if source.isA(masked, Vector.TransferWrite.self) {
      let shape = source.type(of: source.operand(0, of: masked))
      try lowerTransferWrite(
        masked, mask: try transferMask(source.operand(0, of: operation), masked, shape))
    } else if source.isA(masked, Vector.Reduction.self)
      || source.isA(masked, Vector.MultiReduction.self)
    {
      // Lanes that are off have what changes nothing.
      let operand = source.operand(0, of: masked)
      let type = source.type(of: operand)
      guard let neutral = neutral(combiningKind(of: masked), type.flat) else {
        throw failure(masked, "nothing is neutral for this kind of reduction")
      }
      let old = try value(operand)
      values[operand] = build.insert(LLVM.Select(mask, old, neutral))
      try lower(masked)
      values[operand] = old
    } else {
      throw failure(masked, "under a mask there can be a transfer or a reduction only")
    }
    guard source.resultCount(of: operation) == 1 else { return }
    var result = try value(source.result(of: masked))
    if source.operandCount(of: operation) > 1, source.isA(masked, Vector.TransferRead.self) {
      result = build.insert(LLVM.Select(mask, result, try self.operand(1, of: operation)))
    }
    define(operation, as: result)
  }

  /// What changes nothing when it is combined with another value, in every lane.
  private mutating func neutral(_ kind: Vector.CombiningKind, _ type: Type) -> ValueID? {
    let arith: Arith.ReductionKind? =
      switch kind {
      case .add: type.elementType.isFloat ? .addF : .addI
      case .mul: type.elementType.isFloat ? .mulF : .mulI
      case .minui: .minUI
      case .minsi: .minSI
      case .maxui: .maxUI
      case .maxsi: .maxSI
      case .minimumf: .minimumF
      case .maximumf: .maximumF
      case .minnumf: .minNumF
      case .maxnumf: .maxNumF
      case .and: .andI
      case .or: .orI
      default: nil
      }
    if kind == .xor { return type.lowered.map { constant(0, $0) } }
    guard let lowered = type.lowered, case .dense(var elements)? = arith?.neutral(type) else {
      return nil
    }
    elements.type = lowered
    return build.insert(LLVM.Constant(.dense(elements)))
  }
}
