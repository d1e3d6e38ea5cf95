import CLLVM
import Dialects
import Foundation

extension HardwareDescription {
  /// The machine at hand.
  ///
  /// Asked of the processor and the operating system each time.
  public static func detectHost() -> HardwareDescription {
    let processor = takeString(LLVMGetHostCPUName())
    let features = takeString(LLVMGetHostCPUFeatures()).split(separator: ",").map(String.init)
    let enabled = Set(features.filter { $0.hasPrefix("+") }.map { String($0.dropFirst()) })
    let topology = HostTopology.read()
    #if arch(arm64)
    return HardwareDescription(
      name: "host", architecture: .aarch64, triple: takeString(LLVMGetDefaultTargetTriple()),
      processor: processor, features: features.sorted(), vectorBits: 128, vectorRegisters: 32,
      hasFusedMultiplyAdd: true, hasMasking: false,
      hasIntegerDotProduct: enabled.contains("dotprod"),
      hasBFloat16Conversion: enabled.contains("bf16"), caches: topology.caches,
      cores: topology.cores)
    #else
    // The 512-bit level needs the subsets that compilers take together with it.
    let isWide = ["avx512f", "avx512bw", "avx512dq", "avx512vl"].allSatisfy(enabled.contains)
    let hasAVX = enabled.contains("avx2")
    return HardwareDescription(
      name: "host", architecture: .x86, triple: takeString(LLVMGetDefaultTargetTriple()),
      processor: processor, features: features.sorted(),
      vectorBits: isWide ? 512 : hasAVX ? 256 : 128, vectorRegisters: isWide ? 32 : 16,
      hasFusedMultiplyAdd: enabled.contains("fma"), hasMasking: isWide,
      hasIntegerDotProduct: enabled.contains("avx512vnni") || enabled.contains("avxvnni"),
      hasHalfConversion: enabled.contains("f16c"),
      hasBFloat16Conversion: enabled.contains("avx512bf16"), caches: topology.caches,
      cores: topology.cores)
    #endif
  }
}
