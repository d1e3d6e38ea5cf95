import Foundation
import Testing

/// The example that README shows, with the static and with the shared library.
@Suite struct ExampleInCTests {
  @Test func runs() throws { try Executable.withFolder { try run(in: $0) } }

  /// The runtime and the program, watched while they run: no access outside of memory, no leak, nothing
  /// undefined.
  @Test(.enabled(if: Self.canSanitize, "the C compiler has no sanitizers"))
  func isCleanForSanitizers() throws {
    try Executable.withFolder { folder in
      let compiler = try Self.sanitizingCompiler(in: folder)
      try run(in: folder, ["CC=\(compiler)"], environment: ["CC": compiler])
    }
  }

  private func run(
    in folder: URL, _ variables: [String] = [], environment: [String: String] = [:]
  ) throws {
    let example = Executable.root.path(percentEncoded: false) + "Examples/embed-in-c"
    let outcome = try Executable.run(
      "/usr/bin/env",
      [
        "make", "-s", "-C", example, "run", "TANGRAM=\(Executable.path)",
        "BUILD=\(folder.path(percentEncoded: false))",
      ] + variables, in: folder, environment: environment)
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n").filter { $0.contains("2000 rows: ") }
    #expect(
      lines.count == 2
        && lines.allSatisfy { $0.contains("expected 1...1024") || $0.contains("1024") })
  }

  /// A compiler that watches memory and undefined behaviour, as one program.
  private static func sanitizingCompiler(in folder: URL) throws -> String {
    let file = folder.appending(path: "sanitizing-cc")
    try Data(
      "#!/bin/sh\nexec cc -fsanitize=address,undefined -fno-sanitize-recover=all \"$@\"\n".utf8
    ).write(to: file)
    let path = file.path(percentEncoded: false)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }

  static let canSanitize: Bool = {
    let works = try? Executable.withFolder { folder in
      try Data("int main(void) { return 0; }\n".utf8).write(to: folder.appending(path: "a.c"))
      let made = try Executable.run(
        "/usr/bin/env", [try sanitizingCompiler(in: folder), "a.c", "-o", "a"], in: folder)
      return made.status == 0
    }
    return works == true
  }()
}
