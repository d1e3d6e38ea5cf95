import LanguageServer
import Testing

/// What editors send while someone types, and what broken ones send.
@Suite struct OddMessageTests {
  private static let text = """
    #map = affine_map<(d0) -> (d0 + 1)>
    func.func @f(%a: i32) -> i32 {
      %0:2 = "x.two"(%a) {w = "😀", m = #map} : (i32) -> (i32, i32)
      %c = arith.constant 2 : i32
      %r = scf.if %t -> (i32) {
        scf.yield %c : i32
      }
      return %r : i32
    }
    // -----
    module @m { func.func private @p() func.func @q() { call @p() : () -> () return } }
    """

  private static let questions = [
    "hover", "definition", "references", "documentHighlight", "completion", "signatureHelp",
    "prepareRename", "documentSymbol", "foldingRange", "formatting", "semanticTokens/full",
    "inlayHint",
  ]

  /// Every beginning of a text is one that someone has typed so far: all questions at its end have
  /// answers, and the diagnostics are those of a server that sees it for the first time.
  @Test func halfTypedTextsAreAnswered() {
    var client = Client("")
    var typed = ""
    for character in Self.text {
      typed.append(character)
      let lines = typed.split(separator: "\n", omittingEmptySubsequences: false)
      let (line, end) = (lines.count - 1, lines[lines.count - 1].utf16.count)
      client.change(nil, typed)
      guard typed.utf8.count % 5 == 0 else { continue }
      for question in Self.questions {
        let answer = client.answer("textDocument/\(question)", client.at(line, end))
        #expect(answer["error"].isNull, "\(question) of '\(typed.suffix(20))'")
      }
      #expect(client.problems == Client(typed).problems, "'\(typed.suffix(20))'")
    }
  }

  /// Positions that no text has mean its ends or are refused; the text stays what it is.
  @Test func positionsMayBeAnything() {
    var client = Client(Self.text)
    let before = client.request("textDocument/documentSymbol", client.document)
    let numbers: [JSON] = [
      .integer(-1), .integer(0), .integer(.max), .integer(.min), .number(1e30), .number(0.5), "a",
      .null,
    ]
    for line in numbers {
      for character in numbers {
        var parameters = client.at(0, 0, ["newName": "new"])
        if case .object(var entries) = parameters {
          entries["position"] = ["line": line, "character": character]
          parameters = .object(entries)
        }
        for question in Self.questions + ["rename"] {
          let code = client.answer("textDocument/\(question)", parameters)["error"]["code"]
          #expect(code.isNull || code == -32602 || code == -32803, "\(question)")
        }
      }
    }
    #expect(client.request("textDocument/documentSymbol", client.document) == before)
  }

  /// A document that is changed or closed before it is opened is not there; closed, it is gone.
  @Test func documentsMayComeOutOfOrder() {
    var client = Client()
    client.change(nil, "early")
    #expect(client.answer("textDocument/hover", client.at(0, 0))["error"]["code"] == -32602)
    client.notify("textDocument/didClose", client.document)
    client.notify("$/cancelRequest", ["id": 77])
    client.open("%a = ")
    #expect(!client.problems.isEmpty)
    client.notify("textDocument/didClose", client.document)
    #expect(client.problems.isEmpty)
    client.change(nil, "late")
    #expect(client.answer("textDocument/hover", client.at(0, 0))["error"]["code"] == -32602)
    #expect(client.answer("workspace/unknown", .null)["error"]["code"] == -32601)
  }

  /// Nested symbols, in order, each inside the range of the one around it; regions of readable forms fold.
  @Test func outlineAndFoldsFollowReadableForms() {
    var client = Client(
      """
      module @outer {
        func.func @first(%a: i1) {
          scf.if %a {
            func.call @second() : () -> ()
          } else {
            func.call @second() : () -> ()
          }
          return
        }
        func.func private @second()
      }
      """)
    #expect(client.problems == [])
    let symbols = client.request("textDocument/documentSymbol", client.document)
    #expect(symbols[0]["name"] == "outer")
    let inner = symbols[0]["children"].array ?? []
    #expect(inner.map { $0["name"] } == ["first", "second"])
    #expect(Client.place(inner[0]["selectionRange"]) == "1:12-1:18")
    #expect(Client.place(inner[0]["range"]) == "1:2-8:3")
    let folds = client.request("textDocument/foldingRange", client.document).array ?? []
    #expect(folds.compactMap { $0["startLine"].integer }.sorted() == [0, 1, 2, 4])
  }

  /// A symbol with a readable form is renamed where it is declared and in all calls, and only there.
  @Test func symbolsAreRenamedInReadableForms() {
    var client = Client(
      """
      func.func @f(%f: i32) -> i32 {
        %0 = func.call @f(%f) : (i32) -> i32
        return %0 : i32
      }
      // -----
      func.func private @f()
      """)
    func places(_ line: Int, _ character: Int, _ name: String) -> [String] {
      let answer = client.request(
        "textDocument/rename", client.at(line, character, ["newName": .string(name)]))
      return (answer["changes"][Client.uri].array ?? []).map { Client.place($0["range"]) }
    }
    #expect(places(1, 17, "@g") == ["0:11-0:12", "1:18-1:19"])
    #expect(places(0, 14, "g") == ["0:14-0:15", "1:21-1:22"])
    #expect(places(5, 19, "g") == ["5:19-5:20"])
    #expect(places(0, 14, "0").isEmpty)
  }
}
