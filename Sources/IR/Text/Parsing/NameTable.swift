/// Numbers pieces of the source text by their bytes: equal bytes, equal number.
struct NameTable {
  struct Entry {
    var start: Int
    var end: Int
    var hash: UInt32
    /// What the name stands for; `unbound` until it is defined.
    var value: UInt32 = NameTable.unbound
    /// How many values the name covers.
    var count: UInt32 = 0
    /// Whether uses wait for the definition.
    var isAwaited = false
    /// Whether the definition was in error, so that uses need no further message.
    var isPoisoned = false
  }

  static var unbound: UInt32 { .max }

  private(set) var entries: ContiguousArray<Entry> = []
  /// Entry numbers plus one by hash; zero is free.
  ///
  /// The count is a power of two.
  private var buckets = ContiguousArray<UInt32>(repeating: 0, count: 16)

  subscript(index: Int) -> Entry {
    get { entries[index] }
    set { entries[index] = newValue }
  }

  /// The number of the name `bytes[start ..< end]`, added if it is new.
  mutating func index(of start: Int, _ end: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let hash = Self.hash(start, end, in: bytes)
    var slot = Int(hash) & (buckets.count - 1)
    while buckets[slot] != 0 {
      let candidate = Int(buckets[slot]) - 1
      if matches(candidate, hash, start, end, bytes) { return candidate }
      slot = (slot + 1) & (buckets.count - 1)
    }
    entries.append(Entry(start: start, end: end, hash: hash))
    buckets[slot] = UInt32(entries.count)
    if entries.count * 2 > buckets.count { grow() }
    return entries.count - 1
  }

  /// Forgets all names.
  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    if buckets.count > 1024 {
      buckets = ContiguousArray(repeating: 0, count: 16)
    } else {
      for slot in buckets.indices { buckets[slot] = 0 }
    }
  }

  @inline(__always) private func matches(
    _ candidate: Int, _ hash: UInt32, _ start: Int, _ end: Int, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let entry = entries[candidate]
    guard entry.hash == hash, entry.end - entry.start == end - start else { return false }
    for offset in 0..<(end - start) where bytes[entry.start + offset] != bytes[start + offset] {
      return false
    }
    return true
  }

  /// FNV-1a.
  @inline(__always) private static func hash(
    _ start: Int, _ end: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> UInt32 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for offset in start..<end { hash = (hash ^ UInt64(bytes[offset])) &* 0x100_0000_01B3 }
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }

  private mutating func grow() {
    buckets = ContiguousArray(repeating: 0, count: buckets.count * 2)
    for (index, entry) in entries.enumerated() {
      var slot = Int(entry.hash) & (buckets.count - 1)
      while buckets[slot] != 0 { slot = (slot + 1) & (buckets.count - 1) }
      buckets[slot] = UInt32(index + 1)
    }
  }
}
