import Dialects
import IR
import Support

extension LoopLowering {
  /// Rules of `vector` that move elements between lanes.
  static let vectorOrderRules: [String: Rule] = [
    Vector.VScale.mnemonic: { lowering, operation throws(Diagnostic) in
      throw lowering.failure(
        operation,
        "code is generated for vectors of a known size, never for those whose size the machine"
          + " decides; use vectors such as vector<8xf32>")
    },
    Vector.Transpose.mnemonic: moving { module, operation in
      let from = LaneGrid(module.type(of: module.operand(0, of: operation)))
      let to = LaneGrid(module.type(of: module.result(of: operation)))
      let order = module.property("permutation", of: operation)?.integerArrayValue ?? []
      return to.positions.map { position in
        var source = position
        for (axis, other) in order.enumerated() { source[other] = position[axis] }
        return from.lane(source)
      }
    },
    // The matrix is column after column.
    Vector.FlatTranspose.mnemonic: moving { module, operation in
      let rows = module.property("rows", of: operation)?.integerValue ?? 1
      let columns = module.property("columns", of: operation)?.integerValue ?? 1
      return LaneGrid([rows, columns]).positions.map { $0[1] * rows + $0[0] }
    },
    Vector.ExtractStridedSlice.mnemonic: moving { module, operation in
      let from = LaneGrid(module.type(of: module.operand(0, of: operation)))
      let part = LaneGrid(module.type(of: module.result(of: operation)))
      return slice(part, of: from, operation, module)
    },
    Vector.InsertStridedSlice.mnemonic: { lowering, operation throws(Diagnostic) in
      let source = lowering.source
      let part = LaneGrid(source.type(of: source.operand(0, of: operation)))
      let whole = LaneGrid(source.type(of: source.operand(1, of: operation)))
      let leading = Array(repeating: 1, count: whole.shape.count - part.shape.count)
      let places = slice(LaneGrid(leading + part.shape), of: whole, operation, source)
      let (value, target) = (
        try lowering.operand(0, of: operation), try lowering.operand(1, of: operation)
      )
      lowering.define(operation, as: lowering.replacing(places, of: target, by: value))
    },
    Vector.Interleave.mnemonic: { lowering, operation throws(Diagnostic) in
      let (a, b) = (
        try lowering.operand(0, of: operation), try lowering.operand(1, of: operation)
      )
      let count = lowering.build.module.type(of: a).vectorType?.shape.first ?? 1
      let mask = (0..<count).flatMap { [$0, count + $0] }
      lowering.define(operation, as: lowering.build.insert(LLVM.ShuffleVector(a, b, mask: mask)))
    },
    Vector.Deinterleave.mnemonic: { lowering, operation throws(Diagnostic) in
      let value = try lowering.operand(0, of: operation)
      let count = lowering.build.module.type(of: value).vectorType?.shape.first ?? 2
      let even = Array(stride(from: 0, to: count, by: 2))
      let (first, second) = (
        lowering.lanes(even, of: value), lowering.lanes(even.map { $0 + 1 }, of: value)
      )
      lowering.define(operation, as: [first, second])
    },
    Vector.FromElements.mnemonic: { lowering, operation throws(Diagnostic) in
      let type = try lowering.resultType(of: operation)
      var vector = lowering.build.insert(LLVM.Poison(type))
      for (lane, element) in lowering.source.operands(of: operation).enumerated() {
        vector = lowering.build.insert(
          LLVM.InsertElement(
            try lowering.value(element), into: vector, at: lowering.constant(lane)))
      }
      lowering.define(operation, as: vector)
    },
    Vector.Step.mnemonic: { lowering, operation throws(Diagnostic) in
      let type = try lowering.resultType(of: operation)
      let count = type.vectorType?.shape.first ?? 1
      let bytes = (0..<count).flatMap { Attribute.integer($0, .i64).elementBytes ?? [] }
      lowering.define(
        operation,
        as: lowering.build.insert(LLVM.Constant(.dense(DenseElements(type: type, bytes: bytes)))))
    },
  ]

  /// A result that has lanes of the first operand.
  private static func moving(
    _ lanes: @escaping @Sendable (Module, OperationID) -> [Int]
  ) -> Rule {
    { lowering, operation throws(Diagnostic) in
      _ = try lowering.resultType(of: operation)
      let value = try lowering.operand(0, of: operation)
      lowering.define(
        operation, as: lowering.lanes(lanes(lowering.source, operation), of: value))
    }
  }

  /// The lanes of a part that begins at the operation's offsets.
  private static func slice(
    _ part: LaneGrid, of whole: LaneGrid, _ operation: OperationID, _ module: Module
  ) -> [Int] {
    let offsets = module.property("offsets", of: operation)?.integerArrayValue ?? []
    let strides = module.property("strides", of: operation)?.integerArrayValue ?? []
    return part.positions.map { position in
      whole.lane(
        position.enumerated().map { axis, index in
          (axis < offsets.count ? offsets[axis] : 0)
            + index * (axis < strides.count ? strides[axis] : 1)
        })
    }
  }
}
