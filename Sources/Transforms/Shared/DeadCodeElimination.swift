import IR
import Support

/// Erases operations without effects whose results nothing needs, in cycles too, and blocks that
/// control cannot reach.
///
/// Before:
///
///     %0 = "arith.addi"(%arg0, %arg0) : (i32, i32) -> i32
///     %1 = "arith.muli"(%0, %0) : (i32, i32) -> i32
///     "func.return"(%arg0) : (i32) -> ()
///
/// After:
///
///     "func.return"(%arg0) : (i32) -> ()
public let deadCodeElimination = Pass(
  "dead-code-elimination", "erases operations that nothing needs and blocks nothing reaches"
) { module, root, context in
  // What is dead may hold one another, so that all of it is one change.
  guard context.mayRewrite() else { return context.preserveAllAnalyses() }
  context.count("blocks", module.eraseUnreachableBlocks(in: root))
  var liveness = Liveness(of: root, in: module)
  let dead = liveness.deadOperations(inside: root, of: module)
  // Dead operations may use one another in a circle, so all uses go first.
  for operation in dead { module.dropOperands(inside: operation) }
  for operation in dead.reversed() { module.erase(operation) }
  context.count("operations", dead.count)
}

extension Module {
  /// Erases blocks that control cannot reach from the entry of their region; gives their number.
  mutating func eraseUnreachableBlocks(in root: OperationID) -> Int {
    var unreachable: [BlockID] = []
    walk(root) { operation in
      for region in regions(of: operation) {
        let blocks = blocks(in: region)
        guard blocks.count > 1 else { continue }
        let dominators = Dominators(of: region, in: self)
        unreachable += blocks.filter { !dominators.isReachable($0) }
      }
    }
    for block in unreachable {
      for operation in operations(in: block) { dropOperands(inside: operation) }
    }
    // Inner blocks were found after outer ones.
    for block in unreachable.reversed() { erase(block) }
    return unreachable.count
  }

  /// Takes the operands from an operation and everything inside it.
  fileprivate mutating func dropOperands(inside root: OperationID) {
    var all: [OperationID] = []
    walk(root) { all.append($0) }
    for operation in all where operandCount(of: operation) > 0 {
      setOperands(of: operation, to: [])
    }
  }
}

/// Which operations are needed: those with effects, and what they use, transitively.
private struct Liveness {
  private var live: Set<OperationID> = []
  private var pending: [OperationID] = []

  init(of root: OperationID, in module: Module) {
    module.walk(root) { operation in
      // Effects of what is inside count there.
      if operation == root || module.hasOwnEffect(operation) { mark(operation) }
    }
    while let operation = pending.popLast() { spread(from: operation, in: module) }
  }

  private mutating func mark(_ operation: OperationID) {
    if live.insert(operation).inserted { pending.append(operation) }
  }

  private mutating func spread(from operation: OperationID, in module: Module) {
    for value in module.operands(of: operation) {
      switch module.definition(of: value) {
      case .result(let definer, _): mark(definer)
      case .argument(let block, _):
        if let region = module.region(of: block) { mark(module.owner(of: region)) }
      }
    }
    if let block = module.block(of: operation), let region = module.region(of: block) {
      mark(module.owner(of: region))
    }
    for region in module.regions(of: operation) {
      for block in module.blocks(in: region) {
        if let last = module.lastOperation(in: block), module.isTerminator(last) { mark(last) }
      }
    }
  }

  /// The outermost dead operations, in order.
  mutating func deadOperations(inside root: OperationID, of module: Module) -> [OperationID] {
    var dead: [OperationID] = []
    func visit(_ operation: OperationID) {
      guard live.contains(operation) else { return dead.append(operation) }
      for region in module.regions(of: operation) {
        for block in module.blocks(in: region) {
          for inner in module.operations(in: block) { visit(inner) }
        }
      }
    }
    visit(root)
    return dead
  }
}
