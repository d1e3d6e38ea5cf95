import Dialects
import Foundation
import IR
import Scheduling
import TestSupport
import Testing

/// `docs/dialects`: a page for each dialect, made from its declarations.
@Suite struct DialectPages {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardized
  private static let folder = root.appending(path: "docs/dialects")
  private static let dialects = (Dialects.all + [Schedule.dialect]).sorted { $0.name < $1.name }
  private static let context = Context(
    dialects: Dialects.all + [Schedule.dialect], allowsUnregisteredDialects: true)
  private static let note = """
    Made by `scripts/dialects` from the declarations; a test holds it to be current. \
    What the words of a form mean is told in [the text form](../text-form.md).
    """

  /// The pages are what the declarations say; `scripts/dialects` writes them anew.
  @Test func pagesAreCurrent() throws {
    var pages: [String: String] = ["README.md": Self.index]
    for dialect in Self.dialects {
      pages["\(dialect.name).md"] = DialectPage(dialect, examples: Self.examples)
        .markdown(note: Self.note)
    }
    let isWriting = ProcessInfo.processInfo.environment["TANGRAM_WRITE_DIALECTS"] != nil
    if isWriting {
      try? FileManager.default.removeItem(at: Self.folder)
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
    }
    for (name, page) in pages {
      let path = Self.folder.appending(path: name)
      if isWriting { try Data(page.utf8).write(to: path) }
      let written = try? String(contentsOf: path, encoding: .utf8)
      #expect(written == page, "docs/dialects/\(name) is not current; run scripts/dialects")
    }
    let found = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(Set(found) == Set(pages.keys), "docs/dialects is not current; run scripts/dialects")
  }

  private static var index: String {
    let rows = dialects.map { dialect in
      "| [`\(dialect.name)`](\(dialect.name).md) | \(Documentation(dialect.documentation).summary) "
        + "| \(dialect.operations.count) |"
    }
    return """
      # Dialects

      \(note)

      | dialect | | operations |
      |---|---|---|
      \(rows.joined(separator: "\n"))

      """
  }

  // MARK: Examples

  /// The shortest text of each operation among the test programs and what documentation shows.
  private static let examples: [String: String] = {
    var examples: [String: String] = [:]
    for module in modules {
      module.walk { operation in
        let name = module.name(of: operation)
        guard name.contains("."), name != "builtin.module" else { return }
        let text = module.text(of: operation, TextOptions(elidesElementsAbove: 16, usesForms: true))
        guard text.utf8.count < 700 else { return }
        let (old, new) = (examples[name]?.utf8.count ?? .max, text.utf8.count)
        if (new, text) < (old, examples[name] ?? "") { examples[name] = text }
      }
    }
    return examples
  }()

  private static var modules: [Module] {
    let corpus = ["loops", "llvm", "forms", "canonicalize-loops", "graph"].flatMap {
      Corpus.files(in: $0)
    }
    var modules = corpus.flatMap { file in
      file.text.split(separator: "// -----\n").compactMap {
        try? Module.parse(String($0), context: context)
      }
    }
    for (_, example) in PrimitiveCase.all.sorted(by: { $0.key < $1.key }) {
      guard var schedule = try? example.program().schedule(),
        (try? example.steps(&schedule)) != nil
      else { continue }
      modules += [schedule.module, schedule.trace.module]
    }
    for definition in Dialects.all.flatMap(\.operations) {
      for example in Documentation(definition.documentation).examples {
        if let module = try? Module.parse(fragment: example, context: context) {
          modules.append(module)
        }
      }
    }
    return modules
  }
}
