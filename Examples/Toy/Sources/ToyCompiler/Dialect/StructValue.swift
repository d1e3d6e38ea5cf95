import IR
import Support

extension Toy {
  public struct StructValue: AttributeDefinition {
    public static let mnemonic = "toy.value"
    public static let documentation = """
      A struct whose fields are all known: a constant for each, of a tensor or again of a struct.

          #toy.value<[dense<1.0> : tensor<2xf64>, #toy.value<[…]>]>
      """

    public var fields: [Attribute]

    public init(_ fields: [Attribute]) { self.fields = fields }

    public var body: String? { Attribute.array(fields).description }

    public static func parse(body: String?, in context: Context) throws(Diagnostic) -> StructValue {
      guard let fields = try Attribute(parsing: body ?? "", context: context).arrayValue else {
        throw .error("expected a list of the fields' values, as in '#toy.value<[dense<…> : …]>'")
      }
      return StructValue(fields)
    }
  }
}

extension Attribute {
  /// Whether this is a constant of a tensor or struct type.
  func isToyConstant(of type: Type) -> Bool {
    if case .dense(let elements) = self {
      guard elements.type == type, let shape = type.toyShape, (try? Toy.tensor(shape)) != nil else {
        return false
      }
      return elements.numbers != nil
    }
    guard let value = cast(to: Toy.StructValue.self), let type = type.cast(to: Toy.StructType.self)
    else { return false }
    return value.fields.count == type.fields.count
      && zip(value.fields, type.fields).allSatisfy { $0.isToyConstant(of: $1.type) }
  }
}
