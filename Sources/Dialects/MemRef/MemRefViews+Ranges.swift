import IR

extension MemRef.Dim: IntegerRangeOperation {
  /// A size that is written in the type, or any from zero on.
  public static func ranges(
    of operation: OperationID, operands: [IntegerRange?], in module: Module
  ) -> [IntegerRange?] {
    let dim = MemRef.Dim(operation, in: module)
    if let shape = module.type(of: dim.source).memrefType?.shape, operands.count == 2,
      let axis = operands[1]?.constant, shape.indices.contains(axis), let size = shape[axis]
    {
      return [IntegerRange(size, width: 64)]
    }
    return [IntegerRange(signed: 0...Int.max, width: 64)]
  }
}
