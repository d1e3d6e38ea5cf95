import ArgumentParser
import Compiler
import Evaluation
import Formats
import Foundation
import Support

/// `tangram run`: compiles a model and runs it once.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Compiles a model if needed and runs it once.")

  @OptionGroup var options: ModelOptions
  @OptionGroup var common: CommonOptions
  @OptionGroup var cache: CacheOptions

  @Option(
    name: .long,
    help: """
      An input: NAME=@file.npy, or NAME=2x16xf32=VALUES with VALUES zeros, ones, range, rand:SEED, \
      rand:SEED:MAX (integers), or numbers separated by commas.
      """)
  var input: [InputArgument] = []

  @Option(name: .long, help: "A folder for one '.npy' file an output.")
  var output: String?

  @Option(name: .long, help: "A folder with the '.npy' files that outputs must equal.")
  var check: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: "How far outputs may be off, relative to what is expected.")
  var rtol = 1e-3

  @Option(name: .long, parsing: .unconditional, help: "How far outputs may be off in any case.")
  var atol = 1e-5

  func validate() throws {
    try requireName(output, "'--output'")
    try requireName(check, "'--check'")
    if !(rtol >= 0 && atol >= 0) {
      throw ValidationError("'--rtol' and '--atol' must not be negative")
    }
  }

  func run() throws {
    try reporting {
      if case .artefact = try ModelFormat(path: options.model), !options.dim.isEmpty {
        throw Diagnostic.error(
          "'\(options.model)' is compiled already: '--dim' is for 'compile', and sizes are those of "
            + "the inputs")
      }
      let inputs = try ModelInputs(input)
      let clock = ContinuousClock()
      let start = clock.now
      let ready = try ReadyModel(options, common, cache, inputs)
      if common.verbose { for remark in ready.remarks { printError(remark) } }
      let compiled = start.duration(to: clock.now)
      let prepared = try PreparedRun(
        ready.model, try inputs.ordered(for: ready.model.interface, frozen: ready.frozen))
      let time = try clock.measure { try prepared.run() }
      let outputs = prepared.outputs
      let files = OutputFiles(interface: ready.model.interface)
      let expected = try check.map { folder in
        try outputs.indices.map { try files.read($0, from: folder) }
      }
      if let output { try files.write(outputs, to: output) }
      try report(outputs, of: ready, compiled: compiled, time: time)
      if let expected { try compare(outputs, expected, ready.model.interface) }
    }
  }

  private func report(
    _ outputs: [TensorValue], of ready: ReadyModel, compiled: Duration, time: Duration
  ) throws {
    let rows = zip(ready.model.interface.outputs, outputs).map { tensor, value in
      OutputSummary(name: tensor.name, value)
    }
    if common.json {
      try printJSON(
        RunResult(
          outputs: rows, compileMs: compiled.milliseconds, runMs: time.milliseconds,
          cache: ready.cacheUse))
      return
    }
    for row in rows { print(row) }
    let note = ready.cacheUse.map { " (\($0))" } ?? ""
    print(
      "ready in \(compiled.milliseconds.short) ms\(note), ran in \(time.milliseconds.short) ms")
  }

  private func compare(
    _ outputs: [TensorValue], _ expected: [TensorValue], _ interface: ModelInterface
  ) throws {
    var failures = 0
    for (tensor, (value, expected)) in zip(interface.outputs, zip(outputs, expected)) {
      if let mismatch = Evaluation.compare(value, expected, rtol: rtol, atol: atol) {
        printError("error: output '\(tensor.name)': \(mismatch)")
        failures += 1
      }
    }
    if failures > 0 { throw ExitCode(1) }
    if !common.json { print("all outputs agree with '\(check ?? "")'") }
  }
}

private struct RunResult: Encodable {
  var outputs: [OutputSummary]
  var compileMs: Double
  var runMs: Double
  var cache: CacheUse?
}

/// What a person wants to see of an output.
private struct OutputSummary: Encodable, CustomStringConvertible {
  var name: String
  var type: String
  var shape: [Int]
  var first: [String]

  init(name: String, _ value: TensorValue) {
    self.name = name
    type = value.kind.rawValue
    shape = value.shape
    let shown = min(value.count, 4)
    first =
      value.kind.isFloat
      ? value.doubles.prefix(shown).map { $0.short }
      : value.integers.prefix(shown).map(\.description)
  }

  var description: String {
    let sizes = (shape.map(String.init) + [type]).joined(separator: "x")
    let more = shape.reduce(1, *) > first.count ? ", …" : ""
    return "\(name): \(sizes) = \(first.joined(separator: ", "))\(more)"
  }
}
