import Foundation
import LanguageServer
import Testing

/// `tangram lsp` over its pipes, as an editor runs it.
@Suite struct LanguageServerCommandTests {
  /// Sends these bytes, closes the server's input, and gives what it sent.
  private func talk(
    _ bytes: [UInt8], _ arguments: [String] = []
  ) throws -> (status: Int32, messages: [JSON], errors: String) {
    try Executable.withFolder { folder in
      let (input, output) = (folder.appending(path: "in"), folder.appending(path: "out"))
      try Data(bytes).write(to: input)
      try Data().write(to: output)
      let process = Process()
      let errors = Pipe()
      process.executableURL = URL(filePath: Executable.path)
      process.arguments = ["lsp", "--allow-unregistered", "--stdio"] + arguments
      process.standardInput = try FileHandle(forReadingFrom: input)
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = errors
      try process.run()
      let said = errors.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      var stream = MessageStream()
      stream.append(try Data(contentsOf: output))
      var messages: [JSON] = []
      while case .message(let message) = stream.next() { messages.append(message) }
      return (process.terminationStatus, messages, String(decoding: said, as: UTF8.self))
    }
  }

  private func request(_ id: Int, _ method: String, _ parameters: JSON = .null) -> [UInt8] {
    MessageStream.frame([
      "jsonrpc": "2.0", "id": .integer(id), "method": .string(method), "params": parameters,
    ])
  }

  private func notification(_ method: String, _ parameters: JSON = .null) -> [UInt8] {
    MessageStream.frame(["jsonrpc": "2.0", "method": .string(method), "params": parameters])
  }

  private func opening(_ uri: String, _ text: String) -> [UInt8] {
    notification(
      "textDocument/didOpen",
      ["textDocument": ["uri": .string(uri), "version": 1, "text": .string(text)]])
  }

  @Test func aSessionGoesThrough() throws {
    let hover: JSON = [
      "textDocument": ["uri": "file:///a"], "position": ["line": 0, "character": 8],
    ]
    let talk = try talk(
      request(1, "initialize", ["capabilities": [:]])
        + notification("initialized", [:])
        + Array("Content-Length: 5\r\n\r\n{bad}".utf8)
        + opening("file:///a", #"%0 = "func.call"() <{callee = @f}> : () -> i32"#)
        + opening("file:///b", #""x.a"( : () -> ()"#)
        + notification("$/cancelRequest", ["id": 3])
        + request(2, "textDocument/hover", hover)
        + request(3, "textDocument/hover", hover)
        + request(4, "shutdown")
        + notification("exit"))
    #expect(talk.status == 0)
    #expect(talk.errors == "")
    func answer(_ id: Int) -> JSON { talk.messages.first { $0["id"] == .integer(id) } ?? .null }
    #expect(answer(1)["result"]["capabilities"]["hoverProvider"] == true)
    #expect(answer(2)["result"]["contents"]["value"].string?.contains("func.call") == true)
    #expect(answer(3)["error"]["code"] == -32800)
    #expect(talk.messages.contains { $0["error"]["code"] == -32700 })
    #expect(talk.messages.allSatisfy { $0["jsonrpc"] == "2.0" })
  }

  @Test func verboseSaysWhatWasAsked() throws {
    let talk = try talk(
      request(7, "textDocument/hover") + request(8, "initialize") + request(9, "no/such")
        + Array("Content-Length: 1\r\n\r\n{".utf8) + request(10, "shutdown")
        + notification("exit"),
      ["--verbose"])
    #expect(talk.status == 0)
    let lines = talk.errors.split(separator: "\n")
    #expect(lines[0].hasPrefix("lsp: textDocument/hover 7: expected 'initialize' first, "))
    #expect(lines[1].hasPrefix("lsp: initialize 8, "))
    #expect(lines[2].hasPrefix("lsp: no/such 9: there is no method 'no/such' here, "))
    #expect(lines[3].hasPrefix("lsp: a malformed message: "))
    #expect(lines.count == 6, "\(talk.errors)")
  }

  /// An editor that vanishes ends the server; diagnostics of everything open were sent before.
  @Test func theEndOfInputIsTheEnd() throws {
    let talk = try talk(
      request(1, "initialize") + opening("file:///b", #""x.a"( : () -> ()"#))
    #expect(talk.status == 1)
    let published = talk.messages.first { $0["method"] == "textDocument/publishDiagnostics" }
    #expect(published?["params"]["uri"] == "file:///b")
    #expect(published?["params"]["diagnostics"].array?.count == 1)
  }
}
