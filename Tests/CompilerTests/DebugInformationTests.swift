import CodeGeneration
import Compiler
import Dialects
import Foundation
import IR
import MLIRJudge
import Support
import TestSupport
import Testing

/// Debuggers and profilers see nodes and lines, and the instructions are the same.
@Suite(.programsReadByMLIR) struct DebugInformationTests {
  /// The perceptron with a name for every node, as ONNX models have.
  private static let named = TestModel.perceptron.split(
    separator: "\n", omittingEmptySubsequences: false
  ).map { line -> String in
    let words = line.split(separator: " ")
    guard words.count > 2, words[1] == "=", words[2].hasPrefix("\"graph.") else {
      return String(line)
    }
    return "\(line) loc(\"/net/node_\(words[0].dropFirst())\")"
  }.joined(separator: "\n")

  private func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try body(folder)
  }

  private func run(_ arguments: [String], in folder: URL) throws -> String {
    try runProgram(arguments, in: folder).text
  }

  private func write(_ name: String, hasDebugInfo: Bool, to folder: URL) throws -> LoweredModel {
    let plain = try TestModel.lower(Self.named, name: "net")
    var options = plain.options
    options.hasDebugInfo = hasDebugInfo
    let model = try LoweredModel(plain.graph, options: options)
    try ArtefactWriter(model).write(to: folder.appending(path: name).path())
    return model
  }

  @Test func theInstructionsAreTheSame() throws {
    try inFolder { folder in
      _ = try write("with", hasDebugInfo: true, to: folder)
      _ = try write("without", hasDebugInfo: false, to: folder)
      for section in [".text", ".rodata", ".data"] {
        var parts: [Data] = []
        for name in ["with", "without"] {
          _ = try run(
            ["objcopy", "-O", "binary", "-j", section, "\(name)/libnet.so", "\(name).bin"],
            in: folder)
          parts.append((try? Data(contentsOf: folder.appending(path: "\(name).bin"))) ?? Data())
        }
        #expect(parts[0] == parts[1], "\(section) differs")
        #expect(section != ".text" || parts[0].count > 1_000)
      }
      let files = { (name: String) in
        try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: name).path())
      }
      #expect(Set(try files("with")).subtracting(try files("without")) == ["net.loops.mlir"])
    }
  }

  @Test(
    .enabled("llvm-dwarfdump is not installed") {
      Tool("llvm-dwarfdump-19", "llvm-dwarfdump") != nil
    })
  func theInformationIsWellFormedAndNamesTheNodes() throws {
    let tool = try #require(Tool("llvm-dwarfdump-19", "llvm-dwarfdump"))
    try inFolder { folder in
      let model = try write("out", hasDebugInfo: true, to: folder)
      for file in ["out/net.o", "out/libnet.so"] {
        let verdict = try run([tool.path, "--verify", file], in: folder)
        #expect(verdict.contains("No errors."), "\(verdict)")
      }
      let text = try run([tool.path, "--debug-info", "out/libnet.so"], in: folder)
      #expect(text.contains("DW_TAG_inlined_subroutine"))
      var names: Set<String> = []
      for module in try model.units() {
        module.walk { operation in
          if case .name(let name, .file) = module.location(of: operation) { names.insert(name) }
        }
      }
      // A node of which the optimizer left nothing is not there.
      let found = names.filter { text.contains("(\"\($0)\")") }
      #expect(found.count >= 3, "of \(names) there are \(found)")
    }
  }

  /// What a tool finds at the addresses of a kernel's instructions, with their lengths in bytes.
  private struct Place: Decodable {
    struct Frame: Decodable {
      var function: String
      var line: Int

      private enum CodingKeys: String, CodingKey {
        case function = "FunctionName"
        case line = "Line"
      }
    }
    var frames: [Frame]

    private enum CodingKeys: String, CodingKey { case frames = "Symbol" }
  }

  @Test(
    .enabled("llvm-symbolizer and objdump are not installed") {
      Tool("llvm-symbolizer-19", "llvm-symbolizer") != nil && Tool("objdump") != nil
    })
  func nearlyEveryByteOfAKernelHasALineAndNodes() throws {
    let symbolizer = try #require(Tool("llvm-symbolizer-19", "llvm-symbolizer"))
    try inFolder { folder in
      _ = try write("out", hasDebugInfo: true, to: folder)
      let code = try run(["objdump", "-d", "--no-show-raw-insn", "out/libnet.so"], in: folder)
      var addresses: [Int] = []
      var kernels: Set<Int> = []
      var isKernel = false
      for line in code.split(separator: "\n") {
        if line.hasSuffix(">:") {
          isKernel = line.contains("<net_kernel")
        } else if let number = line.split(separator: ":").first,
          let address = Int(number.trimmingCharacters(in: .whitespaces), radix: 16)
        {
          addresses.append(address)
          if isKernel { kernels.insert(address) }
        }
      }
      #expect(kernels.count > 200, "\(code.prefix(500))")
      let asked = addresses.indices.dropLast().filter { kernels.contains(addresses[$0]) }
      let answers = try run(
        [
          symbolizer.path, "--obj=out/libnet.so", "--inlines", "--functions=short",
          "--output-style=JSON",
        ]
          + asked.map { "0x" + String(addresses[$0], radix: 16) }, in: folder)
      let places = try JSONDecoder().decode([Place].self, from: Data(answers.utf8))
      try #require(places.count == asked.count)
      var (all, withLine, withNode) = (0, 0, 0)
      var found: Set<String> = []
      for (index, place) in zip(asked, places) {
        let length = addresses[index + 1] - addresses[index]
        let names = place.frames.map(\.function).joined(separator: " + ")
        all += length
        if let frame = place.frames.first, frame.line > 0 { withLine += length }
        if names.contains("/net/node_") { withNode += length }
        for name in names.split(separator: " ") { found.insert(String(name)) }
      }
      #expect(withLine * 100 >= all * 95, "\(withLine) of \(all) bytes have a line")
      #expect(withNode * 100 >= all * 95, "\(withNode) of \(all) bytes have a node")
      // Nodes that were fused keep their names.
      for node in ["p", "s", "r", "y", "z"] {
        #expect(found.contains("/net/node_\(node)"), "\(found.sorted())")
      }
    }
  }

  @Test(.enabled("gdb is not installed") { Tool("gdb") != nil })
  func aDebuggerStopsInsideANodeAndNamesIt() throws {
    try inFolder { folder in
      let model = try write("out", hasDebugInfo: true, to: folder)
      let listing = try #require(try model.debugListing())
      let lines = listing.text.split(separator: "\n", omittingEmptySubsequences: false)
      // Lines on which something is computed; which of them run depends on the sizes.
      let places = lines.indices.filter {
        lines[$0].contains("arith.addf") || lines[$0].contains(".fma")
      }
      .prefix(60).map { "net.loops.mlir:\($0 + 1)" }
      let place = try #require(places.first)
      try Data(
        """
        #include "net.h"
        int main(void) {
          tangram_context *context = NULL;
          if (net_create(NULL, &context)) return 1;
          float x[12] = {0}, y[18], z[12];
          int64_t xs[] = {3, 4}, ys[] = {3, 6}, zs[] = {3, 4};
          DLTensor in = {x, {kDLCPU, 0}, 2, {kDLFloat, 32, 1}, xs, NULL, 0};
          DLTensor out[] = {{y, {kDLCPU, 0}, 2, {kDLFloat, 32, 1}, ys, NULL, 0},
                            {z, {kDLCPU, 0}, 2, {kDLFloat, 32, 1}, zs, NULL, 0}};
          return net_run(context, &in, 1, out, 2);
        }
        """.utf8
      ).write(to: folder.appending(path: "out/use.c"))
      let out = folder.appending(path: "out")
      let built = try run(
        ["cc", "-std=c11", "use.c", "libnet.a", "-lpthread", "-lm", "-ldl", "-o", "use"], in: out)
      #expect(built.isEmpty, "\(built)")
      // A debugger waits for its child by a signal that this process may have blocked.
      try Data(
        """
        #include <signal.h>
        #include <unistd.h>
        int main(int count, char **arguments) {
          sigset_t none;
          sigemptyset(&none);
          sigprocmask(SIG_SETMASK, &none, NULL);
          return execvp(arguments[1], arguments + 1);
        }
        """.utf8
      ).write(to: out.appending(path: "unblocked.c"))
      _ = try run(["cc", "unblocked.c", "-o", "unblocked"], in: out)
      let commands =
        ["set debuginfod enabled off", "info line \(place)"] + places.map { "break \($0)" }
        + ["run", "backtrace"]
      let seen = try run(
        ["timeout", "60", "./unblocked", "gdb", "-batch", "-nx"]
          + commands.flatMap { ["-ex", $0] } + ["use"], in: out)
      #expect(seen.contains("starts at address"), "\(seen)")
      #expect(seen.contains("\nBreakpoint ") || seen.contains(" hit Breakpoint "), "\(seen)")
      let frames = seen.split(separator: "\n").filter { $0.hasPrefix("#") }
      // The node, inlined into the kernel, called by the main function, as the node again.
      #expect(frames.first?.contains("net.loops.mlir:") ?? false, "\(seen)")
      #expect(frames.contains { $0.contains("net_kernel") }, "\(seen)")
      #expect(frames.contains { $0.contains("net_main") }, "\(seen)")
      #expect(frames.contains { $0.contains(" main ") }, "\(seen)")
      let name = try #require(
        frames.first?.split(separator: " ").dropFirst().first.map(String.init), "\(seen)")
      #expect(name.hasPrefix("/net/node_"), "\(seen)")
    }
  }
}
