import Compiler
import Foundation
import Support

/// The folder that candidates are built in, for as long as the tuner runs.
///
/// It is locked as long as its process is there, however that ends, so that the next tuner can tell, and
/// removes what was left.
final class CandidateFolder {
  let url: URL
  private let descriptor: Int32
  private let ending: Int

  private static let prefix = "tangram-candidates-"

  /// - Throws: a diagnostic when there can be none.
  init() throws(Diagnostic) {
    let parent = FileManager.default.temporaryDirectory
    Self.removeLeft(in: parent)
    var (url, descriptor) = try Self.make(in: parent)
    // Before it was locked another tuner may have taken it for one that was left.
    while !FileManager.default.fileExists(atPath: url.path(percentEncoded: false)) {
      close(descriptor)
      (url, descriptor) = try Self.make(in: parent)
    }
    (self.url, self.descriptor) = (url, descriptor)
    ending = EndingSignals.add { [url] in removeFolder(url) }
  }

  /// Removes it with what was built.
  func remove() {
    EndingSignals.remove(ending)
    removeFolder(url)
    close(descriptor)
  }

  private static func make(in parent: URL) throws(Diagnostic) -> (URL, Int32) {
    let url = parent.appending(path: prefix + UUID().uuidString)
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw .error("cannot make a folder for candidates: \(StagedFolder.reason(error))")
    }
    let descriptor = open(url.path(percentEncoded: false), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    flock(descriptor, LOCK_EX)
    return (url, descriptor)
  }

  /// Removes the folders of tuners that are gone.
  private static func removeLeft(in parent: URL) {
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: parent.path(percentEncoded: false))
    for name in names ?? [] where name.hasPrefix(prefix) {
      let folder = parent.appending(path: name)
      let descriptor = open(folder.path(percentEncoded: false), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { removeFolder(folder) }
      close(descriptor)
    }
  }
}
