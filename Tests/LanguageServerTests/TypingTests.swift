import LanguageServer
import Testing

/// What the server offers while a person types.
@Suite struct TypingTests {
  /// Words without quotes begin operations in their readable forms.
  @Test func completionOffersReadableForms() {
    var client = Client(
      """
      func.func @f(%a: i32, %b: f32) -> i32 {
        cf.br ^end(%a : i32)
      ^end(%p: i32):

        func.return %p : i32
      }
      """)
    #expect(client.problems.isEmpty, "\(client.problems)")
    func items(_ text: String) -> [JSON] {
      client.change(((3, 0), (3, 1000)), text)
      return client.request("completion", line: 3, character: text.utf16.count).array ?? []
    }
    func labels(_ text: String) -> [String] { items(text).compactMap { $0["label"].string } }
    // Editors keep what begins with the written word: a mnemonic alone counts as well.
    for text in ["  addi", "  %x = addi"] {
      let offered = items(text).first { $0["label"] == "arith.addi" }
      #expect(offered?["filterText"] == "addi", "\(text)")
      #expect(offered?["textEdit"]["newText"] == "arith.addi")
    }
    #expect(items("  ari").first { $0["label"] == "arith.addi" }?["filterText"] == "arith.addi")
    let quoted = items("  \"addi").first { $0["label"] == "\"arith.addi\"" }
    #expect(quoted?["filterText"] == "\"addi\"")
    #expect(labels("  %x = arith.").contains("arith.addi"))
    #expect(!labels("  %x = arith.").contains("\"arith.addi\""))
    #expect(labels("  %x = arith.addi %").contains("%p"))
    #expect(labels("  %x = func.call @").contains("@f"))
    #expect(labels("  %x = arith.addi %p, %p : i").contains("i32"))
    #expect(labels("  %x = arith.constant {").contains("value"))
    #expect(labels("  cf.br ^").contains("^end"))
  }

  @Test func listsThatAreBeingWrittenShowWhatTheyTake() {
    var client = Client(
      """
      func.func @f(%a: i32, %b: tensor<2x?xf32>) -> i32 {
        cf.br ^end(%a, %a : i32, i32)
      ^end(%p: i32, %q: i32):

        func.return %p : i32
      }
      """)
    func help(_ text: String) -> JSON {
      client.change(((3, 0), (3, 1000)), text)
      return client.request("signatureHelp", line: 3, character: text.utf16.count)
    }
    let block = help("  cf.br ^end(%p, ")
    #expect(block["signatures"][0]["label"] == "^end(%p: i32, %q: i32)")
    #expect(block["signatures"][0]["parameters"] == [["label": "%p: i32"], ["label": "%q: i32"]])
    #expect(block["activeParameter"] == 1)
    #expect(
      help("  %x = func.call @f(")["signatures"][0]["label"] == "@f(i32, tensor<2x?xf32>) -> (i32)")
    #expect(
      help("  \"arith.addi\"(%p, ")["signatures"][0]["parameters"].array?.count == 2)
    #expect(help("  \"no.such\"(").isNull)
    #expect(help("  func.return ").isNull)
    #expect(help("  cf.br ^nowhere(").isNull)
    #expect(help(")(((,,").isNull)
  }

  /// Whatever has been written so far of a text, every question gets an answer and what is missing
  /// is told: a text that stops anywhere but between operations is not sound.
  @Test(arguments: [
    FeatureTests.text,
    """
    func.func @f(%a: i32, %b: memref<4xf32>) -> i32 {
      %c = arith.constant 1 : i32
      scf.for %i = %c to %a step %c : i32 {
        cf.br ^end(%a : i32) {k = [1, "é"]}
      }
      func.return %c : i32 loc("model.py":3:1)
    }
    """,
  ]) func halfTypedTextsAreServed(text: String) {
    let full = Array(text.unicodeScalars)
    for end in stride(from: 0, to: full.count, by: 7) {
      var written = String.UnicodeScalarView()
      written.append(contentsOf: full[..<end])
      let typed = String(written)
      var client = Client(typed)
      let lines = typed.split(separator: "\n", omittingEmptySubsequences: false)
      let (line, character) = (lines.count - 1, lines.last?.utf16.count ?? 0)
      for request in [
        "hover", "completion", "definition", "references", "signatureHelp", "documentHighlight",
        "prepareRename",
      ] {
        let answer = client.answer("textDocument/\(request)", client.at(line, character))
        #expect(answer["error"].isNull || answer["error"]["code"] == -32803, "\(request)")
      }
      for request in ["documentSymbol", "foldingRange", "semanticTokens/full", "formatting"] {
        #expect(client.answer("textDocument/\(request)", client.document)["error"].isNull)
      }
      let opens = typed.filter { $0 == "{" }.count
      if opens > typed.filter({ $0 == "}" }).count {
        #expect(!client.problems.isEmpty, "nothing is said of the end of '\(typed)'")
      }
    }
  }
}
