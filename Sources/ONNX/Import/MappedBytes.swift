import Formats
import IR

/// Bytes of a file as they lie in it, for the resources of modules.
public struct MappedBytes: ResourceStorage {
  public let view: ByteView

  public init(view: ByteView) { self.view = view }

  public var byteCount: Int { view.count }

  public func withBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try view.withUnsafeBytes(body)
  }
}
