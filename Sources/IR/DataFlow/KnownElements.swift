/// What is known of elements of memory on the way through a program, found by where they are, so that
/// it takes no longer where much is known.
///
/// Of the elements of one memory those with the same variable indices are told apart by the constant
/// ones. Forgetting more than one must is allowed, and done where there are very many.
public struct KnownElements<Content: Sendable>: Sendable {
  /// Elements of which the same values are indices, and of which the others are numbers.
  private struct Group: Hashable, Sendable {
    var elements: ValueID
    /// `nil` where the index is a number.
    var variables: [ValueID?]
  }

  private struct Place: Sendable {
    var memory: ValueID
    var group: Group
    var numbers: [Int]
  }

  private typealias Numbered = [[Int]: Content]
  private typealias Groups = [Group: Numbered]

  /// What a change replaced.
  private enum Change: Sendable {
    case element(Place, Content?)
    case group(ValueID, Group, Numbered)
    case memory(ValueID, Groups)
  }

  private let aliasing: Aliasing
  private var memories: [ValueID: Groups] = [:]
  /// Those of each kind of which something is known.
  private var kinds: [Aliasing.Kind: Set<ValueID>] = [:]
  private var changes: [Change] = []
  private var scopeCount = 0

  /// So many elements, or groups of them, are looked at one by one.
  private static var patience: Int { 256 }

  public init(_ aliasing: Aliasing) { self.aliasing = aliasing }

  /// What is known of the one element that is accessed; what is set of others stays known.
  public subscript(access: MemoryAccess, in module: Module) -> Content? {
    get {
      guard let place = place(of: access, in: module) else { return nil }
      return memories[place.memory]?[place.group]?[place.numbers]
    }
    set {
      guard let place = place(of: access, in: module) else { return }
      if memories[place.memory] == nil {
        kinds[aliasing.kind(of: place.memory, in: module), default: []].insert(place.memory)
      }
      set(place, to: newValue)
    }
  }

  /// Forgets what may be the element, or the part of memory, that is accessed.
  public mutating func forget(whatMayBe access: MemoryAccess, in module: Module) {
    let memory = aliasing.memory(of: access.memory, in: module)
    let kind = aliasing.kind(of: memory, in: module)
    for other in Aliasing.Kind.allCases where kind.difference(from: other) == nil {
      for candidate in kinds[other] ?? [] where candidate != memory {
        removeAll(of: candidate, other)
      }
    }
    guard let count = memories[memory]?.count else { return }
    guard let place = place(of: access, in: module), count < Self.patience else {
      return removeAll(of: memory, kind)
    }
    // Nothing may keep a copy of what changes.
    let others = memories[memory]?.keys.filter { $0 != place.group } ?? []
    for group in others { forget(group, of: memory, whatMayBe: place) }
    if others.count < count { set(place, to: nil) }
  }

  /// Forgets everything, but for memory that only accesses and views see if that is said.
  public mutating func forgetAll(butKept: Bool, in module: Module) {
    for (kind, memories) in kinds where !butKept || kind != .keptAllocation {
      for memory in memories { removeAll(of: memory, kind) }
    }
  }

  // MARK: Scopes

  /// Begins a scope, at whose end everything is known again that is known now, and nothing else.
  public mutating func enterScope() -> Int {
    scopeCount += 1
    return changes.count
  }

  /// Ends the scope that began at `mark`.
  public mutating func leaveScope(_ mark: Int, in module: Module) {
    while changes.count > mark {
      switch changes.removeLast() {
      case .element(let place, let content): write(content, at: place)
      case .group(let memory, let group, let numbered): memories[memory]?[group] = numbered
      case .memory(let memory, let groups):
        memories[memory] = groups
        kinds[aliasing.kind(of: memory, in: module), default: []].insert(memory)
      }
    }
    scopeCount -= 1
  }

  // MARK: Changing

  private mutating func set(_ place: Place, to content: Content?) {
    if scopeCount > 0 {
      changes.append(.element(place, memories[place.memory]?[place.group]?[place.numbers]))
    }
    write(content, at: place)
  }

  private mutating func write(_ content: Content?, at place: Place) {
    memories[place.memory, default: [:]][place.group, default: [:]][place.numbers] = content
  }

  private mutating func removeAll(of memory: ValueID, _ kind: Aliasing.Kind) {
    kinds[kind]?.remove(memory)
    guard let old = memories.removeValue(forKey: memory), scopeCount > 0 else { return }
    changes.append(.memory(memory, old))
  }

  /// Forgets the elements of another group that may be `place`: those without an index that is another
  /// number there.
  private mutating func forget(
    _ group: Group, of memory: ValueID, whatMayBe place: Place
  ) {
    let numbered = memories[memory]?[group] ?? [:]
    let (mine, theirs) = (place.group.variables, group.variables)
    let isComparable =
      group.elements == place.group.elements && mine.count == theirs.count
      && zip(mine, theirs).contains { $0 == nil && $1 == nil }
    guard isComparable, numbered.count < Self.patience else {
      memories[memory]?[group] = nil
      if scopeCount > 0 { changes.append(.group(memory, group, numbered)) }
      return
    }
    for numbers in numbered.keys {
      var (own, other) = (place.numbers.makeIterator(), numbers.makeIterator())
      var differs = false
      for (a, b) in zip(mine, theirs) {
        let (x, y) = (a == nil ? own.next() : nil, b == nil ? other.next() : nil)
        if let x, let y, x != y { differs = true }
      }
      if !differs { set(Place(memory: memory, group: group, numbers: numbers), to: nil) }
    }
  }

  /// Where the one element that is accessed is; `nil` if that is not one.
  private func place(of access: MemoryAccess, in module: Module) -> Place? {
    guard let element = access.element else { return nil }
    let origin = aliasing.origin(of: access.memory, in: module)
    var numbers: [Int] = []
    let variables = element.map { index -> ValueID? in
      guard let number = module.constantValue(of: index)?.integerValue else { return index }
      numbers.append(number)
      return nil
    }
    return Place(
      memory: origin.memory, group: Group(elements: origin.elements, variables: variables),
      numbers: numbers)
  }
}
