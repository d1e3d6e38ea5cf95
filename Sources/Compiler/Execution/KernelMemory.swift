import Dialects
import IR
import Support
import TangramRuntime

/// The buffers that a kernel allocates as it runs.
struct KernelMemory: Sendable {
  private struct Buffer: Sendable {
    let type: Program.BufferType
    /// Whether each thread may have one at the same time.
    let isOfThreads: Bool
    let location: Location
  }

  private var buffers: [Buffer] = []

  /// The buffers of `function`, a `program.func`.
  init(of function: OperationID, in module: Module) {
    module.walk(function) { operation in
      guard let type = module.match(operation, as: Program.Allocate.self)?.type,
        type.scope == .global
      else { return }
      buffers.append(
        Buffer(
          type: type, isOfThreads: module.parent(of: operation) != function,
          location: module.location(of: operation)))
    }
  }

  /// Asks for the memory of one run, and gives it back: a kernel cannot tell that it got none.
  ///
  /// - Throws: a diagnostic with the bytes, and the largest buffer.
  func requireAvailable(
    sizes: [String: Int], threads: Int, kernel: String
  ) throws(Diagnostic) {
    var total = 0
    var largest: (bytes: Int, buffer: Buffer)?
    for buffer in buffers {
      let bytes = buffer.type.byteCount(symbols: sizes) ?? .max
      let count = buffer.isOfThreads ? max(1, threads) : 1
      let (all, wraps) = bytes.multipliedReportingOverflow(by: count)
      let (sum, overflows) = total.addingReportingOverflow(wraps ? .max : all)
      total = overflows ? .max : sum
      if bytes > largest?.bytes ?? -1 { largest = (bytes, buffer) }
    }
    // Less than this is always there, and asking takes time.
    guard let largest, total > 1 << 20 else { return }
    if total < .max, let trial = tangram_tg_allocate(nil, total) {
      tangram_tg_release(nil, trial, total)
      return
    }
    let shape = largest.buffer.type.shape.map(\.description).joined(separator: ", ")
    let names = Set(largest.buffer.type.shape.flatMap(\.symbolNames)).sorted()
    let known = names.map { "\($0) = \(sizes[$0] ?? 0)" }.joined(separator: ", ")
    throw .error(
      "out of memory: cannot allocate "
        + (total == .max ? "more than \(Int.max)" : "\(total)") + " bytes for the buffers of "
        + "'\(kernel)', of which the largest is [\(shape)]"
        + (known.isEmpty ? "" : ", with \(known)"),
      at: largest.buffer.location)
  }
}
