import Foundation
import RuntimeSources
import Testing

/// Compiles the embedded sources with the system's C compiler, as deployed models do.
@Suite struct DeployedSourcesTests {
  private static let strict = ["-std=c11", "-O2", "-Wall", "-Wextra", "-Werror"]
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures")

  /// The hash of sixteen floats, 0 to 15: the weights of the fixture models.
  private static let weightsHash = "0x53237355523dc047u"

  /// Runs a program found on PATH in `folder` and returns what it printed.
  ///
  /// Fails when the program does.
  @discardableResult
  private func run(
    _ arguments: [String], in folder: TemporaryFolder,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(
      process.terminationStatus == 0, "\(arguments.joined(separator: " "))\n\(text)",
      sourceLocation: sourceLocation)
    return text
  }

  /// A folder with all sources and fixtures.
  private func makeFolder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for file in RuntimeSources.files { try folder.write(file.name, file.contents) }
    for name in ["scale_model.c", "scale_header.h", "two_models.c", "plugin_host.c"] {
      try folder.write(name, try Data(contentsOf: Self.fixtures.appending(path: name)))
    }
    try folder.write("runtime.c", RuntimeSources.singleFile)
    return folder
  }

  private func definitions(_ name: String, factor: String) -> [String] {
    [
      "-DTANGRAM_PREFIX=\(name)", "-DMODEL_FACTOR=\(factor)",
      "-DMODEL_WEIGHTS_HASH=\(Self.weightsHash)",
    ]
  }

  /// The same sixteen floats as a file.
  private var weightsFile: [UInt8] {
    let data = (0..<16).flatMap { index in
      withUnsafeBytes(of: Float(index).bitPattern.littleEndian) { Array($0) }
    }
    return safetensors(data, hash: "53237355523dc047")
  }

  @Test func twoModelsInOneProgram() throws {
    let folder = try makeFolder()
    // One from the separate files with its weights inside, one from the single file without.
    let sources = RuntimeSources.files.map(\.name).filter { $0.hasSuffix(".c") }
    for source in sources + ["scale_model.c"] {
      try run(
        ["cc"] + Self.strict + definitions("alpha", factor: "2")
          + ["-c", source, "-o", "alpha_\(source).o"], in: folder)
    }
    try folder.write(
      "beta.c",
      RuntimeSources.singleFile
        + (try Data(contentsOf: Self.fixtures.appending(path: "scale_model.c"))))
    try run(
      ["cc"] + Self.strict + definitions("beta", factor: "3")
        + ["-DMODEL_WEIGHTS_FILE", "-c", "beta.c", "-o", "beta.o"], in: folder)
    let objects = (sources + ["scale_model.c"]).map { "alpha_\($0).o" } + ["beta.o"]
    try run(
      ["cc"] + Self.strict + ["two_models.c"] + objects
        + ["-o", "two_models", "-lpthread", "-lm", "-ldl"], in: folder)
    // Found beside the program, whatever the current directory.
    try folder.write("beta.safetensors", weightsFile)
    let elsewhere = try TemporaryFolder()
    #expect(try run([folder.path("two_models")], in: elsewhere) == "passed\n")
  }

  @Test func aLibraryThatIsLoadedAndUnloaded() throws {
    let folder = try makeFolder()
    try run(
      ["cc"] + Self.strict + definitions("gamma", factor: "6")
        + ["-DMODEL_WEIGHTS_FILE", "-fPIC", "-shared", "-fvisibility=hidden"]
        + ["runtime.c", "scale_model.c", "-o", "gamma.so", "-lpthread", "-lm", "-ldl"], in: folder)
    try run(["cc", "plugin_host.c", "-o", "host", "-ldl"], in: folder)
    // Found beside the library.
    try folder.write("gamma.safetensors", weightsFile)
    let elsewhere = try TemporaryFolder()
    #expect(try run([folder.path("host"), folder.path("gamma.so")], in: elsewhere) == "passed\n")
  }

  @Test func onlyLibcIsNeeded() throws {
    let folder = try makeFolder()
    try run(
      ["cc"] + Self.strict + definitions("delta", factor: "2")
        + ["-fPIC", "-shared", "runtime.c", "scale_model.c", "-o", "delta.so", "-Wl,-z,defs"]
        + ["-lpthread", "-lm", "-ldl"], in: folder)
  }

  @Test func withoutFutexes() throws {
    let folder = try makeFolder()
    try folder.write("beta.safetensors", weightsFile)
    for name in ["alpha", "beta"] {
      try run(
        ["cc"] + Self.strict + definitions(name, factor: name == "alpha" ? "2" : "3")
          + ["-DTANGRAM_NO_FUTEX", "-c", "runtime.c", "-o", "\(name)_runtime.o"], in: folder)
      try run(
        ["cc"] + Self.strict + definitions(name, factor: name == "alpha" ? "2" : "3")
          + ["-c", "scale_model.c", "-o", "\(name).o"], in: folder)
    }
    try run(
      ["cc", "two_models.c", "alpha.o", "alpha_runtime.o", "beta.o", "beta_runtime.o"]
        + ["-o", "two_models", "-lpthread", "-lm", "-ldl"], in: folder)
    #expect(try run(["./two_models"], in: folder) == "passed\n")
  }

  /// The public header is C and C++, and may be there twice.
  @Test func publicHeaderStandsAlone() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.h", RuntimeSources.publicHeader)
    try folder.write("b.h", RuntimeSources.publicHeader)
    try folder.write(
      "use.c", Array("#include \"a.h\"\n#include \"b.h\"\ntangram_options options;\n".utf8))
    try run(["cc"] + Self.strict + ["-pedantic", "-c", "use.c"], in: folder)
    try folder.write("use.cc", Array("#include \"a.h\"\ntangram_options options;\n".utf8))
    try run(
      ["cc", "-std=c++11", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "use.cc"], in: folder)
  }
}
