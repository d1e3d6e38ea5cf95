import LanguageServer
import Testing

/// Every feature, over the protocol.
@Suite struct FeatureTests {
  /// Lines and characters below are of this text; the emoji is two UTF-16 units and four bytes.
  static let text = """
    !t = i32
    "func.func"() <{function_type = (!t) -> !t, sym_name = "main"}> ({
    ^bb0(%a: !t):
      %s = "x.s"() {"k😀" = "v"} : () -> i1
      %0:2 = "x.two"(%a, %a) {w = "😀"} : (i32, i32) -> (i32, f32)
      "cf.cond_br"(%s, %0#0)[^bb1, ^bb2] <{operandSegmentSizes = array<i32: 1, 1, 0>}> : (i1, i32) -> ()
    ^bb1(%p: i32):
      "cf.br"()[^bb2] : () -> ()
    ^bb2:
      %r = "func.call"(%a) <{callee = @main}> : (i32) -> i32 // again
      "func.return"(%r) : (i32) -> ()
    }) : () -> ()
    """

  private func places(_ locations: JSON) -> [String] {
    (locations.array ?? []).map { Client.place($0["range"]) }
  }

  @Test func soundTextsHaveNoDiagnostics() {
    #expect(Client(Self.text).problems.isEmpty)
  }

  @Test func allErrorsAreShown() {
    let client = Client(
      """
      %a = "x.a"() : () -> i32
      "x.b"(%a) : (f32) -> ()
      %c = "x.c"(%missing) : (i32) -> i32
      "x.d"(%c : (i32) -> ()
      """)
    #expect(client.problems.count == 3, "\(client.problems)")
    #expect(client.problems.contains { $0.hasPrefix("1:6-1:8 '%a' is used as 'f32'") })
    #expect(client.problems.contains { $0.hasPrefix("2:11-2:19 '%missing' is used but not") })
  }

  /// What the verifier finds is shown at the operation, whatever its `loc(…)`.
  @Test func theVerifierIsAsked() {
    let client = Client(
      """
      "func.func"() <{function_type = (i32) -> i32, sym_name = "f"}> ({
      ^bb0(%a: i32):
        %b = "arith.addi"(%a, %a) : (i32, i32) -> f32 loc("model.py":1:1)
        "func.return"(%a) : (i32) -> ()
      }) : () -> ()
      """)
    #expect(client.problems.count >= 1)
    #expect(client.problems.allSatisfy { $0.hasPrefix("2:2-2:19 ") }, "\(client.problems)")
  }

  @Test func unknownDialectsAreErrorsUnlessAllowed() {
    #expect(Client(#""x.a"() : () -> ()"#, allowsUnregistered: false).problems.count == 1)
    #expect(Client(#""x.a"() : () -> ()"#).problems.isEmpty)
  }

  /// Each part has names and errors of its own.
  @Test func partsAreSeparate() {
    var client = Client(
      """
      %a = "x.a"() : () -> i32
      // -----
      "x.b"(%a) : (i32) -> ()
      // -----
      %a = "x.a"() : () -> f32
      "x.b"(%a) : (f32) -> ()
      """)
    #expect(client.problems.count == 1)
    #expect(client.problems[0].hasPrefix("2:6-2:8 "))
    #expect(places([client.request("definition", line: 5, character: 7)]) == ["4:0-4:2"])
  }

  @Test func hoverTellsTypesAndDocumentation() {
    var client = Client(Self.text)
    func text(_ line: Int, _ character: Int) -> String {
      client.request("hover", line: line, character: character)["contents"]["value"].string ?? ""
    }
    #expect(text(5, 20).contains("%0#0 : i32"))
    #expect(text(5, 20).contains("x.two"))
    #expect(text(4, 18).contains("%a : i32"))
    #expect(text(9, 10).contains("## `func.call`"))
    #expect(text(9, 10).contains("Calls a function"))
    #expect(text(9, 25).contains("`callee` of `func.call`"))
    #expect(text(9, 35).contains("@main : (i32) -> i32"))
    #expect(text(2, 10).contains("!t = i32"))
    #expect(text(7, 13).contains("^bb2:"))
    #expect(client.request("hover", line: 9, character: 60).isNull)
  }

  @Test func definitionsAndReferencesAreFound() {
    var client = Client(Self.text)
    func definition(_ line: Int, _ character: Int) -> String {
      Client.place(client.request("definition", line: line, character: character)["range"])
    }
    #expect(definition(5, 20) == "4:2-4:4")
    #expect(definition(4, 18) == "2:5-2:7")
    #expect(definition(7, 13) == "8:0-8:4")
    #expect(definition(9, 35) == "1:56-1:60")
    #expect(definition(1, 34) == "0:0-0:2")
    #expect(client.request("definition", line: 11, character: 0).isNull)
    let all = client.request("references", line: 2, character: 6)
    #expect(places(all) == ["2:5-2:7", "4:17-4:19", "4:21-4:23", "9:19-9:21"])
    let uses = client.request(
      "references", line: 2, character: 6, ["context": ["includeDeclaration": false]])
    #expect(places(uses) == ["4:17-4:19", "4:21-4:23", "9:19-9:21"])
    #expect(places(client.request("documentHighlight", line: 7, character: 13)).count == 3)
  }

  /// The inner value of the same name is another one where the operation is isolated from above.
  @Test func scopesAreKeptApart() {
    var client = Client(
      """
      %a = "x.a"() : () -> i32
      "x.open"() ({
        "x.use"(%a, %later) : (i32, f32) -> ()
        %later = "x.later"() : () -> f32
      }) : () -> ()
      "func.func"() <{function_type = () -> (), sym_name = "f"}> ({
        %a = "x.inner"() : () -> f32
        "x.use"(%a) : (f32) -> ()
        "func.return"() : () -> ()
      }) : () -> ()
      "builtin.module"() <{sym_name = "m"}> ({
        "func.func"() <{function_type = () -> (), sym_name = "g", sym_visibility = "private"}> ({
        }) : () -> ()
      }) : () -> ()
      "x.calls"() {to = @m::@g, and = @f} : () -> ()
      """)
    func definition(_ line: Int, _ character: Int) -> String {
      Client.place(client.request("definition", line: line, character: character)["range"])
    }
    #expect(definition(2, 11) == "0:0-0:2")
    #expect(definition(2, 15) == "3:2-3:8")
    #expect(definition(7, 11) == "6:2-6:4")
    #expect(definition(14, 24) == "11:56-11:57")
    #expect(definition(14, 34) == "5:54-5:55")
  }

  @Test func symbolsAreNested() {
    var client = Client(
      """
      "builtin.module"() <{sym_name = "outer"}> ({
        "func.func"() <{function_type = () -> (), sym_name = "inner", sym_visibility = "private"}> ({
        }) : () -> ()
      }) : () -> ()
      """)
    let symbols = client.request("textDocument/documentSymbol", client.document)
    #expect(symbols[0]["name"] == "outer")
    #expect(symbols[0]["kind"] == 2)
    #expect(symbols[0]["children"][0]["name"] == "inner")
    #expect(symbols[0]["children"][0]["kind"] == 12)
    #expect(Client.place(symbols[0]["children"][0]["selectionRange"]) == "1:56-1:61")
  }

  @Test func completionKnowsWhatIsMeant() {
    var client = Client(Self.text)
    func labels(_ line: Int, _ text: String) -> [String] {
      client.change(((line, 0), (line, 1000)), text)
      let items = client.request("completion", line: line, character: text.utf16.count)
      return (items.array ?? []).compactMap { $0["label"].string }
    }
    let values = labels(10, #"  "x.😀y"(%"#)
    #expect(Set(values) == ["%a", "%s", "%0#0", "%0#1", "%p", "%r"])
    #expect(values.first == "%r")
    #expect(Set(labels(10, #"  "cf.br"()[^"#)) == ["^bb0", "^bb1", "^bb2"])
    #expect(labels(10, #"  "x.y"() {f = @"#) == ["@main"])
    #expect(labels(10, "  \"ari").contains("\"arith.addf\""))
    #expect(labels(10, "  %x = \"func.").contains("\"func.call\""))
    #expect(labels(10, #"  "func.call"(%a) <{"#).contains("callee"))
    #expect(labels(10, #"  "x.y"(%a) : (i"#).contains("i32"))
    #expect(labels(10, #"  "x.y"(%a) : (!"#).contains("!t"))
    #expect(labels(10, #"  // "x.y"(%"#).isEmpty)
    #expect(labels(10, #"  "x.y"() {a = "%"#).isEmpty)
  }

  @Test func renamingChangesEveryUse() {
    var client = Client(Self.text)
    func rename(_ line: Int, _ character: Int, _ name: String) -> JSON {
      client.answer("textDocument/rename", client.at(line, character, ["newName": .string(name)]))
    }
    let value = rename(4, 18, "%first")["result"]["changes"][Client.uri].array ?? []
    #expect(
      value.map { Client.place($0["range"]) } == ["2:6-2:7", "4:18-4:19", "4:22-4:23", "9:20-9:21"])
    #expect(value.allSatisfy { $0["newText"] == "first" })
    #expect(rename(9, 35, "entry")["result"]["changes"][Client.uri].array?.count == 2)
    #expect(rename(0, 1, "word")["result"]["changes"][Client.uri].array?.count == 4)
    #expect(rename(8, 1, "end")["result"]["changes"][Client.uri].array?.count == 3)
    // Names that mean something else, or nothing.
    #expect(rename(4, 18, "r")["error"]["code"] == -32803)
    #expect(rename(4, 18, "two words")["error"]["code"] == -32803)
    #expect(rename(9, 60, "x")["error"]["code"] == -32803)
    #expect(
      Client.place(client.request("prepareRename", line: 9, character: 35)["range"]) == "9:35-9:39")
  }

  @Test func regionsFold() {
    var client = Client(Self.text)
    let ranges = client.request("textDocument/foldingRange", client.document)
    #expect(ranges == [["startLine": 1, "endLine": 10]])
  }

  /// Deltas lead back to the words, in UTF-16 units.
  @Test func semanticTokensCoverTheWords() {
    var client = Client(Self.text)
    let data =
      client.request("textDocument/semanticTokens/full", client.document)["data"].array ?? []
    let lines = Self.text.split(separator: "\n", omittingEmptySubsequences: false)
    var (line, character) = (0, 0)
    var words: [String] = []
    for start in stride(from: 0, to: data.count, by: 5) {
      let values = data[start..<start + 5].compactMap(\.integer)
      character = values[0] == 0 ? character + values[1] : values[1]
      line += values[0]
      let units = Array(lines[line].utf16)[character..<character + values[2]]
      words.append(String(decoding: units, as: UTF16.self))
    }
    #expect(words.first == "!t")
    for word in ["%0", "\"x.two\"", "\"k😀\"", "\"😀\"", "^bb1", "@main", "callee", "f32"] {
      #expect(words.contains(word), "\(word)")
    }
  }

  @Test func resultsShowTheirTypes() {
    var client = Client(Self.text)
    let hints = client.request(
      "textDocument/inlayHint",
      [
        "textDocument": ["uri": .string(Client.uri)],
        "range": ["start": ["line": 4, "character": 0], "end": ["line": 5, "character": 0]],
      ])
    #expect(
      hints == [["position": ["line": 4, "character": 4], "label": ": (i32, f32)", "kind": 1]])
  }
}
