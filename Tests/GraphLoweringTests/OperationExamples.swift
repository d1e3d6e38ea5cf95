import Dialects
import Foundation
import IR
import Support

/// The examples in the documentation of the graph dialect's operations.
enum OperationExamples {
  static let context = Context(dialects: Dialects.all, allowsUnregisteredDialects: true)

  /// Each example with the name of its operation and definitions of the operands it uses.
  static let all: [(mnemonic: String, text: String)] = Graph.dialect.operations.flatMap {
    Documentation($0.documentation).examples.filter { !$0.contains("-->") }.compactMap(completed)
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
