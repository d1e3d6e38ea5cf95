import IR
import Support

extension LLVM {
  /// `#llvm.fastmath<…>`: as `#arith.fastmath`, for instructions.
  public struct FastMath: AttributeDefinition {
    public static var mnemonic: String { "llvm.fastmath" }
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

  /// `#llvm.linkage<…>`: who sees a symbol.
  public enum Linkage: String, AttributeDefinition, CaseIterable {
    case external, `internal`, `private`, weak
    case linkonceODR = "linkonce_odr"

    public static var mnemonic: String { "llvm.linkage" }
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
