import Dialects
import IR
import Support

/// Computes constants, sizes, comparisons and selections inside a launch, where they are used, rather
/// than before it: a kernel needs no argument for what it can say itself.
///
/// Before:
///
///     %c = arith.constant 4 : index
///     gpu.launch … { use(%c) }
///
/// After:
///
///     %c = arith.constant 4 : index
///     gpu.launch … { %d = arith.constant 4 : index  use(%d) }
public let gpuSinkIndexComputations = Pass(
  "gpu-launch-sink-index-computations",
  "computes constants, sizes and selections inside a launch"
) { module, root, context in
  var launches: [OperationID] = []
  module.walk(root) { if module.isA($0, GPU.Launch.self) { launches.append($0) } }
  var count = 0
  for launch in launches where context.mayRewrite() {
    count += module.sinkIndexComputations(into: launch)
  }
  context.count("operations", count)
  if count == 0 { context.preserveAllAnalyses() }
}

extension Module {
  /// Copies what a launch uses of the operations before it, as far as that is cheap; gives how many
  /// operations were copied.
  fileprivate mutating func sinkIndexComputations(into launch: OperationID) -> Int {
    guard let body = body(of: launch) else { return 0 }
    let used = valuesFromAbove(of: launch)
    var chosen: [OperationID] = []
    var isChosen: [OperationID: Bool] = [:]
    let available = Set(used)
    for value in used {
      if let definer = definingOperation(of: value) {
        _ = choose(definer, available, &chosen, &isChosen, depth: 0)
      }
    }
    var mapping = ValueMapping()
    let first = firstOperation(in: body)
    var copies: [ValueID: ValueID] = [:]
    for operation in chosen {
      let copy = clone(
        operation, at: first.map { .before($0) } ?? .atEnd(of: body), mapping: &mapping)
      for (old, new) in zip(results(of: operation), results(of: copy)) { copies[old] = new }
    }
    replaceUses(inside: launch, copies)
    return chosen.count
  }

  /// Puts an operation and those that it needs into `chosen`, callees of values first, if all are
  /// cheap or used in the launch anyway.
  private func choose(
    _ operation: OperationID, _ available: Set<ValueID>, _ chosen: inout [OperationID],
    _ isChosen: inout [OperationID: Bool], depth: Int
  ) -> Bool {
    if let known = isChosen[operation] { return known }
    // Chains of selections may be long.
    guard depth < 64, isCheapInKernels(operation) else {
      isChosen[operation] = false
      return false
    }
    var needed: [OperationID] = []
    for value in operands(of: operation) {
      if let definer = definingOperation(of: value),
        choose(definer, available, &needed, &isChosen, depth: depth + 1)
      {
        continue
      }
      guard available.contains(value) else {
        for operation in needed { isChosen[operation] = nil }
        isChosen[operation] = false
        return false
      }
    }
    chosen += needed + [operation]
    isChosen[operation] = true
    return true
  }

  private func isCheapInKernels(_ operation: OperationID) -> Bool {
    if definition(of: operation)?.traits.contains(.constantLike) ?? false { return true }
    return isA(operation, MemRef.Dim.self) || isA(operation, Arith.Select.self)
      || isA(operation, Arith.CmpI.self)
  }

  /// Makes what is inside an operation use other values.
  ///
  /// Others may use these values very often, so that it is not their uses that are looked through.
  mutating func replaceUses(inside operation: OperationID, _ values: [ValueID: ValueID]) {
    guard !values.isEmpty else { return }
    var found: [(use: Use, value: ValueID)] = []
    walk(operation) { inner in
      guard inner != operation else { return }
      for (index, old) in operands(of: inner).enumerated() {
        if let new = values[old] { found.append((Use(operation: inner, index: index), new)) }
      }
    }
    for (use, value) in found { setOperand(use.index, of: use.operation, to: value) }
  }

  /// The values that the regions of an operation use but do not define, in order of first use.
  func valuesFromAbove(of operation: OperationID) -> [ValueID] {
    var inner: Set<ValueID> = []
    var used: [ValueID] = []
    var seen: Set<ValueID> = []
    walk(operation) { inside in
      for region in regions(of: inside) {
        for block in blocks(in: region) { inner.formUnion(arguments(of: block)) }
      }
      guard inside != operation else { return }
      inner.formUnion(results(of: inside))
    }
    walk(operation) { inside in
      guard inside != operation else { return }
      for value in operands(of: inside) where !inner.contains(value) {
        if seen.insert(value).inserted { used.append(value) }
      }
    }
    return used
  }
}
