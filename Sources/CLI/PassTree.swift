import Compiler
import Foundation
import IR
import Support

/// A folder for what `--print-tree` shows: a file for each pass, in a folder for each operation.
struct PassTree: Sendable {
  private let folder: URL
  /// Whether something could not be written; shared by the trees of several modules.
  private let failure: Failure

  private final class Failure: Sendable {
    let hasHappened = Locked(false)
  }

  /// A tree that grows in `folder`, which is made when there is something to write.
  ///
  /// - Throws: a diagnostic unless the folder is new or empty: what is there stays as it is, and
  ///   files of another run would look like those of this one.
  init(_ folder: String) throws(Diagnostic) {
    self.folder = URL(filePath: folder, directoryHint: .isDirectory)
    failure = Failure()
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else { return }
    guard isFolder.boolValue else {
      throw .error("cannot write a tree of modules to '\(folder)': it is a file; choose a folder")
    }
    let held: [String]
    do {
      held = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw .error("cannot read the folder '\(folder)': \(StagedFolder.reason(error))")
    }
    guard held.isEmpty else {
      throw .error(
        "cannot write a tree of modules to '\(folder)': the folder is not empty; choose a new one,"
          + " or remove what is there")
    }
  }

  private init(inside folder: URL, _ failure: Failure) {
    self.folder = folder
    self.failure = failure
  }

  /// Whether a file of the tree, or of those made from it, could not be written.
  var isIncomplete: Bool { failure.hasHappened.withLock { $0 } }

  /// The tree of one of several modules, from 1 on.
  func part(_ number: Int) -> PassTree {
    PassTree(
      inside: folder.appending(path: "part-\(number)", directoryHint: .isDirectory), failure)
  }

  /// Writes what is shown to a file that was not there.
  ///
  /// Where it cannot, it says so and the tree is incomplete; what the passes make is not lost.
  func write(_ snapshot: PassSnapshot) {
    guard let text = snapshot.text else { return }
    let path = unusedPath(snapshot.path)
    do {
      try FileManager.default.createDirectory(
        at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      return fail(
        "the folder of '\(path.path(percentEncoded: false))' cannot be made: "
          + StagedFolder.reason(error))
    }
    do throws(Diagnostic) {
      try writeWhole(Array(text.utf8), to: path.path(percentEncoded: false))
    } catch {
      fail(error.message)
    }
  }

  private func fail(_ message: String) {
    failure.hasHappened.withLock { $0 = true }
    printError("error: \(message)")
  }

  /// The path inside the folder; with a number where another operation has it, whose name differs only
  /// in what no file name has.
  private func unusedPath(_ path: String) -> URL {
    var url = folder.appending(path: path)
    var number = 2
    while FileManager.default.fileExists(atPath: url.path(percentEncoded: false)) {
      url = folder.appending(path: path.dropLast(".mlir".count) + "-\(number).mlir")
      number += 1
    }
    return url
  }
}
