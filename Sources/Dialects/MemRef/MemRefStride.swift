import IR
import Support

extension MemRefType {
  /// How far apart in memory neighbours in the last dimension are, if the type says so; 1 without
  /// dimensions.
  var lastStride: Int? {
    if shape.isEmpty { return 1 }
    guard case .affineMap(let map)? = layout else { return stridesAndOffset?.strides.last ?? nil }
    guard map.results.count == 1, map.dimensionCount > 0 else { return nil }
    var next = (0..<map.dimensionCount).map { IndexExpression.dimension($0) }
    next[map.dimensionCount - 1] = next[map.dimensionCount - 1] + 1
    return (map.results[0].substituting(dimensions: next) - map.results[0]).constantValue
  }
}
