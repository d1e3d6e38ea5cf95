import Dialects
import IR
import Support

/// Moves groups of operations into `graph.kernel` operations.
struct KernelOutlining {
  var module: Module
  let function: Graph.Function

  init(_ module: consuming Module, function: Graph.Function) {
    (self.module, self.function) = (module, function)
  }

  /// Replaces the group by a kernel where its root is, and gives the kernel's results; `order` says
  /// which of its operations come first.
  @discardableResult
  mutating func outline(_ group: FusionGroup, order: [OperationID: Int]) -> [ValueID] {
    let members = group.operations.union(group.copied).sorted { order[$0] ?? 0 < order[$1] ?? 0 }
    var inputs: [ValueID] = []
    var copied: [OperationID] = []
    for value in members.flatMap({ module.operands(of: $0) }) {
      collect(value, of: group, &inputs, &copied)
    }
    let kernel = module.insert(
      Graph.Kernel(inputs, resultTypes: module.results(of: group.root).map { module.type(of: $0) }),
      at: .before(group.root), location: location(of: members))
    let body = module.appendBlock(
      to: module.region(of: kernel), argumentTypes: inputs.map { module.type(of: $0) })
    var mapping = ValueMapping()
    for (outer, inner) in zip(inputs, module.arguments(of: body)) { mapping[outer] = inner }
    for operation in copied + members {
      module.clone(operation, at: .atEnd(of: body), mapping: &mapping)
    }
    let results = module.results(of: group.root)
    module.insert(
      Graph.Yield(results.map { mapping[$0] }), at: .atEnd(of: body),
      location: module.location(of: group.root))
    for (old, new) in zip(results, module.results(of: kernel)) {
      module.replaceAllUses(of: old, with: new)
    }
    for operation in members.reversed() where group.operations.contains(operation) {
      module.erase(operation)
    }
    return module.results(of: kernel)
  }

  /// Sees that every output comes from a kernel of its own and removes what is unused.
  mutating func finish() {
    guard let terminator = function.terminator(in: module) else { return }
    var seen: Set<ValueID> = []
    for (index, value) in module.operands(of: terminator).enumerated() {
      let isOwn =
        module.definingOperation(of: value).map { module.isA($0, Graph.Kernel.self) } ?? false
      if isOwn, seen.insert(value).inserted { continue }
      module.setOperand(index, of: terminator, to: copy(of: value, before: terminator))
    }
    guard let body = function.body(in: module) else { return }
    for operation in module.operations(in: body).reversed() where operation != terminator {
      if module.results(of: operation).allSatisfy({ !module.hasUses($0) }) {
        module.erase(operation)
      }
    }
  }

  /// A kernel that copies `value`.
  private mutating func copy(of value: ValueID, before terminator: OperationID) -> ValueID {
    let type = module.type(of: value)
    let location = module.location(of: terminator)
    let operation = module.insert(
      Graph.Copy(input: value, resultType: type), at: .before(terminator), location: location)
    return outline(FusionGroup(operations: [operation], root: operation), order: [:])[0]
  }

  /// What a kernel reads: a value from outside, or something to make again inside.
  private func collect(
    _ value: ValueID, of group: FusionGroup, _ inputs: inout [ValueID],
    _ copied: inout [OperationID]
  ) {
    let definition = module.definingOperation(of: value)
    if let definition,
      group.operations.contains(definition) || group.copied.contains(definition)
    {
      return
    }
    if let definition, isMadeAgain(definition) {
      if !copied.contains(definition) { copied.append(definition) }
    } else if !inputs.contains(value) {
      inputs.append(value)
    }
  }

  /// Whether an operation is cheaper to have in every kernel than to store its result.
  private func isMadeAgain(_ operation: OperationID) -> Bool {
    if module.isA(operation, Graph.Iota.self) || module.isA(operation, Graph.SizeTensor.self) {
      return true
    }
    guard let constant = module.match(operation, as: Graph.Constant.self) else { return false }
    if case .dense(let elements) = constant.value, elements.isSplat { return true }
    return constant.resultType.elementCount == 1
  }

  private func location(of members: [OperationID]) -> Location {
    var places: [Location] = []
    for operation in members {
      let place = module.location(of: operation)
      if place != .unknown, !places.contains(place) { places.append(place) }
    }
    return places.count == 1 ? places[0] : places.isEmpty ? .unknown : .fused(places)
  }
}
