/// What is known of a value: an element of a lattice of finite height.
public protocol Fact: Hashable, Sendable {
  /// No way to the value has been found yet.
  static var unreached: Self { get }
  /// It may be anything.
  static var unknown: Self { get }
  /// What holds of a value that is this or that.
  func joined(with other: Self) -> Self
  /// What is known where both hold; `unreached` if they contradict each other.
  func met(with other: Self) -> Self
  /// A fact that holds where this one followed on `earlier` and will be followed by others: `unknown`
  /// wherever there is no end otherwise.
  func widened(from earlier: Self) -> Self
  /// The one integer that the value can be, by which branches are known.
  var integer: Int? { get }
}

extension Fact {
  public func met(with other: Self) -> Self { self == .unknown ? other : self }
  public func widened(from earlier: Self) -> Self { self }
  public var integer: Int? { nil }
}

/// How facts of results follow from facts of operands.
public protocol FactTransfer: Sendable {
  associatedtype Known: Fact

  init()
  /// The facts of the results of an operation without regions; `operands` are all reached, and `known`
  /// tells of other values that come before it.
  func facts(
    of operation: OperationID, operands: [Known], in module: Module, known: (ValueID) -> Known
  ) -> [Known]
  /// The fact of the counter of a loop from `lower` to below `upper`; `unreached` if there is none.
  func fact(ofCounterFrom lower: Known, to upper: Known, by step: Known) -> Known
  /// What is known of a loop's bound, from what is known of values.
  func fact(of bound: RegionFlow.Counter.Bound, known: (ValueID) -> Known) -> Known
  /// What holds of every value of a type that is one of these numbers.
  func fact(ofNumbers numbers: ClosedRange<Int>, of type: Type) -> Known
  /// What holds of every value of a type.
  func fact(ofAnythingOf type: Type) -> Known
  /// What follows of values where `assumption` is so; `known` gives what else is known there.
  func facts(
    given assumption: RegionFlow.Assumption, in module: Module, known: (ValueID) -> Known
  ) -> [(value: ValueID, fact: Known)]
}

extension FactTransfer {
  public func fact(ofCounterFrom lower: Known, to upper: Known, by step: Known) -> Known {
    .unknown
  }

  public func fact(of bound: RegionFlow.Counter.Bound, known: (ValueID) -> Known) -> Known {
    if case .value(let value) = bound { known(value) } else { .unknown }
  }

  public func fact(ofNumbers numbers: ClosedRange<Int>, of type: Type) -> Known { .unknown }

  public func fact(ofAnythingOf type: Type) -> Known { .unknown }

  public func facts(
    given assumption: RegionFlow.Assumption, in module: Module, known: (ValueID) -> Known
  ) -> [(value: ValueID, fact: Known)] { [] }
}
