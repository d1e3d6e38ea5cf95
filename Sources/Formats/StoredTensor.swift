/// A dense tensor as files hold it: a format, a shape and little-endian bytes in row-major order.
public struct StoredTensor: Sendable, Equatable {
  /// How an element is represented.
  public let format: ElementFormat
  /// The size of each axis, outermost first; empty for a scalar.
  public let shape: [Int]
  /// The elements, without gaps; alignment is not promised.
  public let bytes: ByteView

  /// The number of elements.
  public let elementCount: Int

  /// A tensor over bytes that are there already.
  ///
  /// - Returns: nil when `bytes` is not exactly as long as the format and the shape require, or the
  ///   format has no dense form.
  public init?(format: ElementFormat, shape: [Int], bytes: ByteView) {
    guard let elementCount = Formats.elementCount(of: shape),
      format.byteCount(elements: elementCount) == bytes.count
    else { return nil }
    self.format = format
    self.shape = shape
    self.bytes = bytes
    self.elementCount = elementCount
  }
}

extension StoredTensor {
  /// A tensor with a copy of `elements`.
  ///
  /// - Returns: nil when the number of elements is not the product of `shape`.
  public init?<Element: StorableElement>(shape: [Int], elements: [Element]) {
    self.init(
      format: Element.format, shape: shape,
      bytes: elements.withUnsafeBytes { ByteView(copying: $0) })
  }

  /// The elements as Swift numbers, or nil where the tensor is of another format.
  public func elements<Element: StorableElement>(as type: Element.Type) -> [Element]? {
    guard format == Element.format else { return nil }
    return bytes.withUnsafeBytes { bytes in
      [Element](unsafeUninitializedCapacity: elementCount) { buffer, count in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes)
        count = elementCount
      }
    }
  }
}
