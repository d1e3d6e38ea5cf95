import IR
import Support

extension LLVM {
  public struct FastMath: AttributeDefinition {
    public static var mnemonic: String { "llvm.fastmath" }
    public static var documentation: String { "As `#arith.fastmath`, for instructions." }
    public var flags: Arith.FastMath

    public init(_ flags: Arith.FastMath) { self.flags = flags }

    // The bits are named alike, but MLIR prints these flags in another order of its own; the order
    // does not matter when they are read.
    public var body: String? {
      flags.body?.split(separator: ",").joined(separator: ", ")
    }

    public static func parse(body: String?, in context: Context) throws(Diagnostic) -> FastMath {
      FastMath(try Arith.FastMath.parse(body: body, in: context))
    }
  }

  public enum Linkage: String, AttributeDefinition, CaseIterable {
    case external, `internal`, `private`, weak, linkonce, common, appending
    case linkonceODR = "linkonce_odr"
    case weakODR = "weak_odr"
    case externWeak = "extern_weak"
    case availableExternally = "available_externally"

    public static var mnemonic: String { "llvm.linkage" }
    public static var documentation: String { "Who sees a symbol." }
    public var body: String? { rawValue }

    public static func parse(body: String?, in context: Context) throws(Diagnostic) -> Linkage {
      guard let linkage = Linkage(rawValue: body ?? "") else {
        throw .error(
          "expected a linkage, one of \(allCases.map(\.rawValue).joined(separator: ", ")), found"
            + " '\(body ?? "")'")
      }
      return linkage
    }
  }
}
