import IR
import Support

/// Replaces pure operations by earlier equal ones that come before them on every way, and reads of
/// memory by equal ones in the same block if nothing in between may write.
///
/// Equal are operations of the same kind with the same operands, in any order if they commute,
/// attributes and types; their regions, if they have any, hold equal operations.
///
/// Before:
///
///     %0 = "arith.addi"(%arg0, %arg1) : (i32, i32) -> i32
///     %1 = "arith.addi"(%arg1, %arg0) : (i32, i32) -> i32
///     %2 = "arith.muli"(%0, %1) : (i32, i32) -> i32
///
/// After:
///
///     %0 = "arith.addi"(%arg0, %arg1) : (i32, i32) -> i32
///     %1 = "arith.muli"(%0, %0) : (i32, i32) -> i32
public let commonSubexpressionElimination = Pass(
  "common-subexpression-elimination", "computes equal things once"
) { module, root, context in
  let erased = module.eliminateEqualOperations(in: root, limit: context.rewritesLeft ?? .max)
  context.noteRewrites(erased)
  context.count("erased", erased)
  if erased == 0 { context.preserveAllAnalyses() }
}
