import CodeGeneration
import Compiler
import Dialects
import Foundation
import Support

/// A process that runs code for a tuner, and may die of it.
///
/// It reads one `MeasureRequest` a line from its standard input and writes one `MeasureReply` a line
/// to its standard output, until the input ends. Whatever the code writes to standard output goes to
/// standard error.
public enum RunnerService {
  /// The operands, results and workspace of a point may have so much together.
  static let mostBytes = 1 << 30

  /// Serves until there are no more requests.
  ///
  /// - Throws: a diagnostic when this machine cannot run compiled code at all.
  public static func serve() throws(Diagnostic) {
    // Ctrl-C is for the tuner, which lets the timing at hand end.
    signal(SIGINT, SIG_IGN)
    // Code that asks for more memory than there is gets none, instead of the machine's last.
    var limit = rlimit()
    let pages = sysconf(Int32(_SC_PHYS_PAGES)), pageBytes = sysconf(Int32(_SC_PAGESIZE))
    getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    limit.rlim_cur = min(limit.rlim_max, rlim_t(max(1 << 32, pages * pageBytes)))
    setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    let replies = dup(1)
    dup2(2, 1)
    let probe = try PeakProbe(.detectHost())
    _ = probe.gigaflops(seconds: 0.02)
    let files = RunnerFiles()
    let arena = try RunnerArena(byteCount: mostBytes)
    let decoder = JSONDecoder(), encoder = JSONEncoder()
    while let line = readLine(strippingNewline: true) {
      var reply = MeasureReply()
      do {
        let request = try decoder.decode(MeasureRequest.self, from: Data(line.utf8))
        reply.points = try run(request, arena, files, probe)
      } catch let diagnostic as Diagnostic {
        reply.failure = diagnostic.message
      } catch {
        reply.failure = "\(error)"
      }
      guard var answer = try? encoder.encode(reply) else { return }
      answer.append(0x0A)
      let isWritten = answer.withUnsafeBytes { bytes in
        var done = 0
        while let start = bytes.baseAddress, done < bytes.count {
          let count = write(replies, start + done, bytes.count - done)
          if count <= 0 { return false }
          done += count
        }
        return true
      }
      if !isWritten { return }
    }
  }

  private static func run(
    _ request: MeasureRequest, _ arena: RunnerArena, _ files: RunnerFiles, _ probe: PeakProbe
  ) throws -> [MeasureReply.Point] {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: request.object)))
    let jit = JIT()
    let library = try jit.add(CompiledObject(bytes: bytes, symbols: [request.function]))
    let function = try jit.address(of: request.function, in: library)
    let threads = RunnerThreads(request.threads)
    return try request.points.map { point in
      let memory = try RunnerMemory(
        point.buffers, seed: request.seed, in: arena, files: files)
      let call = KernelCall(function, memory.pointers, sizes: point.sizes, pool: threads.pool)
      call()
      let digest = memory.digestOfOutputs
      if let file = point.outputFile { try memory.writeOutputs(to: file) }
      guard point.isTimed else {
        return MeasureReply.Point(nanoseconds: 0, noise: 0, repeats: 0, probe: 0, digest: digest)
      }
      let timing = AdaptiveTiming(
        seconds: request.seconds, precision: request.precision, probe: probe)
      var result = withExtendedLifetime(memory) { timing.measure { call() } }
      result.digest = digest
      return result
    }
  }
}
