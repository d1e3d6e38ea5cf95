import IR
import Support

/// Brings operations of any dialect into their simplest form: folds what is known, puts constants
/// on the right of commutative operations, applies the rules that operations declare, and erases
/// what nothing uses.
///
/// Before:
///
///     %0 = "arith.constant"() <{value = 2 : i32}> : () -> i32
///     %1 = "arith.constant"() <{value = 3 : i32}> : () -> i32
///     %2 = "arith.addi"(%0, %1) : (i32, i32) -> i32
///     %3 = "arith.muli"(%2, %arg0) : (i32, i32) -> i32
///
/// After:
///
///     %0 = "arith.constant"() <{value = 5 : i32}> : () -> i32
///     %1 = "arith.muli"(%arg0, %0) : (i32, i32) -> i32
public let canonicalize = Pass(
  "canonicalize", "folds, simplifies and cleans up operations of every dialect",
  options: [
    PassOption("max-steps", "give up after this many rewrites", .integer)
  ]
) { module, root, context in
  let summary = try context.rewrite(
    &module, with: .canonicalization(of: module.context), in: root,
    RewriteOptions(stepLimit: context.options.integer("max-steps")))
  if !summary.hasChanged { context.preserveAllAnalyses() }
}

extension RuleSet {
  /// The canonicalization rules of every operation that the context knows.
  public static func canonicalization(of context: Context) -> RuleSet {
    var rules = RuleSet()
    for operation in context.dialects.flatMap(\.operations) {
      if let operation = operation as? any CanonicalizableOperation.Type {
        rules += operation.canonicalization
      }
    }
    return rules
  }
}
