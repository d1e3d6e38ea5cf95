import Foundation

/// A program that was timed.
public struct CostSample: Sendable {
  public var features: ProgramFeatures
  public var nanoseconds: Double
  /// Which program it is a schedule of: of different ones only ratios are compared.
  public var task: String

  public init(_ features: ProgramFeatures, nanoseconds: Double, task: String) {
    (self.features, self.nanoseconds, self.task) = (features, nanoseconds, task)
  }
}

/// Learns from timings how fast scheduled programs are.
public protocol ScheduleCostModel: Sendable {
  /// Learns from all that was timed, from scratch.
  mutating func train(_ samples: [CostSample])

  /// About what a program takes, in nanoseconds or any other unit of time; less than another exactly
  /// where it is thought to be faster. `nil` as long as nothing was learned.
  func time(of features: ProgramFeatures) -> Double?

  /// What was learned, to be read by `init(reading:)`.
  func saved() throws -> Data

  /// - Throws: an error at what `saved` does not write.
  init(reading data: Data) throws
}

/// How well a model predicts samples.
public struct CostAccuracy: Hashable, Sendable {
  /// Of all pairs of programs of one task, those of which it knows the faster one.
  public var pairs = 0.0
  /// The root of the mean square of what predictions are off, relative to the time.
  public var error = 0.0
  public var count = 0

  /// Asks a model.
  ///
  /// - Parameters:
  ///   - model: which one.
  ///   - samples: not those that it was trained with, if it is to mean something.
  public init(of model: some ScheduleCostModel, on samples: [CostSample]) {
    let known = samples.compactMap { sample in
      model.time(of: sample.features).map { (sample, time: $0) }
    }
    count = known.count
    guard count > 0 else { return }
    let squares = known.map { pow($0.time / max($0.0.nanoseconds, 1e-9) - 1, 2) }
    error = (squares.reduce(0, +) / Double(count)).squareRoot()
    var (right, all) = (0.0, 0.0)
    for (number, first) in known.enumerated() {
      for second in known[(number + 1)...]
      where first.0.task == second.0.task && first.0.nanoseconds != second.0.nanoseconds {
        all += 1
        let isFaster = first.0.nanoseconds < second.0.nanoseconds
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
