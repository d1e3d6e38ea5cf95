import IR
import Support

extension Arith {
  public struct FastMath: AttributeDefinition, OptionSet {
    public static var mnemonic: String { "arith.fastmath" }
    public static var documentation: String {
      "Freedoms that a float operation has beyond IEEE 754."
    }
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// May be computed in another order.
    public static let reassociation = FastMath(rawValue: 1)
    /// NaNs do not occur.
    public static let noNaNs = FastMath(rawValue: 2)
    /// Infinities do not occur.
    public static let noInfinities = FastMath(rawValue: 4)
    /// The sign of zero does not matter.
    public static let noSignedZeros = FastMath(rawValue: 8)
    /// Division may become multiplication by the reciprocal.
    public static let reciprocal = FastMath(rawValue: 16)
    /// A product and a sum may be fused.
    public static let contract = FastMath(rawValue: 32)
    /// Functions may be approximated.
    public static let approximate = FastMath(rawValue: 64)

    /// The names in the text form, by bit.
    static let names = ["reassoc", "nnan", "ninf", "nsz", "arcp", "contract", "afn"]
    private static let all = FastMath(rawValue: 127)

    /// The property of a conversion; that there is none is not the same to MLIR as `none`.
    static var ofCast: Signature.Property {
      .init("fastmath", .dialect(FastMath.self), optional: true)
    }

    public var body: String? {
      if isEmpty { return "none" }
      if self == Self.all { return "fast" }
      return Self.names.enumerated().filter { rawValue >> UInt32($0.offset) & 1 == 1 }
        .map(\.element).joined(separator: ",")
    }

    public static func parse(body: String?, in context: Context) throws(Diagnostic) -> FastMath {
      guard let body else { throw .error("expected '<' and fast-math flags") }
      var flags = FastMath()
      for word in body.split(separator: ",") {
        switch word.trimmingSpaces {
        case "none": continue
        case "fast": flags = all
        case let name:
          guard let bit = names.firstIndex(of: name) else {
            throw .error(
              "'\(name)' is no fast-math flag; expected none, fast, "
                + names.joined(separator: ", "))
          }
          flags.insert(FastMath(rawValue: 1 << UInt32(bit)))
        }
      }
      return flags
    }
  }
}

extension Substring {
  /// Without spaces at both ends.
  var trimmingSpaces: String {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

extension Binary where Member: ArithFloatBinary {
  /// The operation with freedoms beyond IEEE 754.
  public init(_ lhs: ValueID, _ rhs: ValueID, fastMath: Arith.FastMath) {
    self.init(lhs, rhs, properties: fastMath.isEmpty ? [:] : ["fastmath": .of(fastMath)])
  }
}
