import Foundation
import Support

/// The `tangram` executable as users run it.
enum Executable {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  #if DEBUG
  private static let configuration = "debug"
  #else
  private static let configuration = "release"
  #endif
  /// The program of the same build as the tests.
  static let path = root.appending(path: ".build/\(configuration)/tangram")
    .path(percentEncoded: false)

  /// What a process did.
  struct Outcome {
    /// The exit code; `nil` when a signal ended it.
    var status: Int32?
    var output: String
    var errors: String

    /// Whether it ended as a program may: with an exit code, and no word of a crash.
    var isOrderly: Bool {
      status != nil && !errors.contains("Fatal error") && !errors.contains("Crash:")
        && !errors.contains("internal error")
    }
  }

  /// Runs `tangram` with these arguments, in the project's folder unless another is named.
  static func run(
    _ arguments: [String], in folder: URL = root, environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(path, arguments, in: folder, environment: environment)
  }

  /// Runs any program, with these variables beside those that there are.
  static func run(
    _ program: String, _ arguments: [String], in folder: URL, environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.currentDirectoryURL = folder
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    // Both are read at once: a full pipe would stop the program.
    let said = Locked(Data())
    let reader = Thread { said.withLock { $0 = errors.fileHandleForReading.readDataToEndOfFile() } }
    reader.start()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    while !reader.isFinished { Thread.sleep(forTimeInterval: 0.0005) }
    return Outcome(
      status: process.terminationReason == .exit ? process.terminationStatus : nil, output: text,
      errors: String(decoding: said.withLock { $0 }, as: UTF8.self))
  }

  /// Calls `body` with an empty folder, which is removed afterwards.
  static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "tangram-\(UUID())", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  /// The names of all files in a folder and below, hidden ones too.
  static func files(in folder: URL) -> [String] {
    (FileManager.default.enumerator(atPath: folder.path(percentEncoded: false))?.allObjects
      as? [String] ?? []).sorted()
  }
}
