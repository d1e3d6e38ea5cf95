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

  @Option(name: .long, help: "An input: NAME=@file.npy or NAME=2x16xf32=zeros.")
  var input: [InputArgument] = []

  @Option(name: .long, help: "A folder for one '.npy' file an output.")
  var output: String?

  @Option(name: .long, help: "A folder with the '.npy' files that outputs must equal.")
  var check: String?

  @Option(name: .long, help: "How far outputs may be off, relative to what is expected.")
  var rtol = 1e-3

  @Option(name: .long, help: "How far outputs may be off in any case.")
  var atol = 1e-5

  func run() throws {
    try reporting {
      let inputs = try ModelInputs(input)
      let clock = ContinuousClock()
      let start = clock.now
      let (lowered, frozen) = try lowerForRun(
        options.model, try options.compileOptions(), inputs)
      if common.verbose { for remark in lowered.graph.remarks { printError(remark) } }
      let model = try CompiledModel(lowered, threads: common.threads)
      let compiled = start.duration(to: clock.now)
      let prepared = try PreparedRun(
        model, try inputs.ordered(for: model.table, frozen: frozen))
      let time = try clock.measure { try prepared.run() }
      let outputs = prepared.outputs
      if let output { try write(outputs, of: model.table, to: output) }
      try report(outputs, of: model.table, compiled: compiled, time: time)
      if let check { try compare(outputs, of: model.table, with: check) }
    }
  }

  private func path(_ name: String, in folder: String) -> String {
    let file = name.map { $0 == "/" ? "_" : $0 }
    return "\(folder)/\(String(file)).npy"
  }

  private func write(
    _ outputs: [TensorValue], of table: ModelTable, to folder: String
  ) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Diagnostic.error("cannot make the folder '\(folder)': \(error.localizedDescription)")
    }
    for (tensor, value) in zip(table.outputs, outputs) {
      guard let stored = value.stored else { continue }
      try NumPyFile.write(stored, to: path(tensor.name, in: folder))
    }
  }

  private func report(
    _ outputs: [TensorValue], of table: ModelTable, compiled: Duration, time: Duration
  ) throws {
    let rows = zip(table.outputs, outputs).map { tensor, value in
      OutputSummary(name: tensor.name, value)
    }
    if common.json {
      try printJSON(
        RunResult(
          outputs: rows, compileMs: compiled.milliseconds, runMs: time.milliseconds))
      return
    }
    for row in rows { print(row) }
    print(
      "compiled in \(compiled.milliseconds.short) ms, ran in \(time.milliseconds.short) ms")
  }

  private func compare(
    _ outputs: [TensorValue], of table: ModelTable, with folder: String
  ) throws {
    var failures = 0
    for (tensor, value) in zip(table.outputs, outputs) {
      let file = path(tensor.name, in: folder)
      guard let expected = TensorValue(try NumPyFile.read(path: file)) else {
        throw Diagnostic.error("'\(file)' has elements that no model has")
      }
      if let mismatch = Evaluation.compare(value, expected, rtol: rtol, atol: atol) {
        printError("error: output '\(tensor.name)': \(mismatch)")
        failures += 1
      }
    }
    if failures > 0 { throw ExitCode(1) }
    if !common.json { print("all outputs agree with '\(folder)'") }
  }
}

private struct RunResult: Encodable {
  var outputs: [OutputSummary]
  var compileMs: Double
  var runMs: Double
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
