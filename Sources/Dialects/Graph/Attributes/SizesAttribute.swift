import IR
import Support

public struct SizesAttribute: AttributeDefinition {
  public static let mnemonic = "graph.sizes"
  public static let documentation = """
    Sizes (or other integers, such as offsets) as expressions over the module's symbols.

    As the encoding of a tensor type it gives every size, also of dimensions that are not static:

        tensor<?x768xf32, #graph.sizes<[m, 768]>>
    """

  /// One expression a dimension.
  ///
  /// They hold symbols, no numbered dimensions.
  public var sizes: [IndexExpression]

  public init(_ sizes: [IndexExpression]) { self.sizes = sizes }

  public var body: String? { "[" + sizes.map(\.description).joined(separator: ", ") + "]" }

  public static func parse(
    body: String?, in context: Context
  ) throws(Diagnostic) -> SizesAttribute {
    guard let body, let inner = body.bracketed else {
      throw .error("expected '[' sizes ']' in '#graph.sizes', as in '#graph.sizes<[m, 768]>'")
    }
    var sizes: [IndexExpression] = []
    for part in inner.splitAtTopLevelCommas() { sizes.append(try IndexExpression(parsing: part)) }
    guard sizes.allSatisfy({ $0.dimensionNumbers.isEmpty }) else {
      throw .error("sizes in '#graph.sizes<\(body)>' may use symbols only, not 'd0', 'd1', …")
    }
    return SizesAttribute(sizes)
  }
}

extension Attribute {
  /// `#graph.sizes<[…]>`.
  public static func sizes(_ sizes: [IndexExpression]) -> Attribute { .of(SizesAttribute(sizes)) }

  /// The expressions of a `#graph.sizes`.
  public var sizesValue: [IndexExpression]? { cast(to: SizesAttribute.self)?.sizes }
}

extension String {
  /// What is between the outer square brackets.
  var bracketed: String? {
    let bytes = Array(utf8)
    let blank: (UInt8) -> Bool = { $0 == 0x20 }
    guard let first = bytes.firstIndex(where: { !blank($0) }),
      let last = bytes.lastIndex(where: { !blank($0) }),
      first < last, bytes[first] == UInt8(ascii: "["), bytes[last] == UInt8(ascii: "]")
    else { return nil }
    return String(decoding: bytes[(first + 1)..<last], as: UTF8.self)
  }

  /// The parts between commas that are inside no brackets; none for a blank string.
  func splitAtTopLevelCommas() -> [String] {
    var parts: [[UInt8]] = [[]]
    var depth = 0
    var isQuoted = false
    for byte in utf8 {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      switch byte {
      case _ where isQuoted: break
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ",") where depth == 0:
        parts.append([])
        continue
      default: break
      }
      parts[parts.count - 1].append(byte)
    }
    if parts.count == 1, parts[0].allSatisfy({ $0 == 0x20 }) { return [] }
    return parts.map { String(decoding: $0, as: UTF8.self) }
  }
}
