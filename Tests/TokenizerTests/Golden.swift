import Foundation
import Testing

/// What the `tokenizers` package answers; written by Tests/Oracles/make_tokenizer_golden.py.
struct Golden: Decodable {
  struct Case: Decodable, CustomTestStringConvertible {
    var text: String
    var second: String?
    var maximum: Int?
    var ids: [Int]
    var types: [Int]

    var testDescription: String { String(reflecting: text) }
  }

  var texts: [Case]
  var pairs: [Case]

  var all: [Case] { texts + pairs }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  /// The settings in golden.json, by name.
  static func settings() throws -> [String: Golden] {
    try decode([String: Golden].self, "golden.json")
  }

  static func decode<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: name)))
  }

  static func path(_ name: String) -> String { folder.appending(path: name).path }
}
