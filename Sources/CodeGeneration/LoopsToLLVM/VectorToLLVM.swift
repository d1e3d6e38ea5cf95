import Dialects
import IR
import Support

extension LoopLowering {
  /// Rules of the operations of `vector` on registers.
  static let vectorRules: [String: Rule] = [
    Vector.Broadcast.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerBroadcast(operation)
    },
    Vector.Splat.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerBroadcast(operation)
    },
    Vector.FMA.mnemonic: floatRule(LLVM.FMA.self),
    Vector.CreateMask.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerCreateMask(operation)
    },
    Vector.ConstantMask.mnemonic: { lowering, operation throws(Diagnostic) in
      let mask = Vector.ConstantMask(operation, in: lowering.source)
      let type = try lowering.resultType(of: operation)
      let grid = LaneGrid(lowering.source.type(of: lowering.source.result(of: operation)))
      let bytes = grid.positions.map { position in
        zip(position, mask.sizes).allSatisfy { $0 < $1 } ? UInt8(1) : 0
      }
      lowering.define(
        operation,
        as: lowering.build.insert(LLVM.Constant(.dense(DenseElements(type: type, bytes: bytes)))))
    },
    Vector.Shuffle.mnemonic: { lowering, operation throws(Diagnostic) in
      let shuffle = Vector.Shuffle(operation, in: lowering.source)
      _ = try lowering.resultType(of: operation)
      var first = try lowering.value(shuffle.first)
      var second = try lowering.value(shuffle.second)
      // Of vectors of higher rank, the numbers are those of rows.
      let shape = lowering.source.type(of: shuffle.first).vectorType?.shape ?? []
      let row = shape.dropFirst().reduce(1, *)
      var mask = shuffle.mask.flatMap { number in (0..<row).map { number * row + $0 } }
      // LLVM's operands have one type: the shorter is padded, the numbers of the second move.
      let counts = [first, second].map {
        lowering.build.module.type(of: $0).vectorType?.shape.first ?? 1
      }
      if counts[0] != counts[1] {
        let count = max(counts[0], counts[1])
        first = lowering.padded(first, to: count)
        second = lowering.padded(second, to: count)
        mask = mask.map { $0 < counts[0] ? $0 : $0 - counts[0] + count }
      }
      lowering.define(
        operation, as: lowering.build.insert(LLVM.ShuffleVector(first, second, mask: mask)))
    },
    Vector.ShapeCast.mnemonic: { lowering, operation throws(Diagnostic) in
      _ = try lowering.resultType(of: operation)
      lowering.define(operation, as: try lowering.operand(0, of: operation))
    },
    Vector.Extract.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerExtract(operation)
    },
    Vector.Insert.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerInsert(operation)
    },
    Vector.ExtractElement.mnemonic: { lowering, operation throws(Diagnostic) in
      let extract = Vector.ExtractElement(operation, in: lowering.source)
      lowering.define(
        operation,
        as: lowering.build.insert(
          LLVM.ExtractElement(
            try lowering.value(extract.vector), at: try lowering.value(extract.position))))
    },
    Vector.InsertElement.mnemonic: { lowering, operation throws(Diagnostic) in
      let insert = Vector.InsertElement(operation, in: lowering.source)
      lowering.define(
        operation,
        as: lowering.build.insert(
          LLVM.InsertElement(
            try lowering.value(insert.value), into: try lowering.value(insert.vector),
            at: try lowering.value(insert.position))))
    },
    Vector.Reduction.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerReduction(operation)
    },
  ]

  private mutating func lowerBroadcast(_ operation: OperationID) throws(Diagnostic) {
    let type = try resultType(of: operation)
    let value = try operand(0, of: operation)
    let given = build.module.type(of: value)
    if given == type {
      define(operation, as: value)
    } else if given.vectorType != nil {
      // Dimensions of one element, and those that are missing at the start, are repeated.
      let from = LaneGrid(source.type(of: source.operand(0, of: operation)))
      let to = LaneGrid(source.type(of: source.result(of: operation)))
      let numbers = to.positions.map { position in
        from.lane(
          zip(position.suffix(from.shape.count), from.shape).map { $1 == 1 ? 0 : $0 })
      }
      define(operation, as: lanes(numbers, of: value))
    } else {
      define(operation, as: splat(value, type))
    }
  }

  /// A scalar repeated to a vector type.
  mutating func splat(_ value: ValueID, _ type: Type) -> ValueID {
    let count = type.vectorType?.shape.first ?? 1
    let empty = build.insert(LLVM.Poison(type))
    let first = build.insert(LLVM.InsertElement(value, into: empty, at: constant(0)))
    return build.insert(
      LLVM.ShuffleVector(first, empty, mask: Array(repeating: 0, count: count)))
  }

  /// A vector with elements nobody looks at added up to `count`.
  mutating func padded(_ value: ValueID, to count: Int) -> ValueID {
    let own = build.module.type(of: value).vectorType?.shape.first ?? 1
    if own == count { return value }
    return build.insert(
      LLVM.ShuffleVector(value, value, mask: (0..<count).map { $0 < own ? $0 : -1 }))
  }

  /// Lanes below the operand hold, along every dimension: the lanes' numbers are compared with it,
  /// clamped to the lanes.
  private mutating func lowerCreateMask(_ operation: OperationID) throws(Diagnostic) {
    _ = try resultType(of: operation)
    let grid = LaneGrid(source.type(of: source.result(of: operation)))
    guard source.operandCount(of: operation) == grid.shape.count, !grid.shape.isEmpty else {
      throw failure(operation, "needs an operand for each dimension of its vector")
    }
    var mask: ValueID?
    for axis in grid.shape.indices {
      let own = emitMask(try operand(axis, of: operation), count: grid.shape[axis])
      let all = lanes(grid.positions.map { $0[axis] }, of: own)
      mask = mask.map { build.insert(LLVM.And($0, all)) } ?? all
    }
    if let mask { define(operation, as: mask) }
  }

  private mutating func emitMask(_ size: ValueID, count: Int) -> ValueID {
    let clamped = build.insert(
      LLVM.SMin(build.insert(LLVM.SMax(size, constant(0))), constant(count)))
    let lanes = Type.vector(count, .i32)
    let limit = splat(build.insert(LLVM.Trunc(clamped, to: .i32)), lanes)
    let numbers = build.insert(
      LLVM.Constant(
        .dense(
          DenseElements(
            type: lanes,
            bytes: (0..<count).flatMap { Attribute.integer($0, .i32).elementBytes ?? [] }
          ))))
    return build.insert(LLVM.ICmp(.signedLess, numbers, limit))
  }

  // MARK: Parts

  private mutating func lowerExtract(_ operation: OperationID) throws(Diagnostic) {
    let extract = Vector.Extract(operation, in: source)
    let grid = LaneGrid(source.type(of: extract.vector))
    let value = try self.value(extract.vector)
    let type = try resultType(of: operation)
    let count = LaneGrid(Array(grid.shape.dropFirst(extract.position.count))).count
    if type.vectorType != nil, !extract.position.contains(nil) {
      let first = grid.lane(extract.position.map { $0 ?? 0 })
      define(operation, as: lanes(Array(first..<first + count), of: value))
      return
    }
    let first = try lanePosition(extract.position, extract.dynamic, grid, at: operation)
    guard type.vectorType != nil else {
      define(operation, as: build.insert(LLVM.ExtractElement(value, at: first)))
      return
    }
    var result = build.insert(LLVM.Poison(type))
    for lane in 0..<count {
      let place = build.insert(LLVM.Add(first, constant(lane)))
      let element = build.insert(LLVM.ExtractElement(value, at: place))
      result = build.insert(LLVM.InsertElement(element, into: result, at: constant(lane)))
    }
    define(operation, as: result)
  }

  private mutating func lowerInsert(_ operation: OperationID) throws(Diagnostic) {
    let insert = Vector.Insert(operation, in: source)
    let grid = LaneGrid(source.type(of: insert.vector))
    let (part, value) = (try self.value(insert.value), try self.value(insert.vector))
    let count = LaneGrid(Array(grid.shape.dropFirst(insert.position.count))).count
    let isVector = source.type(of: insert.value).vectorType != nil
    if isVector, !insert.position.contains(nil) {
      let first = grid.lane(insert.position.map { $0 ?? 0 })
      define(operation, as: replacing(Array(first..<first + count), of: value, by: part))
      return
    }
    let first = try lanePosition(insert.position, insert.dynamic, grid, at: operation)
    guard isVector else {
      define(operation, as: build.insert(LLVM.InsertElement(part, into: value, at: first)))
      return
    }
    var result = value
    for lane in 0..<count {
      let place = build.insert(LLVM.Add(first, constant(lane)))
      let element = self.lane(lane, of: part)
      result = build.insert(LLVM.InsertElement(element, into: result, at: place))
    }
    define(operation, as: result)
  }

  /// The first lane of a position, whose numbers are static or dynamic.
  private mutating func lanePosition(
    _ position: [Int?], _ dynamic: [ValueID], _ grid: LaneGrid, at operation: OperationID
  ) throws(Diagnostic) -> ValueID {
    var left = dynamic[...]
    var lane = Buffer.Extent.constant(0)
    for (axis, size) in grid.shape.enumerated() {
      lane = multiply(lane, .constant(size))
      guard axis < position.count else { continue }
      if let number = position[axis] {
        lane = add(lane, .constant(number))
      } else if let value = left.popFirst() {
        lane = add(lane, .value(try self.value(value)))
      } else {
        throw failure(operation, "the position is missing")
      }
    }
    return try known(lane, operation)
  }
}
