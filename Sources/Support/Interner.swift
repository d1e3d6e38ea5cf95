/// An append-only table that gives equal values the same small number, shared by threads.
///
/// Reading never locks: rows live in chunks of doubling size that are never moved, and a number
/// reaches another thread only after its row was written. Adding takes one lock.
public final class Interner<Value: Hashable & Sendable>: @unchecked Sendable {
  // Unchecked because of `chunks`: each slot is written once, under the lock, before any number
  // that refers to it is handed out.
  @usableFromInline let chunks: UnsafeMutablePointer<UnsafeMutablePointer<Value>?>
  @usableFromInline let state = Locked(State())

  @usableFromInline struct State {
    /// By their hashes; a power of two of them, at least a third of them free.
    @usableFromInline var places = [InternedPlace](repeating: InternedPlace(), count: 64)
    @usableFromInline var count: UInt32 = 0
    @usableFromInline var placed = 0

    @inlinable init() {}
  }

  @inlinable static var firstChunkBits: Int { 6 }
  @inlinable static var chunkCount: Int { 26 }

  public init() {
    chunks = .allocate(capacity: Self.chunkCount)
    chunks.initialize(repeating: nil, count: Self.chunkCount)
  }

  deinit {
    var left = Int(state.withLock { $0.count })
    for chunk in 0..<Self.chunkCount {
      guard let rows = chunks[chunk] else { break }
      let size = 1 << (Self.firstChunkBits + chunk)
      rows.deinitialize(count: min(left, size))
      rows.deallocate()
      left = max(0, left - size)
    }
    chunks.deallocate()
  }

  /// The number of `value`, added if it is new.
  @inlinable public func intern(_ value: Value) -> UInt32 {
    let hash = value.hashValue
    return state.withLock { state in
      var place = hash & (state.places.count - 1)
      while !state.places[place].isFree {
        let known = state.places[place]
        if known.hash == hash, self[known.number] == value { return known.number }
        place = (place + 1) & (state.places.count - 1)
      }
      let number = append(value, &state)
      state.places[place] = InternedPlace(hash: hash, number: number)
      state.placed += 1
      if state.placed * 3 > state.places.count * 2 { InternedPlace.grow(&state.places) }
      return number
    }
  }

  /// A number for `value` without a search: for values that are known to be new, such as the place
  /// of each operation in a file.
  ///
  /// Interning an equal value later gives another number.
  public func add(_ value: Value) -> UInt32 { state.withLock { append(value, &$0) } }

  /// Numbers for all of `values`, one after another, as `add(_:)` gives; the first is returned.
  public func add(contentsOf values: [Value]) -> UInt32 {
    state.withLock { state in
      let first = state.count
      values.withUnsafeBufferPointer { values in
        var done = 0
        while done < values.count {
          let (chunk, offset) = Self.position(of: state.count)
          let size = min(values.count - done, 1 << (Self.firstChunkBits + chunk) - offset)
          let room = UnsafeMutableBufferPointer(start: rows(of: chunk) + offset, count: size)
          _ = room.initialize(from: values[done..<done + size])
          state.count += UInt32(size)
          done += size
        }
      }
      return first
    }
  }

  @inlinable func append(_ value: Value, _ state: inout State) -> UInt32 {
    let number = state.count
    let (chunk, offset) = Self.position(of: number)
    (rows(of: chunk) + offset).initialize(to: value)
    state.count += 1
    return number
  }

  /// The rows of a chunk, allocated when it is first used.
  @inlinable func rows(of chunk: Int) -> UnsafeMutablePointer<Value> {
    if let existing = chunks[chunk] { return existing }
    let rows = UnsafeMutablePointer<Value>.allocate(capacity: 1 << (Self.firstChunkBits + chunk))
    chunks[chunk] = rows
    return rows
  }

  /// The value with `number`, which must have come from `intern`.
  @inlinable public subscript(number: UInt32) -> Value {
    let (chunk, offset) = Self.position(of: number)
    guard let rows = chunks[chunk] else { preconditionFailure("unknown interned number") }
    return rows[offset]
  }

  @inlinable static func position(of number: UInt32) -> (chunk: Int, offset: Int) {
    let shifted = Int(number) + (1 << firstChunkBits)
    let top = Int.bitWidth - 1 - shifted.leadingZeroBitCount
    return (top - firstChunkBits, shifted - (1 << top))
  }
}

/// A number with the hash of its value, so that growing hashes nothing again.
@usableFromInline struct InternedPlace {
  @usableFromInline var hash = 0
  @usableFromInline var number = UInt32.max

  @inlinable init() {}

  @inlinable init(hash: Int, number: UInt32) { (self.hash, self.number) = (hash, number) }

  @inlinable var isFree: Bool { number == .max }

  /// Twice as many places, for the same numbers.
  @usableFromInline static func grow(_ places: inout [InternedPlace]) {
    var more = [InternedPlace](repeating: InternedPlace(), count: places.count * 2)
    for old in places where !old.isFree {
      var place = old.hash & (more.count - 1)
      while !more[place].isFree { place = (place + 1) & (more.count - 1) }
      more[place] = old
    }
    places = more
  }
}
