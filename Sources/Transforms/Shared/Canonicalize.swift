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
///
/// Blocks that nothing reaches go as well, and of equal constants the later ones.
public let canonicalize = Pass(
  "canonicalize", "folds, simplifies and cleans up operations of every dialect",
  options: [
    PassOption("max-steps", "give up after this many rewrites", .integer(atLeast: 0))
  ]
) { module, root, context in
  var blocks = context.hasRewritesLeft ? module.eraseUnreachableBlocks(in: root) : 0
  var hasChanged = false
  // What a block that went used, or where it went, may be simpler now.
  repeat {
    let summary = try context.rewrite(
      &module, with: .canonicalization(of: module.context), in: root,
      RewriteOptions(stepLimit: context.options.integer("max-steps")))
    hasChanged = hasChanged || summary.hasChanged
    let unreachable = context.hasRewritesLeft ? module.eraseUnreachableBlocks(in: root) : 0
    blocks += unreachable
    if unreachable == 0 { break }
  } while context.hasRewritesLeft
  let constants =
    context.hasRewritesLeft ? module.eliminateEqualOperations(in: root, onlyConstants: true) : 0
  context.count("blocks", blocks)
  context.count("constants", constants)
  if !hasChanged, blocks + constants == 0 { context.preserveAllAnalyses() }
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
