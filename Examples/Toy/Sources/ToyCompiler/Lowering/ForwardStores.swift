import Dialects
import IR
import Support

/// Uses what was stored, or loaded before, in the place of a load of the same element, and erases
/// memory that nothing loads from.
///
/// Before:
///
///     memref.store %x, %a[%i]
///     %y = memref.load %a[%i]
///
/// After: `%x` in the place of `%y`, and nothing of `%a` if that was its last load.
public let forwardStores = Pass(
  "forward-stores", "uses what was stored in the place of loading it again"
) { module, root, context in
  var functions: [OperationID] = []
  module.walk(root) { if module.isA($0, Func.Function.self) { functions.append($0) } }
  for block in functions.flatMap({ module.blocks(in: module.region(of: $0)) }) {
    context.count("loads", module.forwardStores(in: block, [:]))
  }
  var allocations: [OperationID] = []
  module.walk(root) { if module.isA($0, MemRef.Alloc.self) { allocations.append($0) } }
  for allocation in allocations where module.isNeverLoaded(allocation) {
    for user in module.users(of: module.result(of: allocation)) { module.erase(user) }
    module.erase(allocation)
    context.count("allocations")
  }
}

/// One element of memory, by the values that name it.
private struct Element: Hashable {
  var memory: ValueID
  var indices: [ValueID]
}

extension Module {
  /// Gives how many loads went; `known` are elements whose values are known where the block begins.
  fileprivate mutating func forwardStores(in block: BlockID, _ known: [Element: ValueID]) -> Int {
    var known = known
    var count = 0
    for operation in operations(in: block) {
      if let load = match(operation, as: MemRef.Load.self) {
        let element = Element(memory: load.memref, indices: load.indices)
        if let value = known[element] {
          replace(operation, with: [value])
          count += 1
        } else {
          known[element] = result(of: operation)
        }
        continue
      }
      let accesses = MemoryAccesses(of: operation, in: self)
      if accesses.isUnknown {
        known = [:]
      } else {
        let written = accesses.written
        known = known.filter { element, _ in
          allocation(behind: element.memory).map { !written.contains($0) } ?? false
        }
      }
      if let loop = body(of: operation), isA(operation, SCF.For.self) {
        // What the loop writes nowhere is the same in every iteration.
        count += forwardStores(in: loop, known)
      } else if let store = match(operation, as: MemRef.Store.self) {
        known[Element(memory: store.memref, indices: store.indices)] = store.value
      }
    }
    return count
  }

  /// Whether memory is only written and given back.
  fileprivate func isNeverLoaded(_ allocation: OperationID) -> Bool {
    let memory = result(of: allocation)
    return users(of: memory).allSatisfy { user in
      if let store = match(user, as: MemRef.Store.self) { return store.value != memory }
      return isA(user, MemRef.Dealloc.self)
    }
  }
}
