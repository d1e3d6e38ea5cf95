import Foundation
import Support
import Testing

/// Folders that `compile` wrote, used by the other commands and by programs in C.
@Suite struct ArtefactCommandTests {
  private func compile(
    _ folder: URL, _ options: [String] = [], to name: String = "out"
  ) throws -> URL {
    let model = folder.appending(path: "small.onnx")
    try Data(SmallONNX.bytes()).write(to: model)
    let out = folder.appending(path: name, directoryHint: .isDirectory)
    let outcome = try Executable.run(
      [
        "compile", model.path(percentEncoded: false), "--dim", "n=1..64", "-o",
        out.path(percentEncoded: false),
      ] + options)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return out
  }

  @Test(arguments: ["embedded", "file"])
  func foldersRunWhereverTheyAre(weights: String) throws {
    try Executable.withFolder { folder in
      let made = try compile(folder, ["--weights", weights], to: "made é")
      let names = Set(
        try FileManager.default.contentsOfDirectory(atPath: made.path(percentEncoded: false)))
      #expect(names.contains("small.safetensors") == (weights == "file"))
      let moved = folder.appending(path: "else where %20")
      try FileManager.default.moveItem(at: made, to: moved)
      let run = try Executable.run(
        ["run", moved.path(percentEncoded: false), "--input", "x=2x4xf32=1"], in: folder)
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.contains("y: 2x3xf32 = 1, 0.5, 4.5, 1, …"))
      let bench = try Executable.run(
        [
          "bench", moved.path(percentEncoded: false), "--dim", "n=1,8", "--seconds", "0.01",
          "--json",
        ])
      #expect(bench.status == 0, "\(bench.errors)")
      #expect(bench.output.contains("\"n\" : 8") && bench.output.contains("\"median_ms\""))
      let inspected = try Executable.run(["inspect", moved.path(percentEncoded: false)])
      #expect(inspected.status == 0, "\(inspected.errors)")
      #expect(inspected.output.contains("n: 1...64") && inspected.output.contains("1 matmul"))
      let outside = try Executable.run([
        "bench", moved.path(percentEncoded: false), "--dim", "n=128",
      ])
      #expect(outside.status == 1 && outside.errors.contains("1..64"), "\(outside.errors)")
      let tooLarge = try Executable.run([
        "run", moved.path(percentEncoded: false), "--input", "x=65x4xf32=1",
      ])
      #expect(tooLarge.status == 1 && tooLarge.errors.contains("'x'"), "\(tooLarge.errors)")
    }
  }

  /// What was allowed is in the manifest.
  @Test func freedomsOfFloatsAreWrittenDown() throws {
    try Executable.withFolder { folder in
      for (float, isFast) in [("strict", false), ("fast", true), ("fast:node_p,*s", true)] {
        let made = try compile(folder, ["--float", float], to: "out")
        let manifest = try String(
          contentsOf: made.appending(path: "manifest.json"), encoding: .utf8)
        #expect(manifest.contains("\"fast_nodes\"") == isFast)
        #expect(manifest.contains("\"*s\"") == float.contains(":"))
        try FileManager.default.removeItem(at: made)
      }
    }
  }

  /// Code for several processors in one library; which one runs can be told from outside.
  @Test func severalTargetsAreOneLibrary() throws {
    try Executable.withFolder { folder in
      let made = try compile(folder, ["--target", "x86-64-v2,x86-64-v3,x86-64-v4"])
        .path(percentEncoded: false)
      let inspected = try Executable.run(["inspect", made])
      #expect(inspected.output.contains("compiled for x86-64-v4, x86-64-v3, x86-64-v2"))
      let json = try Executable.run(["inspect", made, "--json"])
      #expect(json.output.contains("\"x86-64-v3\""), "\(json.output)")
      func run(_ level: String) throws -> Executable.Outcome {
        try Executable.run(
          ["run", made, "--input", "x=2x4xf32=1"], environment: ["TANGRAM_LEVEL": level])
      }
      for level in ["", "x86-64-v2"] {
        let outcome = try run(level)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("y: 2x3xf32 = 1, 0.5, 4.5, 1, …"))
      }
      let unknown = try run("host")
      #expect(
        unknown.isOrderly && unknown.status == 1 && unknown.errors.contains("'TANGRAM_LEVEL'"))
      let model = folder.appending(path: "small.onnx").path(percentEncoded: false)
      let direct = try Executable.run([
        "run", model, "--target", "x86-64-v2,x86-64-v3", "--dim", "n=1..64", "--input",
        "x=2x4xf32=1",
      ])
      #expect(direct.output.contains("y: 2x3xf32 = 1, 0.5, 4.5, 1, …"), "\(direct.errors)")
    }
  }

  /// `compile`, `run` and `bench` keep machine code where they are told, several at once.
  @Test func machineCodeIsKept() throws {
    try Executable.withFolder { folder in
      let cache = folder.appending(path: "cache").path(percentEncoded: false)
      let model = folder.appending(path: "small.onnx").path(percentEncoded: false)
      try Data(SmallONNX.bytes()).write(to: URL(filePath: model))
      let run = ["run", model, "--input", "x=2x4xf32=1"]
      let cold = try Executable.run(run + ["--cache", cache])
      #expect(cold.output.contains("(0 of 1 objects from the cache)"), "\(cold.output)")
      let warm = try Executable.run(run, environment: ["TANGRAM_CACHE": cache])
      #expect(warm.output.contains("(1 of 1 objects from the cache)"), "\(warm.output)")
      #expect(warm.output.contains("y: 2x3xf32 = 1, 0.5, 4.5, 1, …"))
      let without = try Executable.run(run, environment: ["TANGRAM_CACHE": ""])
      #expect(!without.output.contains("cache"))
      let timed = try Executable.run([
        "bench", model, "--cache", cache, "--seconds", "0.01", "--json",
      ])
      #expect(timed.status == 0, "\(timed.errors)")
      let outcomes = try mapInParallel(Array(0..<4), threads: 4) { number in
        try Executable.run([
          "compile", model, "--cache", cache, "--json", "-o",
          folder.appending(path: "out\(number)").path(percentEncoded: false),
        ])
      }
      #expect(outcomes.allSatisfy { $0.status == 0 && $0.output.contains("\"cache\"") })
      let libraries = try (0..<4).map {
        try Data(contentsOf: folder.appending(path: "out\($0)/libsmall.so"))
      }
      #expect(libraries.allSatisfy { $0 == libraries[0] })
    }
  }

  @Test func damagedFoldersAreRefused() throws {
    try Executable.withFolder { folder in
      let made = try compile(folder, ["--weights", "file"])
      func expectRefusal(
        _ file: String, _ word: String, _ change: (inout Data) -> Void
      ) throws {
        let path = made.appending(path: file)
        let before = try Data(contentsOf: path)
        var after = before
        change(&after)
        try after.write(to: path)
        let outcome = try Executable.run([
          "run", made.path(percentEncoded: false), "--input", "x=1x4xf32=1",
        ])
        #expect(outcome.isOrderly && outcome.status == 1, "\(file): \(outcome.errors)")
        #expect(outcome.errors.contains(word), "\(file): \(outcome.errors)")
        try before.write(to: path)
      }
      try expectRefusal("manifest.json", "manifest.json") { $0.removeLast(20) }
      try expectRefusal("manifest.json", "small.onnx") {
        $0 = Data(String(decoding: $0, as: UTF8.self).replacing("small", with: "small.onnx").utf8)
      }
      try expectRefusal("manifest.json", "rank") {
        $0 = Data(
          String(decoding: $0, as: UTF8.self)
            .replacing("\"n\",\n        \"3\"", with: "\"n\"").utf8)
      }
      try expectRefusal("libsmall.so", "libsmall.so") { $0[$0.count / 2] ^= 0xFF }
      try expectRefusal("small.safetensors", "small.safetensors") { $0[$0.count - 1] ^= 1 }
      try expectRefusal("small.safetensors", "small.safetensors") { $0.removeLast() }
      try FileManager.default.removeItem(at: made.appending(path: "small.safetensors"))
      let missing = try Executable.run([
        "run", made.path(percentEncoded: false), "--input", "x=1x4xf32=1",
      ])
      #expect(missing.status == 1 && missing.errors.contains("small.safetensors"))
      let empty = try Executable.run(["run", folder.path(percentEncoded: false)])
      #expect(empty.status == 1 && empty.errors.contains("manifest.json"), "\(empty.errors)")
    }
  }

  @Test func sharesOfSizesAreKept() throws {
    try Executable.withFolder { folder in
      let shares = folder.appending(path: "hist.json")
      try Data(#"{"8": 0.75, "1": 0.25}"#.utf8).write(to: shares)
      let made = folder.appending(path: "out")
      let model = folder.appending(path: "small.onnx")
      try Data(SmallONNX.bytes()).write(to: model)
      func compile(_ dim: String) throws -> Executable.Outcome {
        try Executable.run([
          "compile", model.path(percentEncoded: false), "--dim", dim, "-o",
          made.path(percentEncoded: false),
        ])
      }
      let right = try compile("n=1..64@\(shares.path(percentEncoded: false))")
      #expect(right.status == 0, "\(right.errors)")
      let manifest = try String(contentsOf: made.appending(path: "manifest.json"), encoding: .utf8)
      #expect(manifest.contains("\"8\" : 0.75"))
      let outside = try compile("n=1..4@\(shares.path(percentEncoded: false))")
      #expect(outside.status == 1 && outside.errors.contains("'8' is no value of the size 'n'"))
      try Data("[1, 2]".utf8).write(to: shares)
      #expect(try compile("n=1..64@\(shares.path(percentEncoded: false))").status == 1)
      #expect(try compile("n=1..64@nowhere.json").errors.contains("nowhere.json"))
      #expect(try compile("n=1..64@").status == 64)
    }
  }

  /// One operator is a plain function too, with its constants inside; nothing else is visible.
  @Test func oneOperatorIsAPlainFunction() throws {
    try Executable.withFolder { folder in
      let made = try compile(folder)
      let symbols = try Executable.run(
        "/usr/bin/env", ["nm", "-D", "--defined-only", "libsmall.so"], in: made)
      let names = symbols.output.split(separator: "\n").compactMap { $0.split(separator: " ").last }
      #expect(names.allSatisfy { $0.hasPrefix("small_") && !$0.contains("_tg_") }, "\(names)")
      #expect(names.contains("small_raw") && !names.contains("small_entry"), "\(names)")
      let program = """
        #include "small.h"
        #include <stdio.h>
        int main(void) {
          float x[8] = {1, 1, 1, 1, 0, 0, 0, 0}, y[6];
          if (small_raw(x, y, 2)) return puts(small_last_error()), 1;
          printf("%.2f %.2f %.2f %.2f\\n", y[0], y[1], y[2], y[5]);
          if (!small_raw(x, y, 65) || !small_raw(NULL, y, 2)) return 2;
          puts(small_last_error());
          return 0;
        }
        """
      try Data(program.utf8).write(to: made.appending(path: "use.c"))
      let built = try Executable.run(
        "/usr/bin/env",
        "cc -std=c11 -Wall -Wextra -Werror use.c libsmall.a -lpthread -lm -ldl -o use"
          .split(separator: " ").map(String.init), in: made)
      #expect(built.status == 0, "\(built.errors)")
      let result = try Executable.run(made.path(percentEncoded: false) + "use", [], in: folder)
      #expect(result.status == 0)
      #expect(result.output == "1.00 0.50 4.50 2.00\nsmall_raw was given a NULL pointer\n")
    }
  }

  /// Code that checks itself: a program built so runs, one that hands over too little memory is told.
  @Test(.enabled(if: ExampleInCTests.canSanitize, "the C compiler has no sanitizers"))
  func accessesOutsideOfMemoryAreCaught() throws {
    try Executable.withFolder { folder in
      let made = try compile(folder, ["--sanitize", "address"])
      let program = """
        #include "small.h"
        #include <stdio.h>
        #include <stdlib.h>
        int main(int count, char **words) {
          (void)words;
          float *x = calloc(20 * 4, sizeof(float)), *y = calloc(20 * 3 - (count - 1), sizeof(float));
          if (small_raw(x, y, 20)) return puts(small_last_error()), 1;
          printf("%.2f\\n", y[2]);
          free(x), free(y);
          return 0;
        }
        """
      try Data(program.utf8).write(to: made.appending(path: "use.c"))
      let built = try Executable.run(
        "/usr/bin/env",
        "cc -std=c11 -fsanitize=address use.c libsmall.a -lpthread -lm -ldl -o use"
          .split(separator: " ").map(String.init), in: made)
      #expect(built.status == 0, "\(built.errors)")
      let use = made.path(percentEncoded: false) + "use"
      let right = try Executable.run(use, [], in: folder)
      #expect(right.status == 0 && right.output == "2.00\n", "\(right.errors)")
      // One float less than the results take.
      let wrong = try Executable.run(use, ["less"], in: folder)
      #expect(wrong.status != 0 && wrong.errors.contains("heap-buffer-overflow"))
      #expect(wrong.errors.contains("small_"), "the report names no function: \(wrong.errors)")
      // It needs the sanitizer's library, which is said before it is loaded.
      let run = try Executable.run(["run", made.path(percentEncoded: false)], in: folder)
      #expect(run.isOrderly && run.status == 1 && run.errors.contains("LD_PRELOAD"))
    }
  }
}
