import Dialects
import IR
import Support

/// A set of operations that becomes one kernel; its last operation gives the only result that is
/// used outside.
struct FusionGroup: Sendable {
  var operations: Set<OperationID>
  /// The operation whose results are the kernel's.
  var root: OperationID
  /// What the kernel computes for itself, whoever else does.
  var copied: Set<OperationID> = []
}

/// Decides which operations of a function go together.
///
/// Four sweeps: products around a softmax become attention; contractions take what follows them and cheap views of what they read; rows take
/// cheap producers and what follows; what is left is gathered from its last operation backwards.
struct FusionPlan {
  let module: Module
  /// In order.
  let operations: [OperationID]
  private(set) var groups: [FusionGroup] = []
  private(set) var remarks: [Remark] = []
  private(set) var order: [OperationID: Int] = [:]
  private var kinds: [OperationID: FusionKind] = [:]
  private(set) var taken: Set<OperationID> = []
  let returned: Set<ValueID>
  /// What kernels read that compute something for themselves: it must be in memory.
  var needed: Set<ValueID> = []

  /// The most operations in one kernel.
  static let limit = 64

  init(_ function: Graph.Function, in module: Module) {
    self.module = module
    operations = function.body(in: module).map { module.operations(in: $0) } ?? []
    returned = Set(function.outputs(in: module))
    for (index, operation) in operations.enumerated() {
      order[operation] = index
      let isGraph = module.definition(of: operation) is any Graph.Operation.Type
      kinds[operation] = isGraph ? FusionKind(operation, in: module) : .outside
      if module.isA(operation, Graph.Kernel.self) { kinds[operation] = .outside }
    }
    for operation in operations where module.isA(operation, Graph.Softmax.self) {
      fuseAttention(around: operation)
    }
    for operation in operations where kind(operation) == .contraction && !taken.contains(operation)
    {
      fuseContraction(operation)
    }
    for operation in operations where kind(operation) == .row && !taken.contains(operation) {
      fuseRow(operation)
    }
    for operation in operations.reversed() { fusePointwise(operation) }
    for operation in operations where isLeftAlone(operation) {
      groups.append(FusionGroup(operations: [operation], root: operation))
      taken.insert(operation)
    }
  }

  func kind(_ operation: OperationID) -> FusionKind { kinds[operation] ?? .outside }

  /// What needs a kernel but has none yet: not constants, generators and views.
  private func isLeftAlone(_ operation: OperationID) -> Bool {
    if taken.contains(operation) || kind(operation) == .outside { return false }
    if kind(operation) == .generator { return isReturned(operation) }
    return !module.isA(operation, Graph.Reshape.self)
  }

  private func isReturned(_ operation: OperationID) -> Bool {
    module.results(of: operation).contains { returned.contains($0) }
  }

  // MARK: Sweeps

  private mutating func fuseAttention(around softmax: OperationID) {
    let pattern = AttentionPattern(
      around: softmax, in: module, isElementwise: { kind($0).isElementwise && !taken.contains($0) },
      isFree: { !returned.contains($0) })
    guard let pattern, !taken.contains(pattern.scores), !taken.contains(pattern.result) else {
      return
    }
    var group = FusionGroup(
      operations: pattern.chain.union([pattern.scores, pattern.result]), root: pattern.result)
    takeEpilogue(of: &group, movesResult: true)
    for product in [pattern.scores, pattern.result] {
      for (index, value) in module.operands(of: product).enumerated() {
        // Rows of keys and values are read as they lie; queries are copied to a panel.
        let isRight = product == pattern.result && index == 1
        takeViews(of: value, isLeft: !isRight, into: &group)
      }
    }
    takeMasks(of: pattern.chain, into: &group)
    close(group)
  }

  private mutating func fuseContraction(_ anchor: OperationID) {
    var group = FusionGroup(operations: [anchor], root: anchor)
    takeEpilogue(of: &group, movesResult: true)
    for (index, value) in module.operands(of: anchor).enumerated() {
      takeView(value, asOperand: index, of: anchor, into: &group)
    }
    close(group)
  }

  private mutating func fuseRow(_ anchor: OperationID) {
    var group = FusionGroup(operations: [anchor], root: anchor)
    takeProducers(of: [anchor], into: &group) { plan, producer, user in
      plan.kind(producer).isCheap && plan.kind(producer).isPointwise
        && !plan.module.isA(producer, Graph.Transpose.self)
    }
    takeMasks(of: group.operations, into: &group)
    takeEpilogue(of: &group, movesResult: false)
    close(group)
  }

  private mutating func fusePointwise(_ root: OperationID) {
    guard !taken.contains(root), kind(root).isPointwise,
      !module.isA(root, Graph.Reshape.self) || isReturned(root)
    else { return }
    var group = FusionGroup(operations: [root], root: root)
    takeProducers(of: [root], into: &group) { plan, producer, user in
      guard plan.kind(producer).isPointwise else { return false }
      return plan.kind(producer).isCheap || plan.readsOnce(user, plan.module.result(of: producer))
    }
    dropLeadingViews(of: &group)
    close(group)
  }

  private mutating func close(_ group: FusionGroup) {
    groups.append(group)
    taken.formUnion(group.operations)
    guard group.operations.count > 1 else { return }
    let names = group.operations.sorted { order[$0] ?? 0 < order[$1] ?? 0 }
      .map { "'\(module.name(of: $0))'" }
    remark(.passed, "fused \(names.joined(separator: ", ")) into one kernel", at: group.root)
  }

  mutating func remark(
    _ kind: Remark.Kind, _ message: String, at operation: OperationID
  ) {
    remarks.append(Remark(kind, pass: "fuse-graph", at: module.location(of: operation), message))
  }

  // MARK: What follows

  /// Adds element-wise operations on the result, and then, if allowed, transpositions of it, as
  /// long as a single value leaves the group.
  private mutating func takeEpilogue(of group: inout FusionGroup, movesResult: Bool) {
    guard module.resultCount(of: group.root) == 1 else { return }
    let shape = module.type(of: module.result(of: group.root)).sizes
    var grown = group
    // What uses the group without being in it: nothing that depends on it may join.
    var tainted: Set<OperationID> = []
    var values: Set<ValueID> = [module.result(of: group.root)]
    var index = (order[group.root] ?? 0) + 1
    var lastUse = lastUser(of: module.result(of: group.root))
    while index < operations.count, index <= lastUse, grown.operations.count < Self.limit {
      let operation = operations[index]
      index += 1
      let operands = module.operands(of: operation)
      let definitions = operands.compactMap { module.definingOperation(of: $0) }
      let uses = operands.contains { values.contains($0) }
      guard uses || definitions.contains(where: tainted.contains) else { continue }
      let joins =
        uses && !definitions.contains(where: tainted.contains) && !taken.contains(operation)
        && kind(operation).isElementwise
        && module.type(of: module.result(of: operation)).sizes == shape
      guard joins else {
        tainted.insert(operation)
        continue
      }
      grown.operations.insert(operation)
      grown.root = operation
      values.insert(module.result(of: operation))
      lastUse = max(lastUse, lastUser(of: module.result(of: operation)))
      if hasOneOutput(grown) { group = grown }
    }
    if movesResult { takeMovement(of: &group) }
    explainEnd(of: group, shape)
  }

  /// Adds transpositions, with the reshapes between them, of a result that has no other use.
  private func takeMovement(of group: inout FusionGroup) {
    var grown = group
    while module.hasOneUse(module.result(of: grown.root)),
      !needed.contains(module.result(of: grown.root)),
      let next = module.users(of: module.result(of: grown.root)).first,
      !taken.contains(next),
      module.isA(next, Graph.Transpose.self) || module.isA(next, Graph.Reshape.self)
    {
      grown.operations.insert(next)
      grown.root = next
      // A reshape at the end costs nothing as a view of the kernel's result.
      if module.isA(next, Graph.Transpose.self) || isReturned(next) { group = grown }
    }
  }

  private func lastUser(of value: ValueID) -> Int {
    module.users(of: value).map { order[$0] ?? 0 }.max() ?? 0
  }

  /// Whether only the root's result is used outside.
  private func hasOneOutput(_ group: FusionGroup) -> Bool {
    group.operations.allSatisfy { operation in
      operation == group.root
        || module.results(of: operation).allSatisfy { value in
          !returned.contains(value) && !needed.contains(value)
            && module.users(of: value).allSatisfy { group.operations.contains($0) }
        }
    }
  }

  private mutating func explainEnd(of group: FusionGroup, _ shape: [IndexExpression]?) {
    let result = module.result(of: group.root)
    let users = module.users(of: result).filter { kind($0).isElementwise }
    guard let user = users.first, module.users(of: result).count > 1 || users.count == 1 else {
      return
    }
    let reason =
      module.type(of: module.result(of: user)).sizes != shape
      ? "its result has another shape"
      : taken.contains(user)
        ? "it already is in another kernel"
        : "the value has other users, so it must be stored anyway"
    remark(
      .missed,
      "'\(module.name(of: user))' is not fused behind '\(module.name(of: group.root))': \(reason)",
      at: user)
  }
}
