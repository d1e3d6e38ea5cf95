import Dialects
import IR
import Support

/// Rewrites the `affine` dialect in `scf`, `memref`, `vector` and `arith`.
///
/// Before:
///
///     affine.for %i = 0 to min(%n, 100) step 2 {
///       %x = affine.load %m[%i floordiv 2 + 1] : memref<64xf32>
///     }
///
/// After:
///
///     %end = arith.minsi %n, %c100
///     scf.for %i = %c0 to %end step %c2 {
///       %half = arith.floordivsi %i, %c2
///       %place = arith.addi %half, %c1
///       %x = memref.load %m[%place] : memref<64xf32>
///     }
public let lowerAffine = Pass(
  "lower-affine", "rewrites affine loops, conditions and accesses as scf, memref and arith"
) { module, root, context in
  var operations: [OperationID] = []
  module.walk(root) { operation in
    if operation != root, module.name(of: operation).hasPrefix("affine.") {
      operations.append(operation)
    }
  }
  // Parents come first, so that a loop takes its body along before what is in it changes.
  for operation in operations where !module.isErased(operation) {
    try AffineLowering(operation, in: module).run(&module)
  }
  context.count("operations", operations.count)
  if operations.isEmpty { context.preserveAllAnalyses() }
}

/// Lowers one operation.
private struct AffineLowering {
  let operation: OperationID
  let location: Location
  let name: String

  init(_ operation: OperationID, in module: borrowing Module) {
    self.operation = operation
    location = module.location(of: operation)
    name = module.name(of: operation)
  }

  func run(_ module: inout Module) throws(Diagnostic) {
    let attributes = module.attributes(of: operation)
    if let value: Affine.Apply = module.match(operation) {
      replace(in: &module) { $0.insert(value.map, value.operands) }
    } else if let value: Affine.Min = module.match(operation) {
      replace(in: &module) { build in
        [build.insertLeast(value.map, value.operands)]
      }
    } else if let value: Affine.Max = module.match(operation) {
      replace(in: &module) { build in
        [build.insertGreatest(value.map, value.operands)]
      }
    } else if let load: Affine.Load = module.match(operation) {
      replace(in: &module) { build in
        let indices = build.insert(load.map, load.operands)
        return [build.insert(MemRef.Load(load.memref, indices))]
      }
    } else if let store: Affine.Store = module.match(operation) {
      replace(in: &module) { build in
        let indices = build.insert(store.map, store.operands)
        build.insertOperation(MemRef.Store(store.value, to: store.memref, indices))
        return []
      }
    } else if let load: Affine.VectorLoad = module.match(operation) {
      replace(in: &module) { build in
        let indices = build.insert(load.map, load.operands)
        return [build.insert(Vector.Load(load.memref, indices, as: load.type))]
      }
    } else if let store: Affine.VectorStore = module.match(operation) {
      replace(in: &module) { build in
        let indices = build.insert(store.map, store.operands)
        build.insertOperation(Vector.Store(store.value, to: store.memref, indices))
        return []
      }
    } else if let prefetch: Affine.Prefetch = module.match(operation) {
      replace(in: &module) { build in
        let indices = build.insert(prefetch.map, prefetch.operands)
        build.insertOperation(
          MemRef.Prefetch(
            prefetch.memref, indices, isWrite: prefetch.isWrite, locality: prefetch.locality))
        return []
      }
    } else if let transfer: Affine.DMAStart = module.match(operation) {
      replace(in: &module) { build in
        build.insertOperation(
          MemRef.DMAStart(
            build.insert(transfer.source) + build.insert(transfer.target) + [transfer.count]
              + build.insert(transfer.tag) + transfer.pieces))
        return []
      }
    } else if let wait: Affine.DMAWait = module.match(operation) {
      replace(in: &module) { build in
        build.insertOperation(MemRef.DMAWait(build.insert(wait.tag) + [wait.count]))
        return []
      }
    } else if let value: Affine.DelinearizeIndex = module.match(operation) {
      replace(in: &module) { $0.insertCoordinates(value) }
    } else if let yield: Affine.Yield = module.match(operation) {
      replace(in: &module) { build in
        build.insertOperation(SCF.Yield(yield.values))
        return []
      }
    } else if let loop: Affine.For = module.match(operation) {
      lower(loop, attributes, in: &module)
    } else if let branch: Affine.If = module.match(operation) {
      lower(branch, attributes, in: &module)
    } else if let loop: Affine.Parallel = module.match(operation) {
      try lower(loop, attributes, in: &module)
    } else {
      throw .error("there is no lowering of '\(name)'", at: location)
    }
  }

  private func replace(in module: inout Module, _ body: (inout Builder) -> [ValueID]) {
    let values = module.build(at: .before(operation), location: location, body)
    module.replace(operation, with: values)
  }

  /// Puts `new`, which has the same regions and results, in the operation's place.
  private func moveRegions(
    to new: OperationID, _ attributes: AttributeDictionary, in module: inout Module
  ) {
    module.setAttributes(of: new, to: attributes)
    for (from, to) in zip(module.regions(of: operation), module.regions(of: new)) {
      guard let block = module.entryBlock(of: from) else { continue }
      let arguments = module.arguments(of: block)
      let target = module.appendBlock(
        to: to, argumentTypes: arguments.map { module.type(of: $0) })
      for (old, argument) in zip(arguments, module.arguments(of: target)) {
        module.replaceAllUses(of: old, with: argument)
      }
      module.moveOperations(from: block, to: target)
    }
    module.replace(operation, with: module.results(of: new))
  }

  private func lower(
    _ loop: Affine.For, _ attributes: AttributeDictionary, in module: inout Module
  ) {
    let new = module.build(at: .before(operation), location: location) { build in
      let lower = build.insertGreatest(loop.lower.map, loop.lower.operands)
      let upper = build.insertLeast(loop.upper.map, loop.upper.operands)
      let step = build.insertIndex(loop.step)
      return build.insertOperation(
        SCF.For(from: lower, to: upper, step: step, initial: loop.initial))
    }
    moveRegions(to: new, attributes, in: &module)
  }

  private func lower(
    _ branch: Affine.If, _ attributes: AttributeDictionary, in module: inout Module
  ) {
    let new = module.build(at: .before(operation), location: location) { build in
      let condition = build.insert(branch.set, branch.operands)
      return build.insertOperation(SCF.If(condition, resultTypes: branch.resultTypes))
    }
    var attributes = attributes
    attributes["condition"] = nil
    moveRegions(to: new, attributes, in: &module)
  }

  private func lower(
    _ loop: Affine.Parallel, _ attributes: AttributeDictionary, in module: inout Module
  ) throws(Diagnostic) {
    let initial = zip(loop.reductions, loop.resultTypes).compactMap { $0.neutral($1) }
    guard initial.count == loop.reductions.count else {
      throw .error(
        "a reduction of 'affine.parallel' has no value to start from, and cannot be lowered; use"
          + " another kind, or write to memory", at: location)
    }
    let new = module.build(at: .before(operation), location: location) { build in
      let lower = loop.lower.maps.map { build.insertGreatest($0, loop.lower.operands) }
      let upper = loop.upper.maps.map { build.insertLeast($0, loop.upper.operands) }
      let steps = loop.steps.map { build.insertIndex($0) }
      let values = initial.map { build.insert(Arith.Constant($0)) }
      return build.insertOperation(
        SCF.Parallel(from: lower, to: upper, steps: steps, initial: values))
    }
    moveRegions(to: new, attributes, in: &module)
    guard let body = module.body(of: new), let yield = module.lastOperation(in: body) else {
      return
    }
    let values = module.operands(of: yield)
    module.build(at: .before(yield), location: location) { build in
      let reduce = build.insertOperation(SCF.Reduce(values))
      for (number, (kind, type)) in zip(loop.reductions, loop.resultTypes).enumerated() {
        let block = build.module.appendBlock(
          to: build.module.region(number, of: reduce), argumentTypes: [type, type])
        let arguments = build.module.arguments(of: block)
        build.at(.atEnd(of: block)) { build in
          let value = build.insert(kind, arguments[0], arguments[1])
          build.insertOperation(SCF.ReduceReturn(value))
        }
      }
    }
    module.erase(yield)
  }
}

extension Builder {
  /// The memory, and an index for each of its dimensions.
  fileprivate mutating func insert(_ element: Affine.Element) -> [ValueID] {
    [element.memory] + insert(element.map, element.operands)
  }
}
