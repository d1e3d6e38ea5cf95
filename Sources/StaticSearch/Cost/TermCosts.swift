import Foundation
import Support

/// What one of each term of the structural model takes, in nanoseconds.
///
/// A readable table, one term a line; what follows a `#` is for people:
///
///     # AMD EPYC 9V74, one thread, 600 programs
///     call 85
///     arithmetic 0.137
public struct TermCosts: Hashable, Sendable, CustomStringConvertible {
  /// By term; what is not there is free.
  package private(set) var nanoseconds: [StructuralTerm: Double]

  package init(_ coefficients: [Double]) {
    nanoseconds = [:]
    for (term, value) in zip(StructuralTerm.allCases, coefficients) where value > 0 {
      nanoseconds[term] = value
    }
  }

  /// Reads a table, whatever its lines end with and whether or not it begins with a byte-order mark.
  ///
  /// - Parameters:
  ///   - text: the table.
  ///   - file: what to call it.
  /// - Throws: a diagnostic at the first line that is none of it.
  public init(parsing text: String, file: String) throws(Diagnostic) {
    nanoseconds = [:]
    let names = Dictionary(uniqueKeysWithValues: StructuralTerm.allCases.map { ("\($0)", $0) })
    let marked = text.unicodeScalars.first == "\u{FEFF}"
    let lines = String(text.unicodeScalars.dropFirst(marked ? 1 : 0))
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated() {
      let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
      if words.isEmpty { continue }
      let place = "line \(number + 1) of '\(file)'"
      guard words.count == 2, let value = Double(words[1]), value >= 0, value < Self.end else {
        throw .error(
          "\(place) is not a term and its nanoseconds, from zero to less than a second: '\(line)'")
      }
      guard let term = names[String(words[0])] else {
        let known = names.keys.sorted().joined(separator: ", ")
        throw .error("\(place): there is no term '\(words[0])'; there are \(known)")
      }
      guard nanoseconds.updateValue(value, forKey: term) == nil else {
        throw .error("\(place) gives '\(words[0])' once more")
      }
    }
    guard nanoseconds.values.contains(where: { $0 > 0 }) else {
      throw .error(
        "'\(file)' says of no term what it takes; 'tangram train-costs' writes such files")
    }
  }

  /// No term takes a second.
  private static let end = 1e9

  /// Reads a table from a file.
  ///
  /// - Throws: a diagnostic when it cannot be read, or is no table.
  public init(path: String) throws(Diagnostic) {
    guard let data = FileManager.default.contents(atPath: path) else {
      let reason = access(path, R_OK) == 0 ? "it is no file" : String(cString: strerror(errno))
      throw .error("cannot read '\(path)': \(reason)")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw .error(
        "'\(path)' is no table of costs, as 'tangram train-costs' writes them: it is no text")
    }
    try self.init(parsing: text, file: path)
  }

  /// By the number of each term.
  package var coefficients: [Double] {
    StructuralTerm.allCases.map { nanoseconds[$0] ?? 0 }
  }

  /// What a program with these terms takes.
  package func time(of terms: [Double]) -> Double {
    zip(coefficients, terms).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The table.
  public var description: String {
    StructuralTerm.allCases.compactMap { term in
      nanoseconds[term].map { "\(term) \($0.short)\n" }
    }.joined()
  }
}

extension Double {
  /// Four digits.
  fileprivate var short: String {
    if abs(self) < 1e-100 { return "0" }
    var scale = 1.0
    while abs(self) * scale < 1000 { scale *= 10 }
    return "\((self * scale).rounded() / scale)"
  }
}
