import IR
import Support

extension Arith {
  public struct Overflow: AttributeDefinition, OptionSet {
    public static var mnemonic: String { "arith.overflow" }
    public static var documentation: String {
      "Wrap-arounds that do not happen; what follows if one does is undefined."
    }
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Not as signed numbers.
    public static let noSigned = Overflow(rawValue: 1)
    /// Not as unsigned numbers.
    public static let noUnsigned = Overflow(rawValue: 2)

    private static let names = ["nsw", "nuw"]

    public var body: String? {
      if isEmpty { return "none" }
      return Self.names.enumerated().filter { rawValue >> UInt32($0.offset) & 1 == 1 }
        .map(\.element).joined(separator: ", ")
    }

    public static func parse(body: String?, in context: Context) throws(Diagnostic) -> Overflow {
      guard let body else { throw .error("expected '<' and overflow flags") }
      var flags = Overflow()
      for word in body.split(separator: ",") {
        switch word.trimmingSpaces {
        case "none": continue
        case let name:
          guard let bit = names.firstIndex(of: name) else {
            throw .error("'\(name)' is no overflow flag; expected none, nsw, nuw")
          }
          flags.insert(Overflow(rawValue: 1 << UInt32(bit)))
        }
      }
      return flags
    }
  }
}

extension Binary where Member: ArithOverflowingBinary {
  /// The operation, when it is known not to wrap around.
  public init(_ lhs: ValueID, _ rhs: ValueID, overflow: Arith.Overflow) {
    self.init(lhs, rhs, properties: overflow.isEmpty ? [:] : ["overflowFlags": .of(overflow)])
  }
}
