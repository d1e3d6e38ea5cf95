import IR
import Support

/// What a `gpu.module` is compiled for: attributes of other dialects, which tell MLIR's tools.
///
/// Their text is kept and printed back.
public enum GPUTargets {
  /// The dialects that hold such attributes and nothing else, for a `Context`.
  public static let dialects = [
    Dialect(
      name: "nvvm", documentation: "NVIDIA's devices, as targets of a `gpu.module`.",
      attributes: [LLVM.KeptAttribute<NVVMTarget>.self]),
    Dialect(
      name: "rocdl", documentation: "AMD's devices, as targets of a `gpu.module`.",
      attributes: [LLVM.KeptAttribute<ROCDLTarget>.self]),
    Dialect(
      name: "spirv", documentation: "Devices that take SPIR-V, as targets of a `gpu.module`.",
      attributes: [
        LLVM.KeptAttribute<SPIRVTarget>.self, LLVM.KeptAttribute<SPIRVVersion>.self,
        LLVM.KeptAttribute<SPIRVLimits>.self,
      ]),
  ]

  public enum NVVMTarget: LLVM.KeptAttributeKind {
    public static var mnemonic: String { "nvvm.target" }
    public static var documentation: String { "`#nvvm.target<chip = \"sm_90\">`." }
  }

  public enum ROCDLTarget: LLVM.KeptAttributeKind {
    public static var mnemonic: String { "rocdl.target" }
    public static var documentation: String { "`#rocdl.target<chip = \"gfx90a\">`." }
  }

  public enum SPIRVTarget: LLVM.KeptAttributeKind {
    public static var mnemonic: String { "spirv.target_env" }
    public static var documentation: String { "The version, extensions and limits of a device." }
  }

  public enum SPIRVVersion: LLVM.KeptAttributeKind {
    public static var mnemonic: String { "spirv.vce" }
    public static var documentation: String { "A version of SPIR-V, and what is used beyond it." }
  }

  public enum SPIRVLimits: LLVM.KeptAttributeKind {
    public static var mnemonic: String { "spirv.resource_limits" }
    public static var documentation: String { "How much of each resource a device has." }
  }

  private static let mnemonics: Set<String> = [
    NVVMTarget.mnemonic, ROCDLTarget.mnemonic, SPIRVTarget.mnemonic,
  ]

  /// Whether a `gpu.module` can be compiled for this; of an attribute that nobody declared, only MLIR
  /// knows.
  static func holds(_ target: Attribute) -> Bool {
    guard case .dialect(let attribute) = target else { return false }
    return mnemonics.contains(attribute.mnemonic)
      || target.cast(to: OpaqueAttribute.self) != nil
  }
}

extension GPU {
  public enum SelectedObject: LLVM.KeptAttributeKind {
    public static var mnemonic: String { "gpu.select_object" }
    public static var documentation: String {
      "Which of a binary's objects is launched: `#gpu.select_object<0>`, or by its target."
    }
  }
}
