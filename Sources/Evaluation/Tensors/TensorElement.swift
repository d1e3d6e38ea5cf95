/// A Swift number that is, bit for bit, an element of a tensor value.
public protocol TensorElement: BitwiseCopyable, Sendable, Hashable {
  static var kind: ScalarKind { get }
}

/// An element that arithmetic sees as a `Double`, rounding once when it is stored.
///
/// For `f32` and narrower that is exactly the arithmetic of the format: a sum, product, quotient or
/// square root of two such numbers, rounded to `Double` and then to the format, is correctly rounded.
public protocol FloatElement: TensorElement {
  /// The nearest number of this format, ties to even.
  init(double: Double)
  var double: Double { get }
}

/// An element that arithmetic sees as an `Int128`, wrapping around when it is stored.
public protocol IntegerElement: TensorElement {
  init(wrapping value: Int128)
  var wide: Int128 { get }
}

extension IntegerElement where Self: FixedWidthInteger {
  @inlinable public init(wrapping value: Int128) { self.init(truncatingIfNeeded: value) }
  @inlinable public var wide: Int128 { Int128(self) }
}

extension Int8: IntegerElement { public static var kind: ScalarKind { .i8 } }
extension Int16: IntegerElement { public static var kind: ScalarKind { .i16 } }
extension Int32: IntegerElement { public static var kind: ScalarKind { .i32 } }
extension Int64: IntegerElement { public static var kind: ScalarKind { .i64 } }
extension UInt8: IntegerElement { public static var kind: ScalarKind { .u8 } }
extension UInt16: IntegerElement { public static var kind: ScalarKind { .u16 } }
extension UInt32: IntegerElement { public static var kind: ScalarKind { .u32 } }
extension UInt64: IntegerElement { public static var kind: ScalarKind { .u64 } }

/// A truth value as it lies in memory: one byte.
///
/// Any byte but zero is true.
public struct Boolean: IntegerElement {
  public static var kind: ScalarKind { .bool }
  public var byte: UInt8

  public init(_ value: Bool) { byte = value ? 1 : 0 }
  public init(wrapping value: Int128) { byte = value == 0 ? 0 : 1 }
  public var isTrue: Bool { byte != 0 }
  public var wide: Int128 { byte == 0 ? 0 : 1 }
}

extension Float: FloatElement {
  public static var kind: ScalarKind { .f32 }
  @inlinable public init(double: Double) { self.init(double) }
  @inlinable public var double: Double { Double(self) }
}

extension Double: FloatElement {
  public static var kind: ScalarKind { .f64 }
  @inlinable public init(double: Double) { self = double }
  @inlinable public var double: Double { self }
}

extension Half: FloatElement {
  public static var kind: ScalarKind { .f16 }
  public init(double: Double) { self.init(double) }
}

extension BFloat16: FloatElement {
  public static var kind: ScalarKind { .bf16 }
  public init(double: Double) { self.init(double) }
}

extension Int128 {
  /// This as a `Double` whose last bit says whether anything was cut off ("round to odd"), so that
  /// rounding it again to a narrower format gives what rounding once would have given.
  var roundedToOdd: Double {
    let magnitude = magnitude
    let excess = 128 - magnitude.leadingZeroBitCount - 53
    guard excess > 0 else { return Double(self) }
    let cut = magnitude & (1 << excess - 1)
    let kept = (magnitude >> excess) | (cut == 0 ? 0 : 1)
    let value = Double(kept << excess)
    return self < 0 ? -value : value
  }
}
