/// A page about a dialect for people who write its operations, made from what it declares.
public struct DialectPage {
  let dialect: Dialect
  /// Text that shows an operation, by its name.
  let examples: [String: String]

  public init(_ dialect: Dialect, examples: [String: String] = [:]) {
    self.dialect = dialect
    self.examples = examples
  }

  /// The page as Markdown; `note` says below the title how it was made.
  public func markdown(note: String) -> String {
    let summary = Documentation(dialect.documentation)
    var parts = ["# The dialect `\(dialect.name)`", note, summary.summary, summary.details]
    let operations = dialect.operations.sorted { $0.mnemonic < $1.mnemonic }
    if operations.count > 1 { parts.append(index(of: operations)) }
    parts += operations.flatMap { Self.sections($0, example: examples[$0.mnemonic]) }
    if !dialect.types.isEmpty { parts.append("# Types") }
    for type in dialect.types.sorted(by: { $0.mnemonic < $1.mnemonic }) {
      parts += Self.section("!" + type.mnemonic, type.documentation)
    }
    if !dialect.attributes.isEmpty { parts.append("# Attributes") }
    for attribute in dialect.attributes.sorted(by: { $0.mnemonic < $1.mnemonic }) {
      parts += Self.section("#" + attribute.mnemonic, attribute.documentation)
    }
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  /// What is known of one operation, as Markdown: documentation, form, operands, results, properties.
  public static func section(about operation: any OperationDefinition.Type) -> String {
    sections(operation, example: nil).filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// A table of all operations with their summaries.
  private func index(of operations: [any OperationDefinition.Type]) -> String {
    let rows = operations.map {
      "| [`\($0.mnemonic)`](#\(anchor($0.mnemonic))) | \(cell($0.summary)) |"
    }
    return (["| operation | |", "|---|---|"] + rows).joined(separator: "\n")
  }

  /// The anchor that Markdown gives to a heading in code.
  private func anchor(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
  }

  private static func section(_ name: String, _ documentation: String) -> [String] {
    let text = Documentation(documentation)
    return ["## `\(name)`", text.summary, text.details]
  }

  private static func sections(
    _ operation: any OperationDefinition.Type, example: String?
  ) -> [String] {
    var parts = section(operation.mnemonic, operation.documentation)
    if let form = operation.form {
      let pattern = form.pattern.split { $0.isNewline || $0 == " " }.joined(separator: " ")
      parts.append("Form: ``` \(operation.mnemonic) \(pattern) ```")
    }
    if let example {
      let lines = example.split(separator: "\n", omittingEmptySubsequences: false)
      parts.append(lines.map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n"))
    }
    parts.append(DeclarationInWords(operation).table)
    parts.append(DeclarationInWords(operation).sentences)
    return parts
  }

  private func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
