/// What a declaration says about itself, in parts.
public struct Documentation: Hashable, Sendable {
  /// Everything before the first empty line, on one line.
  public let summary: String
  /// What follows the summary, examples included; may be empty.
  public let details: String

  /// Reads Markdown as `OperationDefinition.documentation` gives it.
  public init(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let head = lines.prefix { !$0.isEmpty }
    summary = head.joined(separator: " ")
    details = lines.dropFirst(head.count).drop(while: \.isEmpty).joined(separator: "\n")
  }

  /// The runs of lines indented by four spaces, without the indentation.
  public var examples: [String] {
    var runs: [[Substring]] = []
    var isInside = false
    for line in details.split(separator: "\n", omittingEmptySubsequences: false) {
      let isCode = line.hasPrefix("    ")
      if isCode, isInside {
        runs[runs.count - 1].append(line.dropFirst(4))
      } else if isCode {
        runs.append([line.dropFirst(4)])
      }
      isInside = isCode
    }
    return runs.map { $0.joined(separator: "\n") + "\n" }
  }
}

extension OperationDefinition {
  /// What it does, in one line.
  public static var summary: String { Documentation(documentation).summary }
}
