/// What is known of a value: an element of a lattice of finite height.
public protocol Fact: Hashable, Sendable {
  /// No way to the value has been found yet.
  static var unreached: Self { get }
  /// It may be anything.
  static var unknown: Self { get }
  /// What holds of a value that is this or that.
  func joined(with other: Self) -> Self
  /// A fact that holds where this one followed on `earlier` and will be followed by others: `unknown`
  /// wherever there is no end otherwise.
  func widened(from earlier: Self) -> Self
  /// The one integer that the value can be, by which branches are known.
  var integer: Int? { get }
}

extension Fact {
  public func widened(from earlier: Self) -> Self { self }
  public var integer: Int? { nil }
}

/// How facts of results follow from facts of operands.
public protocol FactTransfer: Sendable {
  associatedtype Known: Fact

  init()
  /// The facts of the results of an operation without regions; `operands` are all reached.
  func facts(of operation: OperationID, operands: [Known], in module: Module) -> [Known]
  /// The fact of the counter of a loop from `lower` to below `upper`.
  func fact(ofCounterFrom lower: Known, to upper: Known, by step: Known) -> Known
}

extension FactTransfer {
  public func fact(ofCounterFrom lower: Known, to upper: Known, by step: Known) -> Known {
    .unknown
  }
}

/// Which values reach which when an operation runs its regions.
public struct RegionFlow: Sendable {
  /// The counter of a loop.
  public struct Counter: Sendable {
    public var argument, lower, upper, step: ValueID

    public init(_ argument: ValueID, from lower: ValueID, to upper: ValueID, by step: ValueID) {
      (self.argument, self.lower, self.upper, self.step) = (argument, lower, upper, step)
    }
  }

  /// The regions that may run.
  public var regions: [RegionID] = []
  /// Values, and what they may become: arguments of the regions, results of the operation.
  public var moves: [(from: ValueID, to: ValueID)] = []
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
