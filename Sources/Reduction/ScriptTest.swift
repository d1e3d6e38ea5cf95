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
    self.path = URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
    self.timeout = timeout
    self.shouldStop = shouldStop
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
