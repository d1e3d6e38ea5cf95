import CodeGeneration
import Compiler
import Dialects
import Evaluation
import Foundation
import IR
import Scheduling
import Support
import TensorExpressions

/// Pipelines scheduled by hand: each is checked against the program as written, and timed beside it and
/// beside the default schedule.
///
///     Pipelines                      every pipeline: a table
///     Pipelines show NAME [PAGE]     the schedule by hand step by step, also as a page
///     Pipelines text NAME            the program as written, for `tangram opt`
///     Pipelines known NAME           the same at the sizes at which it is timed, for `tangram tune`
///     Pipelines default NAME         the program with the schedule that needs no measurement
///     Pipelines code NAME            the machine code of that
///     Pipelines serve                a line for every "NAME WAY SECONDS THREADS" that is asked, as JSON;
///                                    a WAY is written, default, hand or tuned:DATABASE
@main package struct Pipelines {
  package static let all: [any Pipeline.Type] = [
    Blur.self, SeparableFilter.self, UnsharpMask.self, Harris.self, BilateralGrid.self,
    LocalLaplacian.self, Convolution.self, Attention.self, ArgMax.self,
  ]
  static let hardware = HardwareDescription.detectHost()
  static let lanes = max(4, hardware.vectorBits / 32)

  package static func main() {
    do {
      try run()
    } catch {
      FileHandle.standardError.write(Data("\(error)\n".utf8))
      exit(1)
    }
  }

  private static func run() throws {
    let context = Context(dialects: Dialects.all)
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch arguments.first {
    case nil: try table(context)
    case "show" where arguments.count > 1: try show(arguments, context)
    case "text" where arguments.count > 1:
      print(try named(arguments[1]).program(context).module)
    case "known" where arguments.count > 1:
      let pipeline = try named(arguments[1])
      print(try TunedPipeline.task(pipeline, context).module)
    case "default" where arguments.count > 1:
      var program = try named(arguments[1]).program(context)
      try applyDefaultSchedule(to: program.function, in: &program.module, hardware: hardware)
      print(program.module)
    case "code" where arguments.count > 1:
      let program = try named(arguments[1]).program(context)
      print(try TensorKernel(program, hardware: hardware).assembly())
    case "serve": try serve(context)
    default:
      FileHandle.standardError.write(
        Data(
          "usage: Pipelines [show NAME [PAGE] | text NAME | known NAME | default NAME | code NAME | serve]\n"
            .utf8))
      exit(64)
    }
  }

  private static func named(_ name: String) throws -> any Pipeline.Type {
    if let pipeline = all.first(where: { $0.name == name }) { return pipeline }
    let names = all.map { $0.name }.joined(separator: ", ")
    throw Diagnostic.error("no pipeline '\(name)'; there are \(names)")
  }

  /// A pipeline as written, with the default schedule, and by hand if somebody has written that.
  static func kernels(
    _ pipeline: any Pipeline.Type, _ context: Context
  ) throws -> [(name: String, kernel: TensorKernel)] {
    let program = try pipeline.program(context)
    var kernels = [
      ("written", try TensorKernel(program.function, in: program.module, hardware: hardware)),
      ("default", try TensorKernel(program, hardware: hardware)),
    ]
    if let schedule = try pipeline.schedule(program, lanes: lanes) {
      kernels.append(("hand", try TensorKernel(schedule, hardware: hardware)))
    }
    return kernels
  }

  private static func table(_ context: Context) throws {
    print("pipeline      written    default    by hand  milliseconds, one thread     GFLOP/s, last")
    for pipeline in all {
      let inputs = pipeline.inputs(pipeline.sizes)
      let ways = try kernels(pipeline, context).map { name, kernel in
        (name, run: try kernel.prepare(inputs, sizes: pipeline.sizes))
      }
      var times: [Double] = []
      for (_, run) in ways {
        run.run()
        times.append(median(of: run, seconds: 0.5))
      }
      for (name, run) in ways.dropFirst() {
        try compare(run.outputs, ways[0].run.outputs, pipeline, name)
      }
      let cells =
        times.map { column(($0 * 1e6).rounded() / 1e3, 11) }.joined()
        + (times.count < 3 ? String(repeating: " ", count: 10) + "-" : "")
      let speed = pipeline.work(pipeline.sizes) / (times.last ?? 1) / 1e3
      print(
        pipeline.name.padding(toLength: 10, withPad: " ", startingAt: 0) + cells
          + column((speed * 10).rounded() / 10, 30))
    }
  }

  private static func compare(
    _ found: [TensorValue], _ expected: [TensorValue], _ pipeline: any Pipeline.Type, _ way: String
  ) throws {
    for (a, b) in zip(found, expected) {
      for (x, y) in zip(a.doubles, b.doubles) where abs(x - y) > pipeline.tolerance * max(1, abs(y))
      {
        FileHandle.standardError.write(
          Data("\(pipeline.name), \(way): \(x) where \(y) was expected\n".utf8))
        exit(1)
      }
    }
  }

  private static func show(_ arguments: [String], _ context: Context) throws {
    let pipeline = try named(arguments[1])
    let program = try pipeline.program(context)
    guard let schedule = try pipeline.schedule(program, lanes: lanes) else {
      throw Diagnostic.error("nobody has scheduled '\(pipeline.name)' by hand")
    }
    let history = try ScheduleHistory(of: schedule.trace, on: program.module, program.function)
    print(history.text(width: 160))
    if arguments.count > 2 {
      let kernel = try TensorKernel(schedule, hardware: hardware)
      try history.page(title: pipeline.name, code: kernel.assembly())
        .write(toFile: arguments[2], atomically: true, encoding: .utf8)
    }
  }

  /// Answers `NAME WAY SECONDS THREADS` with the median in milliseconds, for a benchmark that asks
  /// others in between.
  private static func serve(_ context: Context) throws {
    var known: [String: [(name: String, kernel: TensorKernel)]] = [:]
    var runs: [String: KernelRun] = [:]
    while let line = readLine() {
      let words = line.split(separator: " ").map(String.init)
      guard words.count == 4, let seconds = Double(words[2]), let threads = Int(words[3]),
        let pipeline = all.first(where: { $0.name == words[0] })
      else {
        answer("{\"error\": \"expected NAME WAY SECONDS THREADS\"}")
        continue
      }
      let kernels = try known[words[0]] ?? kernels(pipeline, context)
      known[words[0]] = kernels
      let key = "\(words[0]) \(words[1]) \(threads)"
      if runs[key] == nil {
        // Memory of one pipeline at a time.
        runs = runs.filter { $0.key.hasPrefix(words[0] + " ") }
        var kernel = kernels.first { $0.name == words[1] }?.kernel
        if words[1].hasPrefix("tuned:") {
          kernel = try TunedPipeline.kernel(
            pipeline, database: String(words[1].dropFirst(6)), threads: threads, context)
        }
        runs[key] = try kernel?.prepare(
          pipeline.inputs(pipeline.sizes), sizes: pipeline.sizes, threads: threads)
        if kernel != nil, let written = kernels.first?.kernel, let run = runs[key] {
          let expected = try written.prepare(
            pipeline.inputs(pipeline.sizes), sizes: pipeline.sizes, threads: threads)
          expected.run()
          run.run()
          try compare(run.outputs, expected.outputs, pipeline, words[1])
        }
      }
      guard let run = runs[key] else {
        answer("{\"error\": \"there is no such way\"}")
        continue
      }
      run.run()
      answer("{\"median_ms\": \(median(of: run, seconds: seconds) * 1e3)}")
    }
  }

  private static func answer(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  /// The median of repeated runs, in seconds.
  private static func median(of run: KernelRun, seconds: Double) -> Double {
    let clock = ContinuousClock()
    var times: [Double] = []
    let end = clock.now + .seconds(seconds)
    while clock.now < end || times.count < 5 {
      times.append(clock.measure { run.run() } / .seconds(1))
    }
    return times.sorted()[times.count / 2]
  }

  private static func column(_ value: Double, _ width: Int) -> String {
    let text = "\(value)"
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
