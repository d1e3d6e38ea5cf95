import Foundation
import Support

/// Memory of zeros in the largest pages that the system gives, of 2 MB on x86.
///
/// In pages of 4 KB it is luck which sets of a physically indexed cache memory shares, and a call that nearly fills a
/// cache takes up to 1.7 times as long with one block as with another. In large pages neighbours never do.
///
/// Some memory in front of it and behind it is there, too, as around what callers have: a vector whose lanes there are
/// masked out takes 130 ns where the page is not in memory.
final class LargePages {
  let bytes: UnsafeMutableRawBufferPointer
  private let mapping: (start: UnsafeMutableRawPointer, byteCount: Int)

  private static let pageBytes = 2 << 20
  /// Bytes in front and behind.
  private static let margin = 4 << 10

  /// - Throws: a diagnostic when there is not so much memory.
  init(byteCount: Int) throws(Diagnostic) {
    let pages = (max(1, byteCount) + 2 * Self.margin + Self.pageBytes - 1) / Self.pageBytes
    let whole = (pages + 1) * Self.pageBytes
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    guard let start = mmap(nil, whole, PROT_READ | PROT_WRITE, flags, -1, 0), start != MAP_FAILED
    else { throw .error("out of memory: cannot allocate \(byteCount) bytes") }
    mapping = (start, whole)
    let first = start.alignedUp(toMultipleOf: Self.pageBytes)
    // Where there are none, others do.
    madvise(first, pages * Self.pageBytes, MADV_HUGEPAGE)
    bytes = UnsafeMutableRawBufferPointer(start: first + Self.margin, count: byteCount)
    for margin in [first, first + Self.margin + byteCount] {
      memset(margin, 0, Self.margin)
    }
  }

  deinit { munmap(mapping.start, mapping.byteCount) }
}

/// The memory that points use one after another, always from its beginning: so all candidates at a size have the
/// very same memory, and their times differ by what they do.
final class RunnerArena {
  private let memory: LargePages
  private var used = 0

  /// - Throws: a diagnostic when there is not so much memory.
  init(byteCount: Int) throws(Diagnostic) { memory = try LargePages(byteCount: byteCount) }

  /// Begins again; nobody may use any more what was handed out before.
  func reset() { used = 0 }

  /// Bytes that begin at a cache line, as what callers have.
  ///
  /// - Throws: a diagnostic when there are not so many left.
  func allocate(_ byteCount: Int) throws(Diagnostic) -> UnsafeMutableRawBufferPointer {
    let start = (used + Self.line - 1) / Self.line * Self.line
    guard byteCount <= memory.bytes.count - start else {
      throw .error("out of memory: cannot allocate \(byteCount) bytes")
    }
    used = start + byteCount
    return UnsafeMutableRawBufferPointer(rebasing: memory.bytes[start..<(start + byteCount)])
  }
  private static let line = 64
}
