import Dialects
import IR
import Support

extension LoopLowering {
  /// Rules of `memref` that see memory in another shape, and of globals.
  static let memoryShapeRules: [String: Rule] = [
    MemRef.CollapseShape.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerCollapse(operation)
    },
    MemRef.ExpandShape.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerExpand(operation)
    },
    MemRef.Reshape.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerReshape(operation)
    },
    MemRef.Transpose.mnemonic: { lowering, operation throws(Diagnostic) in
      var buffer = try lowering.buffer(
        lowering.source.operand(0, of: operation), at: operation)
      let map = lowering.source.property("permutation", of: operation)?.affineMapValue
      let order = map?.results.compactMap(\.dimensionNumber) ?? []
      guard order.count == buffer.sizes.count else {
        throw lowering.failure(operation, "needs a permutation of the dimensions")
      }
      buffer.sizes = order.map { buffer.sizes[$0] }
      buffer.strides = order.map { buffer.strides[$0] }
      buffer.byteCount = nil
      lowering.buffers[lowering.source.result(of: operation)] = buffer
    },
    MemRef.MemorySpaceCast.mnemonic: sameMemory, MemRef.AssumeAlignment.mnemonic: nothing,
    MemRef.Rank.mnemonic: { lowering, operation throws(Diagnostic) in
      let type = lowering.source.type(of: lowering.source.operand(0, of: operation))
      guard let rank = type.memrefType?.shape.count else {
        throw lowering.failure(operation, "unranked memory cannot be lowered")
      }
      lowering.define(operation, as: lowering.constant(rank))
    },
    MemRef.GetGlobal.mnemonic: { lowering, operation throws(Diagnostic) in
      let name = lowering.source.property("name", of: operation)?.symbolValue ?? ""
      let result = lowering.source.result(of: operation)
      guard let type = lowering.source.type(of: result).memrefType else { return }
      let pointer = lowering.build.insert(LLVM.AddressOf(name))
      lowering.buffers[result] = try lowering.makeBuffer(pointer, type, at: operation)
    },
    MemRef.ExtractAlignedPointer.mnemonic: { lowering, operation throws(Diagnostic) in
      let buffer = try lowering.buffer(
        lowering.source.operand(0, of: operation), at: operation)
      guard !buffer.isShifted else {
        throw lowering.failure(operation, "the memory must begin where its allocation begins")
      }
      lowering.define(
        operation, as: lowering.build.insert(LLVM.PtrToInt(buffer.pointer, to: .i64)))
    },
    MemRef.ExtractStridedMetadata.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerMetadata(operation)
    },
    Vector.TypeCast.mnemonic: { lowering, operation throws(Diagnostic) in
      let result = lowering.source.result(of: operation)
      let buffer = try lowering.buffer(
        lowering.source.operand(0, of: operation), at: operation)
      guard let type = lowering.source.type(of: result).memrefType else { return }
      lowering.buffers[result] = try lowering.makeBuffer(buffer.pointer, type, at: operation)
    },
  ]

  private static let nothing: Rule = { _, _ throws(Diagnostic) in }

  private static let sameMemory: Rule = { lowering, operation throws(Diagnostic) in
    lowering.buffers[lowering.source.result(of: operation)] = try lowering.buffer(
      lowering.source.operand(0, of: operation), at: operation)
  }

  private func groups(of operation: OperationID) -> [[Int]] {
    (source.property("reassociation", of: operation)?.arrayValue ?? []).map {
      $0.integerArrayValue ?? []
    }
  }

  /// A group has the product of its sizes, and the stride of its last dimension that is no one.
  private mutating func lowerCollapse(_ operation: OperationID) throws(Diagnostic) {
    let buffer = try buffer(source.operand(0, of: operation), at: operation)
    var result = buffer
    result.sizes = []
    result.strides = []
    for group in groups(of: operation) {
      var size = Buffer.Extent.constant(1)
      for axis in group { size = multiply(size, buffer.sizes[axis]) }
      result.sizes.append(size)
      let last = group.last { buffer.sizes[$0] != .constant(1) } ?? group.last
      result.strides.append(last.map { buffer.strides[$0] } ?? .constant(1))
    }
    result.byteCount = nil
    buffers[source.result(of: operation)] = result
  }

  /// Inside a group a dimension steps over those behind it.
  private mutating func lowerExpand(_ operation: OperationID) throws(Diagnostic) {
    let buffer = try buffer(source.operand(0, of: operation), at: operation)
    var result = buffer
    var dynamic = source.operands(of: operation).dropFirst()
    result.sizes = []
    for size in source.property("static_output_shape", of: operation)?.integerArrayValue ?? [] {
      if size == Int.min, let value = dynamic.popFirst() {
        result.sizes.append(try extent(value))
      } else {
        result.sizes.append(.constant(size))
      }
    }
    result.strides = Array(repeating: .constant(1), count: result.sizes.count)
    for (axis, group) in groups(of: operation).enumerated() {
      var stride = buffer.strides[axis]
      for inner in group.reversed() {
        result.strides[inner] = stride
        stride = multiply(stride, result.sizes[inner])
      }
    }
    result.byteCount = nil
    buffers[source.result(of: operation)] = result
  }

  /// Sizes are read from memory.
  private mutating func lowerReshape(_ operation: OperationID) throws(Diagnostic) {
    let result = source.result(of: operation)
    let (memory, shape) = (source.operand(0, of: operation), source.operand(1, of: operation))
    guard let type = source.type(of: result).memrefType, type.layout == nil else {
      throw failure(operation, "the result must be compact memory of a known rank")
    }
    let from = try buffer(memory, at: operation)
    let sizes = try buffer(shape, at: operation)
    let element = source.type(of: shape).elementType
    var dynamic: [ValueID] = []
    for (axis, size) in type.shape.enumerated() where size == nil {
      let place = try address(
        of: sizes.pointer, multiply(.constant(axis), sizes.strides[0]), element, at: operation)
      let number = try load(element, from: place, at: operation)
      let isNarrow = build.module.type(of: number) != .i64
      dynamic.append(isNarrow ? build.insert(LLVM.SExt(number, to: .i64)) : number)
    }
    buffers[result] = try makeBuffer(from.pointer, type, dynamic: dynamic, at: operation)
  }

  /// Memory as where it begins, and numbers.
  private mutating func lowerMetadata(_ operation: OperationID) throws(Diagnostic) {
    let buffer = try buffer(source.operand(0, of: operation), at: operation)
    let results = source.results(of: operation)
    guard !buffer.isShifted else {
      throw failure(operation, "the memory must begin where its allocation begins")
    }
    var base = buffer
    base.sizes = []
    base.strides = []
    buffers[results[0]] = base
    values[results[1]] = constant(0)
    for (result, extent) in zip(results.dropFirst(2), buffer.sizes + buffer.strides) {
      switch extent {
      case .constant(let number): values[result] = constant(number)
      case .value(let value): values[result] = value
      // Nobody may ask for it.
      case .unknown: break
      }
    }
  }

  // MARK: Globals

  /// Memory of the whole program; without a value, or with one that nobody gave, it is zero.
  mutating func lowerGlobal(_ operation: OperationID) throws(Diagnostic) {
    guard let type = source.property("type", of: operation)?.typeValue?.memrefType,
      let name = source.property("sym_name", of: operation)?.stringValue
    else { throw failure(operation, "it needs a name and the type of a memref") }
    guard let element = type.element.loweredInMemory else {
      throw noMemory(of: type.element, operation)
    }
    let count = type.shape.reduce(1) { $0 &* ($1 ?? 1) }
    var value: Attribute?
    switch source.property("initial_value", of: operation) {
    case nil: value = nil
    case .dense(var elements)?:
      elements.type = .tensor(TensorType([count], element))
      value = .dense(elements)
    case .unit?:
      let zeros = [UInt8](repeating: 0, count: type.element.byteCount ?? 1)
      value = .dense(
        DenseElements(type: .tensor(TensorType([count], element)), bytes: zeros, isSplat: true))
    default: throw failure(operation, "a value of this kind cannot be lowered")
    }
    let isPrivate = source.property("sym_visibility", of: operation)?.stringValue == "private"
    build.insertOperation(
      LLVM.Global(
        name, .of(LLVM.ArrayType(count, element)),
        linkage: isPrivate && value != nil ? .internal : .external, value: value,
        isConstant: source.property("constant", of: operation) != nil,
        alignment: source.property("alignment", of: operation)?.integerValue))
  }
}
