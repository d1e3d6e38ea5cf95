import IR
import Support

/// A language server for the text form, by the Language Server Protocol 3.17: messages in, messages out.
///
/// It does no input or output itself:
///
///     var server = LanguageServer(dialects: Dialects.all)
///     let replies = server.receive(message) + server.idle()
public struct LanguageServer: Sendable {
  /// What a request fails with.
  struct Failure: Error {
    var code: Int
    var message: String

    static func wrongParameters(_ message: String) -> Failure {
      Failure(code: -32602, message: message)
    }
    static func failed(_ message: String) -> Failure { Failure(code: -32803, message: message) }
  }

  private enum State { case new, running, shutDown }

  let dialects: [Dialect]
  private var allowsUnregistered: Bool
  private let version: String
  private var state = State.new
  private var documents: [String: Document] = [:]
  /// Documents whose diagnostics are out of date.
  private var changed: Set<String> = []
  /// The exit code, once the client wants an end.
  public private(set) var exitCode: Int32?

  /// A server for texts with these dialects.
  ///
  /// `allowsUnregistered` says whether operations of other ones are no errors; the client may say so too, as
  /// `allowUnregistered` among its initialization options.
  public init(dialects: [Dialect], allowsUnregistered: Bool = false, version: String = "") {
    self.dialects = dialects
    self.allowsUnregistered = allowsUnregistered
    self.version = version
  }

  // MARK: Messages

  /// The answer to a message that could not be read.
  public static func answer(toMalformed reason: String) -> JSON {
    error(.null, Failure(code: -32700, message: reason))
  }

  /// The answer to a request that was cancelled before it was looked at.
  public static func answer(toCancelled id: JSON) -> JSON {
    error(id, Failure(code: -32800, message: "the request was cancelled"))
  }

  /// Handles a message; gives what is to be sent.
  public mutating func receive(_ message: JSON) -> [JSON] {
    let id = message["id"]
    guard message.isObject, let method = message["method"].string else {
      // The answer to a request of ours; there are none.
      if message.isObject, !message["result"].isNull || !message["error"].isNull { return [] }
      return [Self.error(id, Failure(code: -32600, message: "expected a request with a 'method'"))]
    }
    let isRequest = !id.isNull
    do throws(Failure) {
      guard isRequest else {
        try notified(method, message["params"])
        return []
      }
      let result = try requested(method, message["params"])
      return [["jsonrpc": "2.0", "id": id, "result": result]]
    } catch {
      return isRequest ? [Self.error(id, error)] : []
    }
  }

  /// What is to be sent when no message waits: the diagnostics of what has changed.
  public mutating func idle() -> [JSON] {
    let due = changed.sorted()
    changed = []
    return due.map { uri in
      guard var document = documents[uri] else { return Self.diagnostics(uri, nil, []) }
      let found = document.diagnostics()
      documents[uri] = document
      return Self.diagnostics(uri, document.version, found)
    }
  }

  private static func diagnostics(_ uri: String, _ version: Int?, _ found: [JSON]) -> JSON {
    var parameters: [String: JSON] = ["uri": .string(uri), "diagnostics": .array(found)]
    parameters["version"] = version.map { .integer($0) }
    return [
      "jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params": .object(parameters),
    ]
  }

  private static func error(_ id: JSON, _ failure: Failure) -> JSON {
    [
      "jsonrpc": "2.0", "id": id,
      "error": ["code": .integer(failure.code), "message": .string(failure.message)],
    ]
  }

  // MARK: Notifications

  private mutating func notified(_ method: String, _ parameters: JSON) throws(Failure) {
    if method == "exit" {
      exitCode = state == .shutDown ? 0 : 1
      return
    }
    guard state == .running else { return }
    let item = parameters["textDocument"]
    guard let uri = item["uri"].string else { return }
    switch method {
    case "textDocument/didOpen":
      documents[uri] = Document(
        uri: uri, version: item["version"].integer ?? 0, text: item["text"].string ?? "",
        dialects: dialects, allowsUnregistered: allowsUnregistered)
      changed.insert(uri)
    case "textDocument/didChange":
      guard var document = documents.removeValue(forKey: uri) else { return }
      let changes = (parameters["contentChanges"].array ?? []).compactMap { change in
        change["text"].string.map { (range: Self.range(change["range"]), text: $0) }
      }
      document.apply(changes, version: item["version"].integer ?? document.version + 1)
      documents[uri] = document
      changed.insert(uri)
    case "textDocument/didClose":
      documents[uri] = nil
      changed.insert(uri)
    default: break
    }
  }

  private static func range(_ json: JSON) -> Range<LineTable.Position>? {
    guard let start = position(json["start"]), let end = position(json["end"]) else { return nil }
    return start..<max(start, end)
  }

  private static func position(_ json: JSON) -> LineTable.Position? {
    guard let line = json["line"].integer, let character = json["character"].integer else {
      return nil
    }
    return LineTable.Position(line: line, character: character)
  }

  // MARK: Requests

  private mutating func requested(_ method: String, _ parameters: JSON) throws(Failure) -> JSON {
    switch (method, state) {
    case ("initialize", .new):
      state = .running
      if let allows = parameters["initializationOptions"]["allowUnregistered"].bool {
        allowsUnregistered = allows
      }
      return [
        "capabilities": Self.capabilities,
        "serverInfo": ["name": "tangram", "version": .string(version)],
      ]
    case (_, .new): throw Failure(code: -32002, message: "expected 'initialize' first")
    case (_, .shutDown): throw Failure(code: -32600, message: "the server has been shut down")
    case ("initialize", _):
      throw Failure(code: -32600, message: "the server is initialized already")
    case ("shutdown", _):
      state = .shutDown
      return .null
    default: break
    }
    guard method.hasPrefix("textDocument/") else {
      throw Failure(code: -32601, message: "there is no method '\(method)' here")
    }
    guard let uri = parameters["textDocument"]["uri"].string else {
      throw .wrongParameters("expected 'textDocument' with a 'uri'")
    }
    guard var document = documents[uri] else {
      throw .wrongParameters("the document '\(uri)' is not open")
    }
    // What the document learns of itself while it answers is kept.
    defer { documents[uri] = document }
    documents[uri] = nil
    return try Self.answer(method, parameters, &document)
  }

  private static func answer(
    _ method: String, _ parameters: JSON, _ document: inout Document
  ) throws(Failure) -> JSON {
    func offset() throws(Failure) -> Int {
      guard let position = position(parameters["position"]) else {
        throw .wrongParameters("expected a 'position' with 'line' and 'character'")
      }
      return document.lines.offset(of: position, in: document.bytes)
    }
    switch method {
    case "textDocument/hover": return document.hover(at: try offset())
    case "textDocument/definition": return document.definition(at: try offset())
    case "textDocument/references":
      let includes = parameters["context"]["includeDeclaration"].bool ?? true
      return document.references(at: try offset(), includingDefinition: includes)
    case "textDocument/documentHighlight": return document.highlights(at: try offset())
    case "textDocument/documentSymbol": return document.symbols()
    case "textDocument/completion": return document.completion(at: try offset())
    case "textDocument/signatureHelp": return document.signatureHelp(at: try offset())
    case "textDocument/formatting": return document.formatting()
    case "textDocument/prepareRename": return document.renamable(at: try offset())
    case "textDocument/rename":
      guard let name = parameters["newName"].string else {
        throw .wrongParameters("expected a 'newName'")
      }
      return try document.renaming(at: try offset(), to: name)
    case "textDocument/foldingRange": return document.foldingRanges()
    case "textDocument/semanticTokens/full": return document.semanticTokens()
    case "textDocument/inlayHint":
      return document.inlayHints(in: range(parameters["range"]))
    default: throw Failure(code: -32601, message: "there is no method '\(method)' here")
    }
  }

  private static let capabilities: JSON = [
    "positionEncoding": "utf-16",
    "textDocumentSync": ["openClose": true, "change": 2],
    "hoverProvider": true,
    "definitionProvider": true,
    "referencesProvider": true,
    "documentHighlightProvider": true,
    "documentSymbolProvider": true,
    "completionProvider": ["triggerCharacters": ["%", "^", "@", "!", "#", "\"", "{", "."]],
    "signatureHelpProvider": ["triggerCharacters": ["(", ","]],
    "documentFormattingProvider": true,
    "renameProvider": ["prepareProvider": true],
    "foldingRangeProvider": true,
    "semanticTokensProvider": [
      "legend": [
        "tokenTypes": .array(SemanticTokenKind.allCases.map { .string($0.rawValue) }),
        "tokenModifiers": [],
      ],
      "full": true,
    ],
    "inlayHintProvider": true,
  ]
}
