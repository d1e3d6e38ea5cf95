/// C arrays and strings that live as long as this does.
final class CMemory {
  private var releases: [() -> Void] = []

  deinit {
    for release in releases { release() }
  }

  func array<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
    let pointer = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
    pointer.initialize(from: elements, count: elements.count)
    releases.append { pointer.deallocate() }
    return pointer
  }

  func string(_ text: String) -> UnsafePointer<CChar> {
    UnsafePointer(array(text.utf8CString.map { $0 }))
  }

  /// Uninitialized bytes aligned to 64.
  func bytes(_ count: Int) -> UnsafeMutableRawPointer {
    let pointer = UnsafeMutableRawPointer.allocate(byteCount: max(1, count), alignment: 64)
    releases.append { pointer.deallocate() }
    return pointer
  }
}
