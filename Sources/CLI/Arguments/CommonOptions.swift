import ArgumentParser
import CodeGeneration
import Compiler
import Dialects
import Foundation
import Support
import Tuning

/// What every command takes.
struct CommonOptions: ParsableArguments {
  @Flag(name: .long, help: "Print the result as JSON.")
  var json = false

  @Flag(name: .long, help: "Say what is done and decided.")
  var verbose = false

  @Option(
    name: .long, parsing: .unconditional,
    help: "Threads to use; 0 for what affinity and cgroup limits allow.")
  var threads = 0

  func validate() throws {
    guard (0...1024).contains(threads) else {
      throw ValidationError("'--threads' must be from 0 to 1024")
    }
  }
}

/// The model, and what is decided about it before it is compiled.
struct ModelOptions: ParsableArguments {
  @Argument(
    help:
      "An '.onnx' file or a '.mlir' text module; for 'run' and 'bench' also a folder that 'compile' wrote."
  )
  var model: String

  @Option(
    name: .long,
    help: """
      Values of a symbolic size: NAME=1..512, NAME=8, NAME=1..512/8 or NAME=16,32; with @FILE.json \
      behind it, how often each is expected.
      """,
    transform: { try SizeArgument(argument: $0) })
  var dim: [SizeArgument] = []

  @Option(
    name: .long,
    help: """
      The machine to compile for: 'host' or a preset such as x86-64-v3. Several, as \
      x86-64-v2,x86-64-v3,x86-64-v4, for a library that holds code for each and uses the best that \
      the processor it runs on has.
      """)
  var target = "host"

  @Option(
    name: .long,
    help: """
      'strict' or 'fast': whether products and sums may be fused and functions approximated; \
      fast:PATTERN,… allows it of the nodes with these names, '*' standing for anything.
      """)
  var float: FloatArgument = .strict

  @Option(name: .long, help: "The C name of the model; by default from the file's name.")
  var name: String?

  @Option(
    name: .long,
    help:
      "A file that 'tangram tune' wrote, whose schedules are used where they are for this machine.")
  var tuning: String?

  func validate() throws {
    try requireName(tuning, "'--tuning'")
    guard let name else { return }
    let isIdentifier =
      name.utf8.allSatisfy { byte in
        (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || byte == 0x5F
          || byte >= 0x30 && byte <= 0x39
      } && name.first.map { !$0.isNumber } == true
    if !isIdentifier {
      throw ValidationError("'--name \(name)' is not a C identifier; use letters, digits and '_'")
    }
  }

  /// What the compiler is told.
  func compileOptions(threads: Int) throws -> CompileOptions {
    let levels = try HardwareDescription.levels(named: target)
    var options = CompileOptions(
      name: name ?? CompileOptions.identifier(forPath: model), hardware: levels[0],
      threads: threads)
    options.lesserLevels = Array(levels.dropFirst())
    options.fastNodes = float.nodes
    for argument in dim {
      if let earlier = options.sizes.updateValue(argument.range, forKey: argument.name) {
        throw Diagnostic.error(
          "the size '\(argument.name)' is declared twice, \(earlier.text) and "
            + "\(argument.range.text); give '--dim \(argument.name)' once")
      }
      options.sizeShares[argument.name] = try argument.shares()
    }
    if let tuning { options.tuned = try tunedSchedules(in: tuning, options, threads: threads) }
    return options
  }

  /// The schedules in a tuning database for the machine that is compiled for.
  ///
  /// - Throws: a diagnostic when there is no such file, or it cannot be read.
  private func tunedSchedules(
    in path: String, _ options: CompileOptions, threads: Int
  ) throws(Diagnostic) -> TunedSchedules {
    guard options.lesserLevels.isEmpty else {
      throw .error("'--tuning' is for one target, the machine that was measured; name one")
    }
    var schedules = try TunedSchedules(
      try TuningDatabase(reading: path), hardware: options.hardware,
      threads: threads > 0 ? threads : options.hardware.cores)
    if schedules.isEmpty {
      printError(
        "note: '\(path)' has no schedule for '\(options.hardware.name)' that is faster than the untuned"
      )
    }
    schedules.whenUnused = { printError("\($0)") }
    return schedules
  }

  /// The kernels of a model, or the tensor programs of a text file.
  func tuningTasks(_ compile: CompileOptions) throws -> [TuningTask] {
    if case .text = try ModelFormat(path: model),
      let programs = try LowLevelModule(path: model, options: compile)
    {
      guard programs.level == .tensor || programs.isEmpty else {
        throw Diagnostic.error(
          "'\(model)' holds \(programs.level), whose schedule is decided; expected a graph or "
            + "tensor programs")
      }
      if !programs.isEmpty {
        return try TuningTask.tasks(ofPrograms: programs.module, sizes: compile.sizes)
      }
    }
    return try TuningTask.tasks(
      of: try optimize(try loadGraph(path: model, options: compile)))
  }
}
