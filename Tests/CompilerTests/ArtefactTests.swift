import Compiler
import Foundation
import Support
import Testing

@Suite struct ArtefactTests {
  private func run(_ arguments: [String], in folder: URL) throws -> (status: Int32, text: String) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }

  private static let program = """
    #include "net.h"
    #include <stdio.h>
    int main(void) {
      tangram_context *context = NULL;
      if (net_create(NULL, &context)) return puts(net_last_error()), 1;
      float x[12], y[18], z[12];
      for (int i = 0; i < 12; i++) x[i] = (float)i;
      int64_t xs[] = {3, 4}, ys[] = {3, 6}, zs[] = {3, 4};
      DLTensor in = {x, {kDLCPU, 0}, 2, {kDLFloat, 32, 1}, xs, NULL, 0};
      DLTensor out[] = {{y, {kDLCPU, 0}, 2, {kDLFloat, 32, 1}, ys, NULL, 0},
                        {z, {kDLCPU, 0}, 2, {kDLFloat, 32, 1}, zs, NULL, 0}};
      if (net_run(context, &in, 1, out, 2)) return puts(net_last_error()), 1;
      float sum = 0;
      for (int i = 0; i < 18; i++) sum += y[i];
      printf("%.3f %.1f\\n", sum, z[11]);
      return net_destroy(context);
    }
    """

  /// A C program embeds the model through the static and the shared library.
  @Test func programsEmbedTheModel() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try ArtefactWriter(try TestModel.lower(TestModel.perceptron, name: "net"))
      .write(to: folder.path())
    try Data(Self.program.utf8).write(to: folder.appending(path: "use.c"))
    let strict = ["cc", "-std=c11", "-Wall", "-Wextra", "-Werror", "use.c"]
    for libraries in [["libnet.a"], ["-L.", "-lnet", "-Wl,-rpath,."]] {
      let built = try run(
        strict + libraries + ["-lpthread", "-lm", "-ldl", "-o", "use"], in: folder)
      #expect(built.status == 0, "\(built.text)")
      let result = try run(["./use"], in: folder)
      #expect(result.status == 0)
      #expect(result.text == "3.000 22.0\n")
    }
  }

  @Test func nothingIsLeftWhereNothingCanBeWritten() throws {
    let model = try TestModel.lower(TestModel.perceptron, name: "net")
    #expect { try ArtefactWriter(model).write(to: "/proc/nowhere/net") } throws: {
      "\($0)".contains("cannot write to '/proc/nowhere/net'")
    }
  }

  @Test func equalModelsGiveEqualFiles() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let names = try ["a", "b"].map { name in
      try ArtefactWriter(try TestModel.lower(TestModel.perceptron, name: "net"))
        .write(to: folder.appending(path: name).path())
    }
    #expect(names[0].count == 6)
    for name in names[0] {
      let a = try Data(contentsOf: folder.appending(path: "a/\(name)"))
      let b = try Data(contentsOf: folder.appending(path: "b/\(name)"))
      #expect(a == b, "\(name) differs")
    }
  }
}
