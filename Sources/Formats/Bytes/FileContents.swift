#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What a file holds: mapped read-only into memory, so that pages are read when they are first touched,
/// or read to its end where it is a pipe or a terminal.
///
/// A mapping lives as long as any view into it. As with every mapping, shortening the file while it is
/// in use ends the process with a bus error: replace files by renaming, as ``AtomicFile`` does.
public struct FileContents: Sendable {
  /// The path as it was given.
  public let path: String
  /// All bytes of the file.
  public let bytes: ByteView

  /// Maps the regular file at `path`, or reads what a pipe or a terminal gives until it ends.
  ///
  /// - Throws: ``FormatError`` of kind `unreadable` when the file does not exist, is a folder or a
  ///   device, or may not be read.
  public init(path: String) throws(FormatError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw FormatError(
        .unreadable, in: path, "cannot open the file: \(systemErrorText())",
        advice: errno == ENOENT ? "check the path" : nil)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw FormatError(.unreadable, in: path, "cannot examine the file: \(systemErrorText())")
    }
    self.path = path
    let kind = status.st_mode & S_IFMT
    if kind == S_IFIFO || kind == S_IFSOCK || kind == S_IFCHR && isatty(descriptor) == 1 {
      bytes = ByteView(copying: try Self.readToEnd(descriptor, path), name: path)
      return
    }
    guard kind == S_IFREG else {
      let found = kind == S_IFDIR ? "a folder" : "a device"
      throw FormatError(.unreadable, in: path, "expected a file, found \(found)")
    }
    let count = Int(status.st_size)
    guard count > 0 else {
      bytes = ByteView(copying: [], name: path)
      return
    }
    guard let base = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED
    else {
      throw FormatError(
        .unreadable, in: path, "cannot map \(count) bytes: \(systemErrorText())")
    }
    bytes = ByteView(ByteStorage(mapping: base, count: count, name: path))
  }

  private static func readToEnd(
    _ descriptor: Int32, _ path: String
  ) throws(FormatError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count > 0 {
        bytes += chunk[..<count]
      } else if errno != EINTR {
        throw FormatError(.unreadable, in: path, "cannot read it: \(systemErrorText())")
      }
    }
  }
}
