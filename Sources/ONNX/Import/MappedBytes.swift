import Formats
import IR

/// Bytes of a model's file as they lie in it, for the module's resources.
struct MappedBytes: ResourceStorage {
  let view: ByteView

  var byteCount: Int { view.count }

  func withBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try view.withUnsafeBytes(body)
  }
}
