/// An append-only table that gives equal values the same small number, shared by threads.
///
/// Reading never locks: rows live in chunks of doubling size that are never moved, and a number
/// reaches another thread only after its row was written. Adding takes one lock.
public final class Interner<Value: Hashable & Sendable>: @unchecked Sendable {
  // Unchecked because of `chunks`: each slot is written once, under the lock, before any number
  // that refers to it is handed out.
  private let chunks: UnsafeMutablePointer<UnsafeMutablePointer<Value>?>
  private let state = Locked(State())

  private struct State {
    var numbers: [Value: UInt32] = [:]
    var count: UInt32 = 0
  }

  private static var firstChunkBits: Int { 6 }
  private static var chunkCount: Int { 26 }

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
  public func intern(_ value: Value) -> UInt32 {
    state.withLock { state in
      if let known = state.numbers[value] { return known }
      let number = append(value, &state)
      state.numbers[value] = number
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

  private func append(_ value: Value, _ state: inout State) -> UInt32 {
    let number = state.count
    let (chunk, offset) = Self.position(of: number)
    (rows(of: chunk) + offset).initialize(to: value)
    state.count += 1
    return number
  }

  /// The rows of a chunk, allocated when it is first used.
  private func rows(of chunk: Int) -> UnsafeMutablePointer<Value> {
    if let existing = chunks[chunk] { return existing }
    let rows = UnsafeMutablePointer<Value>.allocate(capacity: 1 << (Self.firstChunkBits + chunk))
    chunks[chunk] = rows
    return rows
  }

  /// The value with `number`, which must have come from `intern`.
  public subscript(number: UInt32) -> Value {
    let (chunk, offset) = Self.position(of: number)
    guard let rows = chunks[chunk] else { preconditionFailure("unknown interned number") }
    return rows[offset]
  }

  private static func position(of number: UInt32) -> (chunk: Int, offset: Int) {
    let shifted = Int(number) + (1 << firstChunkBits)
    let top = Int.bitWidth - 1 - shifted.leadingZeroBitCount
    return (top - firstChunkBits, shifted - (1 << top))
  }
}
