import IR
import Support

extension LLVM {
  /// `#llvm.overflow<…>`: as `#arith.overflow`, for instructions.
  public struct Overflow: AttributeDefinition {
    public static var mnemonic: String { "llvm.overflow" }
    public var flags: Arith.Overflow

    public init(_ flags: Arith.Overflow) { self.flags = flags }

    public var body: String? { flags.body }

    public static func parse(body: String?, in context: Context) throws(Diagnostic) -> Overflow {
      Overflow(try Arith.Overflow.parse(body: body, in: context))
    }
  }

  /// What sets a kept attribute apart: its name.
  public protocol KeptAttributeKind: Hashable, Sendable { static var mnemonic: String { get } }

  /// An attribute of MLIR's that changes nothing here: its text is kept and printed back.
  public struct KeptAttribute<Kind: KeptAttributeKind>: AttributeDefinition {
    public static var mnemonic: String { Kind.mnemonic }
    public var body: String?

    public init(body: String?) { self.body = body }

    public static func parse(
      body: String?, in context: Context
    ) throws(Diagnostic) -> KeptAttribute {
      KeptAttribute(body: body)
    }
  }

  /// `#llvm.cconv<ccc>`: only C's way to call is generated.
  public typealias CallingConvention = KeptAttribute<CallingConventionKind>
  public enum CallingConventionKind: KeptAttributeKind {
    public static var mnemonic: String { "llvm.cconv" }
  }

  /// `#llvm.tailcallkind<none>`.
  public typealias TailCallKind = KeptAttribute<TailCallKindKind>
  public enum TailCallKindKind: KeptAttributeKind {
    public static var mnemonic: String { "llvm.tailcallkind" }
  }

  /// `#llvm.target_features<["+avx2"]>`.
  public typealias TargetFeatures = KeptAttribute<TargetFeaturesKind>
  public enum TargetFeaturesKind: KeptAttributeKind {
    public static var mnemonic: String { "llvm.target_features" }
  }
}
