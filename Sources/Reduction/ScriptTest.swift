import Foundation
import Support

/// A program that says of a file whether it is interesting: exit code 0 if it is.
///
/// Any other exit code, a crash, and taking too long mean that it is not. The program's own output is
/// dropped.
public struct ScriptTest: Sendable {
  /// The path of the program.
  public let path: String
  /// The longest that it may take; then it is killed, with everything it started.
  public let timeout: Duration
  /// Asked while the program runs; then it is killed.
  public let shouldStop: @Sendable () -> Bool

  /// - Throws: a diagnostic if `path` is no program that can be run.
  public init(
    _ path: String, timeout: Duration = .seconds(60),
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) throws(Diagnostic) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue
    else { throw .error("there is no test '\(path)'; give the path of a script or a program") }
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw .error("the test '\(path)' may not be run; 'chmod +x \(path)' allows it")
    }
    if let interpreter = Self.interpreter(of: path),
      !FileManager.default.isExecutableFile(atPath: interpreter)
    {
      throw .error(
        "the test '\(path)' is run by '\(interpreter)', as its first line says, which is not there "
          + "or may not be run")
    }
    self.path = URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
    self.timeout = timeout
    self.shouldStop = shouldStop
  }

  /// The program that the first line of a script names, as in `#!/bin/sh -e`; `nil` for other files.
  private static func interpreter(of path: String) -> String? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    guard let start = try? file.read(upToCount: 256), start.starts(with: Array("#!".utf8)) else {
      return nil
    }
    let line = String(decoding: start.dropFirst(2), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)[0]
    return line.split { $0 == " " || $0 == "\t" }.first.map(String.init)
  }

  /// How the program ends for this text, which it gets in a file; it is interesting at
  /// `.exited(0)`.
  ///
  /// - Throws: a diagnostic if it cannot be started or the file cannot be written.
  public func outcome(for text: String) throws(Diagnostic) -> TimedProcess.Outcome {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "tangram-candidate-\(UUID()).mlir").path(percentEncoded: false)
    defer { unlink(file) }
    do {
      try Data(text.utf8).write(to: URL(filePath: file))
    } catch {
      throw .error("a candidate cannot be written to '\(file)': \(error.localizedDescription)")
    }
    return try TimedProcess.run(path, [file], timeout: timeout, shouldStop: shouldStop)
  }
}
