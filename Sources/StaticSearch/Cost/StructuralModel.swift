import Foundation
import Support

/// Times as sums of hand-written terms with coefficients that are learned and never negative.
///
/// What is fast counts more: of a sample the weight is the best time of its task over its own. Samples
/// whose time is none (`CostSample.isTimed`) teach nothing.
public struct StructuralModel: ScheduleCostModel {
  /// Nanoseconds of one of each term.
  public private(set) var coefficients: [Double] = []

  /// What is thought before anything was timed, and where timings say nothing of a term.
  private var prior: [Double] = []
  /// What terms take at least, whatever timings say.
  private var least: [Double] = []

  public init() {}

  /// A model that begins with known costs.
  public init(_ costs: TermCosts) {
    prior = costs.coefficients
    coefficients = prior
    least = Self.least(cycle: prior[StructuralTerm.issue.rawValue] / 2)
  }

  /// A model of a machine of which no more is known than how long a cycle takes.
  package init(cycle nanoseconds: Double) { least = Self.least(cycle: nanoseconds) }

  /// What keeps a unit busy for a cycle, and a turn of a loop, take about that, and lines from beyond a cache
  /// some share of it; timings alone cannot tell those terms from others that grow with them.
  private static func least(cycle nanoseconds: Double) -> [Double] {
    StructuralTerm.allCases.map { term in
      switch term {
      case .issue: nanoseconds * 0.8
      case .iterations: nanoseconds
      case .beyondFirst: nanoseconds / 16
      case .beyondSecond: nanoseconds / 4
      default: 0
      }
    }
  }

  public mutating func train(_ samples: [CostSample]) {
    train(samples.map { ($0.features.terms, $0.nanoseconds, $0.task) })
  }

  /// The same of programs of which only the terms are known.
  ///
  /// - Parameters:
  ///   - samples: the terms, the times, and what each is a schedule of.
  ///   - emphasis: how much more what is fast counts: the power of the best time of a task over a
  ///     sample's own that is its weight.
  package mutating func train(
    _ samples: [(terms: [Double], nanoseconds: Double, task: String)], emphasis: Double = 1
  ) {
    let valid = samples.filter {
      CostSample.times.contains($0.nanoseconds) && $0.terms.allSatisfy(\.isFinite)
    }
    guard !valid.isEmpty else { return }
    var best: [String: Double] = [:]
    for sample in valid {
      best[sample.task] = min(best[sample.task] ?? .infinity, sample.nanoseconds)
    }
    func floor(_ terms: [Double]) -> Double { zip(least, terms).reduce(0) { $0 + $1.0 * $1.1 } }
    var targets = valid.map { 1 - floor($0.terms) / $0.nanoseconds }
    var rows = valid.map { sample in
      sample.terms.enumerated().filter { $0.element != 0 }
        .map { (column: $0.offset, value: $0.element / sample.nanoseconds) }
    }
    var weights = valid.map { pow((best[$0.task] ?? $0.nanoseconds) / $0.nanoseconds, emphasis) }
    // A term that is known to be of about some size is, unless timings say otherwise.
    for (column, value) in prior.enumerated() where value > 0 {
      rows.append([(column, 1 / value)])
      weights.append(Self.trustInPrior)
      targets.append(1 - (least.isEmpty ? 0 : least[column] / value))
    }
    coefficients = NonNegativeFit.solve(
      rows, columnCount: StructuralTerm.allCases.count, weights: weights, targets: targets)
    for (column, value) in least.enumerated() { coefficients[column] += value }
  }
  /// A known cost counts as much as this share of a timing.
  private static let trustInPrior = 0.05

  /// What was learned, as a table.
  public var costs: TermCosts { TermCosts(coefficients) }

  public func time(of features: ProgramFeatures) -> Double? {
    if coefficients.isEmpty { return nil }
    return time(ofTerms: features.terms)
  }

  /// About what a program with these terms takes; zero as long as nothing is known.
  package func time(ofTerms terms: [Double]) -> Double {
    max(zip(coefficients, terms).reduce(0) { $0 + $1.0 * $1.1 }, 1e-3)
  }

  public func saved() throws -> Data {
    let columns = Columns(
      terms: Self.termNames, coefficients: coefficients, prior: prior, least: least)
    return Self.frame.framing(try JSONEncoder().encode(columns))
  }

  public mutating func restore(_ data: Data) throws {
    let bytes = try Self.frame.bytes(in: data)
    guard let columns = try? JSONDecoder().decode(Columns.self, from: bytes) else {
      throw Self.frame.refusal("it has no coefficients")
    }
    guard columns.terms == Self.termNames else {
      throw Self.frame.refusal("it is of other terms")
    }
    for (name, values) in columns.all where !values.isEmpty {
      guard values.count == Self.termNames.count else {
        throw Self.frame.refusal(
          "\(name) are \(values.count) numbers, and there are \(Self.termNames.count) terms")
      }
      guard let wrong = values.first(where: { !$0.isFinite || $0 < 0 }) else { continue }
      throw Self.frame.refusal("\(name) have a \(wrong)")
    }
    (coefficients, prior, least) = (columns.coefficients, columns.prior, columns.least)
  }

  /// What is saved.
  private struct Columns: Codable {
    var terms: [String]
    var coefficients: [Double]
    var prior: [Double]
    var least: [Double]

    var all: [(name: String, values: [Double])] {
      [("coefficients", coefficients), ("known costs", prior), ("least costs", least)]
    }
  }

  private static let frame = SavedModel(of: "StructuralModel", version: 1)
  private static let termNames = StructuralTerm.allCases.map { "\($0)" }
}
