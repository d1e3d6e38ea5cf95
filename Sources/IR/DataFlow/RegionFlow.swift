/// Which values reach which when an operation runs its regions.
public struct RegionFlow: Sendable {
  /// The counter of a loop.
  public struct Counter: Sendable {
    /// Where a counter starts, where it ends, how far it goes each time.
    public enum Bound: Sendable {
      case value(ValueID)
      case number(Int)
      /// The greatest result of a map of values, dimensions first.
      case greatest(AffineMap, [ValueID])
      /// The least result.
      case least(AffineMap, [ValueID])
    }

    public var argument: ValueID
    public var lower, upper, step: Bound

    public init(
      _ argument: ValueID, from lower: Bound, to upper: Bound, by step: Bound = .number(1)
    ) {
      (self.argument, self.lower, self.upper, self.step) = (argument, lower, upper, step)
    }
  }

  /// What is so wherever control goes some way.
  public enum Assumption: Hashable, Sendable {
    /// A condition, an `i1`, is true, or false.
    case condition(ValueID, holds: Bool)
    /// Values, dimensions first, are a point of a set, or are not.
    case point([ValueID], of: AffineSet, holds: Bool)
  }

  /// The regions that may run.
  public var regions: [RegionID] = []
  /// Which region may run after which, where `nil` is what is before and after the operation; `nil` if
  /// they may run in any order, any number of times.
  public var ways: [(from: RegionID?, to: RegionID?)]?
  /// What holds where a region is entered, for some of them.
  public var assumptions: [RegionID: Assumption] = [:]
  /// Values, and what they may become: arguments of the regions, results of the operation.
  public var moves: [(from: ValueID, to: ValueID)] = []
  /// Moves that are made only where something holds.
  public var guardedMoves: [(from: ValueID, to: ValueID, given: Assumption)] = []
  public var counters: [Counter] = []
  /// Numbers between which an argument is, whatever moves there.
  public var limits: [ValueID: ClosedRange<Int>] = [:]
  /// Arguments and results of which nothing is known.
  public var unknown: [ValueID] = []

  public init() {}

  /// Which region may run after which.
  var possibleWays: [(from: RegionID?, to: RegionID?)] {
    if let ways { return ways }
    let places: [RegionID?] = [nil] + regions
    return places.flatMap { from in places.map { (from: from, to: $0) } }
  }
}

/// An operation that says which values reach which when it runs its regions.
public protocol RegionFlowOperation: OperationDefinition {
  /// The flow of `operation`, as far as `known` tells what integers its operands are.
  static func flow(
    of operation: OperationID, in module: Module, known: (ValueID) -> Int?
  ) -> RegionFlow
}
