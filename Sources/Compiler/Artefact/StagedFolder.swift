import Foundation
import Support

/// Files that appear in a folder together, once all of them are written.
///
/// They are made in a hidden folder and renamed into place, so that a failure on the way leaves nothing
/// behind. The hidden one is in the folder itself where that is there, since it may be a file system of
/// its own; else beside it.
public struct StagedFolder {
  private let target: URL
  /// Where the files are made.
  public let work: URL

  /// Makes `files` with `body`, which gets the folder to write to and gives the names of those that
  /// stay, and puts them into `folder`, which is made if it is not there.
  ///
  /// - Returns: the names.
  /// - Throws: what `body` throws, or a diagnostic when `folder` cannot be written to.
  @discardableResult
  public static func write(
    to folder: String, _ body: (URL) throws(Diagnostic) -> [String]
  ) throws(Diagnostic) -> [String] {
    let staged = try StagedFolder(folder)
    let work = staged.work
    let ending = EndingSignals.add { removeFolder(work) }
    defer {
      EndingSignals.remove(ending)
      removeFolder(work)
    }
    let names = try body(work)
    try staged.publish(names)
    return names
  }

  private init(_ folder: String) throws(Diagnostic) {
    target = URL(filePath: folder, directoryHint: .isDirectory).standardizedFileURL
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder)
    if isThere, !isFolder.boolValue {
      throw .error("cannot write to '\(folder)': it is a file; choose a folder")
    }
    let process = ProcessInfo.processInfo.processIdentifier
    work =
      isThere
      ? target.appending(path: ".partial-\(process)", directoryHint: .isDirectory)
      : target.deletingLastPathComponent().appending(
        path: ".\(target.lastPathComponent).partial-\(process)", directoryHint: .isDirectory)
    do {
      try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    } catch {
      throw .error(
        "cannot write to '\(folder)': \(Self.reason(error)); choose a folder that may be written to"
      )
    }
  }

  private func publish(_ names: [String]) throws(Diagnostic) {
    let path = target.path(percentEncoded: false)
    do {
      try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    } catch {
      throw .error("cannot make the folder '\(path)': \(Self.reason(error))")
    }
    // Before the first file is in its place: what stands in the way of any.
    for name in names {
      var status = stat()
      if lstat(path + name, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
        throw .error("cannot write '\(path + name)': it is a folder; remove it or rename it")
      }
    }
    for name in names {
      guard rename(work.path(percentEncoded: false) + name, path + name) == 0 else {
        throw .error("cannot write '\(path + name)': \(String(cString: strerror(errno)))")
      }
    }
  }

  /// What the system says, in a few words.
  public static func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    guard let underlying, underlying.domain == NSPOSIXErrorDomain else {
      return error.localizedDescription
    }
    return String(cString: strerror(Int32(underlying.code)))
  }
}

/// Removes a folder with all that is in it, also while somebody is still writing there.
package func removeFolder(_ folder: URL) {
  for _ in 0..<100 {
    try? FileManager.default.removeItem(at: folder)
    guard FileManager.default.fileExists(atPath: folder.path(percentEncoded: false)) else { return }
    usleep(1000)
  }
}
