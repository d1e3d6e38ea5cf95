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
  /// A symbolic link stays one: the file behind it is replaced, and who may read it stays. What is no file, such as a pipe or
  /// `/dev/null`, is written to as it is.
  ///
  /// - Throws: ``FormatError`` of kind `unwritable`; `path` is then what it was before.
  public static func write(_ pieces: [ByteView], to path: String) throws(FormatError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      return try replace(try endOfLinks(path), with: pieces)
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw isFolder(path)
    case S_IFREG:
      guard let resolved = realpath(path, nil) else { return try replace(path, with: pieces) }
      defer { free(resolved) }
      try replace(String(cString: resolved), with: pieces, mode: status.st_mode & 0o777)
    default: try stream(pieces, to: path)
    }
  }

  /// Makes sure that ``write(_:to:)`` can make its file: one is made beside `path` and removed again.
  ///
  /// - Throws: ``FormatError`` of kind `unwritable`.
  public static func requireWritable(_ path: String) throws(FormatError) {
    var status = stat()
    let isThere = stat(path, &status) == 0
    switch isThere ? status.st_mode & S_IFMT : S_IFREG {
    case S_IFDIR: throw isFolder(path)
    case S_IFREG:
      let (descriptor, temporary) = try openTemporary(beside: try endOfLinks(path))
      close(descriptor)
      unlink(temporary)
    default: break
    }
  }

  private static func isFolder(_ path: String) -> FormatError {
    FormatError(
      .unwritable, in: path, "expected a file to write to, found a folder",
      advice: "add the file's name")
  }

  /// The file that a link which leads to none yet stands for; `path` if it is no link.
  private static func endOfLinks(_ path: String) throws(FormatError) -> String {
    var path = path
    for _ in 0..<40 {
      var target = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(path, &target, target.count)
      guard count >= 0 else { return path }
      let next = String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
      path = next.hasPrefix("/") ? next : folder + next
    }
    throw FormatError(.unwritable, in: path, "the links go round in a circle")
  }

  /// Writes to what has no contents to be replaced.
  private static func stream(_ pieces: [ByteView], to path: String) throws(FormatError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw FormatError(.unwritable, in: path, "cannot open it to write: \(systemErrorText())")
    }
    defer { close(descriptor) }
    for piece in pieces {
      try append(piece, path) { bytes, _ in writeNext(bytes, to: descriptor) }
    }
  }

  /// Replaces a file, or makes one; `mode` is that of the file there was.
  private static func replace(
    _ path: String, with pieces: [ByteView], mode: mode_t? = nil
  ) throws(FormatError) {
    let (descriptor, temporary) = try openTemporary(beside: path)
    do throws(FormatError) {
      defer { close(descriptor) }
      if let mode, fchmod(descriptor, mode) != 0 {
        throw FormatError(
          .unwritable, in: path, "cannot keep its permissions: \(systemErrorText())")
      }
      var offset = 0
      for piece in pieces {
        try append(piece, path) { bytes, done in
          pwrite(descriptor, bytes.baseAddress, bytes.count, off_t(offset + done))
        }
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

  /// Has `write` write all of a piece: it gets what is left and how much is done, and gives how much
  /// it wrote.
  private static func append(
    _ piece: ByteView, _ path: String, _ write: (UnsafeRawBufferPointer, Int) -> Int
  ) throws(FormatError) {
    try piece.withUnsafeBytes { (bytes) throws(FormatError) in
      var done = 0
      while done < bytes.count {
        let part = UnsafeRawBufferPointer(rebasing: bytes[done...])
        let written = write(part, done)
        if written < 0 {
          if errno == EINTR { continue }
          throw FormatError(.unwritable, in: path, "cannot write: \(systemErrorText())")
        }
        done += written
      }
    }
  }
}

/// The system's own `write`, which `AtomicFile.write` hides.
private func writeNext(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
