import Foundation
import Scheduling
import Testing

/// `docs/schedule-names.md` answers for every name of other systems, with primitives that exist.
@Suite struct NamesOfOthersTests {
  private struct Row {
    var system: String
    var names: [String]
    var answer: String
  }

  private static func rows() throws -> [Row] {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/schedule-names.md").standardized
    var system = ""
    var rows: [Row] = []
    for line in try String(contentsOf: page, encoding: .utf8).split(separator: "\n") {
      if line.hasPrefix("## ") { system = String(line.dropFirst(3)) }
      guard line.hasPrefix("| "), !line.hasPrefix("|---") else { continue }
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 2 else {
        Issue.record("expected two cells: \(line)")
        continue
      }
      if cells[1] != "here" {
        rows.append(Row(system: system, names: spans(cells[0]), answer: cells[1]))
      }
    }
    return rows
  }

  /// What stands between backticks.
  private static func spans(_ text: String) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  private static let verbs = Set(
    Schedule.dialect.operations.map { String($0.mnemonic.dropFirst("schedule.".count)) })

  @Test func everyNameHasAnAnswer() throws {
    let rows = try Self.rows()
    #expect(
      Dictionary(grouping: rows, by: \.system).mapValues(\.count).filter { $0.value > 15 }
        .keys.sorted() == ["Exo", "Halide 21", "MLIR's transform dialect", "TVM (TensorIR)"])
    let words = ["*language*: ", "*compiler*: ", "*tool*: ", "*no*: "]
    for row in rows {
      let named = Self.spans(row.answer).filter { Self.verbs.contains($0) }
      #expect(
        !named.isEmpty || words.contains { row.answer.hasPrefix($0) },
        "\(row.system): \(row.names) has no answer")
      // Names of primitives are in lower case with underlines; a misspelt one would not be known.
      for span in Self.spans(row.answer) where span.contains("_") {
        #expect(Self.verbs.contains(span), "\(row.system): there is no primitive '\(span)'")
      }
    }
  }

  /// The names in `Names`: the scheduling methods and strategies of Halide 21, the methods of TVM's
  /// `Schedule`, what Exo exports, and every operation that `mlir-opt` registers.
  @Test(
    arguments: [
      ("Halide 21", "halide.txt"), ("TVM (TensorIR)", "tvm.txt"), ("Exo", "exo.txt"),
      ("MLIR's transform dialect", "mlir.txt"),
    ])
  func noNameIsMissing(_ system: String, _ file: String) throws {
    let list = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Names/" + file)
    let names = try String(contentsOf: list, encoding: .utf8).split(separator: "\n")
    #expect(names.count > 40)
    let answered = try Self.rows().filter { $0.system == system }.flatMap(\.names)
    let families = answered.filter { $0.hasSuffix("*") }.map { $0.dropLast() }
    for name in names
    where !answered.contains(String(name)) && !families.contains(where: { name.hasPrefix($0) }) {
      Issue.record("docs/schedule-names.md has no answer for '\(name)' of \(system)")
    }
  }

  @Test func everyPrimitiveIsNamed() throws {
    let named = Set(try Self.rows().flatMap { Self.spans($0.answer) })
    for verb in Self.verbs where !named.contains(verb) {
      Issue.record("docs/schedule-names.md does not name '\(verb)'")
    }
  }
}
