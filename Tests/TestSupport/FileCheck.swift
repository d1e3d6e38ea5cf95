import Foundation

/// Checks text against `CHECK` lines: a subset of LLVM's FileCheck.
///
/// `CHECK`, `CHECK-NEXT`, `CHECK-SAME`, `CHECK-NOT`, `CHECK-DAG`, `CHECK-LABEL`; in them `{{regex}}`,
/// `[[NAME:regex]]` to capture and `[[NAME]]` to use what was captured. Runs of blanks are one.
public struct FileCheck {
  /// What did not match, with the line of the directive.
  public struct Failure: Error {
    public var line: Int
    public var message: String
  }

  private enum Kind: String, CaseIterable {
    case label = "CHECK-LABEL:"
    case next = "CHECK-NEXT:"
    case same = "CHECK-SAME:"
    case not = "CHECK-NOT:"
    case unordered = "CHECK-DAG:"
    case plain = "CHECK:"
  }

  private struct Directive {
    var kind: Kind
    var pattern: String
    var line: Int
  }

  private let directives: [Directive]
  private var text = ""
  private var captured: [String: String] = [:]

  /// Reads the directives of `source`, whose first line has number `firstLine`.
  public init(_ source: String, firstLine: Int = 1) {
    var directives: [Directive] = []
    for (offset, line) in source.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      guard let comment = line.range(of: "//")?.upperBound else { continue }
      let rest = line[comment...].drop { $0 == " " }
      guard let kind = Kind.allCases.first(where: { rest.hasPrefix($0.rawValue) }) else {
        continue
      }
      let pattern = Self.squeeze(String(rest.dropFirst(kind.rawValue.count)))
      directives.append(
        Directive(
          kind: kind, pattern: pattern.trimmingPrefix(" ").description, line: firstLine + offset))
    }
    self.directives = directives
  }

  public var isEmpty: Bool { directives.isEmpty }

  /// Checks `text`.
  public mutating func check(_ text: String) throws(Failure) {
    self.text = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { Self.squeeze(String($0)).trimmingPrefix(" ").description }.joined(separator: "\n")
    var groups: [[Directive]] = [[]]
    for directive in directives {
      if directive.kind == .label { groups.append([]) }
      groups[groups.count - 1].append(directive)
    }
    // Labels are found first: they limit what lies between them.
    var starts: [Range<String.Index>] = []
    var position = self.text.startIndex
    for group in groups.dropFirst() {
      let range = try find(group[0], in: position..<self.text.endIndex)
      starts.append(range)
      position = range.upperBound
    }
    for (index, group) in groups.enumerated() {
      let start = index == 0 ? self.text.startIndex : starts[index - 1].upperBound
      let end = index < starts.count ? starts[index].lowerBound : self.text.endIndex
      if index > 0 { captured = captured.filter { $0.key.hasPrefix("$") } }
      try check(index == 0 ? group[...] : group.dropFirst(), in: start..<end)
    }
  }

  private mutating func check(
    _ directives: ArraySlice<Directive>, in range: Range<String.Index>
  ) throws(Failure) {
    var position = range.lowerBound
    var forbidden: [Directive] = []
    var unorderedStart: String.Index?
    for directive in directives {
      if directive.kind != .unordered { unorderedStart = nil }
      let match: Range<String.Index>
      switch directive.kind {
      case .not:
        forbidden.append(directive)
        continue
      case .unordered:
        let start = unorderedStart ?? position
        unorderedStart = start
        match = try find(directive, in: start..<range.upperBound)
        try reject(forbidden, in: start..<match.lowerBound)
        forbidden = []
        position = max(position, match.upperBound)
        continue
      case .next:
        let next = text[position..<range.upperBound].firstIndex(of: "\n").map(text.index(after:))
        let start = next ?? range.upperBound
        match = try find(directive, in: start..<lineEnd(start, range.upperBound))
      case .same:
        match = try find(directive, in: position..<lineEnd(position, range.upperBound))
      case .plain, .label: match = try find(directive, in: position..<range.upperBound)
      }
      try reject(forbidden, in: position..<match.lowerBound)
      forbidden = []
      position = match.upperBound
    }
    try reject(forbidden, in: position..<range.upperBound)
  }

  private func lineEnd(_ start: String.Index, _ limit: String.Index) -> String.Index {
    text[start..<limit].firstIndex(of: "\n") ?? limit
  }

  private mutating func reject(
    _ forbidden: [Directive], in range: Range<String.Index>
  ) throws(Failure) {
    for directive in forbidden {
      let found = (try? find(directive, in: range)) != nil
      if found { throw Failure(line: directive.line, message: "found '\(directive.pattern)'") }
    }
  }

  private mutating func find(
    _ directive: Directive, in range: Range<String.Index>
  ) throws(Failure) -> Range<String.Index> {
    let (pattern, names) = try expand(directive)
    let regex: Regex<AnyRegexOutput>
    do {
      regex = try Regex(pattern)
    } catch {
      throw Failure(line: directive.line, message: "bad pattern '\(directive.pattern)': \(error)")
    }
    guard range.lowerBound <= range.upperBound,
      let match = try? regex.firstMatch(in: text[range])
    else {
      throw Failure(
        line: directive.line,
        message: "\(directive.kind.rawValue) '\(directive.pattern)' does not match in:\n"
          + text[range])
    }
    for name in names {
      if let value = match[name]?.substring { captured[name] = String(value) }
    }
    return match.range
  }

  /// The regular expression of a directive, and the names that it captures.
  private func expand(_ directive: Directive) throws(Failure) -> (String, [String]) {
    var result = ""
    var names: [String] = []
    var rest = directive.pattern[...]
    while !rest.isEmpty {
      if rest.hasPrefix("{{"), let end = rest.range(of: "}}") {
        result += "(?:\(rest[rest.index(rest.startIndex, offsetBy: 2)..<end.lowerBound]))"
        rest = rest[end.upperBound...]
      } else if rest.hasPrefix("[["), let end = rest.range(of: "]]"),
        let name = Self.name(rest.dropFirst(2))
      {
        let inside = rest[rest.index(rest.startIndex, offsetBy: 2)..<end.lowerBound]
        if inside.count > name.count {
          result += "(?<\(name)>\(inside.dropFirst(name.count + 1)))"
          names.append(name)
        } else if names.contains(name) {
          result += "\\k<\(name)>"
        } else if let value = captured[name] {
          result += Self.escape(value)
        } else {
          throw Failure(line: directive.line, message: "'\(name)' has not been captured")
        }
        rest = rest[end.upperBound...]
      } else {
        result += Self.escape(String(rest.removeFirst()))
      }
    }
    return (result, names)
  }

  /// The capture's name at the start of the text, if one is there.
  private static func name(_ text: Substring) -> String? {
    let name = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let after = text.dropFirst(name.count)
    return !name.isEmpty && (after.hasPrefix(":") || after.hasPrefix("]]")) ? String(name) : nil
  }

  private static func escape(_ text: String) -> String {
    text.map { "\\.^$|?*+()[]{}/#".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  /// Runs of blanks as one.
  private static func squeeze(_ text: String) -> String {
    var result = ""
    for character in text {
      let isBlank = character == " " || character == "\t"
      if !isBlank { result.append(character) } else if result.last != " " { result += " " }
    }
    return result.last == " " ? String(result.dropLast()) : result
  }
}
