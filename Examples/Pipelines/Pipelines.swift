import CodeGeneration
import Compiler
import Dialects
import Evaluation
import Foundation
import IR
import Scheduling
import TensorExpressions

/// Pipelines scheduled by hand: each is checked against the program as written, and timed beside it and
/// beside the default schedule.
///
///     Pipelines                      every pipeline: a table
///     Pipelines show NAME [PAGE]     the schedule step by step, also as a page
///     Pipelines serve                a line for every "NAME WAY SECONDS" that is asked, as JSON
@main struct Pipelines {
  static let all: [any Pipeline.Type] = [
    Blur.self, SeparableFilter.self, Convolution.self, Attention.self, ArgMax.self,
  ]
  static let hardware = HardwareDescription.detectHost()
  static let lanes = max(4, hardware.vectorBits / 32)

  static func main() {
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
    case "serve": try serve(context)
    default:
      FileHandle.standardError.write(Data("usage: Pipelines [show NAME [PAGE] | serve]\n".utf8))
      exit(64)
    }
  }

  /// A pipeline in three ways: as written, with the default schedule, and by hand.
  static func ways(
    _ pipeline: any Pipeline.Type, _ context: Context
  ) throws -> [(name: String, run: KernelRun)] {
    let program = try pipeline.program(context)
    let schedule = try pipeline.schedule(program, lanes: lanes)
    let inputs = pipeline.inputs(pipeline.sizes)
    let kernels = [
      ("written", try TensorKernel(program.function, in: program.module, hardware: hardware)),
      ("default", try TensorKernel(program, hardware: hardware)),
      ("hand", try TensorKernel(schedule, hardware: hardware)),
    ]
    return try kernels.map { ($0, try $1.prepare(inputs, sizes: pipeline.sizes)) }
  }

  private static func table(_ context: Context) throws {
    print("pipeline      written    default    by hand  milliseconds, one thread   GFLOP/s by hand")
    for pipeline in all {
      let ways = try ways(pipeline, context)
      var times: [Double] = []
      for (_, run) in ways {
        run.run()
        times.append(median(of: run, seconds: 0.5))
      }
      for (name, run) in ways.dropFirst() {
        try compare(run.outputs, ways[0].run.outputs, pipeline, name)
      }
      let cells = times.map { column(($0 * 1e6).rounded() / 1e3, 11) }.joined()
      let speed = pipeline.work(pipeline.sizes) / times[2] / 1e3
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
    guard let pipeline = all.first(where: { $0.name == arguments[1] }) else {
      let names = all.map { $0.name }.joined(separator: ", ")
      FileHandle.standardError.write(
        Data("no pipeline '\(arguments[1])'; there are \(names)\n".utf8))
      exit(64)
    }
    let program = try pipeline.program(context)
    let schedule = try pipeline.schedule(program, lanes: lanes)
    let history = try ScheduleHistory(of: schedule.trace, on: program.module, program.function)
    print(history.text(width: 160))
    if arguments.count > 2 {
      let kernel = try TensorKernel(schedule, hardware: hardware)
      try history.page(title: pipeline.name, code: kernel.assembly())
        .write(toFile: arguments[2], atomically: true, encoding: .utf8)
    }
  }

  /// Answers `NAME WAY SECONDS` with the median in milliseconds, for a benchmark that asks others in
  /// between.
  private static func serve(_ context: Context) throws {
    var known: [String: KernelRun] = [:]
    while let line = readLine() {
      let words = line.split(separator: " ").map(String.init)
      guard words.count == 3, let seconds = Double(words[2]),
        let pipeline = all.first(where: { $0.name == words[0] })
      else {
        print("{\"error\": \"expected NAME WAY SECONDS\"}")
        continue
      }
      if known["\(words[0]) hand"] == nil {
        for (way, run) in try ways(pipeline, context) { known["\(words[0]) \(way)"] = run }
      }
      guard let run = known["\(words[0]) \(words[1])"] else {
        print("{\"error\": \"a way is written, default or hand\"}")
        continue
      }
      run.run()
      let answer = "{\"median_ms\": \(median(of: run, seconds: seconds) * 1e3)}\n"
      FileHandle.standardOutput.write(Data(answer.utf8))
    }
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
