import IR

/// A tensor with its contents: what evaluators take and give.
///
/// Elements are row-major and compact, in the machine's byte order (little-endian everywhere that is
/// supported). A shape of `[]` is a single element; a size of zero means no elements.
public struct TensorValue: Sendable, Hashable {
  public let shape: [Int]
  public let kind: ScalarKind
  /// `count * kind.byteCount` bytes.
  public let bytes: [UInt8]

  /// A tensor over bytes that are there already; `nil` when a size is negative or when `bytes` is not
  /// exactly as long as the shape requires.
  public init?(shape: [Int], kind: ScalarKind, bytes: [UInt8]) {
    guard let count = TensorValue.elementCount(of: shape),
      count.multipliedReportingOverflow(by: kind.byteCount) == (bytes.count, false)
    else { return nil }
    self.shape = shape
    self.kind = kind
    self.bytes = bytes
  }

  /// For results whose size is right by construction.
  init(uncheckedShape shape: [Int], kind: ScalarKind, bytes: [UInt8]) {
    assert(shape.product &* kind.byteCount == bytes.count)
    self.shape = shape
    self.kind = kind
    self.bytes = bytes
  }

  /// A tensor with a copy of `elements`, row-major.
  ///
  /// - Precondition: `elements.count` is the product of `shape`.
  public init<Element: TensorElement>(_ shape: [Int], _ elements: [Element]) {
    precondition(
      TensorValue.elementCount(of: shape) == elements.count,
      "\(elements.count) elements for shape \(shape)")
    self.init(
      uncheckedShape: shape, kind: Element.kind,
      bytes: elements.withUnsafeBytes { [UInt8]($0) })
  }

  /// A tensor of truth values.
  public init(_ shape: [Int], _ elements: [Bool]) { self.init(shape, elements.map(Boolean.init)) }

  /// A single element.
  public init<Element: TensorElement>(_ element: Element) { self.init([], [element]) }

  /// The number of elements.
  public var count: Int { bytes.count / kind.byteCount }

  public var rank: Int { shape.count }

  /// The element type in the IR.
  public var elementType: Type { kind.type }

  /// The static tensor type of this value.
  public var type: Type { .tensor(TensorType(shape, elementType)) }

  /// How many elements a shape has; `nil` when a size is negative or the product overflows.
  public static func elementCount(of shape: [Int]) -> Int? {
    if shape.contains(where: { $0 < 0 }) { return nil }
    if shape.contains(0) { return 0 }
    var count = 1
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      if overflow { return nil }
      count = product
    }
    return count
  }
}

extension TensorValue {
  /// The elements as Swift numbers; `nil` where the tensor is of another kind.
  public func elements<Element: TensorElement>(as type: Element.Type) -> [Element]? {
    guard kind == Element.kind else { return nil }
    return withElements(Element.self) { Array($0) }
  }

  /// The truth values of a `bool` tensor; `nil` for any other.
  public var booleans: [Bool]? { elements(as: Boolean.self)?.map(\.isTrue) }

  /// Every element as a `Double`: exact but for large 64-bit integers; truth values are 0 and 1.
  public var doubles: [Double] {
    switch kind {
    case .f16: return withElements(Half.self) { $0.map(\.double) }
    case .bf16: return withElements(BFloat16.self) { $0.map(\.double) }
    case .f32: return withElements(Float.self) { $0.map(\.double) }
    case .f64: return withElements(Double.self) { Array($0) }
    default: return integers.map { Double($0) }
    }
  }

  /// Every element of an integer or truth-value tensor; empty for floats.
  public var integers: [Int128] {
    switch kind {
    case .bool: return withElements(Boolean.self) { $0.map(\.wide) }
    case .i2, .i4, .i8: return bytes.map { Int8(bitPattern: $0).wide }
    case .i16: return withElements(Int16.self) { $0.map(\.wide) }
    case .i32: return withElements(Int32.self) { $0.map(\.wide) }
    case .i64: return withElements(Int64.self) { $0.map(\.wide) }
    case .u2, .u4, .u8: return bytes.map(\.wide)
    case .u16: return withElements(UInt16.self) { $0.map(\.wide) }
    case .u32: return withElements(UInt32.self) { $0.map(\.wide) }
    case .u64: return withElements(UInt64.self) { $0.map(\.wide) }
    case .f16, .bf16, .f32, .f64: return []
    }
  }

  /// A tensor of any kind from `Double`s: floats round to nearest even; integers round towards zero
  /// and saturate, NaN becoming zero; `bool` is "not zero".
  public init(_ shape: [Int], kind: ScalarKind, doubles: [Double]) {
    switch kind {
    case .f16: self.init(shape, doubles.map { Half($0) })
    case .bf16: self.init(shape, doubles.map { BFloat16($0) })
    case .f32: self.init(shape, doubles.map { Float($0) })
    case .f64: self.init(shape, doubles)
    case .bool: self.init(shape, doubles.map { $0 != 0 })
    default: self.init(shape, kind: kind, integers: doubles.map { kind.saturated($0) })
    }
  }

  /// A tensor of any kind from integers: integers wrap around, floats round to nearest even, `bool`
  /// is "not zero".
  public init(_ shape: [Int], kind: ScalarKind, integers: [Int128]) {
    switch kind {
    case .bool: self.init(shape, integers.map { Boolean(wrapping: $0) })
    case .i2, .i4, .u2, .u4:
      let bytes = integers.map { UInt8(truncatingIfNeeded: kind.wrapped($0)) }
      self.init(uncheckedShape: shape, kind: kind, bytes: bytes)
    case .i8: self.init(shape, integers.map { Int8(wrapping: $0) })
    case .i16: self.init(shape, integers.map { Int16(wrapping: $0) })
    case .i32: self.init(shape, integers.map { Int32(wrapping: $0) })
    case .i64: self.init(shape, integers.map { Int64(wrapping: $0) })
    case .u8: self.init(shape, integers.map { UInt8(wrapping: $0) })
    case .u16: self.init(shape, integers.map { UInt16(wrapping: $0) })
    case .u32: self.init(shape, integers.map { UInt32(wrapping: $0) })
    case .u64: self.init(shape, integers.map { UInt64(wrapping: $0) })
    case .f64: self.init(shape, integers.map { Double($0) })
    case .f16, .bf16, .f32: self.init(shape, kind: kind, doubles: integers.map(\.roundedToOdd))
    }
  }

  /// Lends the elements, which must be of kind `Element.kind`.
  @inline(__always)
  func withElements<Element: TensorElement, Result>(
    _: Element.Type, _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result {
    precondition(kind == Element.kind)
    return try bytes.withUnsafeBytes { try body($0.assumingMemoryBound(to: Element.self)) }
  }
}

extension ScalarKind {
  /// The smallest and largest integer of this kind; `bool` is 0 to 1.
  ///
  /// `nil` for floats.
  public var integerBounds: (lower: Int128, upper: Int128)? {
    switch self {
    case .bool: return (0, 1)
    case .f16, .bf16, .f32, .f64: return nil
    default:
      let width = Int128(bitWidth)
      if isUnsigned { return (0, (1 << width) - 1) }
      return (-(1 << (width - 1)), (1 << (width - 1)) - 1)
    }
  }

  /// The low bits of an integer as an element of this kind of integers.
  func wrapped(_ value: Int128) -> Int128 {
    let unused = Int128(128 - bitWidth)
    let shifted = value << unused
    return isUnsigned
      ? Int128(bitPattern: UInt128(bitPattern: shifted) >> UInt128(unused)) : shifted >> unused
  }

  /// `value` rounded towards zero and clamped to this integer kind; NaN becomes zero.
  func saturated(_ value: Double) -> Int128 {
    guard let bounds = integerBounds, !value.isNaN else { return 0 }
    if value <= Double(bounds.lower) { return bounds.lower }
    if value >= Double(bounds.upper) { return bounds.upper }
    return Int128(value)
  }
}
