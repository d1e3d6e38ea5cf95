import IR
import Support

/// Takes what was stored instead of loading it again, and erases stores that nobody can see.
///
/// Before:
///
///     "memref.store"(%a, %m, %i) : (f32, memref<?xf32>, index) -> ()
///     %0 = "memref.load"(%m, %i) : (memref<?xf32>, index) -> f32
///     "memref.store"(%b, %m, %i) : (f32, memref<?xf32>, index) -> ()
///     "use"(%0) : (f32) -> ()
///
/// After:
///
///     "memref.store"(%b, %m, %i) : (f32, memref<?xf32>, index) -> ()
///     "use"(%a) : (f32) -> ()
///
/// What was stored is known inside loops and conditions too, as far as nothing there may store to the
/// same place. A store is erased if a later one in its block overwrites it before anything may read
/// it, and so is memory from which nothing reads.
public let memoryOptimizations = Pass(
  "memory-optimizations", "forwards what was stored to loads and erases unseen stores"
) { module, root, context in
  let aliasing = context.analysis(Aliasing.self, of: root, in: module)
  var forwarding = Forwarding(aliasing: aliasing)
  forwarding.visit(contentsOf: root, of: module)
  for (load, value) in forwarding.found where context.mayRewrite() {
    module.replace(load, with: [forwarding.resolved(value)])
    context.count("loads")
  }
  for store in module.overwrittenStores(in: root, aliasing) where context.mayRewrite() {
    module.erase(store)
    context.count("stores")
  }
  for unread in module.unreadMemory(in: root) where context.mayRewrite() {
    for operation in unread.reversed() { module.erase(operation) }
    context.count("allocations")
  }
}

/// Values that are known to be in memory, on the way through a program.
private struct Forwarding {
  private let aliasing: Aliasing
  /// Loads, and what they give, in order.
  private(set) var found: [(load: OperationID, value: ValueID)] = []
  private var replaced: [ValueID: ValueID] = [:]
  /// The values that are in memory here.
  private var known: KnownElements<ValueID>

  init(aliasing: Aliasing) {
    self.aliasing = aliasing
    known = KnownElements(aliasing)
  }

  /// What stands for a value after loads are replaced.
  func resolved(_ value: ValueID) -> ValueID { replaced[value] ?? value }

  mutating func visit(contentsOf operation: OperationID, of module: Module) {
    for region in module.regions(of: operation) {
      let blocks = module.blocks(in: region)
      for block in blocks where blocks.count > 1 {
        let outer = known
        known = KnownElements(aliasing)
        visit(block, of: module)
        known = outer
      }
      if blocks.count == 1 {
        let mark = known.enterScope()
        visit(blocks[0], of: module)
        known.leaveScope(mark, in: module)
      }
    }
  }

  private mutating func visit(_ block: BlockID, of module: Module) {
    for inner in module.operations(in: block) { visit(inner, of: module) }
  }

  private mutating func visit(_ operation: OperationID, of module: Module) {
    let accesses = module.memoryAccesses(of: operation)
    guard module.regionCount(of: operation) > 0 else {
      return forget(after: accesses, of: module, at: operation)
    }
    let traits = module.definition(of: operation)?.traits ?? []
    guard let accesses, traits.contains(.recursivelyPure) || traits.contains(.loop) else {
      // Nothing is known of when and how often it runs what is inside.
      known.forgetAll(butKept: false, in: module)
      visit(contentsOf: operation, of: module)
      return
    }
    // In a loop an earlier iteration may have stored.
    if traits.contains(.loop) { forget(writes: accesses, of: module) }
    visit(contentsOf: operation, of: module)
    forget(writes: accesses, of: module)
  }

  private mutating func forget(
    after accesses: [MemoryAccess]?, of module: Module, at operation: OperationID
  ) {
    guard let accesses else { return known.forgetAll(butKept: true, in: module) }
    for access in accesses {
      if access.kind == .read, let result = access.value, let value = known[access, in: module],
        module.type(of: value) == module.type(of: result),
        module.resultCount(of: operation) == 1, accesses.count == 1
      {
        found.append((operation, value))
        replaced[result] = resolved(value)
        return
      }
      if access.kind == .write { known.forget(whatMayBe: access, in: module) }
      if let value = access.value { known[access, in: module] = value }
    }
  }

  private mutating func forget(writes accesses: [MemoryAccess], of module: Module) {
    for access in accesses where access.kind == .write {
      known.forget(whatMayBe: access, in: module)
    }
  }
}

extension Module {
  /// Stores that a later one in the same block overwrites before anything may read them.
  fileprivate func overwrittenStores(
    in root: OperationID, _ aliasing: Aliasing
  ) -> [OperationID] {
    var dead: [OperationID] = []
    walk(root) { operation in
      for block in regions(of: operation).flatMap({ blocks(in: $0) }) {
        /// Elements that are written below before they are read.
        var written = KnownElements<Bool>(aliasing)
        for inner in operations(in: block).reversed() {
          guard !isTerminator(inner), let accesses = memoryAccesses(of: inner) else {
            written = KnownElements(aliasing)
            continue
          }
          // What is inside an operation may not run.
          if regionCount(of: inner) == 0, accesses.count == 1, accesses[0].kind == .write,
            accesses[0].element != nil
          {
            if written[accesses[0], in: self] != nil {
              dead.append(inner)
            } else {
              written[accesses[0], in: self] = true
            }
            continue
          }
          for access in accesses where access.kind == .read {
            written.forget(whatMayBe: access, in: self)
          }
        }
      }
    }
    return dead
  }

  /// Allocations that nothing reads, each with what stores to it, in the order of uses.
  fileprivate func unreadMemory(in root: OperationID) -> [[OperationID]] {
    var unread: [[OperationID]] = []
    walk(root) { operation in
      guard definition(of: operation) is any MemoryAllocation.Type else { return }
      if let users = writersOnly(of: operation) { unread.append([operation] + users) }
    }
    return unread
  }

  /// The operations that use memory and views of it, each after what it uses; `nil` if one of them
  /// may do anything but write there.
  private func writersOnly(of allocation: OperationID) -> [OperationID]? {
    var users: [OperationID] = []
    var seen: Set<OperationID> = []
    var pending = [allocation]
    while let definer = pending.popLast() {
      for user in self.users(of: result(of: definer)) {
        switch definition(of: user) {
        case is any MemoryViewOperation.Type: pending.append(user)
        case let access as any MemoryAccessOperation.Type:
          let accesses = access.accesses(of: user, in: self)
          guard accesses.allSatisfy({ $0.kind == .write && $0.value != result(of: definer) }),
            resultCount(of: user) == 0
          else { return nil }
        default: return nil
        }
        if seen.insert(user).inserted { users.append(user) }
      }
    }
    return users
  }
}
