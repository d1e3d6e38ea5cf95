import Compiler
import Evaluation
import Foundation
import Scheduling
import Support

/// Times candidates of one task in a runner, and knows what was timed before.
final class Measurer {
  let builder: CandidateBuilder
  private let options: TuningOptions
  private let runner: RunnerProcess
  private let database: TuningDatabase?
  private var known: [String: [[Int]: TuningRecord]] = [:]
  /// Points that an earlier tuner timed, by decisions.
  private var earlier: [String: Set<[Int]>] = [:]
  /// What the reference gives at each point.
  private var digests: [[Int]: String] = [:]
  /// The best that a probe reached.
  private var bestProbe = 0.0
  /// Candidates that were run.
  private(set) var runCount = 0

  /// What is wrong with code that is not kept for what it computes.
  static let otherResults =
    "other results than the untuned schedule's, bit by bit; of sums of products that may be since a product and its "
    + "sum are one operation there, as 'fuse_multiply_add' makes them"

  init(
    _ builder: CandidateBuilder, _ options: TuningOptions, _ runner: RunnerProcess,
    _ database: TuningDatabase?
  ) throws(Diagnostic) {
    (self.builder, self.options) = (builder, options)
    (self.runner, self.database) = (runner, database)
    let records = try database?.timings(
      program: builder.task.key.name, hardware: options.hardware.tuningKey,
      threads: options.threads)
    for record in records ?? [] {
      known[record.decisions, default: [:]][record.sizes] = record
      earlier[record.decisions, default: []].insert(record.sizes)
    }
  }

  /// A point's sizes in the order of the task's key.
  private func values(_ sizes: [String: Int]) -> [Int] {
    builder.task.key.sizes.map { sizes[$0] ?? 0 }
  }

  /// What is known of a candidate at a point without running it, if anything is.
  func record(of decisions: Decisions, at sizes: [String: Int]) -> TuningRecord? {
    known[decisions.description]?[values(sizes)]
  }

  /// Nanoseconds at each point, those of a machine whose probe is the best that was seen; `nil` where
  /// the code may not run, failed, or gives other results than the analytic schedule.
  ///
  /// - Throws: a diagnostic when there can be no runner, or the database cannot be written.
  func times(
    of candidate: Candidate, at points: [[String: Int]]
  ) throws(Diagnostic) -> [Double?] {
    let key = candidate.decisions.description
    let missing = points.filter { sizes in
      known[key]?[values(sizes)] == nil && candidate.mayRun(at: builder.task.complete(sizes))
    }
    if !missing.isEmpty { try measure(candidate, at: missing) }
    return points.map { time(of: candidate.decisions, at: $0) }
  }

  /// Nanoseconds that are known of some decisions at a size.
  func time(of decisions: Decisions, at sizes: [String: Int]) -> Double? {
    guard let record = known[decisions.description]?[values(sizes)], record.failure == nil,
      record.isCorrect != false, record.timeNs > 0
    else { return nil }
    return record.timeNs
  }

  /// Times a candidate once more, at another moment; of two times the smaller one counts.
  ///
  /// What an earlier tuner timed is left.
  ///
  /// - Throws: a diagnostic when there can be no runner, or the database cannot be written.
  func lookAgain(at candidate: Candidate, _ points: [[String: Int]]) throws(Diagnostic) {
    let again = points.filter {
      known[candidate.decisions.description]?[values($0)]?.failure == nil
        && earlier[candidate.decisions.description]?.contains(values($0)) != true
        && candidate.mayRun(at: builder.task.complete($0))
    }
    if !again.isEmpty { try measure(candidate, at: again) }
  }

  private func measure(_ candidate: Candidate, at points: [[String: Int]]) throws(Diagnostic) {
    let isReference = candidate.decisions.answers.isEmpty
    if !isReference {
      // What the results must be, where nobody has run the reference yet.
      let unknown = points.filter { digests[values($0)] == nil }
      if !unknown.isEmpty { try learnDigests(at: unknown) }
    }
    var records: [TuningRecord] = []
    var left = points
    for attempt in 0..<Self.attempts where !left.isEmpty {
      var requests: [MeasureRequest.Point] = []
      var places: [[String: Int]] = []
      for sizes in left {
        guard let point = try builder.point(candidate, at: sizes, seed: options.seed) else {
          records.append(record(candidate, sizes, failure: "more memory than may be had"))
          continue
        }
        requests.append(point)
        places.append(sizes)
      }
      left = []
      if requests.isEmpty { break }
      runCount += 1
      switch try runner.measure(request(candidate, requests), timeout: timeout(requests.count)) {
      case .failed(let reason):
        // One of several points may be to blame.
        if places.count > 1 {
          for sizes in places { try measure(candidate, at: [sizes]) }
        } else {
          records.append(record(candidate, places[0], failure: reason))
        }
      case .measured(let results):
        for (sizes, result) in zip(places, results) {
          bestProbe = max(bestProbe, result.probe)
          if isReference { digests[values(sizes)] = result.digest }
          if result.probe < bestProbe * Self.leastProbe, attempt + 1 < Self.attempts {
            left.append(sizes)
            continue
          }
          var agrees = digests[values(sizes)] == result.digest
          if !agrees, options.mayReassociate { agrees = try isNear(candidate, at: sizes) }
          records.append(record(candidate, sizes, result, isCorrect: agrees))
        }
      }
    }
    for (place, record) in records.enumerated() {
      if let earlier = known[record.decisions]?[record.sizes], earlier.failure == nil,
        record.failure == nil, earlier.isCorrect == record.isCorrect, earlier.timeNs < record.timeNs
      {
        records[place] = earlier
      }
      known[record.decisions, default: [:]][record.sizes] = records[place]
    }
    try database?.insert(records)
  }
  /// How often a point is tried while the machine is slow, and what of the best probe is too slow.
  private static let attempts = 3
  private static let leastProbe = 0.9

  private func request(
    _ candidate: Candidate, _ points: [MeasureRequest.Point]
  ) -> MeasureRequest {
    MeasureRequest(
      object: candidate.object, function: candidate.function, threads: options.threads,
      seed: options.seed, seconds: options.secondsPerPoint, precision: options.precision,
      points: points)
  }

  /// Filling memory, several calls, and much patience.
  private func timeout(_ points: Int) -> Double { 20 + Double(points) * 10 }

  private func record(
    _ candidate: Candidate, _ sizes: [String: Int], _ result: MeasureReply.Point? = nil,
    isCorrect: Bool? = nil, failure: String? = nil
  ) -> TuningRecord {
    let probe = result?.probe ?? 0
    let cost = candidate.report?.expected.evaluate(symbols: builder.task.complete(sizes))
    // A clock that was slower for the probe was so for the candidate.
    let scale = bestProbe > 0 && probe > 0 ? probe / bestProbe : 1
    return TuningRecord(
      program: builder.task.key.name, hardware: options.hardware.tuningKey,
      threads: options.threads, decisions: candidate.decisions.description,
      sizes: values(sizes), timeNs: (result?.nanoseconds ?? 0) * scale, noise: result?.noise ?? 0,
      probe: probe, repeats: result?.repeats ?? 0, isCorrect: isCorrect, failure: failure,
      family: cost == nil ? nil : builder.task.key.family, cost: cost.map(Double.init),
      seed: options.seed, tangram: Tangram.version)
  }

  /// What timings of other programs of the family, and of this one on other machines, say.
  ///
  /// - Throws: a diagnostic when the database cannot be read.
  func transfer() throws(Diagnostic) -> Transfer {
    let key = builder.task.key
    let records = try database?.timings(family: key.family) ?? []
    return Transfer(
      records.filter {
        $0.program != key.name || $0.hardware != options.hardware.tuningKey
          || $0.threads != options.threads
      }, hardware: options.hardware.tuningKey, threads: options.threads)
  }

  /// Times two candidates one after another at each point, without keeping that.
  ///
  /// - Returns: the time of `other` over that of `candidate`, `nil` where one does not run; `nil` altogether
  ///   if their results differ anywhere.
  /// - Throws: a diagnostic when there can be no runner.
  func timesOnce(
    of candidate: Candidate, beside other: Candidate, at points: [[String: Int]]
  ) throws(Diagnostic) -> [Double?]? {
    var ratios: [Double?] = []
    for sizes in points {
      var times: [[Double]] = [[], []]
      var digests: Set<String> = []
      if options.mayReassociate, try !isNear(candidate, at: sizes) { return nil }
      for _ in 0..<2 {
        for (place, one) in [candidate, other].enumerated() {
          guard let point = try builder.point(one, at: sizes, seed: options.seed),
            case .measured(let results) = try runner.measure(
              request(one, [point]), timeout: timeout(1)),
            let result = results.first
          else { continue }
          times[place].append(result.nanoseconds)
          digests.insert(result.digest)
        }
      }
      if digests.count > 1, !options.mayReassociate { return nil }
      guard let mine = times[0].min(), let others = times[1].min() else {
        ratios.append(nil)
        continue
      }
      ratios.append(others / mine)
    }
    return ratios
  }

  // MARK: The reference

  private var reference: Candidate?

  /// The analytic schedule, compiled.
  ///
  /// - Throws: a diagnostic when it cannot be.
  func analytic() throws(Diagnostic) -> Candidate {
    if let reference { return reference }
    let made = try builder.analytic()
    reference = made
    return made
  }

  /// What the reference writes at each point; looked up where results may differ in what rounding does.
  private var outputs: [[Int]: [TensorValue]] = [:]

  /// Whether the results of a candidate are near those of the reference.
  private func isNear(
    _ candidate: Candidate, at sizes: [String: Int]
  ) throws(Diagnostic) -> Bool {
    if outputs[values(sizes)] == nil {
      outputs[values(sizes)] = try outputs(of: try analytic(), at: sizes)
    }
    guard let expected = outputs[values(sizes)],
      let found = try outputs(of: candidate, at: sizes), found.count == expected.count
    else { return false }
    return zip(found, expected).allSatisfy { $0.isClose(to: $1) }
  }

  /// What a candidate writes; `nil` where it does not run.
  private func outputs(
    of candidate: Candidate, at sizes: [String: Int]
  ) throws(Diagnostic) -> [TensorValue]? {
    let file = candidate.object + ".outputs"
    defer { try? FileManager.default.removeItem(atPath: file) }
    let point = try builder.point(
      candidate, at: sizes, seed: options.seed, isTimed: false, outputFile: file)
    guard let point,
      case .measured = try runner.measure(request(candidate, [point]), timeout: timeout(1)),
      let data = FileManager.default.contents(atPath: file)
    else { return nil }
    return builder.task.outputs(from: data, at: builder.task.complete(sizes))
  }

  private func learnDigests(at points: [[String: Int]]) throws(Diagnostic) {
    let reference = try analytic()
    var requests: [MeasureRequest.Point] = []
    var places: [[String: Int]] = []
    for sizes in points {
      let point = try builder.point(reference, at: sizes, seed: options.seed, isTimed: false)
      guard let point else { continue }
      requests.append(point)
      places.append(sizes)
    }
    if requests.isEmpty { return }
    let outcome = try runner.measure(
      request(reference, requests), timeout: timeout(requests.count))
    guard case .measured(let results) = outcome else { return }
    for (sizes, result) in zip(places, results) { digests[values(sizes)] = result.digest }
  }
}
