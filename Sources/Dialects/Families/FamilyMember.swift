import IR

/// One operation of a family of alike operations: only what sets it apart from its siblings.
///
/// A family is a generic struct (`Unary`, `Binary`, …) that does all that its members share; a
/// member is an empty enum, and the operation's public name is an alias:
///
///     extension Arith {
///       public typealias AddF = Binary<AddFMember>
///       public enum AddFMember: ArithFloatBinary {
///         public static var mnemonic: String { "arith.addf" }
///         public static var documentation: String { "`a + b`." }
///       }
///     }
public protocol FamilyMember: Sendable {
  /// The operation's full name, `dialect.verb`.
  static var mnemonic: String { get }
  /// What it does; see `OperationDefinition.documentation`.
  static var documentation: String { get }
  /// How it is written for people; `nil` for the form of its family.
  static var form: Form? { get }
  /// What holds for it; pure unless it says otherwise.
  static var traits: Traits { get }
  /// What its operands must be.
  static var operandConstraint: TypeConstraint { get }
  /// Its inherent attributes.
  static var properties: [Signature.Property] { get }
  /// The rules that make it simpler; see `CanonicalizableOperation`.
  static var canonicalization: RuleSet { get }
  /// What it computes, when that is known; see `FoldableOperation`.
  static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> FoldResult?
}

extension FamilyMember {
  public static var form: Form? { nil }

  /// The part of the family's form that is for flags of arithmetic.
  static var flags: String {
    let known = [
      "fastmath": "(`fastmath` `` $fastmath^)?",
      "overflowFlags": "(`overflow` `` $overflowFlags^)?",
    ]
    return properties.compactMap { known[$0.name] }.joined(separator: " ")
  }
  public static var traits: Traits { [.pure] }
  public static var properties: [Signature.Property] { [] }
  public static var canonicalization: RuleSet { RuleSet() }
  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> FoldResult? { nil }
}
