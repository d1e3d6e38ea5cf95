/// Numbers by numbers: a table without boxes, for handles that stand for handles.
///
/// Keys near the first one, as handles of one function are, have their values in a plain array;
/// others go to a hash table with linear probing, at most half full.
struct NumberMap: Sendable {
  private struct Slot {
    var key: UInt32
    var value: UInt32
  }

  private var first: UInt32 = 0
  /// The values of the keys from `first` on; `none` where there is no key.
  private var near: ContiguousArray<UInt32> = []
  private var slots: ContiguousArray<Slot> = []
  private var shift: UInt64 = 64
  private var farCount = 0
  private(set) var count = 0

  /// Stands for no key and no value; no handle is that.
  private static var none: UInt32 { .max }

  @inline(__always) subscript(key: UInt32) -> UInt32? {
    let offset = Int(key &- first)
    if offset < near.count {
      let value = near[offset]
      return value == Self.none ? nil : value
    }
    guard farCount > 0 else { return nil }
    let slot = slots[place(of: key)]
    return slot.key == key ? slot.value : nil
  }

  /// Makes room for `count` keys in a row, if there is none yet.
  mutating func reserve(_ count: Int) {
    if near.isEmpty { near.reserveCapacity(count) }
  }

  @inline(__always) mutating func set(_ key: UInt32, to value: UInt32) {
    if count == 0 { first = key }
    let offset = Int(key &- first)
    if offset < near.count {
      if near[offset] == Self.none { count += 1 }
      near[offset] = value
    } else if offset == near.count, farCount == 0 {
      near.append(value)
      count += 1
    } else {
      setFar(key, to: value)
    }
  }

  /// `count` keys in a row, whose values are in a row too.
  mutating func setRun(of count: Int, from key: Int, to value: Int) {
    guard count > 0 else { return }
    let (key, value) = (UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: value))
    if self.count == 0, near.isEmpty {
      first = key
      self.count = count
      near = ContiguousArray(unsafeUninitializedCapacity: count) { memory, filled in
        for place in 0..<count { memory[place] = value &+ UInt32(truncatingIfNeeded: place) }
        filled = count
      }
    } else {
      for place in 0..<UInt32(truncatingIfNeeded: count) { set(key &+ place, to: value &+ place) }
    }
  }

  private mutating func setFar(_ key: UInt32, to value: UInt32) {
    let offset = Int(key &- first)
    // As long as a part of the array is in use; what once went to the other table stays there.
    if farCount == 0, offset < 8 * count + 64 {
      while near.count < offset { near.append(Self.none) }
      near.append(value)
      count += 1
      return
    }
    if farCount * 2 >= slots.count { resize(to: max(16, slots.count * 2)) }
    let place = place(of: key)
    if slots[place].key != key {
      farCount += 1
      count += 1
    }
    slots[place] = Slot(key: key, value: value)
  }

  /// Where `key` is or would go in the hash table.
  private func place(of key: UInt32) -> Int {
    // Fibonacci hashing: the high bits of a product with the golden ratio.
    var place = Int((UInt64(key) &* 0x9E37_79B9_7F4A_7C15) >> shift)
    while slots[place].key != key, slots[place].key != Self.none {
      place = (place + 1) & (slots.count - 1)
    }
    return place
  }

  private mutating func resize(to size: Int) {
    let old = slots
    shift = UInt64(64 - size.trailingZeroBitCount)
    slots = ContiguousArray(repeating: Slot(key: Self.none, value: 0), count: size)
    for slot in old where slot.key != Self.none { slots[place(of: slot.key)] = slot }
  }
}
