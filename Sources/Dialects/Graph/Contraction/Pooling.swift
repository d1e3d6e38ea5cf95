import IR
import Support

extension Graph {
  /// The result type of a pooling operation; `spatialSizes` replaces the sizes that fit.
  static func pooledType(
    _ input: ValueID, kernel: [Int], window: Window, spatialSizes: [IndexExpression]?,
    of mnemonic: String, in module: Module
  ) throws(Diagnostic) -> Type {
    let sizes = try Graph.sizes(of: input, "input", of: mnemonic, in: module)
    try checkRank(sizes.count, in: 3...Int.max, "input", of: mnemonic)
    try window.check(rank: sizes.count - 2, of: mnemonic)
    try checkCount(kernel.count, is: sizes.count - 2, "kernel", of: mnemonic)
    guard kernel.allSatisfy({ $0 > 0 }) else {
      throw .error("'kernel' of '\(mnemonic)' must be positive, found \(kernel)")
    }
    let fitting = (0..<sizes.count - 2).map {
      window.outputSize(of: sizes[$0 + 2], kernel: IndexExpression(kernel[$0]), axis: $0)
    }
    let spatial = spatialSizes ?? fitting
    try checkCount(spatial.count, is: sizes.count - 2, "spatial sizes", of: mnemonic)
    return .tensor(
      sizes: Array(sizes[..<2]) + spatial, element: module.type(of: input).elementType)
  }
}
