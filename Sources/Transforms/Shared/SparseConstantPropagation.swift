import IR
import Support

/// Replaces values that are always the same constant by it, also where that is known only because
/// branches and regions that would say otherwise never run.
///
/// Before:
///
///     %0 = "arith.constant"() <{value = 1 : i32}> : () -> i32
///     %1 = "scf.for"(%lower, %upper, %step, %0) ({
///     ^bb0(%arg1: index, %arg2: i32):
///       %2 = "arith.muli"(%arg2, %arg2) : (i32, i32) -> i32
///       "scf.yield"(%2) : (i32) -> ()
///     }) : (index, index, index, i32) -> i32
///     "use"(%1) : (i32) -> ()
///
/// After: `"use"` takes the constant 1, `%0`. What gives nothing else goes, and of equal constants the
/// later ones; `canonicalize` then removes what is not needed any more.
public let sparseConstantPropagation = Pass(
  "sparse-constant-propagation", "replaces what is always the same constant, along what can run"
) { module, root, context in
  let constants = context.analysis(
    SparseAnalysis<ConstantTransfer>.self, of: root, in: module)
  var found: [(value: ValueID, constant: Attribute)] = []
  var known: [OperationID] = []
  module.walk(root) { operation in
    let arguments = module.regions(of: operation).flatMap { module.blocks(in: $0) }
      .flatMap { module.arguments(of: $0) }
    let isConstant = module.definition(of: operation)?.traits.contains(.constantLike) ?? false
    let results = isConstant || operation == root ? [] : module.results(of: operation)
    for value in results + arguments {
      if module.hasUses(value), case .constant(let constant) = constants[value] {
        found.append((value, constant))
      }
    }
    let isKnown = results.allSatisfy {
      if case .constant = constants[$0] { true } else { false }
    }
    if isKnown, !results.isEmpty { known.append(operation) }
  }
  for (value, constant) in found where context.mayRewrite() {
    if module.replace(value, byConstant: constant) { context.count("values") }
  }
  var erased = 0
  // What is inside goes before what holds it.
  for operation in known.reversed()
  where module.isUnused(operation) && module.isErasableIfUnused(operation) && context.mayRewrite() {
    module.erase(operation)
    erased += 1
  }
  let merged = module.eliminateEqualOperations(
    in: root, onlyConstants: true, limit: context.rewritesLeft ?? .max)
  context.noteRewrites(merged)
  context.count("operations", erased)
  context.count("constants", merged)
  if found.isEmpty, erased + merged == 0 { context.preserveAllAnalyses() }
}
