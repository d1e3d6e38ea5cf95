import Foundation
import Testing
import ToyCompiler

/// The tutorial tells what is: its commands print what it says, and what it quotes is there.
@Suite struct TutorialTests {
  static let folder = Folder.project.appending(path: "docs/tutorial")
  static let chapters: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.first?.isNumber ?? false }.sorted()

  /// Lines indented by four spaces, and the paragraph above them.
  struct Block {
    var lines: [String]
    var introduction: String
  }

  private func blocks(of chapter: String) throws -> [Block] {
    var blocks: [Block] = []
    var paragraph = ""
    var isInside = false
    for line in try Folder.text(chapter, in: Self.folder).components(separatedBy: "\n") {
      if line.hasPrefix("    ") {
        if !isInside { blocks.append(Block(lines: [], introduction: paragraph)) }
        blocks[blocks.count - 1].lines.append(String(line.dropFirst(4)))
        isInside = true
      } else if line.isEmpty, isInside {
        // An empty line is part of a block if the block goes on behind it.
        blocks[blocks.count - 1].lines.append("")
      } else if !line.isEmpty {
        paragraph = isInside ? line : paragraph + " " + line
        isInside = false
      } else {
        paragraph += "\n"
      }
    }
    // Two commands may follow one another with nothing but an empty line between.
    return blocks.flatMap { block in
      var parts = [Block(lines: [], introduction: block.introduction)]
      for line in block.lines {
        if line.hasPrefix("$ "), !parts[parts.count - 1].lines.isEmpty {
          parts.append(Block(lines: [], introduction: ""))
        }
        parts[parts.count - 1].lines.append(line)
      }
      return parts.map { part in
        var part = part
        while part.lines.last == "" { part.lines.removeLast() }
        return part
      }
    }
  }

  @Test func thereAreSevenChapters() { #expect(Self.chapters.count == 7) }

  @Test(arguments: chapters)
  func commandsPrintWhatTheChapterSays(_ chapter: String) throws {
    let commands = try blocks(of: chapter).filter { $0.lines.first?.hasPrefix("$ toyc") ?? false }
    #expect(!commands.isEmpty)
    for command in commands {
      let outcome = ToyCommand.run(words(of: command.lines[0].dropFirst("$ toyc ".count))) {
        try Folder.text($0)
      }
      var actual = (outcome.output + outcome.errors).components(separatedBy: "\n")
      while actual.last == "" { actual.removeLast() }
      #expect(
        matches(command.lines.dropFirst(), actual[...]),
        "\(command.lines[0]) prints\n\(actual.joined(separator: "\n"))")
    }
  }

  /// Words between blanks; quotes keep one together.
  private func words(of text: Substring) -> [String] {
    var words: [String] = []
    for (index, part) in text.components(separatedBy: "\"").enumerated() {
      if index % 2 == 1 {
        words.append(part)
      } else {
        words += part.split(separator: " ").map(String.init)
      }
    }
    return words
  }

  /// Whether lines are as expected, where `...` stands for any number of them, and whatever the
  /// numbers of values are.
  private func matches(_ expected: ArraySlice<String>, _ actual: ArraySlice<String>) -> Bool {
    var expected = expected.map { $0.replacing(/%[0-9]+/, with: "%0") }[...]
    var actual = actual.map { $0.replacing(/%[0-9]+/, with: "%0") }[...]
    while let line = expected.popFirst() {
      guard line == "..." else {
        guard actual.popFirst() == line else { return false }
        continue
      }
      guard let next = expected.first else { return true }
      guard let place = actual.firstIndex(of: next) else { return false }
      actual = actual[place...]
    }
    return actual.isEmpty
  }

  @Test(arguments: chapters)
  func whatIsQuotedIsInTheFileThatIsNamed(_ chapter: String) throws {
    for block in try blocks(of: chapter) where !(block.lines.first?.hasPrefix("$ ") ?? true) {
      let named = block.introduction.matches(of: /[A-Za-z0-9+\/]+\.(swift|toy)/)
      guard let name = named.last.map({ String($0.output.0) }) else {
        Issue.record("\(chapter): which file is this from? \(block.lines)")
        continue
      }
      let path =
        name.hasSuffix(".toy")
        ? "Programs/\(name.split(separator: "/").last ?? "")" : "Sources/ToyCompiler/\(name)"
      var rest = trimmed(try Folder.text(path).components(separatedBy: "\n"))[...]
      for part in trimmed(block.lines).split(separator: "…") {
        let place = rest.indices.first { rest[$0...].starts(with: part) }
        #expect(place != nil, "\(chapter): not in \(path):\n\(part.joined(separator: "\n"))")
        if let place { rest = rest[(place + part.count)...] }
      }
    }
  }

  /// Lines without the blanks at both ends, and without empty ones.
  private func trimmed(_ lines: [String]) -> [String] {
    lines.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  @Test func everyLinkLeadsSomewhere() throws {
    for name in Self.chapters + ["README.md"] {
      for link in try Folder.text(name, in: Self.folder).matches(of: /\]\(([^)#]+)/) {
        let target = Self.folder.appending(path: String(link.output.1)).path
        #expect(FileManager.default.fileExists(atPath: target), "\(name): \(link.output.1)")
      }
    }
  }
}
