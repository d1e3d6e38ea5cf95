#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A value that one thread at a time may touch.
///
/// The standard library's `Mutex` does the same, but waits where the thread sanitizer does not look,
/// which then reports a race over whatever a contended one guards.
public struct Locked<Value>: ~Copyable, @unchecked Sendable {
  // Unchecked because of the pointers: `value` is reached while `mutex` is held, never else.
  @usableFromInline let mutex: UnsafeMutablePointer<pthread_mutex_t>
  @usableFromInline let value: UnsafeMutablePointer<Value>

  public init(_ value: consuming sending Value) {
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
    self.value = .allocate(capacity: 1)
    self.value.initialize(to: value)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
    value.deinitialize(count: 1)
    value.deallocate()
  }

  /// Runs `body` while no other thread is in one; what it throws is thrown.
  ///
  /// - Precondition: `body` does not ask for the same lock.
  @inlinable public borrowing func withLock<Result: ~Copyable, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(&value.pointee)
  }
}
