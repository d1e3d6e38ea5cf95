import Foundation
import Synchronization

/// Ctrl-C once: work that can stop does, and keeps what it has; twice: the program ends.
enum Interruption {
  private static let count = Atomic(0)

  /// - Returns: what tells whether it was asked for.
  static func start() -> @Sendable () -> Bool {
    signal(SIGINT) { _ in
      if Interruption.count.add(1, ordering: .relaxed).newValue > 1 { _exit(130) }
    }
    return { Interruption.count.load(ordering: .relaxed) > 0 }
  }
}
