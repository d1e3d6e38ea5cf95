import Compiler
import Foundation
import MLIRJudge
import Support
import Testing

@Suite(.programsReadByMLIR) struct ArtefactTests {
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
      let built = try runProgram(
        strict + libraries + ["-lpthread", "-lm", "-ldl", "-o", "use"], in: folder)
      #expect(built.status == 0, "\(built.text)")
      let result = try runProgram(["./use"], in: folder)
      #expect(result.status == 0)
      #expect(result.text == "3.000 22.0\n")
    }
  }

  /// Every wrong use of the C interface is a status and a text that names what is wrong.
  @Test func wrongUseFromCIsRefused() throws {
    let program = """
      #include "net.h"
      #include <stdio.h>
      #include <string.h>
      static int failures;
      static void expect(int status, int wanted, const char *word) {
        if (status == wanted && strstr(net_last_error(), word)) return;
        printf("status %d, expected %d; '%s' is not in '%s'\\n", status, wanted, word, net_last_error());
        failures++;
      }
      int main(void) {
        tangram_context *context = NULL;
        tangram_options options = {.threads = -1};
        expect(net_create(NULL, NULL), TANGRAM_INVALID_ARGUMENT, "place");
        expect(net_create(&options, &context), TANGRAM_INVALID_ARGUMENT, "threads");
        options = (tangram_options){.weights_path = "nowhere"};
        expect(net_create(&options, &context), TANGRAM_IO, "nowhere");
        if (context || net_create(NULL, &context)) return puts(net_last_error()), 1;
        float x[400] = {0}, y[600], z[400];
        int64_t xs[] = {3, 4, 1}, ys[] = {3, 6}, zs[] = {3, 4}, strides[] = {8, 1};
        const DLTensor good = {x, {kDLCPU, 0}, 2, {kDLFloat, 32, 1}, xs, NULL, 0};
        DLTensor in = good;
        DLTensor out[] = {{y, {kDLCPU, 0}, 2, {kDLFloat, 32, 1}, ys, NULL, 0},
                          {z, {kDLCPU, 0}, 2, {kDLFloat, 32, 1}, zs, NULL, 0}};
        expect(net_run(NULL, &in, 1, out, 2), TANGRAM_INVALID_ARGUMENT, "context is NULL");
        expect(net_run(context, NULL, 1, out, 2), TANGRAM_INVALID_ARGUMENT, "0 inputs");
        expect(net_run(context, &in, 0, out, 2), TANGRAM_INVALID_ARGUMENT, "0 inputs");
        expect(net_run(context, &in, 1, NULL, 2), TANGRAM_INVALID_ARGUMENT, "0 outputs");
        expect(net_run(context, &in, 1, out, 1), TANGRAM_INVALID_ARGUMENT, "1 outputs");
        in.data = NULL;
        expect(net_run(context, &in, 1, out, 2), TANGRAM_INVALID_ARGUMENT, "'x' has no data");
        in = good, in.shape = NULL;
        expect(net_run(context, &in, 1, out, 2), TANGRAM_INVALID_ARGUMENT, "'x' has no shape");
        in = good, in.ndim = 3;
        expect(net_run(context, &in, 1, out, 2), TANGRAM_INVALID_ARGUMENT, "rank 3, expected 2");
        in = good, in.dtype.bits = 64;
        expect(net_run(context, &in, 1, out, 2), TANGRAM_INVALID_ARGUMENT, "float64");
        in = good, in.device.device_type = kDLCUDA;
        expect(net_run(context, &in, 1, out, 2), TANGRAM_INVALID_ARGUMENT, "device");
        in = good, in.strides = strides;
        expect(net_run(context, &in, 1, out, 2), TANGRAM_INVALID_ARGUMENT, "not compact");
        in = good, in.byte_offset = 1;
        expect(net_run(context, &in, 1, out, 2), TANGRAM_INVALID_ARGUMENT, "aligned");
        in = good, xs[0] = 65;
        expect(net_run(context, &in, 1, out, 2), TANGRAM_OUT_OF_RANGE, "65");
        xs[0] = -1;
        expect(net_run(context, &in, 1, out, 2), TANGRAM_INVALID_ARGUMENT, "-1");
        xs[0] = 3, xs[1] = 5;
        expect(net_run(context, &in, 1, out, 2), TANGRAM_OUT_OF_RANGE, "expected 4");
        xs[1] = 4, ys[0] = 4;
        expect(net_run(context, &in, 1, out, 2), TANGRAM_OUT_OF_RANGE, "'y' axis 0 is 4, expected 3");
        ys[0] = 3, out[1].data = y;
        expect(net_run(context, &in, 1, out, 2), TANGRAM_INVALID_ARGUMENT, "shares memory");
        expect(net_output_shapes(context, &in, 1, NULL, 2), TANGRAM_INVALID_ARGUMENT, "0 outputs");
        int64_t bytes = 0, rows = 65;
        expect(net_peak_memory(&rows, 1, &bytes), TANGRAM_OUT_OF_RANGE, "65");
        expect(net_peak_memory(NULL, 1, &bytes), TANGRAM_INVALID_ARGUMENT, "expected 1");
        out[1].data = z;
        if (net_run(context, &in, 1, out, 2)) return puts(net_last_error()), 1;
        return failures || net_destroy(context) || net_destroy(NULL);
      }
      """
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try ArtefactWriter(try TestModel.lower(TestModel.perceptron, name: "net"))
      .write(to: folder.path())
    try Data(program.utf8).write(to: folder.appending(path: "use.c"))
    let built = try runProgram(
      ["cc", "-std=c11", "-Wall", "-Wextra", "use.c", "libnet.a", "-lpthread", "-lm", "-ldl"]
        + ["-o", "use"], in: folder)
    #expect(built.status == 0, "\(built.text)")
    let result = try runProgram(["./use"], in: folder)
    #expect(result.status == 0 && result.text == "", "\(result.text)")
  }

  /// The bytes do not depend on how many threads compile.
  @Test func threadsDoNotChangeTheCode() throws {
    var objects: [[[UInt8]]] = []
    for threads in [1, 4] {
      let model = try TestModel.lower(TestModel.chain, name: "net", threads: threads)
      #expect(model.kernelCount >= 3)
      objects.append(try model.compile().map(\.bytes))
    }
    #expect(objects[0].count > 1)
    #expect(objects[0] == objects[1])
  }

  /// What kernels work in is part of the plan: no kernel asks for memory while it runs.
  @Test func kernelsAskForNoMemory() throws {
    let model = try TestModel.lower(TestModel.chain, name: "net")
    var names: Set<String> = []
    let loops = try model.loops()
    loops.walk { names.insert(loops.name(of: $0)) }
    #expect(!names.contains("memref.alloc"))
    #expect(names.contains("memref.view"))
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
