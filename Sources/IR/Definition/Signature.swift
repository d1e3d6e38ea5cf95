/// The shape of an operation: what the generic verifier checks and the documentation lists.
public struct Signature: Sendable {
  public struct Slot: Sendable {
    public enum Arity: Sendable { case one, optional, variadic }

    public var name: String
    public var constraint: TypeConstraint
    public var arity: Arity

    public init(_ name: String, _ constraint: TypeConstraint, _ arity: Arity = .one) {
      self.name = name
      self.constraint = constraint
      self.arity = arity
    }
  }

  public struct Property: Sendable {
    public var name: String
    public var constraint: AttributeConstraint
    public var isOptional: Bool
    /// What it means that there is none; readers leave out a property that says so.
    public var implied: Attribute?

    public init(
      _ name: String, _ constraint: AttributeConstraint, optional: Bool = false,
      implied: Attribute? = nil
    ) {
      self.name = name
      self.constraint = constraint
      self.isOptional = optional
      self.implied = implied
    }
  }

  public var operands: [Slot]
  public var results: [Slot]
  public var properties: [Property]
  /// How many regions; `nil` for any number.
  public var regions: Int?
  /// How many successors; `nil` for any number.
  public var successors: Int?
  /// The operations that it may be directly in; empty for any.
  public var parents: [String]
  /// The operation that every block of its regions ends in; `nil` for any terminator.
  public var terminator: String?

  public init(
    operands: [Slot] = [], results: [Slot] = [], properties: [Property] = [], regions: Int? = 0,
    successors: Int? = 0, parents: [String] = [], terminator: String? = nil
  ) {
    self.operands = operands
    self.results = results
    self.properties = properties
    self.regions = regions
    self.successors = successors
    self.parents = parents
    self.terminator = terminator
  }
}
