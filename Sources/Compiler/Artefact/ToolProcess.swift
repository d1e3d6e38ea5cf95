import Foundation
import Support

/// Runs a tool of the system.
enum ToolProcess {
  /// Runs `tool`, found on the path, in `folder`; it ends when this program does.
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
    let running = RunningTool()
    let ending = EndingSignals.add { running.end() }
    defer { EndingSignals.remove(ending) }
    do {
      try running.start(process)
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

/// The process of a tool, which another thread may have to end while it starts.
private final class RunningTool: Sendable {
  private let identifier = Locked<pid_t?>(nil)

  func start(_ process: Process) throws {
    try identifier.withLock { identifier in
      try process.run()
      identifier = process.processIdentifier
    }
  }

  /// Ends the tool with all that it started itself.
  func end() {
    identifier.withLock { identifier in
      guard let identifier else { return }
      kill(getpgid(identifier) == identifier ? -identifier : identifier, SIGKILL)
    }
  }
}
