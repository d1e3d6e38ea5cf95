import Support

/// What became of a rule at an operation.
public enum RewriteOutcome: Hashable, Sendable {
  case rewritten
  /// The rule does not apply; the reason is for those who ask why.
  case noMatch(String)

  /// The rule does not apply, and that needs no words.
  public static let noMatch = RewriteOutcome.noMatch("")
}

/// A rewrite: a name, the operation it starts from, and what it does.
///
///     RewriteRule("fold-double-negation", on: Arith.NegF.self) { negation, operation, rewriter in
///       guard let inner: Arith.NegF = rewriter.module.match(definitionOf: negation.operand) else {
///         return .noMatch("the operand is not a negation")
///       }
///       rewriter.replace(operation, with: [inner.operand])
///       return .rewritten
///     }
///
/// A rule matches before it changes anything: after `noMatch` the module must be as it was.
public struct RewriteRule: Sendable {
  /// Kebab-case, for logs and statistics.
  public let name: String
  /// The name of the operation it starts from; `nil` for any.
  public let root: String?
  /// How much is won; of the rules for one operation, those with more are tried first.
  public let benefit: Int
  /// Tries the rule at an operation.
  public let rewrite: @Sendable (OperationID, inout Rewriter) throws -> RewriteOutcome

  /// A rule for operations of any kind, or of the kind with this name.
  public init(
    _ name: String, root: String? = nil, benefit: Int = 1,
    _ rewrite: @escaping @Sendable (OperationID, inout Rewriter) throws -> RewriteOutcome
  ) {
    self.name = name
    self.root = root
    self.benefit = benefit
    self.rewrite = rewrite
  }

  /// A rule for operations of one kind, which it gets as a typed snapshot.
  public init<Definition: OperationDefinition>(
    _ name: String, on definition: Definition.Type, benefit: Int = 1,
    _ rewrite:
      @escaping @Sendable (Definition, OperationID, inout Rewriter) throws ->
      RewriteOutcome
  ) {
    self.init(name, root: Definition.mnemonic, benefit: benefit) { operation, rewriter in
      guard let snapshot = rewriter.module.match(operation, as: Definition.self) else {
        return .noMatch
      }
      return try rewrite(snapshot, operation, &rewriter)
    }
  }
}

/// Rules that belong together; sets add up with `+`.
///
/// Rules of more benefit are tried first, among equals earlier ones.
public struct RuleSet: Sendable {
  public private(set) var rules: [RewriteRule]

  public init(_ rules: [RewriteRule] = []) { self.rules = rules }

  public static func + (left: RuleSet, right: RuleSet) -> RuleSet {
    RuleSet(left.rules + right.rules)
  }

  public static func += (left: inout RuleSet, right: RuleSet) { left = left + right }

  /// The rules that may start at operations with this name, in order.
  func starting(at name: String) -> [RewriteRule] {
    // Sorted by place too: the sort need not be stable.
    rules.enumerated().filter { $0.element.root == nil || $0.element.root == name }
      .sorted { ($1.element.benefit, $0.offset) < ($0.element.benefit, $1.offset) }
      .map(\.element)
  }
}

/// An operation that knows rules that always make it simpler.
public protocol CanonicalizableOperation: OperationDefinition {
  /// The rules, used by the pass `canonicalize`.
  static var canonicalization: RuleSet { get }
}
