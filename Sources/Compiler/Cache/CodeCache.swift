import CodeGeneration
import Formats
import Foundation
import IR
import Support
import Synchronization

/// Machine code that was made before, in a folder: LLVM does not run again for a module that it
/// compiled with the same options, as long as the compiler is the same build.
///
///     var options = CompileOptions(name: "bert", hardware: .detectHost())
///     options.cache = try CodeCache(folder: "cache")
///
/// Any number of threads and processes may share a folder. Entries appear whole, are read only if
/// their hash is right, and those that were not used for longest make room for others.
public final class CodeCache: Sendable {
  /// A GiB: about 10 000 kernels for AVX-512, several times as many for less.
  public static let defaultByteLimit = 1 << 30

  let folder: URL
  /// The most bytes that the folder's entries may have together.
  public let byteLimit: Int
  private let build: String
  private let found = Atomic(0)
  private let made = Atomic(0)

  /// Uses `folder`, which is made if it is not there, for this user alone.
  ///
  /// - Throws: a diagnostic when there can be no such folder, or nothing tells this build of the
  ///   compiler from others.
  public init(
    folder: String, byteLimit: Int = defaultByteLimit
  ) throws(Diagnostic) {
    guard let build = BuildIdentity.current else {
      throw .error(
        "no cache can be used: nothing tells this build of the compiler from others; link it with "
          + "'--build-id'")
    }
    self.build = build
    self.byteLimit = byteLimit
    self.folder = URL(filePath: folder, directoryHint: .isDirectory)
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) {
      guard !isFolder.boolValue else { return }
      throw .error("cannot use the cache '\(folder)': it is a file; choose a folder")
    }
    do {
      // Who may write to it decides what code runs.
      try FileManager.default.createDirectory(
        at: self.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .error(
        "cannot make the cache '\(folder)': \(StagedFolder.reason(error)); choose a folder that may "
          + "be written to")
    }
  }

  /// How many objects were in the cache, of how many.
  public var use: (found: Int, of: Int) {
    let found = found.load(ordering: .relaxed)
    return (found, found + made.load(ordering: .relaxed))
  }

  /// The machine code of a module: from the cache, or made by `generator` and kept.
  ///
  /// What cannot be read or written is as if it were not there.
  ///
  /// - Throws: what the generator throws.
  func object(
    for module: Module, by generator: CodeGenerator
  ) throws(Diagnostic) -> CompiledObject {
    let key = CacheKey(module, generator.options, build: build)
    let path = folder.appending(path: key.name + Self.ending).path(percentEncoded: false)
    if let bytes = FileManager.default.contents(atPath: path),
      let object = CacheEntry.object(in: Array(bytes), key: key)
    {
      found.add(1, ordering: .relaxed)
      utimes(path, nil)
      return object
    }
    let object = try generator.compile(module)
    made.add(1, ordering: .relaxed)
    let bytes = CacheEntry.bytes(of: object, key: key)
    do throws(FormatError) {
      try AtomicFile.write([ByteView(copying: bytes)], to: path)
    } catch {
      // The code is there; only the next time is slower.
    }
    return object
  }

  /// What the names of entries end in.
  static let ending = ".object"
}
