extension HardwareDescription {
  /// Any x86-64 processor since 2009: 128-bit vectors, no fused multiply-add.
  public static let x86v2 = x86(
    "x86-64-v2", vectorBits: 128, vectorRegisters: 16, fusedMultiplyAdd: false, masking: false)

  /// x86-64 with AVX2 and FMA: 256-bit vectors.
  public static let x86v3 = x86(
    "x86-64-v3", vectorBits: 256, vectorRegisters: 16, fusedMultiplyAdd: true, masking: false)

  /// x86-64 with AVX-512: 512-bit vectors and masks.
  public static let x86v4 = x86(
    "x86-64-v4", vectorBits: 512, vectorRegisters: 32, fusedMultiplyAdd: true, masking: true)

  /// Any 64-bit Arm processor: 128-bit vectors.
  public static let aarch64 = HardwareDescription(
    name: "aarch64", architecture: .aarch64, triple: "aarch64-unknown-linux-gnu",
    processor: "generic", features: ["+neon"], vectorBits: 128, vectorRegisters: 32,
    hasFusedMultiplyAdd: true, hasMasking: false,
    caches: [
      Cache(bytes: 64 << 10, ways: 4), Cache(bytes: 1 << 20),
      Cache(bytes: 16 << 20, ways: 16, sharedBy: 4),
    ], cores: 4)

  /// The named targets that need no machine at hand.
  public static let presets = [x86v2, x86v3, x86v4, aarch64]

  /// The preset called `name`.
  public static func preset(named name: String) -> HardwareDescription? {
    presets.first { $0.name == name }
  }

  private static func x86(
    _ name: String, vectorBits: Int, vectorRegisters: Int, fusedMultiplyAdd: Bool, masking: Bool
  ) -> HardwareDescription {
    HardwareDescription(
      name: name, architecture: .x86, triple: "x86_64-unknown-linux-gnu", processor: name,
      vectorBits: vectorBits, vectorRegisters: vectorRegisters,
      hasFusedMultiplyAdd: fusedMultiplyAdd, hasMasking: masking,
      // F16C came with AVX2's level.
      hasHalfConversion: vectorBits >= 256,
      // What most machines of the level have at least.
      caches: [
        Cache(bytes: 32 << 10), Cache(bytes: (vectorBits >= 512 ? 1024 : 256) << 10),
        Cache(bytes: 16 << 20, ways: 16, sharedBy: 4),
      ], cores: 4)
  }
}
