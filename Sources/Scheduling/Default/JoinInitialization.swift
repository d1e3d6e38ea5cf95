import Dialects
import IR
import Support

/// Makes the initialisation of a reduction that stands before it part of its block again.
///
/// The stages that follow begin every element, of reductions without terms too.
///
/// Before: `for i { Y[i] = 0 }` and `for i, k { Y[i] = Y[i] + X[i, k] }`. After: one nest whose block
/// initialises.
enum JoinInitialization {
  static func run(on roots: [OperationID], in module: inout Module) -> [OperationID] {
    var kept: [OperationID] = []
    for root in roots {
      if let last = kept.last, join(last, with: root, in: &module) {
        module.erase(last)
        kept.removeLast()
      }
      kept.append(root)
    }
    return kept
  }

  private static func join(
    _ start: OperationID, with root: OperationID, in module: inout Module
  ) -> Bool {
    guard let first = Stage(start, in: module), let stage = Stage(root, in: module),
      first.output == stage.output, !first.isReduction, stage.isReduction,
      first.spatial == stage.spatial, !module.hasInitial(stage.block),
      first.loads(in: module).isEmpty, let body = first.body(in: module)
    else { return false }
    let types = module.arguments(of: body).map { module.type(of: $0) }
    let reduced = stage.reduction.map { _ in Type.index }
    let target = module.appendBlock(
      to: module.region(1, of: stage.block), argumentTypes: types + reduced)
    var mapping = ValueMapping()
    for (old, new) in zip(module.arguments(of: body), module.arguments(of: target)) {
      mapping[old] = new
    }
    for operation in module.operations(in: body) {
      module.clone(operation, at: .atEnd(of: target), mapping: &mapping)
    }
    return true
  }
}

extension Module {
  /// Whether a block begins its elements itself.
  fileprivate func hasInitial(_ block: OperationID) -> Bool {
    entryBlock(of: region(1, of: block)) != nil
  }
}
