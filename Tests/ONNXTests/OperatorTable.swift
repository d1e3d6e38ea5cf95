import Foundation
import ONNX
import Testing

/// `docs/operators.md`: what of every operator works, by the cases of the onnx package.
///
/// The lists of gaps are held to be exact by `NodeTests`, so that nothing needs to run here.
@Suite(.enabled(if: NodeTestCorpus.shared != nil, "needs the onnx package's tests (scripts/setup)"))
struct OperatorTable {
  private static let path = NodeTestCorpus.root.appendingPathComponent("docs/operators.md").path

  /// One line of the table.
  private struct Row {
    var cases = 0
    var evaluated = 0
    var compiled = 0
    var versions: Set<Int> = []
    var reasons: [String: Int] = [:]
  }

  /// The page is what the lists of gaps say; `scripts/operators` writes it anew.
  @Test func pageIsCurrent() throws {
    let page = Self.page
    if ProcessInfo.processInfo.environment["TANGRAM_WRITE_OPERATORS"] != nil {
      try page.write(toFile: Self.path, atomically: true, encoding: .utf8)
    }
    let written = try String(contentsOfFile: Self.path, encoding: .utf8)
    #expect(written == page, "docs/operators.md is not current; run scripts/operators")
  }

  private static var page: String {
    let rows = rows
    let names = Set(rows.keys).union(ONNXImporter.operatorNames).sorted()
    let all = rows.values.reduce(into: (0, 0, 0)) { sum, row in
      sum.0 += row.cases
      sum.1 += row.evaluated
      sum.2 += row.compiled
    }
    return """
      # Operators

      Made by `scripts/operators` from the operator tests of the `onnx` package; the tests check that it is
      current. *from* is the oldest version of the operator set that the importer knows, *tested* the versions
      of the cases. A case passes *evaluated* when importer and reference evaluator give the expected outputs,
      *compiled* when machine code does too, with constant sizes and, where the model allows, with sizes that
      it learns when it runs. Models that spell an operator out in others are tested but not counted here.

      \(all.0) cases: \(all.1) pass evaluated, \(all.2) compiled.

      | operator | from | tested | cases | evaluated | compiled | missing |
      |---|---|---|---|---|---|---|
      \(names.map { line($0, rows[$0] ?? Row()) }.joined(separator: "\n"))

      """
  }

  private static func line(_ name: String, _ row: Row) -> String {
    let from = ONNXImporter.oldestVersion(of: name).map { "\($0)" } ?? "–"
    let tested = row.versions.sorted().map { "\($0)" }.joined(separator: ", ")
    let reasons = row.reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    let more = reasons.count > 3 ? "; …" : ""
    let missing = reasons.prefix(3).joined(separator: "; ") + more
    return "| \(name) | \(from) | \(tested) | \(row.cases) | \(row.evaluated) | \(row.compiled) |"
      + (missing.isEmpty ? " |" : " \(missing) |")
  }

  private static var rows: [String: Row] {
    var rows: [String: Row] = [:]
    for item in NodeTestCorpus.shared?.cases ?? [] where !item.expanded {
      var row = rows[item.subject] ?? Row()
      let gap = item.skip ?? NodeTestCorpus.gaps[item.name]
      let compiledGap = gap ?? NodeTestCorpus.compiledGaps[item.name]
      row.cases += 1
      row.evaluated += gap == nil ? 1 : 0
      row.compiled += compiledGap == nil ? 1 : 0
      if item.opset > 0 { row.versions.insert(item.opset) }
      if let compiledGap { row.reasons[brief(compiledGap), default: 0] += 1 }
      rows[item.subject] = row
    }
    return rows
  }

  /// A reason without what differs from case to case.
  private static func brief(_ reason: String) -> String {
    if reason.contains("' is not supported"), reason.contains("operator '") { return "all of it" }
    if let type = reason.split(separator: "elements of type ").dropFirst().first {
      let name = type.split(separator: ",")[0].split(separator: " ")[0]
      return "elements of type `\(name.filter { $0 != "'" })`"
    }
    if let type = reason.split(separator: "element of type ").dropFirst().first {
      return "elements of type `\(type.filter { $0 != "'" })`"
    }
    if reason.contains("holds strings") { return "strings" }
    if reason.contains("sequence_type") { return "sequences" }
    if reason.contains("optional_type") { return "optionals" }
    return String(reason.split(separator: ";")[0]).replacing("|", with: "\\|")
  }
}

extension NodeTestCorpus.Case {
  /// The operator that the case is about, among those of its model.
  var subject: String {
    ops.first { ["If", "Loop", "Scan", "SequenceMap"].contains($0) || $0.contains(".") } ?? ops[0]
  }
}
