import CLLVM
import Dialects
import Support

/// Links compiled objects into the process, so that they can be called.
///
///     let jit = JIT()
///     let library = try jit.add(try generator.compile(module))
///     let address = try jit.address(of: "kernel", in: library)
///
/// May be used from several threads at once.
public final class JIT: Sendable {
  /// Objects that were added together; their code stays until `remove`.
  public struct Library: Hashable, Sendable {
    fileprivate let number: Int
  }

  // Unchecked because of the tracker, a pointer that only its engine uses.
  private struct Entry: @unchecked Sendable {
    var engine: LinkEngine
    var tracker: LLVMOrcResourceTrackerRef
  }

  private struct State: Sendable {
    var libraries: [Int: Entry] = [:]
    var idle: [LinkEngine] = []
    var next = 0
  }

  // Addresses of functions, which nobody changes.
  private struct Symbols: @unchecked Sendable { var addresses: [String: UnsafeRawPointer] }

  private let symbols: Symbols
  private let state = Locked(State())

  /// - Parameter symbols: addresses of functions that compiled code may call, by name, beyond
  ///   those of the process and of the runtime. They must stay valid.
  public init(symbols: [String: UnsafeRawPointer] = [:]) {
    self.symbols = Symbols(addresses: RuntimeSymbols.all.merging(symbols) { $1 })
  }

  deinit {
    for entry in state.withLock({ $0.libraries }).values {
      if let error = entry.engine.remove(entry.tracker) { LLVMConsumeError(error) }
    }
  }

  /// Adds an object.
  ///
  /// Libraries do not see each other: names are unique within one only.
  ///
  /// - Throws: a diagnostic when the bytes are no object of this machine.
  public func add(_ object: CompiledObject) throws(Diagnostic) -> Library { try add([object]) }

  /// Adds objects that may call each other.
  ///
  /// - Throws: a diagnostic when two define one name, or the bytes are no object of this machine.
  public func add(_ objects: [CompiledObject]) throws(Diagnostic) -> Library {
    let waiting = state.withLock { $0.idle.popLast() }
    let engine: LinkEngine
    if let waiting {
      engine = waiting
    } else {
      engine = try LinkEngine(symbols: symbols.addresses)
    }
    let entry = Entry(engine: engine, tracker: try engine.add(objects))
    return state.withLock { state in
      state.next += 1
      state.libraries[state.next] = entry
      return Library(number: state.next)
    }
  }

  /// The address of a function in a library.
  ///
  /// Links the library when it is first asked.
  ///
  /// - Throws: a diagnostic when there is no such function, or it needs one that is nowhere.
  public func address(
    of name: String, in library: Library
  ) throws(Diagnostic) -> UnsafeRawPointer {
    guard let entry = state.withLock({ $0.libraries[library.number] }) else {
      throw .error("the compiled code with '\(name)' was removed")
    }
    return try entry.engine.address(of: name)
  }

  /// Unloads a library; its addresses must not be used any more.
  public func remove(_ library: Library) throws(Diagnostic) {
    guard let entry = state.withLock({ $0.libraries.removeValue(forKey: library.number) }) else {
      return
    }
    if let error = entry.engine.remove(entry.tracker) {
      throw .error("cannot unload compiled code: \(takeMessage(error))")
    }
    state.withLock { $0.idle.append(entry.engine) }
  }
}
