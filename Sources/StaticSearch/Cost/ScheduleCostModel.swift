import Foundation
import Support

/// A program that was timed.
public struct CostSample: Sendable {
  public var features: ProgramFeatures
  public var nanoseconds: Double
  /// Which program it is a schedule of: of different ones only ratios are compared.
  public var task: String

  public init(_ features: ProgramFeatures, nanoseconds: Double, task: String) {
    (self.features, self.nanoseconds, self.task) = (features, nanoseconds, task)
  }

  /// Whether the time may be one: a number from a thousandth of a nanosecond to eleven days.
  ///
  /// Models leave out other samples.
  public var isTimed: Bool { Self.times.contains(nanoseconds) }

  static let times = 1e-3...1e15
}

/// Learns from timings how fast scheduled programs are.
public protocol ScheduleCostModel: Sendable {
  /// Learns from all that was timed (`CostSample.isTimed`), from scratch.
  ///
  /// - Throws: a diagnostic when what it learns with fails; it knows what it knew then.
  mutating func train(_ samples: [CostSample]) throws(Diagnostic)

  /// About what a program takes, in nanoseconds or any other unit of time; less than another exactly
  /// where it is thought to be faster. `nil` as long as nothing was learned.
  func time(of features: ProgramFeatures) -> Double?

  /// The same of many programs.
  func times(of programs: [ProgramFeatures]) -> [Double?]

  /// What was learned, to be read by `restore`.
  func saved() throws -> Data

  /// Takes what another model of the same kind has saved for what was learned.
  ///
  /// - Throws: an error at what `saved` does not write; it knows what it knew then.
  mutating func restore(_ data: Data) throws
}

extension ScheduleCostModel {
  public func times(of programs: [ProgramFeatures]) -> [Double?] {
    programs.map { time(of: $0) }
  }
}

/// How well a model predicts samples, of those that were timed and of which it predicts a positive number.
public struct CostAccuracy: Hashable, Sendable {
  /// Of all pairs of programs of one task, those of which it knows the faster one.
  public var pairs = 0.0
  /// The root of the mean square of what predictions are off, relative to the time, when the median of a task's
  /// is right.
  public var error = 0.0
  /// What each prediction is off, without sign, rising.
  public var errors: [Double] = []
  public var count = 0

  /// Asks a model.
  ///
  /// - Parameters:
  ///   - model: which one.
  ///   - samples: not those that it was trained with, if it is to mean something.
  public init(of model: some ScheduleCostModel, on samples: [CostSample]) {
    var known: [(sample: CostSample, time: Double)] = []
    for (sample, time) in zip(samples, model.times(of: samples.map(\.features))) {
      if let time, time > 0, time.isFinite, sample.isTimed { known.append((sample, time)) }
    }
    count = known.count
    guard count > 0 else { return }
    // Units of models differ, from each other and from task to task.
    var ratios: [String: [Double]] = [:]
    for one in known {
      ratios[one.sample.task, default: []].append(one.sample.nanoseconds / one.time)
    }
    let units = ratios.mapValues { $0.sorted()[$0.count / 2] }
    errors = known.map { one in
      let time = one.time * (units[one.sample.task] ?? 1)
      return abs(time / one.sample.nanoseconds - 1)
    }.sorted()
    error = (errors.reduce(0) { $0 + $1 * $1 } / Double(count)).squareRoot()
    var (right, all) = (0.0, 0.0)
    for (number, first) in known.enumerated() {
      for second in known[(number + 1)...]
      where first.sample.task == second.sample.task
        && first.sample.nanoseconds != second.sample.nanoseconds
      {
        all += 1
        let isFaster = first.sample.nanoseconds < second.sample.nanoseconds
        if first.time == second.time {
          right += 0.5
        } else if isFaster == (first.time < second.time) {
          right += 1
        }
      }
    }
    pairs = all > 0 ? right / all : 0
  }
}
