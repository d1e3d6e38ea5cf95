/// Numbers by numbers: a hash table without boxes, for handles that stand for handles.
///
/// Open addressing with linear probing, at most half full; slots of one array hold key and value side
/// by side.
struct NumberMap: Sendable {
  private struct Slot {
    var key: UInt32
    var value: UInt32
  }

  private var slots: ContiguousArray<Slot> = []
  private var shift: UInt32 = 64
  private(set) var count = 0

  /// The key of an empty slot; no handle has it.
  private static var empty: UInt32 { .max }

  init() {}

  /// A table for `capacity` keys without growing.
  init(capacity: Int) { resize(to: max(8, capacity * 2)) }

  var isEmpty: Bool { count == 0 }

  @inline(__always) subscript(key: UInt32) -> UInt32? {
    get {
      guard count > 0 else { return nil }
      let slot = slots[place(of: key)]
      return slot.key == key ? slot.value : nil
    }
    set {
      precondition(newValue != nil, "keys are not removed")
      set(key, to: newValue ?? 0)
    }
  }

  @inline(__always) mutating func set(_ key: UInt32, to value: UInt32) {
    if count * 2 >= slots.count { resize(to: max(16, slots.count * 2)) }
    let place = place(of: key)
    if slots[place].key != key { count += 1 }
    slots[place] = Slot(key: key, value: value)
  }

  /// Makes room for `additional` more keys.
  mutating func reserve(_ additional: Int) {
    if (count + additional) * 2 > slots.count { resize(to: (count + additional) * 2) }
  }

  /// Where `key` is or would go.
  @inline(__always) private func place(of key: UInt32) -> Int {
    // Fibonacci hashing: the high bits of a product with the golden ratio.
    var place = Int((UInt64(key) &* 0x9E37_79B9_7F4A_7C15) >> UInt64(shift))
    while slots[place].key != key, slots[place].key != Self.empty {
      place = (place + 1) & (slots.count - 1)
    }
    return place
  }

  private mutating func resize(to size: Int) {
    let old = slots
    let bits = Int.bitWidth - (size - 1).leadingZeroBitCount
    shift = UInt32(64 - bits)
    slots = ContiguousArray(repeating: Slot(key: Self.empty, value: 0), count: 1 << bits)
    for slot in old where slot.key != Self.empty { slots[place(of: slot.key)] = slot }
  }
}
