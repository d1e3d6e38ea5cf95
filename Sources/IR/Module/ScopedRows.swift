/// Row numbers found by what the rows hold: a hash table that does not know what equality is.
///
/// Entries leave in the reverse order in which they came, as scopes end.
struct ScopedRows: Sendable {
  private var entries: ContiguousArray<(hash: UInt32, row: UInt32)> = []
  /// Numbers of entries plus one, by hash with linear probing; at most half are taken.
  private var slots = ContiguousArray<UInt32>(repeating: 0, count: 16)

  var count: Int { entries.count }

  /// The row with this hash for which `isEqual` holds.
  @inline(__always) func first(hash: UInt32, where isEqual: (UInt32) -> Bool) -> UInt32? {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.hash == hash, isEqual(entry.row) { return entry.row }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds a row; of equal ones the first is found.
  mutating func add(_ row: UInt32, hash: UInt32) {
    entries.append((hash, row))
    guard entries.count * 2 <= slots.count else { return grow() }
    place(entries.count)
  }

  /// Forgets all but the first `count` rows.
  ///
  /// What came last never stood in the way of what came before it.
  mutating func removeAll(after count: Int) {
    while entries.count > count {
      var slot = Int(entries[entries.count - 1].hash) & (slots.count - 1)
      while slots[slot] != UInt32(entries.count) { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = 0
      entries.removeLast()
    }
  }

  private mutating func place(_ number: Int) {
    var slot = Int(entries[number - 1].hash) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(number)
  }

  private mutating func grow() {
    slots = ContiguousArray(repeating: 0, count: slots.count * 2)
    for number in 1...entries.count { place(number) }
  }
}

/// Mixes numbers into a hash: not for what an adversary chooses, but rows have many like him.
struct RowHasher {
  private var state: UInt64 = 0x243F_6A88_85A3_08D3

  @inline(__always) mutating func combine(_ number: UInt32) {
    state = (state ^ UInt64(number)) &* 0x9E37_79B9_7F4A_7C15
    state ^= state >> 32
  }

  var value: UInt32 { UInt32(truncatingIfNeeded: state ^ state >> 29) }
}
