extension HardwareDescription {
  /// A GPU of NVIDIA, to write kernels for.
  ///
  /// It is no target of `compile`: what starts kernels and moves data is not written for it.
  ///
  /// - Parameters:
  ///   - capability: the compute capability without its dot, as 80 for 8.0. The GPU has the features
  ///     `sm_70`, … of every generation up to it.
  ///   - version: the version of PTX to write, without its dot; 7.8 is the first that knows 9.0.
  /// - Returns: the description.
  public static func nvidia(
    computeCapability capability: Int, ptx version: Int = 78
  ) -> HardwareDescription {
    HardwareDescription(
      name: "sm_\(capability)", architecture: .nvptx, triple: "nvptx64-nvidia-cuda",
      processor: "sm_\(capability)", features: ["+ptx\(version)"],
      // A thread loads 16 bytes at once, and has 255 registers of 4 bytes.
      vectorBits: 128, vectorRegisters: 63, hasFusedMultiplyAdd: true, hasMasking: false,
      hasIntegerDotProduct: capability >= 61, hasBFloat16Conversion: capability >= 80,
      caches: [Cache(bytes: 128 << 10, lineBytes: 128), Cache(bytes: 4 << 20, lineBytes: 128)],
      cores: 1)
  }

  /// Whether a GPU is of a generation or a later one: `sm_90` has all that `sm_80` has.
  func isGeneration(_ feature: String) -> Bool {
    guard architecture == .nvptx, feature.hasPrefix("sm_"), processor.hasPrefix("sm_"),
      let wanted = Int(feature.dropFirst(3)), let own = Int(processor.dropFirst(3))
    else { return false }
    return own >= wanted
  }
}
