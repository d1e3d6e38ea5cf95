import Dialects
import Foundation
import IR
import Testing

/// Which of MLIR's operations we have: the list, the declarations and the page say the same.
@Suite struct MLIROperationTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// The names of the list: a dialect begins a line, its operations are indented below.
  private static func names() throws -> [String] {
    var names: [String] = []
    var dialect = ""
    for line in try text("Tests/Oracles/mlir-operations.txt").split(separator: "\n") {
      if line.hasPrefix("#") { continue }
      if line.hasPrefix(" ") {
        names += line.split(separator: " ").map { "\(dialect).\($0)" }
      } else {
        dialect = String(line)
      }
    }
    return names
  }

  /// What the page says that we lack.
  private static func lacking() throws -> [String] {
    let page = try text("docs/mlir-operations.md")
    let table = page.components(separatedBy: "## Lacking").last ?? ""
    return table.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("| `") else { return nil }
      return line.split(separator: "`").dropFirst().first.map(String.init)
    }
  }

  @Test func everyOperationIsDeclaredOrLacksForAReason() throws {
    let names = try Self.names()
    #expect(names.count > 500)
    let dialects = Set(names.map { String($0.prefix { $0 != "." }) })
    let declared = Set(
      Dialects.all.filter { dialects.contains($0.name) }.flatMap(\.operations).map { $0.mnemonic })
    let lacking = Set(names).subtracting(declared)
    #expect(Set(try Self.lacking()) == lacking)
    #expect(declared.subtracting(names).isEmpty, "MLIR has none of that name")
  }

  @Test func thePageCountsRight() throws {
    let page = try Self.text("docs/mlir-operations.md")
    let lacking = try Self.lacking()
    for (dialect, names) in Dictionary(grouping: try Self.names(), by: { $0.prefix { $0 != "." } })
    {
      let count = lacking.filter { $0.hasPrefix("\(dialect).") }.count
      #expect(page.contains("| `\(dialect)` | \(names.count) | \(count) |"), "\(dialect)")
    }
  }
}
