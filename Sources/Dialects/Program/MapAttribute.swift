import IR
import Support

extension Program {
  public struct MapAttribute: AttributeDefinition {
    public static var mnemonic: String { "program.map" }
    public static var documentation: String {
      """
      A list of index expressions over dimensions `d0…` (the operation's operands) and symbols.

          #program.map<d0 * 14 + d1, d2 floordiv m>
      """
    }

    public var expressions: [IndexExpression]

    public init(_ expressions: [IndexExpression]) { self.expressions = expressions }

    public var body: String? { expressions.map(\.description).joined(separator: ", ") }

    public static func parse(body: String?, in context: Context) throws(Diagnostic) -> MapAttribute
    {
      var expressions: [IndexExpression] = []
      for part in topLevelParts(of: body ?? "") {
        expressions.append(try IndexExpression(parsing: part))
      }
      return MapAttribute(expressions)
    }

    /// The parts between commas that are in no parentheses.
    private static func topLevelParts(of text: String) -> [String] {
      var parts: [String] = []
      var current = ""
      var depth = 0
      for character in text {
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
        if character == ",", depth == 0 {
          parts.append(current)
          current = ""
        } else {
          current.append(character)
        }
      }
      if !current.allSatisfy({ $0 == " " }) || !parts.isEmpty { parts.append(current) }
      return parts
    }
  }
}

extension Attribute {
  /// A `#program.map`.
  public static func map(_ expressions: [IndexExpression]) -> Attribute {
    .of(Program.MapAttribute(expressions))
  }

  /// The expressions of a `#program.map`; empty for anything else.
  public var mapExpressions: [IndexExpression] {
    cast(to: Program.MapAttribute.self)?.expressions ?? []
  }
}
