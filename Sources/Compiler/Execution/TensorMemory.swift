import Foundation
import TangramRuntime

/// The memory of one tensor, or of several: given back when nothing holds it.
// Unchecked because of the pointer; whoever holds it says which thread writes.
final class TensorMemory: @unchecked Sendable {
  let bytes: UnsafeMutableRawBufferPointer
  private let placement: MemoryPlacement

  /// Memory of `count` bytes on a boundary of `alignment`, a power of two; `nil` when there is not so
  /// much.
  init?(_ count: Int, alignment: Int = 64, _ placement: MemoryPlacement) {
    guard let start = placement.allocate(count, alignment: alignment) else { return nil }
    bytes = UnsafeMutableRawBufferPointer(start: start, count: count)
    self.placement = placement
  }

  deinit { placement.release(bytes.baseAddress, bytes.count) }
}

/// Where memory is taken from that machine code reads and writes.
///
/// Beside a page that nobody may touch, code that reads or writes past the end of its buffer, or before
/// the start, ends the process there and then.
package enum MemoryPlacement: Int, CaseIterable, Sendable {
  /// Wherever there is some, at the beginning of a cache line.
  case anywhere
  /// The last byte is the last one before such a page.
  case endsAtGuard
  /// The first byte is the first one after such a page.
  case beginsAtGuard

  /// The pages that hold `count` bytes.
  private static func pages(_ count: Int) -> Int {
    let page = Int(getpagesize())
    return (count + page - 1) / page * page
  }

  /// Memory on a boundary of `alignment`, a power of two of at most a page; `nil` when there is not so
  /// much.
  ///
  /// An end that is no such boundary has less than `alignment` bytes between itself and the page.
  package func allocate(_ count: Int, alignment: Int) -> UnsafeMutableRawPointer? {
    if self == .anywhere {
      var place: UnsafeMutableRawPointer?
      return posix_memalign(&place, max(alignment, 64), max(count, 1)) == 0 ? place : nil
    }
    let page = Int(getpagesize())
    let (total, isTooLarge) = count.addingReportingOverflow(3 * page)
    guard !isTooLarge, total > 0 else { return nil }
    let inside = Self.pages(count)
    let map = mmap(
      nil, inside + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let map, map != MAP_FAILED else { return nil }
    let first = map + page
    guard inside == 0 || mprotect(first, inside, PROT_READ | PROT_WRITE) == 0 else {
      munmap(map, inside + 2 * page)
      return nil
    }
    let aligned = (count + alignment - 1) / alignment * alignment
    return self == .beginsAtGuard ? first : first + (inside - aligned)
  }

  /// Gives back what `allocate` gave for as many bytes.
  package func release(_ start: UnsafeMutableRawPointer?, _ count: Int) {
    guard let start else { return }
    if self == .anywhere { return free(start) }
    let page = Int(getpagesize())
    let first = UInt(bitPattern: start) / UInt(page) * UInt(page)
    if let map = UnsafeMutableRawPointer(bitPattern: first - UInt(page)) {
      munmap(map, Self.pages(count) + 2 * page)
    }
  }

  /// The same for the runtime, which asks for its workspace; `nil` leaves it to the runtime.
  var hooks: tangram_hooks? {
    if self == .anywhere { return nil }
    var hooks = tangram_hooks()
    hooks.user = UnsafeMutableRawPointer(bitPattern: rawValue)
    hooks.allocate = { user, bytes, alignment in
      MemoryPlacement(rawValue: Int(bitPattern: user))?
        .allocate(bytes, alignment: alignment)
    }
    hooks.release = { user, memory, bytes in
      MemoryPlacement(rawValue: Int(bitPattern: user))?.release(memory, bytes)
    }
    return hooks
  }
}
