import Foundation
import GRDB
import Support

/// The file of a tuning database: whether it is one, and how it is opened to be read alone.
enum TuningFile {
  /// `Tngm`: what SQLite's files have so that applications can tell theirs.
  static let applicationID = 0x546E_676D

  /// The size of the file; `nil` when there is none.
  ///
  /// - Throws: a diagnostic when that cannot be found out, or it is a folder.
  static func byteCount(_ path: String) throws(Diagnostic) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { return nil }
      throw .error(
        "cannot open the tuning database '\(path)': \(String(cString: strerror(errno)))")
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw .error("cannot open the tuning database '\(path)': it is a folder")
    }
    return Int(status.st_size)
  }

  /// A connection that leaves the folder as it is.
  ///
  /// SQLite makes files beside one that others may write to. Where there are none, nobody writes now, and it
  /// can be told that the file does not change.
  static func queue(reading path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(30)
    guard access(path, R_OK) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EACCES) }
    let log = try? FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
    if log ?? 0 == 0 {
      // A library that knows no addresses of files says that it cannot open this one.
      let address = URL(filePath: path).absoluteURL.absoluteString + "?immutable=1"
      do {
        return try DatabaseQueue(path: address, configuration: configuration)
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {}
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  // MARK: What is wrong

  static func failure(_ path: String, _ what: String, _ error: any Error) -> Diagnostic {
    let text = "cannot \(what) the tuning database '\(path)': "
    switch error {
    case let error as DatabaseError:
      let reason = error.message ?? "\(error.resultCode)"
      let isUnreachable = [.SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_IOERR].contains(
        error.resultCode)
      let isDamaged = [.SQLITE_NOTADB, .SQLITE_CORRUPT].contains(error.resultCode)
      return .error(
        text + reason
          + (isDamaged ? "; name another file, or remove this one if it is damaged" : "")
          + (isUnreachable ? "; name a file in a folder that is there and may be written to" : ""))
    case let error as POSIXError:
      return .error(text + String(cString: strerror(error.code.rawValue)))
    default: return .error(text + error.localizedDescription)
    }
  }

  static func foreign(_ path: String, isEmpty: Bool = false) -> Diagnostic {
    .error(
      "cannot open the tuning database '\(path)': "
        + (isEmpty
          ? "nothing is in it; 'tangram tune' makes one"
          : "it is a database of another application; name another file"))
  }
}
