import Dialects
import Scheduling
import StaticSearch
import Support

/// How a tuner works.
public struct TuningOptions: Sendable {
  public var hardware: HardwareDescription
  /// Threads that compiled code runs on.
  public var threads: Int
  /// Threads to compile candidates on.
  public var builders: Int
  /// Of all that is random.
  public var seed: UInt64 = 0
  /// Seconds to spend; `nil` for as many as it takes.
  public var budget: Double?
  /// Candidates to run at most; `nil` for as many as there are.
  public var trials: Int?
  /// A candidate is timed while it is expected to save this share of the time at least, the mean of the timed
  /// sizes; with 0 all are.
  public var leastExpectedGain = 0.002
  /// Bytes of code that the chosen ways of a kernel may have together.
  public var mostCodeBytes = 256 << 10
  /// How often values of sizes are expected, by name and value.
  public var shares: [String: [Int: Double]] = [:]
  /// What predicts times where sizes are known; `nil` for the structural model.
  public var costModel: (any ScheduleCostModel)?
  /// What terms of the structural model take before anything was timed; `nil` for what is known of this
  /// architecture where a search needs it, and for nothing elsewhere.
  public var termCosts: TermCosts?
  /// Whether the analytic schedule with its questions is among the sketches.
  public var hasAnalyticSketch = true
  /// Whether schedules may add floats up in another order than the program says; results then only have to be
  /// near those of the analytic schedule.
  public var mayReassociate = false
  /// By which evolution derives sketches: a rule of one's own is one more.
  public var rules = SketchDerivation.standardRules
  /// Schedules in which something was sampled: spaces of their own for evolution and beam search, of every
  /// kernel that they can be a schedule of.
  public var spaces: [Trace] = []
  /// The program that becomes a runner, and with which arguments.
  public var runner: (program: String, arguments: [String])
  /// Seconds after which a point is not repeated any more.
  public var secondsPerPoint = 0.02
  /// The relative interval at which a point is known well enough.
  public var precision = 0.015

  public init(
    hardware: HardwareDescription, threads: Int, builders: Int,
    runner: (program: String, arguments: [String])
  ) {
    (self.hardware, self.threads, self.builders) = (hardware, threads, max(1, builders))
    self.runner = runner
  }

  /// Whether the rules are others than the usual ones.
  var hasOwnRules: Bool {
    rules.map { "\(type(of: $0))" } != SketchDerivation.standardRules.map { "\(type(of: $0))" }
  }

  /// - Throws: a diagnostic that names a value which makes no sense.
  func requireSensible() throws(Diagnostic) {
    func require(_ isSensible: Bool, _ name: String, _ expected: String) throws(Diagnostic) {
      if !isSensible { throw .error("'\(name)' of the tuning options must be \(expected)") }
    }
    try require(threads > 0, "threads", "at least 1, not \(threads)")
    try require((1...1024).contains(builders), "builders", "from 1 to 1024, not \(builders)")
    try require(hardware.cores > 0, "hardware.cores", "at least 1, not \(hardware.cores)")
    try require(trials.map { $0 >= 0 } ?? true, "trials", "at least 0, not \(trials ?? 0)")
    try require(budget.map { $0 > 0 } ?? true, "budget", "more than 0 s, not \(budget ?? 0)")
    try require(
      secondsPerPoint >= 0 && secondsPerPoint.isFinite, "secondsPerPoint",
      "at least 0 s, not \(secondsPerPoint)")
    try require(precision > 0, "precision", "more than 0, not \(precision)")
    try require(mostCodeBytes > 0, "mostCodeBytes", "more than 0, not \(mostCodeBytes)")
    try require(
      (0...1).contains(leastExpectedGain), "leastExpectedGain",
      "from 0 to 1, not \(leastExpectedGain)")
  }
}
