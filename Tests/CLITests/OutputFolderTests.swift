import Foundation
import Testing

/// Where artefacts and outputs go: all files of one, or none.
@Suite struct OutputFolderTests {
  /// A file system of its own, as where a volume is mounted.
  @Test(
    .enabled(
      if: FileManager.default.isWritableFile(atPath: "/dev/shm"), "needs a second file system"))
  func anotherFileSystemIsWrittenTo() throws {
    try Executable.withFolder { folder in
      let volume = URL(filePath: "/dev/shm/tangram-\(UUID())")
      try FileManager.default.createDirectory(at: volume, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: volume) }
      try FileManager.default.createSymbolicLink(
        at: folder.appending(path: "out"), withDestinationURL: volume)
      try Data(SmallONNX.bytes()).write(to: folder.appending(path: "small.onnx"))
      let model = folder.appending(path: "small.onnx").path(percentEncoded: false)
      let made = try Executable.run(["compile", model, "-o", "out"], in: folder)
      #expect(made.status == 0, "\(made.errors)")
      let run = ["run", model, "--input", "x=1x4xf32=1", "--output", "."]
      let written = try Executable.run(run, in: volume)
      #expect(written.status == 0, "\(written.errors)")
      #expect(
        Executable.files(in: volume) == [
          "libsmall.a", "libsmall.so", "manifest.json", "small.h", "small.o", "y.npy",
        ])
      #expect(Executable.files(in: folder) == ["out", "small.onnx"])
    }
  }

  @Test func whatIsInTheWayIsSeenBeforeTheFirstFile() throws {
    try Executable.withFolder { folder in
      try Data(SmallONNX.bytes()).write(to: folder.appending(path: "small.onnx"))
      try FileManager.default.createDirectory(
        at: folder.appending(path: "out/libsmall.so"), withIntermediateDirectories: true)
      let before = Executable.files(in: folder)
      let made = try Executable.run(["compile", "small.onnx", "-o", "out"], in: folder)
      #expect(made.status == 1 && made.errors.contains("it is a folder"), "\(made.errors)")
      #expect(Executable.files(in: folder) == before)
    }
  }

  /// What is of no use for a model that is compiled already is not taken in silence.
  @Test func compiledModelsAreNotCompiledAgain() throws {
    try Executable.withFolder { folder in
      try Data(SmallONNX.bytes()).write(to: folder.appending(path: "small.onnx"))
      let made = try Executable.run(["compile", "small.onnx", "-o", "out"], in: folder)
      #expect(made.status == 0, "\(made.errors)")
      for option in ["--target x86-64-v2", "--dim n=4", "--float fast", "--name other"] {
        let words = option.split(separator: " ").map(String.init)
        let outcome = try Executable.run(
          ["run", "out", "--input", "x=2x4xf32=1"] + words, in: folder)
        #expect(outcome.status == 1, "\(outcome.output)")
        #expect(outcome.errors.contains("compiled already: '\(words[0])' is for 'compile'"))
      }
    }
  }
}
