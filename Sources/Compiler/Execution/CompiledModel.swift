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
  /// Where its workspace is, and the tensors of its runs.
  let placement: MemoryPlacement
  /// What the context lives on: code, table, weights.
  private let owned: [AnyObject]
  private let computePeakMemory: ModelFunctions.PeakMemory
  /// What was compiled; `nil` for a library.
  private let code: Code?

  /// Machine code in this process, and what belongs to it.
  private struct Code {
    let model: LoweredModel
    let jit: JIT
    let entry: UnsafeRawPointer
    let objectBytes: Int
    let threads: Int
  }

  /// Compiles and loads.
  ///
  /// It runs on `threads` threads; 0 stands for what affinity and cgroup limits allow. Whoever
  /// compiles many models saves time with one `generator` for all; without one, the model makes its
  /// own.
  ///
  /// - Throws: a diagnostic when the model cannot be compiled for this machine.
  public convenience init(
    _ model: LoweredModel, threads: Int = 0, generator: CodeGenerator? = nil
  ) throws(Diagnostic) {
    try model.options.hardware.requireHere(toBe: "run")
    try model.options.sanitizer?.requireHere("code with the checks of '--sanitize'")
    let objects = try model.compile(with: generator)
    let jit = JIT()
    let library = try jit.add(objects)
    try self.init(
      Code(
        model: model, jit: jit, entry: try jit.address(of: model.entryName, in: library),
        objectBytes: objects.reduce(0) { $0 + $1.bytes.count }, threads: threads),
      in: .anywhere)
  }

  private init(_ code: Code, in placement: MemoryPlacement) throws(Diagnostic) {
    self.code = code
    self.placement = placement
    interface = code.model.table.interface
    functions = .inProcess
    objectBytes = code.objectBytes
    let weights = try Weights(try code.model.weightsContents(), placement)
    let native = NativeTable(
      code.model.table, name: code.model.options.name, weights: weights.bytes, run: code.entry)
    owned = [code.jit, weights, native]
    computePeakMemory = { tangram_tg_peak_memory(native.model, $0, $1, $2) }
    context = try Self.makeContext(code.threads, functions, placement, verifying: false) {
      tangram_tg_create(native.model, $0, $1)
    }
  }

  /// The same code with weights, workspace, inputs and outputs somewhere else; `nil` for a library.
  ///
  /// - Throws: a diagnostic when there is not so much memory.
  package func placed(_ placement: MemoryPlacement) throws(Diagnostic) -> CompiledModel? {
    guard let code else { return nil }
    return try CompiledModel(code, in: placement)
  }

  /// Loads the artefact in `folder`.
  ///
  /// - Throws: a diagnostic when there is none, it is damaged, or it is for another machine.
  public init(artefact folder: String, threads: Int = 0) throws(Diagnostic) {
    let manifest = try Manifest(folder: folder)
    interface = try manifest.interface()
    try manifest.sanitizer.flatMap(Sanitizer.init)?.requireHere("'\(folder)'")
    (code, placement) = (nil, .anywhere)
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
    context = try Self.makeContext(threads, functions, placement, verifying: true, create)
  }

  private static func makeContext(
    _ threads: Int, _ functions: ModelFunctions, _ placement: MemoryPlacement, verifying: Bool,
    _ create: (UnsafePointer<tangram_options>?, UnsafeMutablePointer<OpaquePointer?>?) -> Int32
  ) throws(Diagnostic) -> OpaquePointer {
    var options = tangram_options()
    options.size = MemoryLayout<tangram_options>.size
    options.threads = Int32(clamping: threads)
    options.verify_weights = verifying ? 1 : 0
    var made: OpaquePointer?
    let status: Int32
    if var hooks = placement.hooks {
      status = withUnsafePointer(to: &hooks) { hooks in
        options.hooks = hooks
        return create(&options, &made)
      }
    } else {
      status = create(&options, &made)
    }
    guard status == 0, let made else { throw functions.failure }
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

extension Sanitizer {
  /// - Throws: a diagnostic when `what` needs this sanitizer's library and the process has not got it.
  fileprivate func requireHere(_ what: String) throws(Diagnostic) {
    guard Self.ofThisProcess != self else { return }
    throw .error(
      "\(what) needs the library of the \(rawValue) sanitizer in the process: start it with "
        + "LD_PRELOAD=$(cc -print-file-name=libasan.so), or compile without '--sanitize'")
  }
}

/// The constants on a 64-byte boundary for as long as this lives.
// Unchecked because of the pointer; nobody writes after `init`.
private final class Weights: @unchecked Sendable {
  private let view: ByteView
  private let copy: TensorMemory?
  /// The bytes; `nil` when there are none.
  let bytes: UnsafeRawBufferPointer?

  /// - Precondition: the bytes are memory of their own, which is aligned as it is made.
  init(_ view: ByteView, _ placement: MemoryPlacement) throws(Diagnostic) {
    self.view = view
    guard placement != .anywhere else {
      copy = nil
      // The view keeps them where they are.
      bytes = view.withUnsafeBytes { $0.isEmpty ? nil : $0 }
      return
    }
    guard let copy = TensorMemory(view.count, placement) else {
      throw .error("out of memory: cannot allocate \(view.count) bytes for the weights")
    }
    self.copy = copy
    view.withUnsafeBytes { copy.bytes.copyMemory(from: $0) }
    bytes = view.isEmpty ? nil : UnsafeRawBufferPointer(copy.bytes)
  }
}
