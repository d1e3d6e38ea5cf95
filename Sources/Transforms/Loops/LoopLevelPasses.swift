import IR

extension PassRegistry {
  /// The passes between the dialects of loops.
  public static let loopLevel = PassRegistry([
    gpuKernelOutlining, gpuSinkIndexComputations, lowerAffine,
  ])
}
