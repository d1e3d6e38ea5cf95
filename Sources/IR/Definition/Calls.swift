/// An operation that calls a function by name; its results are what the function returns.
public protocol CallOperation: OperationDefinition {
  /// The symbol that is called.
  var callee: String { get }
  /// What the function's arguments get, in order.
  var arguments: [ValueID] { get }
  /// The operation that makes a value of `type` of `value`, for when the function takes the place of
  /// the call and takes or gives a more general type; `nil` where types must be the same.
  func conversion(of value: ValueID, to type: Type, in module: Module) -> OperationState?
}

extension CallOperation {
  public func conversion(
    of value: ValueID, to type: Type, in module: Module
  ) -> OperationState? { nil }
}

/// A named operation whose first region is called.
///
/// The entry block's arguments are the function's; operations with the trait `returns` leave it.
public protocol FunctionOperation: OperationDefinition {
  /// The symbol by which it is called.
  var name: String { get }
}

/// A terminator that passes values to the arguments of the blocks that it may go to.
public protocol BranchOperation: OperationDefinition {
  /// The values for the successor with this number; nothing if there is no such successor.
  func values(forSuccessor number: Int) -> [ValueID]
  /// The integer by which it chooses; `nil` if it has no choice.
  var selector: ValueID? { get }
  /// The number of the successor that it goes to where the selector is `value`.
  func successor(selectedBy value: Int) -> Int?
}

extension BranchOperation {
  public var selector: ValueID? { nil }
  public func successor(selectedBy value: Int) -> Int? { nil }
}
