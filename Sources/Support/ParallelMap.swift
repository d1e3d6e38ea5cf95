import Dispatch
import Synchronization

/// What `body` gives for each element, in the elements' order, computed on up to `threads` threads.
///
/// With one thread the caller does all the work. Nothing depends on which thread does what.
///
/// - Throws: the failure of the first element, in order, that fails.
public func mapInParallel<Element: Sendable, Result: Sendable, Failure: Error>(
  _ elements: [Element], threads: Int,
  _ body: @Sendable (Element) throws(Failure) -> Result
) throws(Failure) -> [Result] {
  let outcomes = Locked<[Swift.Result<Result, Failure>?]>(
    Array(repeating: nil, count: elements.count))
  let next = Atomic(0)
  DispatchQueue.concurrentPerform(iterations: max(1, min(threads, elements.count))) { _ in
    while true {
      let index = next.add(1, ordering: .relaxed).oldValue
      guard index < elements.count else { return }
      let outcome: Swift.Result<Result, Failure>
      do throws(Failure) {
        outcome = .success(try body(elements[index]))
      } catch {
        outcome = .failure(error)
      }
      outcomes.withLock { $0[index] = outcome }
    }
  }
  var results: [Result] = []
  for outcome in outcomes.withLock({ $0 }) {
    if let outcome { results.append(try outcome.get()) }
  }
  return results
}
