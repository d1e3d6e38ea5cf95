import IR

extension OperationState {
  /// Operands in several groups, with their sizes in `operandSegmentSizes` as MLIR keeps them.
  mutating func setOperandSegments(_ groups: [[ValueID]]) {
    operands = groups.flatMap { $0 }
    properties["operandSegmentSizes"] = .i32Array(groups.map(\.count))
  }
}

extension Module {
  /// The operands of `operation` in the `count` groups that `operandSegmentSizes` tells; groups are
  /// empty where it does not fit the operands.
  public func operandSegments(of operation: OperationID, count: Int) -> [[ValueID]] {
    let all = operands(of: operation)
    let sizes = property("operandSegmentSizes", of: operation)?.integerArrayValue ?? []
    guard sizes.count == count, sizes.allSatisfy({ $0 >= 0 }), sizes.reduce(0, +) == all.count
    else { return Array(repeating: [], count: count) }
    var start = 0
    return sizes.map { size in
      defer { start += size }
      return Array(all[start..<start + size])
    }
  }
}

extension Signature {
  /// The property that tells the sizes of operand groups.
  static let operandSegmentSizes = Property("operandSegmentSizes", .integerArray)
}
