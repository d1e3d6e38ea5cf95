import Dialects
import IR
import Support

extension LoopLowering {
  /// Rules of `vector` that multiply and combine along dimensions.
  static let contractionRules: [String: Rule] = [
    Vector.OuterProduct.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerOuterProduct(operation)
    },
    Vector.Contract.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerContract(operation)
    },
    Vector.MatrixMultiply.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerMatrixMultiply(operation)
    },
    Vector.MultiReduction.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerMultiReduction(operation)
    },
    Vector.Scan.mnemonic: { lowering, operation throws(Diagnostic) in
      try lowering.lowerScan(operation)
    },
  ]

  /// With a mask, which has a lane for each product, what it does not hold for adds nothing.
  mutating func lowerOuterProduct(
    _ operation: OperationID, mask: ValueID? = nil
  ) throws(Diagnostic) {
    let kind = combiningKind(of: operation)
    let type = source.type(of: source.result(of: operation))
    try check(kind, type, at: operation)
    let (rows, columns) = (
      asLanes(try operand(0, of: operation)), asLanes(try operand(1, of: operation))
    )
    let count = build.module.type(of: columns).vectorType?.shape.first ?? 1
    let all = Array(0..<LaneGrid(type).count)
    let left = lanes(all.map { $0 / count }, of: rows)
    let right = lanes(all.map { $0 % count }, of: columns)
    let accumulator =
      source.operandCount(of: operation) > 2
      ? try operand(2, of: operation) : nil
    let product = multiply(left, right, adding: accumulator, kind, type)
    define(operation, as: keep(product, where: mask, else: accumulator))
  }

  /// The lanes of a value for which a mask holds, and those of another elsewhere.
  private mutating func keep(
    _ value: ValueID, where mask: ValueID?, else other: ValueID?
  ) -> ValueID {
    guard let mask, let other else { return value }
    return build.insert(LLVM.Select(mask, value, other))
  }

  /// `left * right`, combined with an accumulator; a sum of floats is rounded once.
  private mutating func multiply(
    _ left: ValueID, _ right: ValueID, adding accumulator: ValueID?,
    _ kind: Vector.CombiningKind, _ type: Type
  ) -> ValueID {
    let isFused = type.elementType.isFloat && type.elementType != .bf16 && kind == .add
    if isFused, let accumulator {
      return build.insert(LLVM.FMA(left, right, accumulator))
    }
    let product = combine(.mul, left, right, type)
    return accumulator.map { combine(kind, product, $0, type) } ?? product
  }

  /// One step for each position along the dimensions that are combined, over all lanes of the result.
  ///
  /// With a mask, which has a dimension for each iterator, what it does not hold for adds nothing.
  mutating func lowerContract(
    _ operation: OperationID, mask: ValueID? = nil
  ) throws(Diagnostic) {
    let kind = combiningKind(of: operation)
    let operandTypes = source.operands(of: operation).map { source.type(of: $0) }
    let resultType = source.type(of: source.result(of: operation))
    guard operandTypes[0].elementType == resultType.elementType else {
      throw failure(operation, "the operands must have the element type of the result")
    }
    try check(kind, resultType, at: operation)
    let maps = (source.property("indexing_maps", of: operation)?.arrayValue ?? []).map {
      $0.affineMapValue?.results.compactMap(\.dimensionNumber) ?? []
    }
    guard maps.count == 3 else { throw failure(operation, "needs three maps of its dimensions") }
    var sizes: [Int: Int] = [:]
    for (map, type) in zip(maps, operandTypes) {
      for (axis, size) in zip(map, LaneGrid(type).shape) { sizes[axis] = size }
    }
    let reduced = sizes.keys.sorted().filter { !maps[2].contains($0) }
    let grid = LaneGrid(maps[2].map { sizes[$0] ?? 1 })
    let (left, right) = (try operand(0, of: operation), try operand(1, of: operation))
    var result = asLanes(try operand(2, of: operation))
    let iterators = sizes.keys.sorted()
    let whole = LaneGrid(iterators.map { sizes[$0] ?? 1 })
    for step in LaneGrid(reduced.map { sizes[$0] ?? 1 }).positions {
      let fixed = Dictionary(uniqueKeysWithValues: zip(reduced, step))
      func chosen(_ side: LaneGrid, _ axes: [Int]) -> [Int] {
        grid.positions.map { position in
          let free = Dictionary(uniqueKeysWithValues: zip(maps[2], position))
          return side.lane(axes.map { fixed[$0] ?? free[$0] ?? 0 })
        }
      }
      let sides = zip(operandTypes, maps).prefix(2).map { chosen(LaneGrid($0), $1) }
      let sum = multiply(
        lanes(sides[0], of: left), lanes(sides[1], of: right), adding: result, kind, resultType)
      let isOn = mask.map { lanes(chosen(whole, iterators), of: $0) }
      result = keep(sum, where: isOn, else: result)
    }
    define(operation, as: resultType.vectorType == nil ? lane(0, of: result) : result)
  }

  /// Matrices are column after column.
  private mutating func lowerMatrixMultiply(_ operation: OperationID) throws(Diagnostic) {
    func number(_ name: String) -> Int { source.property(name, of: operation)?.integerValue ?? 1 }
    let (rows, depth, columns) = (
      number("lhs_rows"), number("lhs_columns"), number("rhs_columns")
    )
    let type = source.type(of: source.result(of: operation))
    let (left, right) = (try operand(0, of: operation), try operand(1, of: operation))
    let all = Array(0..<rows * columns)
    var sum: ValueID?
    for step in 0..<depth {
      let a = lanes(all.map { step * rows + $0 % rows }, of: left)
      let b = lanes(all.map { $0 / rows * depth + step }, of: right)
      let product = combine(.mul, a, b, type)
      sum = sum.map { combine(.add, $0, product, type) } ?? product
    }
    if let sum { define(operation, as: sum) }
  }

  private mutating func lowerMultiReduction(_ operation: OperationID) throws(Diagnostic) {
    let kind = combiningKind(of: operation)
    let type = source.type(of: source.operand(0, of: operation))
    try check(kind, type, at: operation)
    let reduced = source.property("reduction_dims", of: operation)?.integerArrayValue ?? []
    let grid = LaneGrid(type)
    let kept = grid.shape.indices.filter { !reduced.contains($0) }
    let value = try operand(0, of: operation)
    var result = asLanes(try operand(1, of: operation))
    for step in LaneGrid(reduced.map { grid.shape[$0] }).positions {
      let chosen = LaneGrid(kept.map { grid.shape[$0] }).positions.map { position in
        var whole = Array(repeating: 0, count: grid.shape.count)
        for (axis, index) in zip(kept, position) { whole[axis] = index }
        for (axis, index) in zip(reduced, step) { whole[axis] = index }
        return grid.lane(whole)
      }
      result = combine(kind, result, lanes(chosen, of: value), type)
    }
    let isScalar = source.type(of: source.result(of: operation)).vectorType == nil
    define(operation, as: isScalar ? lane(0, of: result) : result)
  }

  /// What is combined up to each position along a dimension, and what is combined at its end.
  private mutating func lowerScan(_ operation: OperationID) throws(Diagnostic) {
    let kind = combiningKind(of: operation)
    let type = source.type(of: source.operand(0, of: operation))
    try check(kind, type, at: operation)
    let grid = LaneGrid(type)
    let axis = source.property("reduction_dim", of: operation)?.integerValue ?? 0
    let isInclusive = source.property("inclusive", of: operation)?.boolValue ?? true
    let value = try operand(0, of: operation)
    var combined = asLanes(try operand(1, of: operation))
    var result = build.insert(LLVM.Poison(try lowered(type, at: operation)))
    var before: ValueID?
    for step in 0..<grid.shape[axis] {
      let places = grid.positions.filter { $0[axis] == step }.map { grid.lane($0) }
      let part = lanes(places, of: value)
      if let before {
        combined = combine(kind, combined, isInclusive ? part : before, type)
      } else if isInclusive {
        combined = part
      }
      result = replacing(places, of: result, by: combined)
      before = part
    }
    define(operation, as: [result, combined])
  }
}
