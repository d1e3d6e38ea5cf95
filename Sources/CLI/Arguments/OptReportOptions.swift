import ArgumentParser
import Foundation
import IR
import Support

/// What `tangram opt` and `tangram compile` tell about the passes.
struct OptReportOptions: ParsableArguments {
  enum TimingFormat: String, ExpressibleByArgument, CaseIterable { case list, tree, json }

  @Flag(name: .long, help: "Say on standard error how long each pass took.")
  var timing = false

  @Option(
    name: .long,
    help: "How: 'list', the longest first, as '--timing' alone; 'tree', as the pipeline; 'json'.")
  var timingFormat: TimingFormat?

  @Flag(name: .long, help: "Say what passes counted.")
  var statistics = false

  @Option(
    name: .long, help: "Say what was decided: 'passed', 'missed', 'analysis' or several, as a,b.")
  var remarks = ""

  /// Whether times are wanted.
  var showsTiming: Bool { timing || timingFormat != nil }

  /// Whether anything is to be told.
  var isActive: Bool { showsTiming || statistics || !remarks.isEmpty }

  /// Asks for all remarks and for statistics.
  mutating func showsEverything() {
    remarks = Remark.Kind.allCases.map(\.rawValue).joined(separator: ",")
    statistics = true
  }

  /// The kinds of remarks that are wanted.
  var kinds: Set<Remark.Kind> {
    Set(remarks.split(separator: ",").compactMap { Remark.Kind(rawValue: String($0)) })
  }

  func validate() throws {
    let known = Remark.Kind.allCases.map(\.rawValue)
    for name in remarks.split(separator: ",").map(String.init) where !known.contains(name) {
      throw ValidationError("'--remarks' takes \(known.joined(separator: ", ")), not '\(name)'")
    }
  }

  func print(_ report: PassReport) {
    for remark in report.remarks where kinds.contains(remark.kind) { printError("\(remark)") }
    if statistics { printError(report.statistics) }
    guard showsTiming else { return }
    let timing = PassTiming(report)
    switch timingFormat ?? .list {
    case .list: printError(timing.list)
    case .tree: printError(timing.tree)
    case .json: printError(json(timing))
    }
  }

  private func json(_ timing: PassTiming) -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return (try? encoder.encode(timing)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}

/// Where `tangram opt` leaves what is needed to see a failure again.
struct OptReproducerOptions: ParsableArguments {
  @Option(
    name: .long, help: "If a pass fails, write the module before it and what was to run here.")
  var reproducer: String?

  @Option(name: .long, help: "Write them before every pass too, so that a crash leaves them.")
  var crashReproducer: String?

  func validate() throws {
    try requireName(reproducer, "'--reproducer'")
    try requireName(crashReproducer, "'--crash-reproducer'")
  }

  /// Refuses files that cannot be written, before there is something to write.
  func requireWritable() throws(Diagnostic) {
    for path in [reproducer, crashReproducer] {
      if let path { try CLI.requireWritable(path) }
    }
  }

  /// Has the runner leave a reproducer before each pass, if that is wanted.
  func prepare(_ runner: inout PipelineRunner) {
    guard let crashReproducer else { return }
    let verifiesEach = runner.verifiesEach
    runner.willRun = { module, rest in
      let text = Reproducer(module, rest, verifiesEach: verifiesEach).text
      do throws(Diagnostic) {
        try writeWhole(Array(text.utf8), to: crashReproducer)
      } catch {
        printError("warning: \(error.message)")
      }
    }
  }

  /// Nothing crashed.
  func forget() {
    guard let crashReproducer else { return }
    try? FileManager.default.removeItem(atPath: crashReproducer)
  }

  /// Writes the reproducer of a failure where that is wanted, and of an internal error always; says
  /// where.
  func keep(
    _ module: Module, _ failure: PassFailure, _ verifiesEach: Bool
  ) -> [String] {
    let fallback =
      failure.isInternal
      ? FileManager.default.temporaryDirectory.appending(path: "tangram-\(UUID()).mlir").path(
        percentEncoded: false)
      : nil
    guard let path = reproducer ?? crashReproducer ?? fallback else { return [] }
    let text = Reproducer(module, failure.rest, verifiesEach: verifiesEach).text
    do throws(Diagnostic) {
      try writeWhole(Array(text.utf8), to: path)
    } catch {
      // What failed matters more.
      return ["warning: \(error.message)"]
    }
    return ["note: 'tangram opt --run-reproducer \(path)' shows it again"]
  }
}
