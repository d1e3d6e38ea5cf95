import CodeGeneration
import Compiler
import Dialects
import Foundation
import Scheduling
import Support

/// What runs where and why, of every kernel of a model: micro-kernels by size, predicted and measured
/// times, the share of the machine's peak, what limits it, and the worst point of the range.
public struct Explanation: Codable, Sendable {
  /// One size of one kernel.
  public struct Point: Codable, Sendable {
    public var sizes: [String: Int]
    /// The name of the way that runs; `nil` for the schedule that needs no measurement.
    public var way: String?
    public var predictedNs: Double?
    /// As it was timed when tuning, of this way at this size.
    public var measuredNs: Double?
    public var gflops: Double?
    /// Of the peak of as many cores as there are threads.
    public var peakShare: Double?
    /// `computation`, `memory` or `start`: what takes most of the time, as far as is known.
    public var limit: String?
  }

  /// One of the ways to run a kernel.
  public struct Way: Codable, Sendable {
    /// Its decisions, or how many steps it has.
    public var name: String
    /// In units of 2^-10 nanoseconds, where a formula says so.
    public var cost: String?
  }

  /// One kernel.
  public struct Kernel: Codable, Sendable {
    public var name: String
    public var program: String
    public var calls: Int
    public var threads: Int
    public var gain: Double?
    /// Whether nothing was timed for the gain.
    public var isPredicted: Bool
    public var medianError: Double?
    public var tailError: Double?
    /// How good the model was that chose between the ways.
    public var model: ModelQuality?
    /// Why a schedule that is stored is not used.
    public var refusal: String?
    /// What was chosen; none for the schedule that needs no measurement.
    public var ways: [Way]
    public var points: [Point]
    /// The point with the least share of the peak among those that computation limits.
    public var worst: Point?
  }

  /// Of one core: 10^9 floating-point operations, and bytes, a second.
  public var peakGflops: Double
  public var bandwidth: Double
  public var kernels: [Kernel]

  /// Explains the tasks of a model by what a database knows.
  ///
  /// - Throws: a diagnostic when the database cannot be read.
  public init(
    _ tasks: [TuningTask], _ database: TuningDatabase, hardware: HardwareDescription, threads: Int,
    peak: MeasuredPeak
  ) throws(Diagnostic) {
    peakGflops = peak.gigaflops
    bandwidth = peak.gigabytes
    var kernels: [Kernel] = []
    for task in tasks {
      let records = try database.schedules(
        program: task.key.name, hardware: hardware.tuningKey)
      let record = records.filter { task.distance(to: $0) != nil }.min { left, right in
        (left.threads != threads ? 1 : 0, task.distance(to: left) ?? 0)
          < (right.threads != threads ? 1 : 0, task.distance(to: right) ?? 0)
      }
      let timings = try database.timings(
        program: task.key.name, hardware: hardware.tuningKey,
        threads: record?.threads ?? threads)
      var kernel = try Kernel(
        task, record, timings, threads: record?.threads ?? threads, hardware, peak)
      if record == nil, let other = records.first {
        kernel.refusal = "it was found for \(other.ranges.joined(separator: ", ")), other sizes"
      }
      kernels.append(kernel)
    }
    self.kernels = kernels
  }
}

extension TuningTask {
  /// How well what was found suits its ranges.
  fileprivate func distance(to record: TunedRecord) -> Double? {
    TunedRanges(record.ranges)?.distance(to: sizes.map(\.range))
  }
}

extension Explanation.Kernel {
  fileprivate init(
    _ task: TuningTask, _ record: TunedRecord?, _ timings: [TuningRecord], threads: Int,
    _ hardware: HardwareDescription, _ peak: MeasuredPeak
  ) throws(Diagnostic) {
    (name, program, calls) = (task.name, task.key.name, task.calls)
    var record = record
    do throws(Diagnostic) {
      // As compiling does it, with all checks.
      if let text = record?.trace, !text.isEmpty {
        _ = try Trace.stored(text, of: task.key).applied(
          to: task.program, in: task.module, hardware)
      }
    } catch {
      refusal = "it does not fit: \(error.message)"
      record = nil
    }
    gain = record?.gain
    isPredicted = record?.isPredicted == true
    (medianError, tailError, model) = (record?.medianError, record?.tailError, record?.model)
    self.threads = threads
    let schedule = try record?.schedule().map { task.key.named($0) }
    let candidates = try record?.candidates() ?? []
    let chosen = schedule?.defaultWays ?? []
    ways =
      schedule?.defaultWays?.map {
        .init(name: $0.decisions.description, cost: $0.cost.description)
      }
      ?? schedule.map { [.init(name: "\($0.steps.count) steps", cost: nil)] } ?? []
    var known: [String: [[Int]: Double]] = [:]
    for timing in timings where timing.failure == nil && timing.isCorrect != false {
      known[timing.decisions, default: [:]][timing.sizes] = timing.timeNs
    }
    let names = ways.map(\.name)
    let choice = chosen.isEmpty ? nil : try task.choice(of: chosen, hardware)
    let all = RangePoints(task.sizes).points.map(\.sizes)
    points = all.map { sizes in
      let complete = task.complete(sizes)
      let way = choice?.chosen(at: complete) ?? 0
      var point = Explanation.Point(
        sizes: sizes, way: names.indices.contains(way) ? names[way] : nil)
      // A search for known sizes chooses one way, whose costs it does not say.
      if chosen.indices.contains(way), let cost = chosen[way].cost.evaluate(symbols: complete),
        cost > 0
      {
        point.predictedNs = Double(cost) / 1024
      }
      let candidate = candidates.indices.contains(way) ? candidates[way] : ""
      point.measuredNs = known[candidate]?[task.key.sizes.map { sizes[$0] ?? 0 }]
      if let time = point.measuredNs ?? point.predictedNs, time > 0 {
        let operations = Double(task.operations.evaluate(symbols: complete) ?? 0)
        let bytes = Double(task.byteCount(complete))
        point.gflops = operations / time
        point.peakShare = operations / time / (peak.gigaflops * Double(threads))
        let computing = operations / (peak.gigaflops * Double(threads))
        let moving = bytes / peak.gigabytes
        point.limit = time < Self.startNs ? "start" : moving > computing ? "memory" : "computation"
      }
      return point
    }
    worst = points.filter { $0.limit == "computation" }
      .min { ($0.peakShare ?? 1) < ($1.peakShare ?? 1) }
  }
  /// What takes less is mostly entering and leaving.
  private static let startNs = 2000.0
}

extension TuningTask {
  /// The choice between ways.
  fileprivate func choice(
    of ways: [Schedule.ApplyDefault.Way], _ hardware: HardwareDescription
  ) throws(Diagnostic) -> Program.Choose {
    let conditions = try ways.map { way throws(Diagnostic) in
      var copy = module
      return try applySchedule(
        to: program, in: &copy, hardware: hardware, decisions: way.decisions
      ).condition
    }
    return Program.Choose(
      costs: ways.map(\.cost), conditions: conditions,
      names: ways.map { $0.decisions.description })
  }
}
