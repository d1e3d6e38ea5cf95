extension HardwareDescription {
  /// Whether the processor has a feature, in LLVM's words, as `avx512vnni`.
  ///
  /// Features are listed for a machine that was detected; a named level has those that it requires.
  public func has(_ feature: String) -> Bool {
    if features.contains("-\(feature)") { return false }
    return features.contains("+\(feature)") || isGeneration(feature)
      || levelFeatures.contains(feature)
  }

  /// The features that code for this machine may use, in LLVM's words, sorted: those that are listed,
  /// and those that a named level requires.
  ///
  /// What every processor of the architecture has is not among those of a level. Nothing is known of
  /// a processor that is given by the name of a model without features.
  public var requiredFeatures: [String] {
    let listed = features.filter { $0.hasPrefix("+") }.map { String($0.dropFirst()) }
    return Set(listed + levelFeatures.filter(has)).sorted()
  }

  private var levelFeatures: [String] {
    Self.featuresOfLevels.first { $0.processor == processor }?.features ?? []
  }

  private static let v2 = [
    "crc32", "cx16", "popcnt", "sahf", "sse3", "sse4.1", "sse4.2", "ssse3",
  ]
  private static let v3 =
    v2 + ["avx", "avx2", "bmi", "bmi2", "f16c", "fma", "lzcnt", "movbe", "xsave"]
  private static let v4 =
    v3 + ["avx512bw", "avx512cd", "avx512dq", "avx512f", "avx512vl", "evex512"]

  /// As LLVM has them, beyond the features that every x86-64 has.
  private static let featuresOfLevels: [(processor: String, features: [String])] = [
    ("x86-64-v2", v2), ("x86-64-v3", v3), ("x86-64-v4", v4),
  ]
}

extension HardwareDescription {
  /// Whether one instruction gives each of 16 lanes the number of a table of 16 that its lowest four
  /// bits say: integers of up to four bits become `f32` so.
  public var looksUpNarrowIntegers: Bool {
    architecture == .x86 && vectorBits >= 512 && has("avx512f")
  }
}
