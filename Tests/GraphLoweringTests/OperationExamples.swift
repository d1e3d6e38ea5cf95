import Dialects
import Foundation
import IR
import Support

/// The examples in the documentation of the graph dialect's operations.
enum OperationExamples {
  static let context = Context(dialects: Dialects.all, allowsUnregisteredDialects: true)

  /// Each example with the name of its operation and definitions of the operands it uses.
  static let all: [(mnemonic: String, text: String)] = {
    let tests = URL(filePath: #filePath).deletingLastPathComponent()
    let folder = tests.appending(path: "../../Sources/Dialects/Graph")
    let files =
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?
      .compactMap { $0 as? URL } ?? []
    return files.filter { $0.pathExtension == "swift" }.sorted { $0.path < $1.path }
      .compactMap { try? String(contentsOf: $0, encoding: .utf8) }
      .flatMap(examples(in:)).compactMap(completed)
  }()

  /// Indented runs of documentation that name an operation.
  private static func examples(in text: String) -> [String] {
    var runs: [String] = []
    var isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let start = line.drop { $0 == " " }
      if start.hasPrefix("///     ") {
        if !isInside { runs.append("") }
        runs[runs.count - 1] += start.dropFirst(8) + "\n"
        isInside = true
      } else {
        isInside = false
      }
    }
    return runs.filter { $0.contains("\"graph.") && !$0.contains("-->") }
  }

  private static func completed(_ example: String) -> (mnemonic: String, text: String)? {
    guard let open = example.firstIndex(of: "("), let close = example.firstIndex(of: ")"),
      let colon = example.range(of: ": (", options: .backwards)
    else { return nil }
    let parts = example.split(separator: "\"")
    guard parts.count > 1, !example.contains("graph.kernel"), !example.contains("graph.yield")
    else { return nil }
    let names = example[example.index(after: open)..<close].split(separator: ",")
    var depth = 0
    let list = example[colon.upperBound...].prefix { character in
      if "<[(".contains(character) { depth += 1 }
      if ">])".contains(character) { depth -= 1 }
      return depth >= 0
    }
    let sources = "\(names.joined(separator: ",")) = \"test.sources\"() : () -> (\(list))\n"
    return (String(parts[1]), names.isEmpty ? example : sources + example)
  }
}
