import Support

extension Document {
  /// What is wrong with the text, of the reader or else the verifier.
  mutating func diagnostics() -> [JSON] {
    parts().flatMap { part in part.findings.map { json($0, in: part) } }
  }

  private func json(_ finding: DocumentPart.Finding, in part: DocumentPart) -> JSON {
    let severity =
      switch finding.diagnostic.severity {
      case .error: 1
      case .warning: 2
      case .remark, .note: 3
      }
    var result: [String: JSON] = [
      "range": json(finding.range.shifted(by: part.start)), "severity": .integer(severity),
      "source": "tangram", "message": .string(finding.diagnostic.message),
    ]
    if !finding.notes.isEmpty {
      result["relatedInformation"] = .array(
        finding.notes.map { note in
          [
            "location": location(note.range.shifted(by: part.start)),
            "message": .string(note.message),
          ]
        })
    }
    return .object(result)
  }
}
