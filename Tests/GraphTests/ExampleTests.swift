import Dialects
import Foundation
import IR
import Support
import TestSupport
import Testing
import Transforms

/// Every operation's documentation shows it in text that parses, verifies and is printed back.
@Suite struct ExampleTests {
  private static let context = Context(dialects: Dialects.all, allowsUnregisteredDialects: true)

  /// The examples in the documentation of every operation of the dialect.
  private static let examples = Graph.dialect.operations.flatMap { definition in
    Documentation(definition.documentation).examples.filter { !$0.contains("-->") }
  }

  /// The example after definitions of the operands it uses.
  private static func completed(_ example: String) -> String? {
    guard let open = example.firstIndex(of: "("), let close = example.firstIndex(of: ")"),
      let colon = example.range(of: ": (", options: .backwards)
    else { return nil }
    let names = example[example.index(after: open)..<close].split(separator: ",")
    var types: [String] = [""]
    var depth = 0
    for character in example[colon.upperBound...] {
      if character == ")", depth == 0 { break }
      if "<[(".contains(character) { depth += 1 }
      if ">])".contains(character) { depth -= 1 }
      if character == ",", depth == 0 {
        types.append("")
      } else {
        types[types.count - 1].append(character)
      }
    }
    guard !names.isEmpty else { return example }
    guard names.count == types.count else { return nil }
    let list = types.joined(separator: ",")
    return "\(names.joined(separator: ",")) = \"test.sources\"() : () -> (\(list))\n\(example)"
  }

  @Test func everyOperationHasAnExample() {
    for definition in Graph.dialect.operations {
      #expect(
        Self.examples.contains { $0.contains("\"\(definition.mnemonic)\"") },
        "\(definition.mnemonic)")
    }
  }

  @Test func everyOperationAndPassIsInThePage() {
    let tests = Corpus.folder.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    let page = CorpusFile(path: tests.joined(separator: "/") + "/docs/graph-dialect.md").text
    for definition in Graph.dialect.operations {
      let name = definition.mnemonic.dropFirst("graph.".count)
      #expect(page.contains("`\(name)`"), "\(name)")
    }
    for pass in PassRegistry.graph.passes {
      #expect(page.contains("`\(pass.name)`"), "\(pass.name)")
    }
  }

  @Test func mnemonicsAreUnique() {
    let names = Graph.dialect.operations.map { $0.mnemonic }
    #expect(Set(names).count == names.count)
  }

  /// The form for people has no operation of the graph in quotes, and reads back.
  private func checkForm(of module: Module) throws {
    let text = module.text(TextOptions(usesForms: true))
    #expect(!text.contains("\"graph."), "\(text)")
    let again = try Module.parse(text, file: "pretty", context: Self.context)
    #expect(again.difference(from: module) == nil, "\(text)")
    #expect(again.text(TextOptions(usesForms: true)) == text)
  }

  @Test func examplesParseVerifyAndPrint() throws {
    for example in Self.examples {
      if example.hasPrefix("\"graph.yield\"") { continue }
      let text = try #require(Self.completed(example), "\(example)")
      do {
        let module = try Module.parse(text, file: "example", context: Self.context)
        #expect(module.verify().all.isEmpty, "\(example)\(module.verify().all)")
        let again = try Module.parse(module.text(), file: "again", context: Self.context)
        #expect(again.isStructurallyEqual(to: module))
        try checkForm(of: module)
      } catch {
        Issue.record("\(text)\(error)")
      }
    }
  }
}
