extension HardwareDescription {
  /// How four products of neighbouring bytes are added to each lane of 32 bits.
  public enum ByteDotProduct: Sendable {
    /// One instruction, of unsigned bytes by signed ones (`vpdpbusd`).
    case mixedSigns
    /// One instruction, of bytes of one signedness (`sdot`, `udot`); of both, if there is `usdot`.
    case equalSigns
    /// Two, of words to which the bytes are widened (`pmaddwd`).
    case wordPairs
  }

  /// The best way there is in vectors of so many lanes; `nil` where bytes are multiplied one by one.
  ///
  /// All are exact: sums wrap around as those of `i32` do.
  public func byteDotProduct(lanes: Int) -> ByteDotProduct? {
    guard [4, 8, 16].contains(lanes), lanes * 32 <= vectorBits else { return nil }
    switch architecture {
    case .x86:
      let mayBeNarrow = has("avx512vnni") && has("avx512vl") || has("avxvnni")
      if lanes == 16 ? has("avx512vnni") : mayBeNarrow { return .mixedSigns }
      // Every x86-64 multiplies words in 128 bits.
      let mayWiden = lanes == 4 || has(lanes == 8 ? "avx2" : "avx512bw")
      return mayWiden ? .wordPairs : nil
    case .aarch64: return lanes == 4 && has("dotprod") ? .equalSigns : nil
    case .nvptx: return nil
    }
  }
}
