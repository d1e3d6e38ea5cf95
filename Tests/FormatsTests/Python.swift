import Foundation

/// The Python that the set-up script installs, or the machine's own.
enum Python {
  /// Whether `modules` can be imported.
  static func has(_ modules: String...) -> Bool {
    (try? run("import " + modules.joined(separator: ", "))) != nil
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Runs a program with `arguments` and returns what it prints.
  @discardableResult
  static func run(_ program: String, _ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [executable, "-c", program] + arguments
    let output = Pipe()
    process.standardOutput = output
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    let complaints = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: String(decoding: complaints, as: UTF8.self))
    }
    return String(decoding: printed, as: UTF8.self)
  }

  private static var executable: String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let installed = root.appendingPathComponent(".cache/venv/bin/python3").path
    return FileManager.default.isExecutableFile(atPath: installed) ? installed : "python3"
  }
}
