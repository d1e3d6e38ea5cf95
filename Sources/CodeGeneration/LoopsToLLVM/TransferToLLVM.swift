import Dialects
import IR
import Support

extension LoopLowering {
  /// Rules of `vector` that move parts of memory of any rank.
  static let transferRules: [String: Rule] = [
    Vector.TransferRead.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerTransferRead(operation, mask: nil)
    },
    Vector.TransferWrite.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerTransferWrite(operation, mask: nil)
    },
  ]

  /// Reads the part of memory piece by piece, in its order, and shuffles it into the vector's.
  ///
  /// `mask` has a lane for each element of the part, as the operation's own has.
  mutating func lowerTransferRead(
    _ operation: OperationID, mask: ValueID?
  ) throws(Diagnostic) {
    let groups = source.operandSegments(of: operation, count: 4)
    let type = source.type(of: source.result(of: operation))
    let part = try transferPart(operation, memory: groups[0][0], groups[1], type)
    let mask = try both(mask, groups[3].first)
    let padding = try value(groups[2][0])
    var pieces: [ValueID] = []
    for piece in part.pieces {
      let pieceType = Type.vector(piece.count, part.element)
      let otherwise = toMemory(
        splat(padding, try lowered(pieceType, at: operation)), from: pieceType)
      let value = try read(piece, of: part, mask: mask, otherwise: otherwise, operation)
      pieces.append(fromMemory(value, as: pieceType))
    }
    define(operation, as: lanes(part.lanesOfVector, of: concatenated(pieces)))
  }

  /// Shuffles the vector into the memory's order, and writes it piece by piece.
  mutating func lowerTransferWrite(
    _ operation: OperationID, mask: ValueID?
  ) throws(Diagnostic) {
    let groups = source.operandSegments(of: operation, count: 4)
    let type = source.type(of: groups[0][0])
    let part = try transferPart(operation, memory: groups[1][0], groups[2], type)
    let mask = try both(mask, groups[3].first)
    let value = lanes(part.lanesOfPart, of: try value(groups[0][0]))
    var start = 0
    for piece in part.pieces {
      let pieceType = Type.vector(piece.count, part.element)
      let lanes = toMemory(
        lanes(Array(start..<start + piece.count), of: value), from: pieceType)
      try write(lanes, to: piece, of: part, mask: mask, operation)
      start += piece.count
    }
  }

  private mutating func both(_ outer: ValueID?, _ own: ValueID?) throws(Diagnostic) -> ValueID? {
    guard let own else { return outer }
    let mask = try value(own)
    return outer.map { build.insert(LLVM.And($0, mask)) } ?? mask
  }

  /// Where a transfer reads or writes.
  private mutating func transferPart(
    _ operation: OperationID, memory: ValueID, _ indices: [ValueID], _ vector: Type
  ) throws(Diagnostic) -> TransferPart {
    guard source.type(of: memory).memrefType != nil else {
      throw failure(operation, "what it transfers from or to \(Self.tensorAdvice)")
    }
    let buffer = try buffer(memory, at: operation)
    guard let map = source.property("permutation_map", of: operation)?.affineMapValue,
      vector.elementType == buffer.element
    else { throw failure(operation, "the vector must have the element type of the memory") }
    var first: [Buffer.Extent] = []
    for index in indices { first.append(try extent(index)) }
    let inBounds = source.property("in_bounds", of: operation)?.arrayValue ?? []
    return TransferPart(
      element: buffer.element, shape: vector.vectorType?.shape ?? [],
      axes: map.results.map(\.dimensionNumber), inBounds: inBounds.map { $0.boolValue ?? false },
      sizes: buffer.sizes, strides: buffer.strides, first: first,
      pointer: try address(in: buffer, indices, at: operation))
  }

  // MARK: Pieces

  private mutating func read(
    _ piece: TransferPart.Piece, of part: TransferPart, mask: ValueID?, otherwise: ValueID,
    _ operation: OperationID
  ) throws(Diagnostic) -> ValueID {
    let type = build.module.type(of: otherwise)
    let mask = try self.mask(of: piece, part, and: mask, operation)
    let bytes = part.element.byteCount ?? 1
    let alignment: AttributeDictionary = ["alignment": .integer(bytes, .i32)]
    if piece.isApart {
      let pointers = try pointers(to: piece, of: part, operation)
      let all = mask ?? constant(-1, .vector(piece.count, .i1))
      return build.insert(
        LLVM.MaskedGather(
          operands: [pointers, all, otherwise], resultType: type, properties: alignment))
    }
    let pointer = try self.pointer(to: piece, of: part, operation)
    guard let mask else { return build.insert(LLVM.Load(pointer, as: type, alignment: bytes)) }
    return build.insert(
      LLVM.MaskedLoad(
        operands: [pointer, mask, otherwise], resultType: type, properties: alignment))
  }

  private mutating func write(
    _ value: ValueID, to piece: TransferPart.Piece, of part: TransferPart, mask: ValueID?,
    _ operation: OperationID
  ) throws(Diagnostic) {
    let mask = try self.mask(of: piece, part, and: mask, operation)
    let bytes = part.element.byteCount ?? 1
    let alignment: AttributeDictionary = ["alignment": .integer(bytes, .i32)]
    if piece.isApart {
      let pointers = try pointers(to: piece, of: part, operation)
      let all = mask ?? constant(-1, .vector(piece.count, .i1))
      build.insertOperation(
        LLVM.MaskedScatter(operands: [value, pointers, all], properties: alignment))
      return
    }
    let pointer = try self.pointer(to: piece, of: part, operation)
    if let mask {
      build.insertOperation(
        LLVM.MaskedStore(operands: [value, pointer, mask], properties: alignment))
    } else {
      build.insertOperation(LLVM.Store(value, to: pointer, alignment: bytes))
    }
  }

  /// The address of a piece whose elements lie one after the other.
  private mutating func pointer(
    to piece: TransferPart.Piece, of part: TransferPart, _ operation: OperationID
  ) throws(Diagnostic) -> ValueID {
    var place = Buffer.Extent.constant(0)
    for (step, axis) in zip(piece.positions[0], part.axes) {
      place = add(place, multiply(.constant(step), part.strides[axis]))
    }
    return try address(of: part.pointer, place, part.element, at: operation)
  }

  /// The address of each element of a piece.
  private mutating func pointers(
    to piece: TransferPart.Piece, of part: TransferPart, _ operation: OperationID
  ) throws(Diagnostic) -> ValueID {
    guard let inMemory = part.element.loweredInMemory else {
      throw failure(operation, "the type \(part.element) cannot be lowered to instructions")
    }
    let type = Type.vector(piece.count, .i64)
    var place = constant(0, type)
    for (number, axis) in part.axes.enumerated() {
      let steps = constant(piece.positions.map { $0[number] }, type)
      let stride = splat(try known(part.strides[axis], operation), type)
      place = build.insert(LLVM.Add(place, build.insert(LLVM.Mul(steps, stride))))
    }
    return build.insert(
      LLVM.GetElementPointer(
        part.pointer, [.value(place)], of: inMemory, as: .of(LLVM.PointerVectorType(piece.count))))
  }

  /// The lanes of a piece that are moved: where `mask` holds, and inside the memory; `nil` for all.
  private mutating func mask(
    of piece: TransferPart.Piece, _ part: TransferPart, and mask: ValueID?,
    _ operation: OperationID
  ) throws(Diagnostic) -> ValueID? {
    var result = mask.map { lanes(Array(piece.start..<piece.start + piece.count), of: $0) }
    for number in part.axes.indices where !part.isInside[number] {
      let steps = piece.positions.map { $0[number] }
      guard let inside = try isInside(steps, part, part.axes[number], operation) else { continue }
      result = result.map { build.insert(LLVM.And($0, inside)) } ?? inside
    }
    return result
  }

  /// Which lanes, so many steps along a dimension, lie inside the memory; `nil` if all do.
  private mutating func isInside(
    _ steps: [Int], _ part: TransferPart, _ axis: Int, _ operation: OperationID
  ) throws(Diagnostic) -> ValueID? {
    let mask = Type.vector(steps.count, .i1)
    if case (.constant(let first), .constant(let size)) = (part.first[axis], part.sizes[axis]) {
      let inside = steps.map { (0..<size).contains(first &+ $0) }
      return inside.allSatisfy { $0 } ? nil : constant(inside.map { $0 ? 1 : 0 }, mask)
    }
    let first = try known(part.first[axis], operation)
    let size = try known(part.sizes[axis], operation)
    // An index below zero is a big number.
    guard Set(steps).count > 1 else {
      let index = build.insert(LLVM.Add(first, constant(steps.first ?? 0)))
      return splat(build.insert(LLVM.ICmp(.unsignedLess, index, size)), mask)
    }
    let type = Type.vector(steps.count, .i64)
    let indices = build.insert(LLVM.Add(splat(first, type), constant(steps, type)))
    return build.insert(LLVM.ICmp(.unsignedLess, indices, splat(size, type)))
  }
}
