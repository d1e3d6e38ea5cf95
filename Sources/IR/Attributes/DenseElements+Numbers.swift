extension DenseElements {
  /// Floating-point elements, row-major, each rounded to the element type.
  ///
  /// `nil` unless `type` is a tensor or vector of floats of at most 64 bits whose static shape has as
  /// many elements as there are numbers.
  public init?(_ numbers: [Double], type: Type) {
    guard let kind = type.floatElement, type.countableElements == numbers.count else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(numbers.count * ((kind.width + 7) / 8))
    for number in numbers {
      let bits = kind.encode(number)
      for byte in 0..<(kind.width + 7) / 8 {
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt128(8 * byte)))
      }
    }
    self.init(type: type, bytes: bytes)
  }

  /// The elements as numbers, row-major; `nil` unless they are floats of at most 64 bits.
  public var numbers: [Double]? {
    guard let kind = type.floatElement, let count = type.countableElements else { return nil }
    let width = (kind.width + 7) / 8
    func number(_ index: Int) -> Double {
      var bits: UInt128 = 0
      for byte in bytes[index * width..<(index + 1) * width].reversed() {
        bits = bits << 8 | UInt128(byte)
      }
      return kind.decode(bits)
    }
    guard bytes.count == (isSplat ? 1 : count) * width else { return nil }
    if isSplat { return Array(repeating: number(0), count: count) }
    return (0..<count).map(number)
  }
}

extension Type {
  /// The format of the elements of a tensor or vector of floats that `Double` can tell.
  fileprivate var floatElement: FloatKind? {
    guard case .float(let kind) = elementType, kind.width <= 64 else { return nil }
    return kind
  }

  /// How many elements the type has; `nil` if that is not known, or more than can be counted.
  fileprivate var countableElements: Int? {
    guard let shape = staticShape else { return nil }
    if shape.contains(0) { return 0 }
    var count = 1
    for size in shape {
      let (product, overflows) = count.multipliedReportingOverflow(by: size)
      if overflows { return nil }
      count = product
    }
    return count
  }
}
