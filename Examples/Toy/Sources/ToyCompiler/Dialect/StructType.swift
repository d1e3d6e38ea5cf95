import IR
import Support

extension Toy {
  public struct StructType: TypeDefinition {
    public static let mnemonic = "toy.struct"
    public static let documentation = """
      A struct of the language: a name, and fields that are tensors or structs.

          !toy.struct<Point, x: tensor<*xf64>, y: tensor<2xf64>>
      """

    /// A part of a struct.
    public struct Field: Hashable, Sendable {
      public var name: String
      public var type: Type

      public init(_ name: String, _ type: Type) {
        self.name = name
        self.type = type
      }
    }

    public var name: String
    public var fields: [Field]

    public init(_ name: String, _ fields: [Field]) {
      self.name = name
      self.fields = fields
    }

    public var body: String? {
      ([name] + fields.map { "\($0.name): \($0.type)" }).joined(separator: ", ")
    }

    public static func parse(body: String?, in context: Context) throws(Diagnostic) -> StructType {
      let parts = Toy.topLevelParts(of: body ?? "")
      guard let name = parts.first, !name.isEmpty else {
        throw .error("expected the struct's name, as in '!toy.struct<Point, x: tensor<*xf64>>'")
      }
      var fields: [Field] = []
      for part in parts.dropFirst() {
        guard let colon = part.firstIndex(of: ":") else {
          throw .error("expected 'name: type' of a field, found '\(part)'")
        }
        let type = try Type(parsing: String(part[part.index(after: colon)...]), context: context)
        guard valueConstraint.holds(type) else {
          throw .error("a field must be \(valueConstraint.summary), not '\(type)'")
        }
        fields.append(Field(part[..<colon].filter { $0 != " " }, type))
      }
      return StructType(name, fields)
    }
  }

  /// The parts of a text between commas that are in no brackets, without blanks around them.
  static func topLevelParts(of text: String) -> [String] {
    var parts = [""]
    var depth = 0
    for character in text {
      if "<([{".contains(character) { depth += 1 }
      if ">)]}".contains(character) { depth -= 1 }
      if character == ",", depth == 0 {
        parts.append("")
      } else if character != " " || !parts[parts.count - 1].isEmpty {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }
}
