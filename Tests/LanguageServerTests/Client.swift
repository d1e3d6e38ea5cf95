import Dialects
import LanguageServer

/// A client of the server object: speaks the protocol, keeps what the server publishes.
struct Client {
  static let uri = "file:///test.mlir"

  private var server: LanguageServer
  private var lastID = 0
  /// The latest diagnostics by document.
  private(set) var diagnostics: [String: [JSON]] = [:]
  private var version = 1

  init(allowsUnregistered: Bool = true) {
    server = LanguageServer(dialects: Dialects.all, allowsUnregistered: allowsUnregistered)
    _ = request("initialize", ["capabilities": [:]])
    notify("initialized", [:])
  }

  /// A client with an open document.
  init(_ text: String, allowsUnregistered: Bool = true) {
    self.init(allowsUnregistered: allowsUnregistered)
    open(text)
  }

  mutating func open(_ text: String, uri: String = Self.uri) {
    notify(
      "textDocument/didOpen",
      [
        "textDocument": [
          "uri": .string(uri), "languageId": "mlir", "version": 1, "text": .string(text),
        ]
      ])
  }

  /// The whole answer to a request.
  mutating func answer(_ method: String, _ parameters: JSON) -> JSON {
    lastID += 1
    let answers = server.receive([
      "jsonrpc": "2.0", "id": .integer(lastID), "method": .string(method), "params": parameters,
    ])
    return answers.first { $0["id"] == .integer(lastID) } ?? .null
  }

  mutating func request(_ method: String, _ parameters: JSON) -> JSON {
    answer(method, parameters)["result"]
  }

  /// A request about a place of the open document.
  mutating func request(
    _ method: String, line: Int, character: Int, _ more: [String: JSON] = [:]
  ) -> JSON {
    request("textDocument/\(method)", at(line, character, more))
  }

  func at(_ line: Int, _ character: Int, _ more: [String: JSON] = [:]) -> JSON {
    var parameters = more
    parameters["textDocument"] = ["uri": .string(Self.uri)]
    parameters["position"] = ["line": .integer(line), "character": .integer(character)]
    return .object(parameters)
  }

  var document: JSON { ["textDocument": ["uri": .string(Self.uri)]] }

  mutating func notify(_ method: String, _ parameters: JSON) {
    let answers = server.receive([
      "jsonrpc": "2.0", "method": .string(method), "params": parameters,
    ])
    take(answers + server.idle())
  }

  private mutating func take(_ messages: [JSON]) {
    for message in messages where message["method"] == "textDocument/publishDiagnostics" {
      let parameters = message["params"]
      diagnostics[parameters["uri"].string ?? ""] = parameters["diagnostics"].array
    }
  }

  /// Replaces a range, or everything.
  mutating func change(
    _ range: (start: (Int, Int), end: (Int, Int))?, _ text: String
  ) {
    version += 1
    var change: [String: JSON] = ["text": .string(text)]
    if let range {
      change["range"] = [
        "start": ["line": .integer(range.start.0), "character": .integer(range.start.1)],
        "end": ["line": .integer(range.end.0), "character": .integer(range.end.1)],
      ]
    }
    notify(
      "textDocument/didChange",
      [
        "textDocument": ["uri": .string(Self.uri), "version": .integer(version)],
        "contentChanges": [.object(change)],
      ])
  }

  /// The messages about the open document, as `line:character-line:character message`.
  var problems: [String] {
    (diagnostics[Self.uri] ?? []).map { "\(Self.place($0["range"])) \($0["message"].string ?? "")" }
  }

  static func place(_ range: JSON) -> String {
    func text(_ position: JSON) -> String {
      "\(position["line"].integer ?? -1):\(position["character"].integer ?? -1)"
    }
    return "\(text(range["start"]))-\(text(range["end"]))"
  }

  mutating func receive(_ message: JSON) -> [JSON] { server.receive(message) }
  var exitCode: Int32? { server.exitCode }
}
