import IR
import Support

public struct RangeAttribute: AttributeDefinition {
  public static let mnemonic = "graph.range"
  public static let documentation = """
    The declared range of a symbolic size.

        #graph.range<1, 2048>      #graph.range<8, 512, divisor 8>      #graph.range<[16, 32]>
    """

  public var range: SymbolRange

  public init(_ range: SymbolRange) { self.range = range }

  public var body: String? {
    if let listed = range.listed {
      return "[" + listed.map(String.init).joined(separator: ", ") + "]"
    }
    let ends = "\(range.lower), \(range.upper)"
    return range.divisor == 1 ? ends : ends + ", divisor \(range.divisor)"
  }

  public static func parse(
    body: String?, in context: Context
  ) throws(Diagnostic) -> RangeAttribute {
    let text = body ?? ""
    let failure = Diagnostic.error(
      "expected 'lower, upper', 'lower, upper, divisor n' or '[size, …]' in '#graph.range<\(text)>'"
    )
    if let inner = text.bracketed {
      let values = inner.splitAtTopLevelCommas().map { integer($0) }
      let listed = values.compactMap { $0 }
      guard let lower = listed.min(), let upper = listed.max(), listed.count == values.count,
        lower >= 0
      else { throw failure }
      return RangeAttribute(SymbolRange(lower, upper, listed: listed))
    }
    let parts = text.splitAtTopLevelCommas()
    guard parts.count == 2 || parts.count == 3, let lower = integer(parts[0]),
      let upper = integer(parts[1])
    else { throw failure }
    guard 0 <= lower, lower <= upper else {
      throw .error("the range \(lower)...\(upper) in '#graph.range' is empty or negative")
    }
    var divisor = 1
    if parts.count == 3 {
      let words = parts[2].split(separator: " ")
      guard words.count == 2, words[0] == "divisor", let value = Int(words[1]), value > 0 else {
        throw failure
      }
      divisor = value
    }
    return RangeAttribute(SymbolRange(lower, upper, divisor: divisor))
  }

  private static func integer(_ text: String) -> Int? {
    let words = text.split(separator: " ")
    return words.count == 1 ? Int(words[0]) : nil
  }
}
