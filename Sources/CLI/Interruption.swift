import Foundation
import Support
import Synchronization

/// Ctrl-C once: work that can stop does, and keeps what it has; twice: the program ends.
enum Interruption {
  /// What shells give a program that Ctrl-C ended.
  static let status: Int32 = 130

  /// Calls `body` with what tells whether an end was asked for, while Ctrl-C asks for one.
  static func listening<Result>(
    _ body: (_ isAsked: @escaping @Sendable () -> Bool) throws -> Result
  ) rethrows -> Result {
    let flag = Flag()
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler {
      if flag.isSet.exchange(true, ordering: .relaxed) { EndingSignals.endProgram(status) }
    }
    source.resume()
    defer {
      source.cancel()
      signal(SIGINT, SIG_DFL)
    }
    return try body { flag.isSet.load(ordering: .relaxed) }
  }

  private final class Flag: Sendable {
    let isSet = Atomic(false)
  }
}
