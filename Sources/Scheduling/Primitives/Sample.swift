import Dialects
import IR
import Support

extension Schedule {
  /// A number that a step of a trace drew.
  public struct Number: Hashable, Sendable {
    public let value: ValueID
    public init(_ value: ValueID) { self.value = value }
  }

  public struct Sample: SchedulePrimitive {
    public static var mnemonic: String { "schedule.sample" }
    public static var documentation: String {
      """
      Draws one of several numbers (TVM `sample_categorical`).

          %0 = schedule.sample {candidates = [4, 8, 16], decision = 1}          // 8

      The decision is the place of one of the candidates, of which there is at least one. A schedule whose
      decisions are open is a search space: a searcher replays the trace with others.
      """
    }
    public static var signature: Signature {
      Signature(
        results: [.init("number", .number)],
        properties: [.init("candidates", .integerArray), .init("decision", .integer)])
    }

    public var candidates: [Int]
    /// The place of the number that was drawn.
    public var decision: Int

    public init(from candidates: [Int], decision: Int) {
      self.candidates = candidates
      self.decision = decision
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      candidates = module.property("candidates", of: operation)?.integerArrayValue ?? []
      decision = module.property("decision", of: operation)?.integerValue ?? 0
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic,
        properties: ["candidates": .i64Array(candidates), "decision": .i64(decision)])
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      guard candidates.indices.contains(decision) else {
        throw Refusal("there are \(candidates.count) candidates, there is no number \(decision)")
      }
      return [.number(candidates[decision])]
    }

    public func swiftCall(_ name: (ValueID) -> String) -> String {
      "sample(from: \(candidates), decision: \(decision))"
    }
  }

  /// Draws one of several numbers, which the trace remembers.
  public mutating func sample(
    from candidates: [Int], using random: inout some RandomNumberGenerator
  ) throws(Refusal) -> Number {
    guard !candidates.isEmpty else { throw Refusal("there is nothing to draw from") }
    return try sample(
      from: candidates, decision: Int.random(in: 0..<candidates.count, using: &random))
  }

  /// The decision as it was drawn before.
  public mutating func sample(from candidates: [Int], decision: Int) throws(Refusal) -> Number {
    Number(try apply(Sample(from: candidates, decision: decision))[0])
  }

  /// Draws a size of tiles that divides a loop's constant extent, at most `limit` (TVM
  /// `sample_perfect_tile`).
  public mutating func sampleTile(
    of loop: Loop, atMost limit: Int, using random: inout some RandomNumberGenerator
  ) throws(Refusal) -> Number {
    guard let extent = try constantExtent(of: loop), extent > 0, limit > 0 else {
      throw Refusal("the loop's extent must be a positive constant to have divisors")
    }
    let divisors = (1...min(extent, limit)).filter { extent % $0 == 0 }
    return try sample(from: divisors, using: &random)
  }
}

extension Schedule.Sample: VerifiableOperation {
  public static func verify(
    _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
  ) {
    let sample = Self(operation, in: module)
    if sample.candidates.isEmpty {
      diagnostics.error(
        "expected candidates to draw from, found none", at: module.location(of: operation))
    } else if !sample.candidates.indices.contains(sample.decision) {
      diagnostics.error(
        "expected the place of one of \(sample.candidates.count) candidates as the decision, found "
          + "\(sample.decision)", at: module.location(of: operation))
    }
  }
}

extension Trace {
  /// The sampling steps with what may be decided.
  public var decisions: [(step: OperationID, candidates: [Int], decision: Int)] {
    steps.compactMap { step in
      module.match(step, as: Schedule.Sample.self).map { (step, $0.candidates, $0.decision) }
    }
  }

  /// This with another decision at a sampling step.
  public func deciding(_ step: OperationID, _ decision: Int) -> Trace {
    var copy = self
    copy.setProperty("decision", of: step, to: .i64(decision))
    return copy
  }

  /// This with a decision for each sampling step, in their order; steps past the end keep theirs.
  public func deciding(_ decisions: [Int]) -> Trace {
    var copy = self
    let samples = steps.filter { module.isA($0, Schedule.Sample.self) }
    for (step, decision) in zip(samples, decisions) {
      copy.setProperty("decision", of: step, to: .i64(decision))
    }
    return copy
  }
}
