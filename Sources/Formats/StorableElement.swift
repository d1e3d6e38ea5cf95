/// A Swift number that is, bit for bit, an element of a stored tensor.
///
/// All supported machines are little-endian, so that the bytes of the number are the bytes in the file.
public protocol StorableElement: BitwiseCopyable, Sendable {
  /// The format whose elements are numbers of this type.
  static var format: ElementFormat { get }
}

extension Int8: StorableElement {
  /// A signed byte.
  public static var format: ElementFormat { .int8 }
}

extension UInt8: StorableElement {
  /// A byte.
  public static var format: ElementFormat { .uint8 }
}

extension Int16: StorableElement {
  /// A signed 16-bit integer.
  public static var format: ElementFormat { .int16 }
}

extension UInt16: StorableElement {
  /// A 16-bit integer.
  public static var format: ElementFormat { .uint16 }
}

extension Int32: StorableElement {
  /// A signed 32-bit integer.
  public static var format: ElementFormat { .int32 }
}

extension UInt32: StorableElement {
  /// A 32-bit integer.
  public static var format: ElementFormat { .uint32 }
}

extension Int64: StorableElement {
  /// A signed 64-bit integer.
  public static var format: ElementFormat { .int64 }
}

extension UInt64: StorableElement {
  /// A 64-bit integer.
  public static var format: ElementFormat { .uint64 }
}

extension Float: StorableElement {
  /// Single precision.
  public static var format: ElementFormat { .float32 }
}

extension Double: StorableElement {
  /// Double precision.
  public static var format: ElementFormat { .float64 }
}
