import CodeGeneration
import Evaluation
import Formats
import Support
import TangramRuntime

/// A model compiled and loaded into this process.
///
///     let model = try CompiledModel(try LoweredModel(path: path, options: options), threads: 0)
///     let outputs = try model.run([input])
///
/// One thread at a time may run it; the runtime refuses a second one.
// Unchecked because of the context, which the runtime guards against use by two threads.
public final class CompiledModel: @unchecked Sendable {
  public let table: ModelTable
  /// Bytes of machine code and data.
  public let objectBytes: Int
  let context: OpaquePointer
  private let native: NativeTable
  private let jit: JIT
  private let weights: AlignedBytes

  /// Compiles and loads.
  ///
  /// It runs on `threads` threads; 0 stands for what affinity and cgroup limits allow. Whoever
  /// compiles many models saves time with one `generator` for all; without one, the model makes its
  /// own.
  ///
  /// - Throws: a diagnostic when the model cannot be compiled for this machine.
  public init(
    _ model: LoweredModel, threads: Int = 0, generator: CodeGenerator? = nil
  ) throws(Diagnostic) {
    table = model.table
    let object = try (generator ?? model.generator).compile(model.completeModule)
    objectBytes = object.bytes.count
    jit = JIT(symbols: RuntimeSymbols.all)
    let library = try jit.add(object)
    let entry = try jit.address(of: EntryFunction.name(of: model.options.name), in: library)
    weights = AlignedBytes(try model.weightsContents())
    native = NativeTable(
      table, name: model.options.name, weights: weights.bytes, run: entry)
    var options = tangram_options()
    options.size = MemoryLayout<tangram_options>.size
    options.threads = Int32(clamping: threads)
    var made: OpaquePointer?
    guard tangram_tg_create(native.model, &options, &made) == 0, let made else {
      throw .error(Self.lastError)
    }
    context = made
  }

  deinit { _ = tangram_tg_destroy(context) }

  /// The outputs for inputs in the model's order.
  ///
  /// - Throws: a diagnostic that names the input that does not fit and what was expected.
  public func run(_ inputs: [TensorValue]) throws(Diagnostic) -> [TensorValue] {
    let prepared = try PreparedRun(self, inputs)
    try prepared.run()
    return prepared.outputs
  }

  /// Bytes of intermediate results for values of the symbolic sizes, in the table's order.
  public func peakMemory(_ sizes: [Int]) throws(Diagnostic) -> Int {
    var bytes: Int64 = 0
    let values = sizes.map { Int64($0) }
    guard tangram_tg_peak_memory(native.model, values, Int32(values.count), &bytes) == 0 else {
      throw .error(Self.lastError)
    }
    return Int(bytes)
  }

  /// The text of the runtime's last error on this thread.
  static var lastError: String { String(cString: tangram_tg_last_error()) }
}

/// A copy of bytes, aligned for kernels.
// Unchecked because of the pointer; nobody writes after `init`.
final class AlignedBytes: @unchecked Sendable {
  private let memory: UnsafeMutableRawBufferPointer
  private let count: Int

  init(_ view: ByteView) {
    memory = .allocate(byteCount: max(view.count, 1), alignment: 64)
    count = view.count
    let target = memory
    view.withUnsafeBytes { target.copyMemory(from: $0) }
  }

  /// The bytes; `nil` when there are none.
  var bytes: UnsafeRawBufferPointer? {
    count == 0 ? nil : UnsafeRawBufferPointer(rebasing: memory[0..<count])
  }

  deinit { memory.deallocate() }
}
