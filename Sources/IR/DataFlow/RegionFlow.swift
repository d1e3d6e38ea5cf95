/// Which values reach which when an operation runs its regions.
public struct RegionFlow: Sendable {
  /// The counter of a loop.
  public struct Counter: Sendable {
    public var argument, lower, upper, step: ValueID

    public init(_ argument: ValueID, from lower: ValueID, to upper: ValueID, by step: ValueID) {
      (self.argument, self.lower, self.upper, self.step) = (argument, lower, upper, step)
    }
  }

  /// Where control goes only if a condition, an `i1`, is true, or false.
  public struct Assumption: Hashable, Sendable {
    public var condition: ValueID
    public var holds: Bool

    public init(_ condition: ValueID, holds: Bool) {
      (self.condition, self.holds) = (condition, holds)
    }
  }

  /// The regions that may run.
  public var regions: [RegionID] = []
  /// What holds where a region is entered, for some of them.
  public var assumptions: [RegionID: Assumption] = [:]
  /// Values, and what they may become: arguments of the regions, results of the operation.
  public var moves: [(from: ValueID, to: ValueID)] = []
  /// Moves that are made only where something holds.
  public var guardedMoves: [(from: ValueID, to: ValueID, given: Assumption)] = []
  public var counters: [Counter] = []
  /// Arguments and results of which nothing is known.
  public var unknown: [ValueID] = []

  public init() {}
}

/// An operation that says which values reach which when it runs its regions.
public protocol RegionFlowOperation: OperationDefinition {
  /// The flow of `operation`, as far as `known` tells what integers its operands are.
  static func flow(
    of operation: OperationID, in module: Module, known: (ValueID) -> Int?
  ) -> RegionFlow
}
