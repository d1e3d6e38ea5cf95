#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Writes files that appear whole or not at all.
public enum AtomicFile {
  /// Writes the pieces, one after the other, beside `path` and renames the result to `path`.
  ///
  /// - Throws: ``FormatError`` of kind `unwritable`; `path` is then what it was before.
  public static func write(_ pieces: [ByteView], to path: String) throws(FormatError) {
    let (descriptor, temporary) = try openTemporary(beside: path)
    do throws(FormatError) {
      defer { close(descriptor) }
      var offset = 0
      for piece in pieces {
        try append(piece, to: descriptor, at: offset, path: path)
        offset += piece.count
      }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      let reason = systemErrorText()
      unlink(temporary)
      throw FormatError(.unwritable, in: path, "cannot put the file in its place: \(reason)")
    }
  }

  private static func openTemporary(
    beside path: String
  ) throws(FormatError) -> (descriptor: Int32, path: String) {
    for attempt in 0..<100 {
      let temporary = "\(path).partial-\(getpid())-\(attempt)"
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return (descriptor, temporary) }
      if errno != EEXIST { break }
    }
    throw FormatError(
      .unwritable, in: path, "cannot create the file: \(systemErrorText())",
      advice: "check that the folder exists and may be written to")
  }

  private static func append(
    _ piece: ByteView, to descriptor: Int32, at offset: Int, path: String
  ) throws(FormatError) {
    try piece.withUnsafeBytes { (bytes) throws(FormatError) in
      var done = 0
      while done < bytes.count {
        let part = UnsafeRawBufferPointer(rebasing: bytes[done...])
        let written = pwrite(descriptor, part.baseAddress, part.count, off_t(offset + done))
        if written < 0 {
          if errno == EINTR { continue }
          throw FormatError(.unwritable, in: path, "cannot write: \(systemErrorText())")
        }
        done += written
      }
    }
  }
}
