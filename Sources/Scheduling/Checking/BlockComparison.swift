import Dialects
import IR
import Support

/// Whether blocks of two versions of a program compute the same from their iterators.
///
/// Buffers correspond where they are used alike; what is found out about one block holds for the next.
struct BlockComparison {
  let before: Module
  let after: Module
  /// The buffer of the new version for each of the old.
  private(set) var buffers: [ValueID: ValueID] = [:]
  private var taken: Set<ValueID> = []

  init(_ before: Module, _ after: Module, _ function: OperationID) {
    (self.before, self.after) = (before, after)
    guard let old = before.body(of: function), let new = after.body(of: function) else { return }
    for (a, b) in zip(before.arguments(of: old), after.arguments(of: new)) { pair(a, b) }
  }

  private mutating func pair(_ old: ValueID, _ new: ValueID) {
    buffers[old] = new
    taken.insert(new)
  }

  /// What makes two blocks differ, if anything; which elements accesses touch is for others to ask,
  /// where the values of their indices are `known` in both versions.
  mutating func difference(
    _ old: OperationID, _ new: OperationID, known: (_ old: OperationID, _ new: OperationID) -> Bool
  ) -> String? {
    let (olds, news) = (before.regions(of: old), after.regions(of: new))
    guard olds.count == news.count else { return "has other parts" }
    for (a, b) in zip(olds, news) {
      var names: [ValueID: ValueID] = [:]
      if let found = difference(a, b, &names, known) { return found }
    }
    return nil
  }

  private mutating func difference(
    _ old: RegionID, _ new: RegionID, _ names: inout [ValueID: ValueID],
    _ known: (OperationID, OperationID) -> Bool
  ) -> String? {
    let (olds, news) = (before.blocks(in: old), after.blocks(in: new))
    guard olds.count == news.count else { return "computes something else" }
    for (a, b) in zip(olds, news) {
      let (ours, theirs) = (before.arguments(of: a), after.arguments(of: b))
      guard ours.count == theirs.count else { return "has other iterators" }
      for (x, y) in zip(ours, theirs) { names[x] = y }
      let (left, right) = (before.operations(in: a), after.operations(in: b))
      guard left.count == right.count else { return "computes something else" }
      for (x, y) in zip(left, right) {
        if let found = difference(x, y, &names, known) { return found }
      }
    }
    return nil
  }

  private mutating func difference(
    _ old: OperationID, _ new: OperationID, _ names: inout [ValueID: ValueID],
    _ known: (OperationID, OperationID) -> Bool
  ) -> String? {
    let name = before.name(of: old)
    guard name == after.name(of: new) else {
      return "has '\(after.name(of: new))' where '\(name)' was"
    }
    var (ours, theirs) = (before.operands(of: old), after.operands(of: new))
    let isStore = before.isA(old, Program.Store.self)
    if isStore || before.isA(old, Program.Load.self) {
      let place = isStore ? 1 : 0
      guard ours.count > place, theirs.count > place else { return "has a damaged access" }
      if let found = differenceOfBuffers(ours[place], theirs[place]) { return found }
      if known(old, new) {
        (ours, theirs) = (Array(ours.prefix(place)), Array(theirs.prefix(place)))
      } else if before.property("map", of: old) != after.property("map", of: new) {
        return "touches elements that cannot be compared"
      } else {
        ours.remove(at: place)
        theirs.remove(at: place)
      }
    } else if before.properties(of: old) != after.properties(of: new) {
      return "has another '\(name)'"
    }
    guard ours.count == theirs.count else { return "has another '\(name)'" }
    for (a, b) in zip(ours, theirs) {
      // The counters of loops may mean something else now.
      guard names[a] == b else { return "computes '\(name)' from other values" }
    }
    let (left, right) = (before.results(of: old), after.results(of: new))
    guard left.map({ before.type(of: $0) }) == right.map({ after.type(of: $0) }) else {
      return "computes '\(name)' in another type"
    }
    for (a, b) in zip(left, right) { names[a] = b }
    for (a, b) in zip(before.regions(of: old), after.regions(of: new)) {
      if let found = difference(a, b, &names, known) { return found }
    }
    return nil
  }

  private mutating func differenceOfBuffers(_ old: ValueID, _ new: ValueID) -> String? {
    if let known = buffers[old] {
      return known == new ? nil : "touches another buffer"
    }
    guard !taken.contains(new) else { return "touches another buffer" }
    guard let a = before.bufferType(of: old), let b = after.bufferType(of: new),
      a.shape == b.shape, a.element == b.element
    else { return "touches a buffer of another shape" }
    pair(old, new)
    return nil
  }
}
