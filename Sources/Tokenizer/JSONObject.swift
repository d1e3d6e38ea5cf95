import Formats

/// A JSON object whose members are read by name and type, with errors that say where they are.
struct JSONObject {
  private let value: JSONValue
  private let place: String
  private let file: String

  init(_ value: JSONValue, at place: String, in file: String) {
    self.value = value
    self.place = place
    self.file = file
  }

  func object(_ name: String) throws(FormatError) -> JSONObject {
    guard let object = try optionalObject(name) else {
      throw mismatch(name, expected: "an object")
    }
    return object
  }

  /// The object called `name`; nil when it is absent or null.
  func optionalObject(_ name: String) throws(FormatError) -> JSONObject? {
    switch value[name] {
    case nil, .null: nil
    case .object(let members): JSONObject(.object(members), at: path(name), in: file)
    default: throw mismatch(name, expected: "an object")
    }
  }

  /// The objects of the list called `name`.
  func objects(_ name: String) throws(FormatError) -> [JSONObject] {
    guard case .array(let elements) = value[name] else { throw mismatch(name, expected: "a list") }
    return elements.enumerated().map { JSONObject($1, at: "\(path(name))[\($0)]", in: file) }
  }

  func integers(_ name: String) throws(FormatError) -> [Int] {
    guard case .array(let elements) = value[name] else { throw mismatch(name, expected: "a list") }
    var numbers: [Int] = []
    for element in elements {
      guard case .integer(let number) = element, Self.tokenNumbers.contains(number) else {
        throw error("expected a list of token numbers", at: name)
      }
      numbers.append(number)
    }
    return numbers
  }

  /// The members of the object called `name`, each a token with its number.
  func numbers(_ name: String) throws(FormatError) -> [(piece: String, id: Int)] {
    guard case .object(let members) = value[name] else {
      throw mismatch(name, expected: "an object")
    }
    var numbers: [(piece: String, id: Int)] = []
    for member in members {
      guard case .integer(let number) = member.value, Self.tokenNumbers.contains(number) else {
        throw error("expected a token number for '\(member.name)'", at: name)
      }
      numbers.append((member.name, number))
    }
    return numbers
  }

  /// A list of a token and its number, such as `["[SEP]", 102]`.
  func tokenAndNumber(_ name: String) throws(FormatError) -> (token: String, number: Int) {
    guard case .array(let elements) = value[name], elements.count == 2,
      case .string(let token) = elements[0], case .integer(let number) = elements[1],
      Self.tokenNumbers.contains(number)
    else { throw mismatch(name, expected: "a token and its number") }
    return (token, number)
  }

  func string(_ name: String, default standard: String? = nil) throws(FormatError) -> String {
    switch value[name] {
    case .string(let text): return text
    case nil, .null:
      guard let standard else { throw mismatch(name, expected: "a string") }
      return standard
    default: throw mismatch(name, expected: "a string")
    }
  }

  func integer(_ name: String, default standard: Int? = nil) throws(FormatError) -> Int {
    switch value[name] {
    case .integer(let number) where Self.tokenNumbers.contains(number): return number
    case nil, .null:
      guard let standard else { throw mismatch(name, expected: "a number") }
      return standard
    default: throw mismatch(name, expected: "a number from 0 to \(Self.tokenNumbers.upperBound)")
    }
  }

  func bool(_ name: String, default standard: Bool) throws(FormatError) -> Bool {
    switch value[name] {
    case .bool(let flag): flag
    case nil, .null: standard
    default: throw mismatch(name, expected: "true or false")
    }
  }

  /// Throws unless the string called `name` is the one thing that is supported.
  func expect(_ name: String, _ wanted: String, what: String) throws(FormatError) {
    let found = try string(name)
    guard found == wanted else {
      throw error(
        "the \(what) is '\(found)'; only '\(wanted)' is supported", at: name, .unsupported)
    }
  }

  func error(
    _ message: String, at name: String, _ kind: FormatError.Kind = .malformed
  ) -> FormatError {
    FormatError(kind, in: file, place: path(name), message)
  }

  /// Numbers beyond this are mistakes, and tables of that size would not fit into memory.
  private static let tokenNumbers = 0...16_777_215

  private func path(_ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

  private func mismatch(_ name: String, expected: String) -> FormatError {
    error("expected \(expected), found \(value[name]?.kindName ?? "nothing")", at: name)
  }
}
