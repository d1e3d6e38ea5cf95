import Dialects
import IR
import LanguageServer
import TestSupport
import Testing

/// Messages in the wrong order, malformed ones, and edits.
@Suite struct ProtocolTests {
  @Test func requestsComeInOrder() {
    var server = LanguageServer(dialects: Dialects.all)
    func code(_ id: Int, _ method: String) -> JSON {
      server.receive(["jsonrpc": "2.0", "id": .integer(id), "method": .string(method)])
        .first?["error"]["code"] ?? .null
    }
    #expect(code(1, "textDocument/hover") == -32002)
    #expect(code(2, "initialize").isNull)
    #expect(code(3, "initialize") == -32600)
    #expect(code(4, "unknown/method") == -32601)
    #expect(code(5, "textDocument/unknown") == -32602)
    #expect(code(6, "shutdown").isNull)
    #expect(code(7, "textDocument/hover") == -32600)
    #expect(server.exitCode == nil)
    _ = server.receive(["jsonrpc": "2.0", "method": "exit"])
    #expect(server.exitCode == 0)
  }

  @Test func leavingWithoutShutdownIsAnError() {
    var client = Client()
    client.notify("exit", .null)
    #expect(client.exitCode == 1)
  }

  @Test func malformedMessagesAreAnswered() {
    var client = Client("")
    for message: JSON in [[], 5, "text", .null, ["id": 7], ["method": 5, "id": 8]] {
      #expect(client.receive(message).first?["error"]["code"] == -32600)
    }
    let document: JSON = ["uri": .string(Client.uri)]
    for parameters: JSON in [
      .null, [], ["textDocument": 5], ["textDocument": ["uri": "file:///closed"]],
      ["textDocument": document], ["textDocument": document, "position": ["line": "1"]],
    ] {
      #expect(client.answer("textDocument/hover", parameters)["error"]["code"] == -32602)
    }
    // Notifications have no answer, whatever is in them.
    client.notify("textDocument/didChange", ["textDocument": 1])
    client.notify("textDocument/didOpen", .null)
    #expect(client.receive(["id": 9, "result": 5]).isEmpty)
    // Places outside of the text are its ends.
    #expect(client.request("hover", line: 99, character: 99).isNull)
    #expect(client.answer("textDocument/hover", client.at(-5, -5))["error"].isNull)
  }

  @Test func streamsAreCutIntoMessages() {
    var stream = MessageStream()
    func next() -> String {
      switch stream.next() {
      case .none: "nothing"
      case .message(let message): String(decoding: message.text, as: UTF8.self)
      case .malformed: "malformed"
      }
    }
    let bytes =
      MessageStream.frame(["é": [1, 2.5.json, "\u{1}\"\\"]])
      + Array(
        "Content-Type: x\r\n\r\nContent-Length: 3\n\n{a}content-length:2\r\nX: y\r\n\r\n[]".utf8)
    var found: [String] = []
    for byte in bytes {
      stream.append([byte])
      let element = next()
      if element != "nothing" { found.append(element) }
    }
    #expect(found == [#"{"é":[1,2.5,"\u0001\"\\"]}"#, "malformed", "malformed", "[]"])
  }

  @Test func textsOfJSONAreRead() throws {
    func read(_ text: String) -> JSON? { try? JSONParser.parse(Array(text.utf8)[...]) }
    #expect(
      read(#" {"a": [1, -2.5e3, true, null, "\ud83d\ude00\n"]} "#)
        == ["a": [1, (-2500.0).json, true, nil, "😀\n"]])
    for text in ["", "{", "[1,]", #""\ud83d""#, "tru", "1 2", #"{"a" 1}"#, "\"\u{1}\"", "--1"] {
      #expect(read(text) == nil, "\(text)")
    }
    #expect(read(String(repeating: "[", count: 100_000)) == nil)
  }

  /// After random edits the server knows the same of the text as one that opened it so.
  @Test(arguments: [1, 2, 3, 4]) func editsAddUp(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let pieces = [
      "%a = \"x.a\"() : () -> i32\n", "\"x.b\"(%a) : (i32) -> ()\n", "({\n", "}) : () -> ()\n", "😀",
      "é",
      "\n", "\r\n", "\r", "// -----\n", "%", "\"", "^bb0:\n", "@f", " ", "!t = i32\n", "// c\n",
    ]
    var client = Client("")
    var text: [UInt16] = []
    for _ in 0..<150 {
      var insert: [UInt16] = []
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        insert += Array((pieces.randomElement(using: &random) ?? "").utf16)
      }
      let start = boundary(Int.random(in: 0...text.count, using: &random), text)
      let end = boundary(min(text.count, start + Int.random(in: 0...12, using: &random)), text)
      client.change(
        (place(start, text), place(end, text)), String(decoding: insert, as: UTF16.self))
      text.replaceSubrange(start..<end, with: insert)
      let whole = String(decoding: text, as: UTF16.self)
      let fresh = Client(whole)
      try #require(client.problems == fresh.problems, "seed \(seed): \(whole.debugDescription)")
    }
  }

  /// A place that splits no character in two, nor an end of a line.
  private func boundary(_ offset: Int, _ text: [UInt16]) -> Int {
    guard offset > 0, offset < text.count else { return offset }
    let splits =
      UTF16.isTrailSurrogate(text[offset]) || text[offset] == 10 && text[offset - 1] == 13
    return splits ? offset - 1 : offset
  }

  private func place(_ offset: Int, _ text: [UInt16]) -> (Int, Int) {
    var (line, start) = (0, 0)
    for index in 0..<offset
    where text[index] == 10
      || text[index] == 13 && (index + 1 == text.count || text[index + 1] != 10)
    {
      line += 1
      start = index + 1
    }
    return (line, offset - start)
  }

  /// Whatever the text, every question has an answer.
  @Test func damagedTextsAreAnswered() {
    var random = RandomSource(seed: 7)
    let files = Corpus.files(in: "text").prefix(12)
    for file in files {
      let bytes = Array(file.text.utf8.prefix(3000))
      for _ in 0..<3 {
        var damaged = bytes
        for _ in 0..<8 where !damaged.isEmpty {
          let place = Int.random(in: 0..<damaged.count, using: &random)
          if Bool.random(using: &random) {
            damaged.remove(at: place)
          } else {
            damaged[place] = UInt8.random(in: 32..<127, using: &random)
          }
        }
        var client = Client(String(decoding: damaged, as: UTF8.self))
        for method in [
          "documentSymbol", "foldingRange", "semanticTokens/full", "inlayHint", "formatting",
        ] {
          #expect(client.answer("textDocument/\(method)", client.document)["error"].isNull)
        }
        for _ in 0..<10 {
          let (line, character) = (
            Int.random(in: 0..<40, using: &random), Int.random(in: 0..<60, using: &random)
          )
          for method in [
            "hover", "definition", "references", "documentHighlight", "completion", "prepareRename",
          ] {
            let answer = client.answer("textDocument/\(method)", client.at(line, character))
            #expect(answer["error"].isNull)
          }
          _ = client.answer("textDocument/rename", client.at(line, character, ["newName": "new"]))
        }
      }
    }
  }
}

extension Double {
  fileprivate var json: JSON { .number(self) }
}
