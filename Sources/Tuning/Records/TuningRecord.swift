import Foundation

/// One timing, as it is kept and exchanged.
///
/// In JSON lines: one object a line, keys in snake case.
public struct TuningRecord: Codable, Hashable, Sendable {
  /// The program's key; the same on every machine.
  public var program: String
  /// The hash of the hardware's description.
  public var hardware: String
  public var threads: Int
  /// As `Decisions` writes them; empty for the schedule that needs no measurement.
  public var decisions: String
  /// Values of the program's sizes, in the order of the key.
  public var sizes: [Int]
  /// The lower quartile of a call: others on the machine only ever make one slower.
  public var timeNs: Double
  /// Half of the interval that holds the median with 95 %, relative to it.
  public var noise: Double
  /// Multiply-adds beside it, in 10^9 operations a second of a core.
  public var probe: Double
  public var repeats: Int
  /// Whether the results were those of the reference; `nil` where nobody looked.
  public var isCorrect: Bool?
  /// Why there is no time.
  public var failure: String?
  /// The program's family, and what analysis says that this costs there.
  ///
  /// Other programs of the family learn from that (`Transfer`); `nil` for what analysis has no costs of.
  public var family: String?
  public var cost: Double?
  public var seed: UInt64
  /// The version of Tangram.
  public var tangram: String

  public init(
    program: String, hardware: String, threads: Int, decisions: String, sizes: [Int],
    timeNs: Double, noise: Double, probe: Double, repeats: Int, isCorrect: Bool?, failure: String?,
    family: String? = nil, cost: Double? = nil, seed: UInt64, tangram: String
  ) {
    (self.program, self.hardware, self.threads) = (program, hardware, threads)
    (self.decisions, self.sizes, self.timeNs, self.noise) = (decisions, sizes, timeNs, noise)
    (self.probe, self.repeats, self.isCorrect) = (probe, repeats, isCorrect)
    (self.failure, self.seed, self.tangram) = (failure, seed, tangram)
    (self.family, self.cost) = (family, cost)
  }

  enum CodingKeys: String, CodingKey {
    case program, hardware, threads, decisions, sizes
    case timeNs = "time_ns"
    case noise, probe, repeats
    case isCorrect = "correct"
    case failure, family, cost, seed, tangram
  }

  /// What tells two records apart.
  var identity: [String] {
    [program, hardware, "\(threads)", decisions, sizes.map(String.init).joined(separator: ",")]
  }
}

/// What tuning found for one program: the schedule to compile it with.
public struct TunedRecord: Codable, Hashable, Sendable {
  public var program: String
  public var hardware: String
  public var threads: Int
  /// What people call the program.
  public var name: String
  /// The ranges that were tuned for, as on the command line, in the order of the key.
  public var ranges: [String]
  /// The steps of the schedule, as a trace prints them, over the canonical sizes `s0`, `s1`, …; empty where
  /// nothing was faster than the schedule that needs no measurement.
  public var trace: String
  /// The time of the analytic schedule over that of this one, the geometric mean where both were timed.
  public var gain: Double
  /// Whether nothing was timed, and the gain is what a model of costs says.
  public var isPredicted: Bool? = nil
  /// The median and the 95th percentile of relative errors of predictions for sizes that were not
  /// timed before.
  public var medianError: Double
  public var tailError: Double
  /// How good the model was that chose between ways; `nil` where there was none.
  public var model: ModelQuality? = nil
  /// How many seconds of tuning went into it.
  public var seconds: Double
  public var seed: UInt64
  public var tangram: String

  public init(
    program: String, hardware: String, threads: Int, name: String, ranges: [String], trace: String,
    gain: Double, isPredicted: Bool? = nil, medianError: Double, tailError: Double,
    model: ModelQuality? = nil, seconds: Double, seed: UInt64, tangram: String
  ) {
    (self.program, self.hardware, self.threads, self.name) = (program, hardware, threads, name)
    (self.ranges, self.trace, self.gain) = (ranges, trace, gain)
    self.isPredicted = isPredicted
    (self.medianError, self.tailError, self.seconds) = (medianError, tailError, seconds)
    self.model = model
    (self.seed, self.tangram) = (seed, tangram)
  }

  enum CodingKeys: String, CodingKey {
    case program, hardware, threads, name, ranges, trace, gain
    case isPredicted = "predicted"
    case medianError = "median_error"
    case tailError = "tail_error"
    case model, seconds, seed, tangram
  }

  /// Whether this is to be kept instead of an earlier one for the same program, ranges, machine and threads:
  /// it was timed and the other was not, or it gains as much, or the other is of another release, whose
  /// analytic schedule may be another one.
  public func replaces(_ known: TunedRecord) -> Bool {
    if known.tangram != tangram { return true }
    let (isGuess, wasGuess) = (isPredicted == true, known.isPredicted == true)
    return isGuess == wasGuess ? isGuess || gain >= known.gain : wasGuess
  }
}
