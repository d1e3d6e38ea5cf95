import Foundation

/// An outside program that tests compare with.
public struct Tool: Sendable {
  public let path: String

  /// The first of the names that is on `PATH`; `nil` if none is installed.
  public init?(_ names: String...) {
    for name in names {
      if let path = FileSystem.tool(name) {
        self.path = path
        return
      }
    }
    return nil
  }

  /// MLIR's driver, the independent implementation of the text form.
  public static let mlirOpt = Tool("mlir-opt-19", "mlir-opt-22", "mlir-opt")

  /// The same of a newer version, whose text has more forms.
  public static let mlirOpt22 = Tool("mlir-opt-22")

  public struct Result: Sendable {
    public var status: Int32
    public var output: String
    public var errors: String
    /// Whether it was ended, since it took more seconds than it may.
    public var isLate: Bool { status == 124 }
  }

  /// Runs the tool on `input`, given in a file, for at most `limit` seconds.
  public func run(
    _ arguments: [String], on input: String, limit: Int = 600
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tangram-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func file(_ name: String) throws -> URL {
      let url = folder.appendingPathComponent(name)
      try Data().write(to: url)
      return url
    }
    let source = try file("input.mlir")
    try Data(input.utf8).write(to: source)
    let output = try file("output")
    let errors = try file("errors")
    let process = Process()
    // Some inputs make a tool of others run for ever.
    process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
    process.arguments = ["\(limit)", path] + arguments + [source.path]
    // Files, not pipes: a tool that writes much never waits for us.
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    func text(_ url: URL) throws -> String {
      String(decoding: try Data(contentsOf: url), as: UTF8.self)
    }
    return Result(
      status: process.terminationStatus, output: try text(output), errors: try text(errors))
  }
}
