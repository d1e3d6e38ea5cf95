/// A JSON value as a header has it; objects keep the order of their members.
package indirect enum JSONValue {
  case object([(name: String, value: JSONValue)])
  case array([JSONValue])
  case string(String)
  /// A whole number; other numbers do not occur in headers and are refused.
  case integer(Int)
  case bool(Bool)
  case null

  /// What the value is, for messages.
  package var kindName: String {
    switch self {
    case .object: "an object"
    case .array: "an array"
    case .string: "a string"
    case .integer: "a number"
    case .bool: "true or false"
    case .null: "null"
    }
  }

  /// The member called `name` of an object.
  package subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
  }
}
