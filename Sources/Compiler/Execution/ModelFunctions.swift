import Foundation
import Support
import TangramRuntime

/// The functions that drive one model: those of the runtime in this process, or of a library.
struct ModelFunctions: Sendable {
  typealias Create =
    @convention(c) (UnsafePointer<tangram_options>?, UnsafeMutablePointer<OpaquePointer?>?) -> Int32
  typealias Run =
    @convention(c) (
      OpaquePointer?, UnsafePointer<DLTensor>?, Int32, UnsafeMutablePointer<DLTensor>?, Int32
    ) -> Int32
  typealias OutputShapes =
    @convention(c) (
      OpaquePointer?, UnsafePointer<DLTensor>?, Int32,
      UnsafePointer<UnsafeMutablePointer<Int64>?>?, Int32
    ) -> Int32
  typealias Destroy = @convention(c) (OpaquePointer?) -> Int32
  typealias PeakMemory = (UnsafePointer<Int64>?, Int32, UnsafeMutablePointer<Int64>?) -> Int32
  typealias LibraryPeakMemory =
    @convention(c) (UnsafePointer<Int64>?, Int32, UnsafeMutablePointer<Int64>?) -> Int32
  typealias LastError = @convention(c) () -> UnsafePointer<CChar>?

  var run: Run
  var outputShapes: OutputShapes
  var destroy: Destroy
  var lastError: LastError

  /// The runtime in this process.
  static let inProcess = ModelFunctions(
    run: { tangram_tg_run($0, $1, $2, $3, $4) },
    outputShapes: { tangram_tg_output_shapes($0, $1, $2, $3, $4) },
    destroy: { tangram_tg_destroy($0) }, lastError: { tangram_tg_last_error() })

  /// The text of the last error on this thread.
  var failure: Diagnostic {
    .error(lastError().map { String(cString: $0) } ?? "the model failed and does not say why")
  }
}

/// A shared library in this process, unloaded when the last reference goes.
// Unchecked because of the handle, which the system's loader guards.
final class SharedLibrary: @unchecked Sendable {
  private let handle: UnsafeMutableRawPointer
  private let path: String

  /// - Throws: a diagnostic with what the system's loader says.
  init(path: String) throws(Diagnostic) {
    guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      throw .error("cannot load '\(path)': \(dlerror().map { String(cString: $0) } ?? "no reason")")
    }
    self.handle = handle
    self.path = path
  }

  deinit { dlclose(handle) }

  /// The function called `name`, which the caller knows the type of.
  func function<Function>(_ name: String, as type: Function.Type) throws(Diagnostic) -> Function {
    guard let symbol = dlsym(handle, name) else {
      throw .error("'\(path)' has no function '\(name)'; compile the model again")
    }
    return unsafeBitCast(symbol, to: type)
  }
}
