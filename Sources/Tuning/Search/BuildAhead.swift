import Foundation
import Support

/// Compiles candidates on threads of its own while others are timed, and gives them in order.
final class BuildAhead<Input: Sendable>: Sendable {
  private struct State: Sendable {
    var results: [Int: Result<Candidate, Diagnostic>] = [:]
    var next = 0
    var isStopped = false
  }

  private let inputs: [Input]
  private let state = Locked(State())
  private let ready: [DispatchSemaphore]
  private let builders = DispatchGroup()

  init(
    _ inputs: [Input], threads: Int,
    _ build: @escaping @Sendable (Input) throws(Diagnostic) -> Candidate
  ) {
    self.inputs = inputs
    ready = inputs.map { _ in DispatchSemaphore(value: 0) }
    for _ in 0..<max(1, threads) {
      builders.enter()
      let thread = Thread { [self] in
        defer { builders.leave() }
        while true {
          let number = state.withLock { state -> Int? in
            guard state.next < inputs.count, !state.isStopped else { return nil }
            state.next += 1
            return state.next - 1
          }
          guard let number else { return }
          let result: Result<Candidate, Diagnostic>
          do throws(Diagnostic) { result = .success(try build(inputs[number])) } catch {
            result = .failure(error)
          }
          state.withLock { $0.results[number] = result }
          ready[number].signal()
        }
      }
      // LLVM's passes recurse.
      thread.stackSize = 64 << 20
      thread.start()
    }
  }

  /// The candidate of input number `number`, once it is there.
  func wait(for number: Int) -> Result<Candidate, Diagnostic> {
    ready[number].wait()
    return state.withLock { $0.results.removeValue(forKey: number) }
      ?? .failure(.error("a candidate was asked for twice"))
  }

  /// Begins no more, and waits for what was begun: nobody writes a candidate's file afterwards.
  func stop() {
    state.withLock { $0.isStopped = true }
    builders.wait()
  }
}
