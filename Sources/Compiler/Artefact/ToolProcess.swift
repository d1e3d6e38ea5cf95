import Foundation
import Support

/// Runs a tool of the system.
enum ToolProcess {
  /// Runs `tool`, found on the path, in `folder`.
  ///
  /// - Throws: a diagnostic with what the tool said, or that there is none.
  static func run(
    _ tool: String, _ arguments: [String], in folder: URL
  ) throws(Diagnostic) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    process.currentDirectoryURL = folder
    process.standardOutput = output
    process.standardError = output
    do {
      try process.run()
    } catch {
      throw .error("cannot run '\(tool)': \(error.localizedDescription)")
    }
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus != 127 else {
      throw .error(
        "there is no '\(tool)' on this machine: install a C compiler and binutils, or name a "
          + "compiler in the environment variable 'CC'")
    }
    guard process.terminationStatus == 0 else {
      throw .error("'\(tool) \(arguments.joined(separator: " "))' failed:\n\(said)")
    }
  }
}
