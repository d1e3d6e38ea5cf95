import Foundation
import Support

/// Runs a program for a limited time.
public enum TimedProcess {
  public enum Outcome: Hashable, Sendable, CustomStringConvertible {
    case exited(Int32)
    /// Ended by this signal, of its own doing.
    case crashed(Int32)
    case timedOut

    public var description: String {
      switch self {
      case .exited(let code): "ended with exit code \(code)"
      case .crashed(let signal): "was ended by signal \(signal)"
      case .timedOut: "took too long and was killed"
      }
    }
  }

  /// Runs `program` with its output dropped, in a process group of its own, which is killed when the
  /// time is over or `shouldStop` says so.
  ///
  /// - Throws: a diagnostic if it cannot be started.
  public static func run(
    _ program: String, _ arguments: [String], timeout: Duration,
    shouldStop: () -> Bool = { false }
  ) throws(Diagnostic) -> Outcome {
    let process = try start(program, arguments)
    let deadline = ContinuousClock.now + timeout
    var pause: UInt32 = 200
    while true {
      var status: Int32 = 0
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process {
        // What it left running must not outlive it.
        kill(-process, SIGKILL)
        let signal = status & 0x7F
        return signal == 0 ? .exited(status >> 8 & 0xFF) : .crashed(signal)
      }
      if ended < 0, errno != EINTR { return .crashed(0) }
      if ContinuousClock.now >= deadline || shouldStop() {
        kill(-process, SIGKILL)
        waitpid(process, &status, 0)
        return .timedOut
      }
      usleep(pause)
      pause = min(pause * 2, 20_000)
    }
  }

  private static func start(
    _ program: String, _ arguments: [String]
  ) throws(Diagnostic) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Signals that this program ignores or blocks are the other program's own affair.
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let failure = posix_spawn(&process, program, &actions, &attributes, words, environ)
    guard failure == 0 else {
      throw .error(
        "'\(program)' cannot be started: \(String(cString: strerror(failure))); a script begins with "
          + "a line such as '#!/bin/sh'")
    }
    return process
  }
}
