import Dispatch
import Foundation
import Support

/// Files that appear in a folder together, once all of them are written.
///
/// They are made in a hidden folder beside it and renamed into place, so that a failure on the way
/// leaves nothing behind.
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
    let interruptions = Self.interrupting.compactMap { Interruption($0, removing: staged.work) }
    defer {
      for interruption in interruptions { interruption.end() }
      try? FileManager.default.removeItem(at: staged.work)
    }
    let names = try body(staged.work)
    try staged.publish(names)
    return names
  }

  private init(_ folder: String) throws(Diagnostic) {
    target = URL(filePath: folder, directoryHint: .isDirectory).standardizedFileURL
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
      !isFolder.boolValue
    {
      throw .error("cannot write to '\(folder)': it is a file; choose a folder")
    }
    work = target.deletingLastPathComponent().appending(
      path: ".\(target.lastPathComponent).partial-\(ProcessInfo.processInfo.processIdentifier)",
      directoryHint: .isDirectory)
    do {
      try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    } catch {
      throw .error(
        "cannot write to '\(folder)': \(Self.reason(error)); choose a folder that may be written to"
      )
    }
  }

  /// What ends a program from outside.
  private static let interrupting = [SIGINT, SIGTERM, SIGHUP]

  private func publish(_ names: [String]) throws(Diagnostic) {
    do {
      try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    } catch {
      let path = target.path(percentEncoded: false)
      throw .error("cannot make the folder '\(path)': \(Self.reason(error))")
    }
    for name in names {
      let from = work.path(percentEncoded: false) + name
      let to = target.path(percentEncoded: false) + name
      guard rename(from, to) == 0 else {
        throw .error("cannot write '\(to)': \(String(cString: strerror(errno)))")
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

/// A signal that removes a folder before it ends the program.
private struct Interruption {
  private let number: Int32
  private let source: any DispatchSourceSignal

  /// `nil` where the program does not end at this signal: it is ignored, or has a handler.
  init?(_ number: Int32, removing folder: URL) {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0, action.__sigaction_handler.sa_handler == nil
    else { return nil }
    self.number = number
    signal(number, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler {
      try? FileManager.default.removeItem(at: folder)
      _exit(128 + number)
    }
    source.resume()
  }

  func end() {
    source.cancel()
    signal(number, SIG_DFL)
  }
}
