import Dispatch

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What is done before a signal ends the program: what it would leave behind goes.
///
///     let number = EndingSignals.add { removeFolder() }
///     defer { EndingSignals.remove(number) }
///
/// A signal that is ignored, or has a handler, is left to that.
public enum EndingSignals {
  private struct State {
    var count = 0
    var actions: [(number: Int, action: @Sendable () -> Void)] = []
    var sources: [Int32: any DispatchSourceSignal] = [:]
  }

  private static let state = Locked(State())
  /// What ends a program from outside.
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// Has `action` done when a signal ends the program, before those that were added earlier.
  ///
  /// - Returns: the number to remove it by.
  public static func add(_ action: @escaping @Sendable () -> Void) -> Int {
    state.withLock { state in
      state.count += 1
      state.actions.append((state.count, action))
      for number in signals where state.sources[number] == nil {
        state.sources[number] = source(number)
      }
      return state.count
    }
  }

  /// Has an action not done any more.
  public static func remove(_ number: Int) {
    state.withLock { state in
      state.actions.removeAll { $0.number == number }
      guard state.actions.isEmpty else { return }
      for (number, source) in state.sources {
        source.cancel()
        signal(number, SIG_DFL)
      }
      state.sources = [:]
    }
  }

  /// Does what is to be done, and ends the program.
  public static func endProgram(_ status: Int32) -> Never {
    // Nothing is begun meanwhile: who wants to add an action waits.
    state.withLock { state in
      for one in state.actions.reversed() { one.action() }
      _exit(status)
    }
    _exit(status)
  }

  /// `nil` where the program does not end at this signal.
  private static func source(_ number: Int32) -> (any DispatchSourceSignal)? {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0, action.__sigaction_handler.sa_handler == nil
    else { return nil }
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler { endProgram(128 + number) }
    source.resume()
    return source
  }
}
