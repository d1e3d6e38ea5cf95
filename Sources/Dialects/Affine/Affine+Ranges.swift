import IR

extension Affine.MapValue: IntegerRangeOperation {
  /// The range of the map's result, or of the least or greatest of them.
  public static func ranges(
    of operation: OperationID, operands: [IntegerRange?], in module: Module
  ) -> [IntegerRange?] {
    let results = module.affineMap("map", of: operation).ranges(of: operands)
    guard let low = Kind.joined(results.map(\.signed.lowerBound)),
      let high = Kind.joined(results.map(\.signed.upperBound)), low <= high
    else { return [nil] }
    return [IntegerRange(signed: low...high, width: 64)]
  }
}
