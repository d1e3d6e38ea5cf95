import Support

/// Answers to what a schedule leaves open: the tile, the width of panels, how far ahead to read.
///
///     panel=4 tile=14x32 ahead=0
///
/// Whatever is not answered is left to the analytic schedule. Equal decisions on one program and
/// one machine give the same scheduled program.
public struct Decisions: Hashable, Sendable, CustomStringConvertible {
  /// The name of the option that is taken, by the question.
  public private(set) var answers: [String: String]

  public init(_ answers: [String: String] = [:]) { self.answers = answers }

  /// Reads what `description` writes.
  ///
  /// - Throws: a diagnostic about a part that is no `QUESTION=OPTION`, or is there twice.
  public init(parsing text: String) throws(Diagnostic) {
    var answers: [String: String] = [:]
    for part in text.split(separator: " ") {
      guard let mark = part.firstIndex(of: "="), mark != part.startIndex,
        part.index(after: mark) != part.endIndex
      else { throw .error("'\(part)' is no decision; expected QUESTION=OPTION as in 'tile=14x32'") }
      let (question, option) = (String(part[..<mark]), String(part[part.index(after: mark)...]))
      guard answers.updateValue(option, forKey: question) == nil else {
        throw .error("'\(question)' is decided twice in '\(text)'")
      }
    }
    self.answers = answers
  }

  /// Sorted by question.
  public var description: String {
    answers.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
  }

  public subscript(question: String) -> String? {
    get { answers[question] }
    set { answers[question] = newValue }
  }

  /// These with some answers replaced.
  public func deciding(_ question: String, _ option: String) -> Decisions {
    var copy = self
    copy[question] = option
    return copy
  }
}
