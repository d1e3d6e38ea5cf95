import Support

/// What an operation is known to compute.
public enum FoldResult: Sendable {
  /// An existing value.
  case value(ValueID)
  /// A constant of the result's type.
  case constant(Attribute)
}

/// What an operation becomes when it is simplified without being replaced; `nil` for what stays.
public struct SimplerForm: Sendable {
  public var operands: [ValueID]?
  public var properties: AttributeDictionary?

  public init(operands: [ValueID]? = nil, properties: AttributeDictionary? = nil) {
    self.operands = operands
    self.properties = properties
  }
}

/// An operation that can be simplified in place: a dynamic position that is a constant, a view that
/// adds nothing.
public protocol InPlaceFoldableOperation: OperationDefinition {
  /// The simpler form of `operation`, if it has one; `constants` holds the value of each operand
  /// that is a constant.
  static func simplerForm(
    of operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> SimplerForm?
}

extension InPlaceFoldableOperation {
  public static var simplifiable: (any InPlaceFoldableOperation.Type)? { Self.self }
}

/// An operation that can often be computed at compile time.
public protocol FoldableOperation: OperationDefinition {
  /// What every result is, when that is known; `nil` when it is not. `constants` holds the value of
  /// each operand that is a constant.
  static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]?
}

extension FoldableOperation {
  public static var foldable: (any FoldableOperation.Type)? { Self.self }
}
