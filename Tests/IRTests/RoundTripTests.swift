import IR
import TestSupport
import Testing

/// Printing and parsing are inverse, and MLIR agrees on what the text means.
@Suite struct RoundTripTests {
  static let context = Context(dialects: [], allowsUnregisteredDialects: true)
  /// Our own, and what `mlir-opt` prints of many dialects.
  static let files =
    Corpus.files(in: "text/round-trip") + Corpus.files(in: "text/dialects")
    + Corpus.files(in: "text/programs")
  /// What only newer versions of MLIR read, and what none reads back.
  static let newer = Corpus.files(in: "text/newer")
  static let beyond = Corpus.files(in: "text/beyond")

  @Test func theCorpusIsThere() {
    #expect(Self.files.count > 38)
    #expect(!Self.newer.isEmpty && !Self.beyond.isEmpty)
  }

  @Test(arguments: files + newer + beyond)
  func printedTextReadsBackTheSame(_ file: CorpusFile) throws {
    let module = try Module.parse(file.text, file: file.name, context: Self.context)
    let text = module.text()
    let again = try Module.parse(text, context: Self.context)
    #expect(again.difference(from: module) == nil)
    #expect(again.text() == text)
  }

  @Test(arguments: files + newer + beyond)
  func locationsReadBackTheSame(_ file: CorpusFile) throws {
    let module = try Module.parse(file.text, file: file.name, context: Self.context)
    let text = module.text(TextOptions(showsLocations: true))
    let again = try Module.parse(text, context: Self.context)
    #expect(again.text(TextOptions(showsLocations: true)) == text)
    #expect(again.locations == module.locations)
  }

  @Test(arguments: files + newer + beyond)
  func textWithAliasesReadsBackTheSame(_ file: CorpusFile) throws {
    let module = try Module.parse(file.text, file: file.name, context: Self.context)
    for showsLocations in [false, true] {
      let options = TextOptions(showsLocations: showsLocations, usesAliases: true)
      let text = module.text(options)
      let again = try Module.parse(text, context: Self.context)
      #expect(again.difference(from: module) == nil)
      #expect(again.text(options) == text)
      if showsLocations { #expect(again.locations == module.locations) }
    }
  }

  @Test(.enabled("MLIR's mlir-opt is not installed") { Tool.mlirOpt != nil }, arguments: files)
  func mlirReadsOurTextAndWeReadIts(_ file: CorpusFile) throws {
    try check(file, with: try #require(Tool.mlirOpt))
  }

  /// Version 22 reads all of it, but where a dialect has changed.
  @Test(
    .enabled("MLIR 22's mlir-opt is not installed") { Tool.mlirOpt22 != nil },
    arguments: newer + Corpus.files(in: "text/round-trip"))
  func newerVersionsDoToo(_ file: CorpusFile) throws {
    try check(file, with: try #require(Tool.mlirOpt22))
  }

  private func check(_ file: CorpusFile, with tool: Tool) throws {
    let module = try Module.parse(file.text, file: file.name, context: Self.context)
    for options in [
      TextOptions(), TextOptions(showsLocations: true),
      TextOptions(showsLocations: true, usesAliases: true),
    ] {
      let result = try tool.run(
        [
          "--allow-unregistered-dialect", "--mlir-print-op-generic", "--verify-roundtrip",
          "--mlir-print-debuginfo",
        ], on: module.text(options))
      try #require(result.status == 0, "\(result.errors)")
      let back = try Module.parse(result.output, context: Self.context)
      #expect(back.difference(from: module) == nil)
      if options.showsLocations { #expect(back.locations == module.locations) }
    }
  }
}

extension Module {
  /// The location of every operation but the outermost, and of every argument.
  var locations: [String] {
    var all: [String] = []
    walk { operation in
      if operation != top { all.append("\(location(of: operation))") }
      for block in regions(of: operation).flatMap({ blocks(in: $0) }) {
        all += arguments(of: block).map { "\(location(of: $0))" }
      }
    }
    return all
  }
}
