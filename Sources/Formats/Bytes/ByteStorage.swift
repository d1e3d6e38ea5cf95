#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Memory that views point into, freed when the last view is gone.
///
/// Unchecked, because of the raw pointer: the memory is written only before `init` returns and is never
/// written again, so that reading it from several threads needs no lock.
final class ByteStorage: @unchecked Sendable {
  private enum Release {
    case deallocate, unmap
  }

  let base: UnsafeRawPointer
  let count: Int
  /// What errors call this memory: a path, or a name in angle brackets.
  let name: String
  private let release: Release

  /// Takes over a mapping of `count` bytes.
  init(mapping base: UnsafeMutableRawPointer, count: Int, name: String) {
    self.base = UnsafeRawPointer(base)
    self.count = count
    self.name = name
    release = .unmap
  }

  /// Zeroed memory on a 64-byte boundary that `fill` writes before anyone else sees it.
  init<Failure: Error>(
    count: Int, name: String,
    fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1), alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: max(count, 1))
    do throws(Failure) {
      try fill(UnsafeMutableRawBufferPointer(start: memory, count: count))
    } catch {
      memory.deallocate()
      throw error
    }
    base = UnsafeRawPointer(memory)
    self.count = count
    self.name = name
    release = .deallocate
  }

  deinit {
    switch release {
    case .deallocate: UnsafeMutableRawPointer(mutating: base).deallocate()
    case .unmap: munmap(UnsafeMutableRawPointer(mutating: base), count)
    }
  }
}
