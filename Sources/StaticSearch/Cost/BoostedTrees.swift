import Foundation
import Support

/// Gradient-boosted trees over the numbers of each innermost statement, as Ansor has them: the score of a
/// program is the sum over its statements.
///
/// What is learned is the throughput relative to the best of the task, `y`. Of a program with the score `s`
/// the loss is `y (s - y)^2`, so that programs count more the faster they are; each of its statements
/// has the gradient `y (s - y)` and the curvature `y`.
public struct BoostedTrees: ScheduleCostModel {
  private let library: XGBoostLibrary
  private var booster: Booster?

  /// Trees, of which each has at most this depth.
  private static let (rounds, depth) = (60, 10)
  private static let parameters = [
    ("max_depth", "\(depth)"), ("eta", "0.2"), ("gamma", "0.001"), ("min_child_weight", "0"),
    ("base_score", "0"), ("nthread", "1"), ("seed", "0"), ("verbosity", "0"),
    ("tree_method", "exact"), ("objective", "reg:squarederror"),
  ]

  public init(_ library: XGBoostLibrary) { self.library = library }

  public mutating func train(_ samples: [CostSample]) throws(Diagnostic) {
    let valid = samples.filter { $0.isTimed && !$0.features.statements.isEmpty }
    var best: [String: Double] = [:]
    for sample in valid {
      best[sample.task] = min(best[sample.task] ?? .infinity, sample.nanoseconds)
    }
    guard !valid.isEmpty else { return }
    let wanted = valid.map { Float((best[$0.task] ?? $0.nanoseconds) / $0.nanoseconds) }
    booster = try Booster(library, valid.map(\.features), wanted, Self.rounds, Self.parameters)
  }

  public func time(of features: ProgramFeatures) -> Double? { times(of: [features])[0] }

  /// In units of the best time of the task.
  public func times(of programs: [ProgramFeatures]) -> [Double?] {
    guard let booster, let scores = try? booster.scores(of: programs) else {
      return programs.map { _ in nil }
    }
    return scores.map { 1 / Double(max($0, 1e-3)) }
  }

  public func saved() throws -> Data { Self.frame.framing(try booster?.saved() ?? Data()) }

  public mutating func restore(_ data: Data) throws {
    // The library may not survive bytes that it has not written.
    let bytes = try Self.frame.bytes(in: data)
    booster = bytes.isEmpty ? nil : try Booster(library, reading: bytes, Self.parameters)
  }

  private static let frame = SavedModel(of: "BoostedTrees", version: 1)
}

/// A model in the library, for one thread at a time.
private final class Booster: @unchecked Sendable {
  private let library: XGBoostLibrary
  // Unchecked because of the pointer: it is used while `turn` is held, never else.
  private let handle: XGBoostLibrary.Handle
  private let turn = Locked(0)

  deinit { _ = library.functions.freeBooster(handle) }

  private init(
    _ library: XGBoostLibrary, _ matrices: [XGBoostLibrary.Handle?],
    _ parameters: [(String, String)]
  ) throws(Diagnostic) {
    var made: XGBoostLibrary.Handle?
    try library.check(library.functions.booster(matrices, UInt64(matrices.count), &made))
    guard let made else { throw .error("XGBoost: there is no model") }
    self.library = library
    handle = made
    for (name, value) in parameters {
      try library.check(library.functions.parameter(made, name, value))
    }
  }

  /// - Throws: a diagnostic at what `saved` does not write.
  convenience init(
    _ library: XGBoostLibrary, reading data: Data, _ parameters: [(String, String)]
  ) throws(Diagnostic) {
    try self.init(library, [], parameters)
    let status = turn.withLock { _ in
      data.withUnsafeBytes { bytes -> Int32 in
        guard let start = bytes.baseAddress else { return 0 }
        return library.functions.load(handle, start, UInt64(bytes.count))
      }
    }
    try library.check(status)
  }

  /// Trains one: `wanted` is the score that each program should have.
  convenience init(
    _ library: XGBoostLibrary, _ programs: [ProgramFeatures], _ wanted: [Float], _ rounds: Int,
    _ parameters: [(String, String)]
  ) throws(Diagnostic) {
    let rows = try FeatureMatrix(library, programs)
    try self.init(library, [rows.handle], parameters)
    var (gradients, curvatures) = (
      [Float](repeating: 0, count: rows.count), [Float](repeating: 0, count: rows.count)
    )
    for round in 0..<rounds {
      let scores = round == 0 ? programs.map { _ in 0 } : try self.scores(of: rows)
      for (program, range) in rows.ranges.enumerated() {
        let y = wanted[program]
        for row in range {
          gradients[row] = y * (scores[program] - y)
          curvatures[row] = y
        }
      }
      let status = turn.withLock { _ in
        gradients.withUnsafeBufferPointer { gradients in
          curvatures.withUnsafeBufferPointer { curvatures in
            library.functions.train(
              handle, rows.handle, Int32(round), Self.array(gradients), Self.array(curvatures))
          }
        }
      }
      try library.check(status)
    }
  }

  /// An array as the library wants to be told of it.
  private static func array(_ values: UnsafeBufferPointer<Float>) -> String {
    let address = values.baseAddress.map { UInt(bitPattern: $0) } ?? 0
    return
      "{\"data\": [\(address), true], \"shape\": [\(values.count), 1], \"typestr\": \"<f4\", "
      + "\"version\": 3}"
  }

  /// The sum over statements for each program.
  func scores(of programs: [ProgramFeatures]) throws(Diagnostic) -> [Float] {
    try scores(of: try FeatureMatrix(library, programs))
  }

  private func scores(of rows: FeatureMatrix) throws(Diagnostic) -> [Float] {
    if rows.count == 0 { return rows.ranges.map { _ in 0 } }
    let (status, values) = turn.withLock { _ -> (Int32, [Float]) in
      var shape: UnsafePointer<UInt64>?
      var (rank, result): (UInt64, UnsafePointer<Float>?) = (0, nil)
      let status = library.functions.predict(
        handle, rows.handle,
        "{\"type\": 1, \"training\": false, \"iteration_begin\": 0, \"iteration_end\": 0, \"strict_shape\": false}",
        &shape, &rank, &result)
      guard status == 0, let result else { return (status, []) }
      return (0, Array(UnsafeBufferPointer(start: result, count: rows.count)))
    }
    try library.check(status)
    guard values.count == rows.count else { throw .error("XGBoost: there are no predictions") }
    return rows.ranges.map { $0.reduce(0) { $0 + values[$1] } }
  }

  func saved() throws(Diagnostic) -> Data {
    let (status, data) = turn.withLock { _ -> (Int32, Data) in
      var (count, bytes): (UInt64, UnsafePointer<CChar>?) = (0, nil)
      let status = library.functions.save(handle, "{\"format\": \"ubj\"}", &count, &bytes)
      guard status == 0, let bytes else { return (status, Data()) }
      return (0, Data(bytes: bytes, count: Int(count)))
    }
    try library.check(status)
    return data
  }
}

/// The numbers of the statements of programs, in the library.
private final class FeatureMatrix {
  let handle: XGBoostLibrary.Handle
  let count: Int
  /// The rows of each program.
  let ranges: [Range<Int>]
  private let library: XGBoostLibrary

  init(_ library: XGBoostLibrary, _ programs: [ProgramFeatures]) throws(Diagnostic) {
    var values: [Float] = []
    var (ranges, count): ([Range<Int>], Int) = ([], 0)
    for program in programs {
      for statement in program.statements { values += statement }
      ranges.append(count..<count + program.statements.count)
      count += program.statements.count
    }
    var made: XGBoostLibrary.Handle?
    try library.check(
      library.functions.matrix(
        values, UInt64(count), UInt64(StatementFeatures.count), .nan, &made))
    guard let made else { throw .error("XGBoost: there is no matrix") }
    (handle, self.count, self.ranges, self.library) = (made, count, ranges, library)
  }

  deinit { _ = library.functions.freeMatrix(handle) }
}
