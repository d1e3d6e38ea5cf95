import Foundation
import Support
import Testing
import Tuning

/// A runner survives what the code does, or dies alone.
@Suite struct RunnerTests {
  private static let source = """
    #include <stddef.h>
    void add(float *x, float *y, long n, void *pool) { for (long i = 0; i < n; i++) y[i] = x[i] + 1; }
    void crash(float *x, float *y, long n, void *pool) { *(volatile int *)(size_t)n = 1; }
    void hang(float *x, float *y, long n, void *pool) { for (;;) *(volatile float *)y = 1; }
    """

  /// The functions above as an object file.
  private func withObject(_ body: (String, RunnerProcess) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "runner-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(Self.source.utf8).write(to: folder.appending(path: "f.c"))
    let compiler = Process()
    compiler.executableURL = URL(filePath: "/usr/bin/env")
    compiler.arguments = ["cc", "-O1", "-fPIC", "-c", "f.c", "-o", "f.o"]
    compiler.currentDirectoryURL = folder
    try compiler.run()
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0)
    let runner = RunnerProcess(program: TestRunner.program, arguments: ["runner"])
    defer { runner.stop() }
    try body(folder.appending(path: "f.o").path(percentEncoded: false), runner)
  }

  private func request(
    _ object: String, _ function: String, count: Int = 64, isTimed: Bool = true
  ) -> MeasureRequest {
    let buffers: [MeasureRequest.Buffer] = [
      .init(byteCount: count * 4, contents: .floats(bytes: 4, isBrain: false)),
      .init(byteCount: count * 4, contents: .output),
    ]
    return MeasureRequest(
      object: object, function: function, threads: 1, seed: 1, seconds: 0.01, precision: 0.1,
      points: [.init(sizes: [count], buffers: buffers, isTimed: isTimed)])
  }

  @Test func measuresAndCompares() throws {
    try withObject { object, runner in
      guard case .measured(let first) = try runner.measure(request(object, "add"), timeout: 30)
      else {
        Issue.record("not measured")
        return
      }
      #expect(first[0].nanoseconds > 0 && first[0].repeats > 0 && first[0].probe > 0)
      guard
        case .measured(let again) = try runner.measure(
          request(object, "add", isTimed: false), timeout: 30)
      else {
        Issue.record("not run")
        return
      }
      #expect(again[0].digest == first[0].digest && again[0].nanoseconds == 0)
    }
  }

  @Test func survivesCrashesAndHangs() throws {
    try withObject { object, runner in
      guard case .failed(let crash) = try runner.measure(request(object, "crash"), timeout: 30)
      else {
        Issue.record("a crash was measured")
        return
      }
      #expect(crash.contains("signal"), "\(crash)")
      guard case .failed(let hang) = try runner.measure(request(object, "hang"), timeout: 1)
      else {
        Issue.record("a hang was measured")
        return
      }
      #expect(hang.contains("too long"), "\(hang)")
      // The next request gets a new process.
      guard case .measured = try runner.measure(request(object, "add"), timeout: 30)
      else {
        Issue.record("no new runner")
        return
      }
    }
  }

  @Test func saysWhatIsMissing() throws {
    try withObject { object, runner in
      for wrong in [request(object, "nothing"), request(object + ".none", "add")] {
        guard case .failed(let reason) = try runner.measure(wrong, timeout: 30)
        else {
          Issue.record("it was measured")
          return
        }
        #expect(!reason.isEmpty)
      }
      guard
        case .failed(let reason) = try runner.measure(
          request(object, "add", count: 1 << 40), timeout: 30)
      else {
        Issue.record("so much memory was there")
        return
      }
      #expect(reason.contains("memory"), "\(reason)")
    }
  }

  @Test func aProgramThatIsNotThereIsTold() throws {
    let runner = RunnerProcess(program: "/nonexistent/tangram", arguments: [])
    #expect(throws: Diagnostic.self) {
      try runner.measure(request("f.o", "add"), timeout: 1)
    }
  }
}
