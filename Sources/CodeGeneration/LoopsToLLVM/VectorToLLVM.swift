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
      guard let count = type.vectorType?.shape.first, let size = mask.sizes.first else {
        throw lowering.failure(operation, "needs one size")
      }
      let bytes = (0..<count).map { $0 < size ? UInt8(1) : 0 }
      lowering.define(
        operation,
        as: lowering.build.insert(LLVM.Constant(.dense(DenseElements(type: type, bytes: bytes)))))
    },
    Vector.Shuffle.mnemonic: { lowering, operation throws(Diagnostic) in
      let shuffle = Vector.Shuffle(operation, in: lowering.source)
      _ = try lowering.resultType(of: operation)
      var first = try lowering.value(shuffle.first)
      var second = try lowering.value(shuffle.second)
      var mask = shuffle.mask
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
      let extract = Vector.Extract(operation, in: lowering.source)
      let position = try lowering.lanePosition(extract.position, extract.dynamic, at: operation)
      lowering.define(
        operation,
        as: lowering.build.insert(
          LLVM.ExtractElement(try lowering.value(extract.vector), at: position)))
    },
    Vector.Insert.mnemonic: { lowering, operation throws(Diagnostic) in
      let insert = Vector.Insert(operation, in: lowering.source)
      let position = try lowering.lanePosition(insert.position, insert.dynamic, at: operation)
      lowering.define(
        operation,
        as: lowering.build.insert(
          LLVM.InsertElement(
            try lowering.value(insert.value), into: try lowering.value(insert.vector),
            at: position)))
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
      // Only a vector of one element is repeated.
      let count = type.vectorType?.shape.first ?? 1
      define(
        operation,
        as: build.insert(
          LLVM.ShuffleVector(value, value, mask: Array(repeating: 0, count: count))))
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
  private mutating func padded(_ value: ValueID, to count: Int) -> ValueID {
    let own = build.module.type(of: value).vectorType?.shape.first ?? 1
    if own == count { return value }
    return build.insert(
      LLVM.ShuffleVector(value, value, mask: (0..<count).map { $0 < own ? $0 : -1 }))
  }

  /// Lanes below the operand hold: the lanes' numbers are compared with it, clamped to the lanes.
  private mutating func lowerCreateMask(_ operation: OperationID) throws(Diagnostic) {
    let type = try resultType(of: operation)
    guard let count = type.vectorType?.shape.first, source.operandCount(of: operation) == 1 else {
      throw failure(operation, "needs one operand and a vector of rank 1")
    }
    let size = try operand(0, of: operation)
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
    define(operation, as: build.insert(LLVM.ICmp(.signedLess, numbers, limit)))
  }

  /// A position as a value: one number, static or dynamic.
  private mutating func lanePosition(
    _ position: [Int?], _ dynamic: [ValueID], at operation: OperationID
  ) throws(Diagnostic) -> ValueID {
    guard position.count == 1 else {
      throw failure(operation, "the position must be one number, in a vector of rank 1")
    }
    if let number = position[0] { return constant(number) }
    guard let value = dynamic.first else { throw failure(operation, "the position is missing") }
    return try self.value(value)
  }
}
