import Foundation

/// Times as sums of hand-written terms with coefficients that are learned and never negative.
///
/// What is fast counts more: of a sample the weight is the best time of its task over its own.
public struct StructuralModel: ScheduleCostModel, Codable {
  /// Nanoseconds of one of each term.
  public private(set) var coefficients: [Double] = []

  public init() {}

  public mutating func train(_ samples: [CostSample]) {
    let valid = samples.filter { $0.nanoseconds > 0 }
    guard !valid.isEmpty else { return }
    var best: [String: Double] = [:]
    for sample in valid {
      best[sample.task] = min(best[sample.task] ?? .infinity, sample.nanoseconds)
    }
    let rows = valid.map { sample in
      sample.features.terms.enumerated().filter { $0.element != 0 }
        .map { (column: $0.offset, value: $0.element / sample.nanoseconds) }
    }
    coefficients = NonNegativeFit.solve(
      rows, columnCount: StructuralTerm.allCases.count,
      weights: valid.map { (best[$0.task] ?? $0.nanoseconds) / $0.nanoseconds })
  }

  public func time(of features: ProgramFeatures) -> Double? {
    if coefficients.isEmpty { return nil }
    return max(zip(coefficients, features.terms).reduce(0) { $0 + $1.0 * $1.1 }, 1e-3)
  }

  public func saved() throws -> Data { try JSONEncoder().encode(self) }

  public mutating func restore(_ data: Data) throws {
    let read = try JSONDecoder().decode(Self.self, from: data)
    guard read.coefficients.isEmpty || read.coefficients.count == StructuralTerm.allCases.count
    else { throw CocoaError(.coderReadCorrupt) }
    self = read
  }
}
