import Dispatch
import Foundation
import Support

/// Runs a language server over two file descriptors.
public enum ServerLoop {
  /// Reads messages until the client wants an end or closes its side; `log` gets a line for each: what
  /// it was, and how long it took.
  ///
  /// - Returns: the exit code: 0 after `shutdown` and `exit`, otherwise 1.
  public static func run(
    _ server: LanguageServer, input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO,
    log: ((String) -> Void)? = nil
  ) -> Int32 {
    signal(SIGPIPE, SIG_IGN)
    let inbox = Inbox()
    let reader = Thread { read(from: input, into: inbox) }
    reader.start()
    var server = server
    while true {
      guard let element = inbox.take() ?? waiting(for: inbox, &server, output) else { return 1 }
      let start = ContinuousClock.now
      let answers: [JSON]
      switch element {
      case .malformed(let reason): answers = [LanguageServer.answer(toMalformed: reason)]
      case .message(let message):
        answers =
          inbox.isCancelled(message)
          ? [LanguageServer.answer(toCancelled: message["id"])] : server.receive(message)
      }
      log?("lsp: \(describe(element, answers)), \(ContinuousClock.now - start)")
      guard send(answers, to: output) else { return 1 }
      if let code = server.exitCode { return code }
    }
  }

  /// What came and what became of it, in a few words.
  private static func describe(_ element: MessageStream.Element, _ answers: [JSON]) -> String {
    let failure = answers.first?["error"]["message"].string.map { ": \($0)" } ?? ""
    guard case .message(let message) = element else { return "a malformed message\(failure)" }
    let number = message["id"].integer.map { " \($0)" } ?? ""
    return (message["method"].string ?? "an answer") + number + failure
  }

  /// Uses the time in which no message comes; gives the next one, `nil` if there will be none.
  private static func waiting(
    for inbox: Inbox, _ server: inout LanguageServer, _ output: Int32
  ) -> MessageStream.Element? {
    guard send(server.idle(), to: output) else { return nil }
    return inbox.wait()
  }

  private static func read(from input: Int32, into inbox: Inbox) {
    var stream = MessageStream()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Foundation.read(input, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return inbox.close() }
      stream.append(buffer[..<count])
      while let element = stream.next() { inbox.add(element) }
    }
  }

  private static func send(_ messages: [JSON], to output: Int32) -> Bool {
    for message in messages {
      let bytes = MessageStream.frame(message)
      var sent = 0
      while sent < bytes.count {
        let count = bytes[sent...].withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        sent += count
      }
    }
    return true
  }
}

/// Messages that have come and wait to be handled.
private final class Inbox: Sendable {
  private struct State {
    var elements: [MessageStream.Element] = []
    var first = 0
    var cancelled: Set<JSON> = []
  }

  private let state = Locked(State())
  /// Counts the elements, and one for the end.
  private let available = DispatchSemaphore(value: 0)

  func add(_ element: MessageStream.Element) {
    state.withLock { state in
      if case .message(let message) = element, message["method"].string == "$/cancelRequest" {
        state.cancelled.insert(message["params"]["id"])
      }
      state.elements.append(element)
    }
    available.signal()
  }

  func close() { available.signal() }

  /// The next element, if there is one.
  func take() -> MessageStream.Element? {
    available.wait(timeout: .now()) == .success ? removeFirst() : nil
  }

  /// The next element, once there is one; `nil` at the end.
  func wait() -> MessageStream.Element? {
    available.wait()
    return removeFirst()
  }

  private func removeFirst() -> MessageStream.Element? {
    state.withLock { state in
      guard state.first < state.elements.count else {
        // The end stays the end.
        available.signal()
        return nil
      }
      let element = state.elements[state.first]
      state.first += 1
      if state.first > 1000 {
        state.elements.removeFirst(state.first)
        state.first = 0
      }
      return element
    }
  }

  /// Whether a request was cancelled before it was handled.
  func isCancelled(_ message: JSON) -> Bool {
    guard !message["id"].isNull, message["method"].string != nil else { return false }
    return state.withLock { $0.cancelled.remove(message["id"]) != nil }
  }
}
