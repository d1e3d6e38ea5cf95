import IR

extension PassRegistry {
  /// The passes that work on every dialect.
  public static let shared = PassRegistry([
    canonicalize, commonSubexpressionElimination, deadCodeElimination, inline,
    integerRangeOptimizations, loopInvariantCodeMotion, memoryOptimizations,
    reconcileUnrealizedCasts, removeDeadValues, reportMemoryFlow, sparseConstantPropagation,
    symbolDeadCodeElimination,
  ])
}
