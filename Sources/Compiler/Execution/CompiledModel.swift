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
  public let interface: ModelInterface
  /// Bytes of machine code and data.
  public let objectBytes: Int
  let context: OpaquePointer
  let functions: ModelFunctions
  /// What the context lives on: code, table, weights.
  private let owned: [AnyObject]
  private let computePeakMemory: ModelFunctions.PeakMemory

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
    let target = model.options.hardware
    if let lacking = target.lackingHere {
      throw .error("code for '\(target.name)' cannot run here: this processor lacks \(lacking)")
    }
    interface = model.table.interface
    functions = .inProcess
    let objects = try model.compile(with: generator)
    objectBytes = objects.reduce(0) { $0 + $1.bytes.count }
    let jit = JIT()
    let library = try jit.add(objects)
    let entry = try jit.address(of: model.entryName, in: library)
    let weights = AlignedBytes(try model.weightsContents())
    let native = NativeTable(
      model.table, name: model.options.name, weights: weights.bytes, run: entry)
    owned = [jit, weights, native]
    computePeakMemory = { tangram_tg_peak_memory(native.model, $0, $1, $2) }
    context = try Self.makeContext(threads, functions, verifying: false) {
      tangram_tg_create(native.model, $0, $1)
    }
  }

  /// Loads the artefact in `folder`.
  ///
  /// - Throws: a diagnostic when there is none, it is damaged, or it is for another machine.
  public init(artefact folder: String, threads: Int = 0) throws(Diagnostic) {
    let manifest = try Manifest(folder: folder)
    interface = try manifest.interface()
    let path = "\(folder)/\(manifest.library.file)"
    objectBytes = try manifest.checkLibrary(path)
    let library = try SharedLibrary(path: path)
    let name = manifest.name
    functions = ModelFunctions(
      run: try library.function("\(name)_run", as: ModelFunctions.Run.self),
      outputShapes: try library.function(
        "\(name)_output_shapes", as: ModelFunctions.OutputShapes.self),
      destroy: try library.function("\(name)_destroy", as: ModelFunctions.Destroy.self),
      lastError: try library.function("\(name)_last_error", as: ModelFunctions.LastError.self))
    let create = try library.function("\(name)_create", as: ModelFunctions.Create.self)
    owned = [library]
    let peakMemory = try library.function(
      "\(name)_peak_memory", as: ModelFunctions.LibraryPeakMemory.self)
    computePeakMemory = { peakMemory($0, $1, $2) }
    context = try Self.makeContext(threads, functions, verifying: true, create)
  }

  private static func makeContext(
    _ threads: Int, _ functions: ModelFunctions, verifying: Bool,
    _ create: (UnsafePointer<tangram_options>?, UnsafeMutablePointer<OpaquePointer?>?) -> Int32
  ) throws(Diagnostic) -> OpaquePointer {
    var options = tangram_options()
    options.size = MemoryLayout<tangram_options>.size
    options.threads = Int32(clamping: threads)
    options.verify_weights = verifying ? 1 : 0
    var made: OpaquePointer?
    guard create(&options, &made) == 0, let made else { throw functions.failure }
    return made
  }

  deinit { _ = functions.destroy(context) }

  /// The outputs for inputs in the model's order.
  ///
  /// - Throws: a diagnostic that names the input that does not fit and what was expected.
  public func run(_ inputs: [TensorValue]) throws(Diagnostic) -> [TensorValue] {
    let prepared = try PreparedRun(self, inputs)
    try prepared.run()
    return prepared.outputs
  }

  /// Bytes of intermediate results for values of the symbolic sizes, in the interface's order.
  public func peakMemory(_ sizes: [Int]) throws(Diagnostic) -> Int {
    var bytes: Int64 = 0
    let values = sizes.map { Int64($0) }
    guard computePeakMemory(values, Int32(values.count), &bytes) == 0 else {
      throw functions.failure
    }
    return Int(bytes)
  }
}

extension Manifest {
  /// Makes sure that the library is the one that was written; gives its size in bytes.
  fileprivate func checkLibrary(_ path: String) throws(Diagnostic) -> Int {
    guard !library.file.contains("/") else { throw damaged("the library is elsewhere") }
    let bytes: ByteView
    do throws(FormatError) { bytes = try FileContents(path: path).bytes } catch {
      throw .error("\(error)")
    }
    guard bytes.count == library.bytes, Self.hash(of: bytes) == library.hash else {
      throw .error(
        "'\(path)' is damaged or not of this model: its bytes are not those that the manifest "
          + "describes; compile the model again")
    }
    return bytes.count
  }
}

/// Bytes on a 64-byte boundary for as long as this lives.
// Unchecked because of the pointer; nobody writes after `init`.
final class AlignedBytes: @unchecked Sendable {
  private let view: ByteView
  /// The bytes; `nil` when there are none.
  let bytes: UnsafeRawBufferPointer?

  /// - Precondition: the bytes are memory of their own, which is aligned as it is made.
  init(_ view: ByteView) {
    self.view = view
    // The view keeps them where they are.
    bytes = view.withUnsafeBytes { $0.isEmpty ? nil : $0 }
  }
}
