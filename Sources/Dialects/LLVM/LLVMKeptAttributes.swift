import IR
import Support

extension LLVM {
  public struct Overflow: AttributeDefinition {
    public static var mnemonic: String { "llvm.overflow" }
    public static var documentation: String { "As `#arith.overflow`, for instructions." }
    public var flags: Arith.Overflow

    public init(_ flags: Arith.Overflow) { self.flags = flags }

    public var body: String? { flags.body }

    public static func parse(body: String?, in context: Context) throws(Diagnostic) -> Overflow {
      Overflow(try Arith.Overflow.parse(body: body, in: context))
    }
  }

  /// What sets a kept attribute apart: its name.
  public protocol KeptAttributeKind: Hashable, Sendable {
    static var mnemonic: String { get }
    static var documentation: String { get }
  }

  /// An attribute of MLIR's that changes nothing here: its text is kept and printed back.
  public struct KeptAttribute<Kind: KeptAttributeKind>: AttributeDefinition {
    public static var mnemonic: String { Kind.mnemonic }
    public static var documentation: String { Kind.documentation }
    public var body: String?

    public init(body: String?) { self.body = body }

    public static func parse(
      body: String?, in context: Context
    ) throws(Diagnostic) -> KeptAttribute {
      KeptAttribute(body: body)
    }
  }

  public typealias CallingConvention = KeptAttribute<CallingConventionKind>
  public enum CallingConventionKind: KeptAttributeKind {
    public static var mnemonic: String { "llvm.cconv" }
    public static var documentation: String { "How a function is called, as `<fastcc>`." }
  }

  public typealias TailCallKind = KeptAttribute<TailCallKindKind>
  public enum TailCallKindKind: KeptAttributeKind {
    public static var mnemonic: String { "llvm.tailcallkind" }
    public static var documentation: String {
      "Whether a call may be, or must be, a tail call."
    }
  }

  public typealias TargetFeatures = KeptAttribute<TargetFeaturesKind>
  public enum TargetFeaturesKind: KeptAttributeKind {
    public static var mnemonic: String { "llvm.target_features" }
    public static var documentation: String {
      "What instructions a function may use, as in `<[\"+avx2\"]>`."
    }
  }
}
