import Foundation
import Support

/// A runner, as the tuner sees it: asked, waited for, and started anew when it died.
///
/// For one thread at a time.
public final class RunnerProcess {
  /// How a request ended.
  public enum Outcome: Sendable {
    case measured([MeasureReply.Point])
    /// The code cannot be run, or not so.
    case failed(String)
  }

  private let program: String
  private let arguments: [String]
  private var process: Process?
  /// What ends the runner when a signal ends the program.
  private var ending: Int?
  private var input: FileHandle?
  private var output: FileHandle?

  /// A runner that `program` becomes with these arguments; a name without a folder is looked for in `PATH`.
  public init(program: String, arguments: [String]) {
    (self.program, self.arguments) = (Self.path(of: program), arguments)
  }

  private static func path(of program: String) -> String {
    if program.contains("/") { return program }
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 } ?? program
  }

  deinit { stop() }

  /// Has it measure; after `timeout` seconds it counts as hung, and is killed.
  ///
  /// - Returns: what was measured, or why nothing was.
  /// - Throws: a diagnostic when no runner can be started.
  public func measure(
    _ request: MeasureRequest, timeout: Double
  ) throws(Diagnostic) -> Outcome {
    if process == nil { try start() }
    guard let input, let output, var line = try? JSONEncoder().encode(request) else {
      return .failed("the request cannot be written")
    }
    line.append(0x0A)
    guard (try? input.write(contentsOf: line)) != nil else { return .failed(reasonOfEnding()) }
    guard let answer = readLine(from: output, timeout: timeout) else {
      return .failed(reasonOfEnding())
    }
    guard let reply = try? JSONDecoder().decode(MeasureReply.self, from: answer) else {
      stop()
      return .failed("the runner's answer cannot be read")
    }
    if let failure = reply.failure { return .failed(failure) }
    return .measured(reply.points)
  }

  /// Makes sure that there is a runner.
  ///
  /// - Throws: a diagnostic when none can be started, or what was started is none.
  func requireAnswer() throws(Diagnostic) {
    let nothing = MeasureRequest(
      object: "", function: "", threads: 1, seed: 0, seconds: 0, precision: 1, points: [])
    var reason = "it measures nothing"
    if case .failed(let answer) = try measure(nothing, timeout: Self.patience) {
      // A runner says what is wrong with the request, and goes on.
      if process != nil { return }
      reason = answer
    }
    throw .error(
      "'\(([program] + arguments).joined(separator: " "))' is no runner: \(reason); 'tangram runner' is one"
    )
  }
  private static let patience = 20.0

  /// Ends the runner.
  public func stop() {
    guard let process else { return }
    try? input?.close()
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    if let ending { EndingSignals.remove(ending) }
    self.process = nil
  }

  private func start() throws(Diagnostic) {
    signal(SIGPIPE, SIG_IGN)
    let process = Process()
    let (requests, replies) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardInput = requests
    process.standardOutput = replies
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch {
      throw .error("cannot start a runner, '\(program)': \(error.localizedDescription)")
    }
    self.process = process
    let identifier = process.processIdentifier
    ending = EndingSignals.add { kill(identifier, SIGKILL) }
    input = requests.fileHandleForWriting
    output = replies.fileHandleForReading
  }

  /// Why there is no answer; the next request gets a new process.
  private func reasonOfEnding() -> String {
    guard let process else { return "there is no runner" }
    defer { stop() }
    for _ in 0..<20 where process.isRunning { usleep(5_000) }
    if process.isRunning { return "it took too long and was killed" }
    if process.terminationReason == .uncaughtSignal {
      return "it crashed with signal \(process.terminationStatus)"
    }
    return "the runner ended with exit code \(process.terminationStatus)"
  }

  /// `nil` when it is not there in time, or will never be.
  private func readLine(from handle: FileHandle, timeout: Double) -> Data? {
    let deadline = ContinuousClock.now + .seconds(timeout)
    var line = Data()
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let left = (deadline - ContinuousClock.now).components
      let wait = max(0, left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000)
      var poller = pollfd(fd: handle.fileDescriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&poller, 1, Int32(clamping: wait))
      if ready < 0, errno == EINTR { continue }
      if ready <= 0 { return nil }
      let count = read(handle.fileDescriptor, &bytes, bytes.count)
      if count <= 0 { return nil }
      line.append(contentsOf: bytes[..<count])
      if line.last == 0x0A { return line }
    }
  }
}
