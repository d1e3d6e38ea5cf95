/// Which value names mean what, where the parser is.
///
/// Names are visible in nested regions. An operation that is isolated from above starts afresh.
struct ValueScopes {
  /// The names of one isolated operation.
  private struct Isolated {
    var names = NameTable()
    /// The names defined, innermost region last.
    var defined: [Int] = []
    /// How many were defined when each open region began.
    var marks: [Int] = []
    /// Uses that wait for a definition, by name.
    var awaited: [Int: [Awaited]] = [:]
  }

  /// A use before the definition, with a value that stands in.
  struct Awaited {
    var placeholder: ValueID
    /// Which of the name's values.
    var number: Int
    var place: Token
  }

  /// Kept and cleared when a scope is left, so that their memory is used again.
  private var scopes: [Isolated] = [Isolated()]
  private var top = 0

  /// Enters a region.
  mutating func push(isolated: Bool) {
    if isolated {
      top += 1
      if top == scopes.count { scopes.append(Isolated()) }
    }
    scopes[top].marks.append(scopes[top].defined.count)
  }

  /// Leaves a region; gives the uses whose names were never defined, if it was isolated.
  mutating func pop(isolated: Bool) -> [Awaited] {
    let mark = scopes[top].marks.popLast() ?? 0
    while scopes[top].defined.count > mark {
      let name = scopes[top].defined.removeLast()
      scopes[top].names[name].value = NameTable.unbound
      scopes[top].names[name].isPoisoned = false
    }
    return isolated ? close() : []
  }

  /// Ends the present isolated scope.
  mutating func close() -> [Awaited] {
    let left = scopes[top].awaited.values.flatMap { $0 }
    scopes[top].awaited = [:]
    scopes[top].names.removeAll()
    scopes[top].defined = []
    scopes[top].marks = []
    if top > 0 { top -= 1 }
    return left.sorted { $0.place.start < $1.place.start }
  }

  /// The number of a name in the present scope.
  @inline(__always) mutating func index(
    of name: Token, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    scopes[top].names.index(of: name.start, name.end, in: bytes)
  }

  subscript(name: Int) -> NameTable.Entry { scopes[top].names[name] }

  /// Lets `name` mean `count` values from number `first`; gives the uses that waited for it.
  mutating func define(_ name: Int, first: UInt32, count: UInt32) -> [Awaited] {
    scopes[top].names[name].value = first
    scopes[top].names[name].count = count
    scopes[top].defined.append(name)
    guard scopes[top].names[name].isAwaited else { return [] }
    scopes[top].names[name].isAwaited = false
    return scopes[top].awaited.removeValue(forKey: name) ?? []
  }

  /// Lets uses of `name` pass without a message: its definition was in error.
  mutating func poison(_ name: Int) {
    guard scopes[top].names[name].value == NameTable.unbound else { return }
    scopes[top].names[name].isPoisoned = true
    scopes[top].defined.append(name)
    scopes[top].names[name].isAwaited = false
    scopes[top].awaited[name] = nil
  }

  /// The placeholder for a value used before its definition, if there is one.
  func placeholder(_ name: Int, number: Int) -> ValueID? {
    guard scopes[top].names[name].isAwaited else { return nil }
    return scopes[top].awaited[name]?.first { $0.number == number }?.placeholder
  }

  /// Forgets uses from `offset` on: they are in what could not be read.
  mutating func discardAwaited(from offset: Int) {
    guard !scopes[top].awaited.isEmpty else { return }
    for (name, uses) in scopes[top].awaited {
      let kept = uses.filter { $0.place.start < offset }
      scopes[top].awaited[name] = kept.isEmpty ? nil : kept
      if kept.isEmpty { scopes[top].names[name].isAwaited = false }
    }
  }

  mutating func addAwaited(_ name: Int, _ use: Awaited) {
    scopes[top].names[name].isAwaited = true
    scopes[top].awaited[name, default: []].append(use)
  }
}
