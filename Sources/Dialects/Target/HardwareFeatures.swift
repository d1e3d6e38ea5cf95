extension HardwareDescription {
  /// Whether the processor has a feature, in LLVM's words, as `avx512vnni`.
  ///
  /// Features are listed for a machine that was detected; a named level has those that it requires.
  public func has(_ feature: String) -> Bool {
    if features.contains("-\(feature)") { return false }
    return features.contains("+\(feature)") || isGeneration(feature)
      || Self.featuresOfLevels.contains {
        processor == $0.processor && $0.features.contains(feature)
      }
  }

  private static let v3 = ["avx", "avx2", "bmi", "bmi2", "f16c", "fma", "lzcnt", "movbe"]

  private static let featuresOfLevels: [(processor: String, features: [String])] = [
    ("x86-64-v3", v3),
    ("x86-64-v4", v3 + ["avx512bw", "avx512cd", "avx512dq", "avx512f", "avx512vl"]),
  ]
}
