import ArgumentParser
import CodeGeneration
import Compiler
import Dialects
import Evaluation
import Foundation
import Support

/// `tangram bench`: times a model over sizes.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Times a model over its sizes.")

  @OptionGroup var options: ModelOptions
  @OptionGroup var common: CommonOptions
  @OptionGroup var cache: CacheOptions

  @Option(
    name: .long,
    help: """
      An input: NAME=@file.npy, or NAME=2x16xf32=VALUES with VALUES zeros, ones, range, rand:SEED, \
      rand:SEED:MAX (integers), or numbers separated by commas; others are random.
      """)
  var input: [InputArgument] = []

  @Option(name: .long, parsing: .unconditional, help: "Seconds to measure each size for.")
  var seconds = 0.5

  func validate() throws {
    guard (0...3600).contains(seconds) else {
      throw ValidationError("'--seconds' must be from 0 to 3600")
    }
  }

  func run() throws {
    try reporting {
      let inputs = try ModelInputs(input)
      let ready = try ReadyModel(options, common, cache, inputs)
      if common.verbose { for remark in ready.remarks { printError(remark) } }
      let model = ready.model
      let peak = try MeasuredPeak.measure(ready.hardware)
      var results: [BenchResult] = []
      for sizes in fitting(combinations(of: model.interface, inputs), model) {
        let values = try inputs.filled(for: model.interface, sizes: sizes)
        let run = try PreparedRun(model, values)
        var result = try time(run, sizes)
        if let operations = ready.summary.operationCount(sizes: sizes) {
          result.gflops = Double(operations) / result.medianMs / 1e6
          result.peakShare =
            result.gflops / (peak.gigaflops * Double(result.threads))
        }
        results.append(result)
        if !common.json { print(result) }
      }
      if common.json {
        try printJSON(
          BenchReport(
            results: results, machine: .init(ready.hardware, peak), tangram: Tangram.version))
      }
    }
  }

  /// Every combination of the sizes to time over; sizes that nobody names have their least value,
  /// or that of the inputs given.
  private func combinations(of interface: ModelInterface, _ inputs: ModelInputs) -> [[String: Int]]
  {
    // Sizes that were declared to be one number are constants of the model by now.
    let names = interface.symbols.map(\.name)
    var fixed: [String: Int] = [:]
    for argument in dim where !names.contains(argument.name) {
      fixed[argument.name] = argument.range.lower
    }
    var all = [fixed]
    for symbol in interface.symbols {
      var values = dim.last { $0.name == symbol.name }?.samples ?? []
      if values.isEmpty {
        let found = interface.inputs.compactMap { input -> Int? in
          guard let value = inputs.given[input.name],
            let axis = input.sizes.firstIndex(where: { $0.symbolName == symbol.name }),
            axis < value.shape.count
          else { return nil }
          return value.shape[axis]
        }
        values = [found.first ?? symbol.range.lower]
        if found.isEmpty, symbol.range.lower != symbol.range.upper, !common.json {
          printError(
            "note: size '\(symbol.name)' is \(symbol.range.lower), its least; say which to time "
              + "with '--dim \(symbol.name)=…'")
        }
      }
      all = all.flatMap { sizes in
        values.map { value in
          var next = sizes
          next[symbol.name] = value
          return next
        }
      }
    }
    return all
  }

  /// Those that there is memory for; all where every one was named.
  private func fitting(_ all: [[String: Int]], _ model: CompiledModel) -> [[String: Int]] {
    guard dim.contains(where: { $0.range.listed == nil && $0.range.lower < $0.range.upper })
    else { return all }
    let most = Int(ProcessInfo.processInfo.physicalMemory / 2)
    var left = all.filter { byteCount($0, model).map { $0 > most } ?? true }
    // One that does not fit says why itself.
    if left.count == all.count, !left.isEmpty { left.removeFirst() }
    guard let first = left.first else { return all }
    let names = first.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    printError(
      "note: \(left.count) of \(all.count) sizes are left out, from \(names.joined(separator: " ")) "
        + "on: there is not enough memory for them")
    return all.filter { !left.contains($0) }
  }

  /// Bytes that a run takes, inputs twice; `nil` where an input cannot be made.
  private func byteCount(_ sizes: [String: Int], _ model: CompiledModel) -> Int? {
    var total = Int128(0)
    for (place, tensor) in (model.interface.inputs + model.interface.outputs).enumerated() {
      let isInput = place < model.interface.inputs.count
      var bytes = Int128(tensor.kind.byteCount)
      for size in tensor.sizes {
        guard let value = size.evaluate(symbols: sizes), value < 1 << 40, bytes < 1 << 60 else {
          return nil
        }
        bytes *= Int128(value)
      }
      if isInput, bytes > 1 << 30 { return nil }
      total += isInput ? bytes * 2 : bytes
    }
    guard total < 1 << 60,
      let more = try? model.peakMemory(model.interface.symbols.map { sizes[$0.name] ?? 0 })
    else { return nil }
    return Int(total) + min(more, 1 << 60)
  }

  private var dim: [SizeArgument] { options.dim }

  private func time(_ run: PreparedRun, _ sizes: [String: Int]) throws -> BenchResult {
    let clock = ContinuousClock()
    for _ in 0..<2 { try run.run() }
    var times: [Double] = []
    let end = clock.now + .seconds(seconds)
    repeat {
      times.append(try clock.measure { try run.run() }.milliseconds)
    } while clock.now < end || times.count < 5
    times.sort()
    let median = times[times.count / 2]
    let spread = (times[times.count * 3 / 4] - times[times.count / 4]) / median
    return BenchResult(
      sizes: sizes, medianMs: median, minMs: times[0], spread: spread, gflops: 0, peakShare: 0,
      threads: common.threads == 0
        ? ProcessInfo.processInfo.activeProcessorCount : common.threads,
      repeats: times.count)
  }
}

private struct BenchResult: Encodable, CustomStringConvertible {
  var sizes: [String: Int]
  var medianMs: Double
  var minMs: Double
  var spread: Double
  var gflops: Double
  var peakShare: Double
  var threads: Int
  var repeats: Int

  var description: String {
    let list = sizes.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let head = list.isEmpty ? "" : list.joined(separator: " ") + ": "
    return "\(head)median \(medianMs.short) ms, min \(minMs.short) ms, spread "
      + "\((spread * 100).short) %, \(gflops.short) GFLOP/s, \((peakShare * 100).short) % of peak"
  }
}

private struct BenchReport: Encodable {
  var results: [BenchResult]
  var machine: MachineSummary
  var tangram: String
}
