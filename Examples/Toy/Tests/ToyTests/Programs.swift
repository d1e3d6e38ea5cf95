import Foundation
import ToyCompiler

/// Runs `toyc` in this process on the text of a program.
func toyc(_ program: String, _ arguments: String..., file: String = "a.toy") -> ToyCommand.Outcome {
  toyc(program, arguments, file: file)
}

func toyc(
  _ program: String, _ arguments: [String], file: String = "a.toy"
) -> ToyCommand.Outcome {
  ToyCommand.run([file] + arguments) { _ in program }
}

/// The folders of this package.
enum Folder {
  static let package = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let project = package.deletingLastPathComponent().deletingLastPathComponent()

  static func text(_ path: String, in folder: URL = package) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  /// The programs that come with the package, by name.
  static let programs: [String] =
    ((try? FileManager.default.contentsOfDirectory(
      atPath: package.appending(path: "Programs").path)) ?? []).filter { $0.hasSuffix(".toy") }
    .sorted()
}
