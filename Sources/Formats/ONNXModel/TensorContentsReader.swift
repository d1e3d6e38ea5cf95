/// Brings a tensor's elements into dense form, from whichever field holds them.
struct TensorContentsReader {
  let format: ElementFormat
  let shape: [Int]
  private let fields: TensorFields
  private let message: ByteView
  private let elementCount: Int

  init(_ fields: TensorFields, message: ByteView) throws(FormatError) {
    self.fields = fields
    self.message = message
    let shape = fields.dims.values.compactMap { Int(exactly: $0) }
    func error(_ kind: FormatError.Kind, _ text: String) -> FormatError {
      FormatError(
        kind, in: message.name, at: message.offsetInFile, "tensor '\(fields.name)' \(text)")
    }
    guard let format = ElementFormat(onnxDataType: fields.dataType) else {
      throw error(.unsupported, "has element type \(fields.dataType), expected 1 to 26")
    }
    guard let count = Formats.elementCount(of: shape),
      format == .string || format.byteCount(elements: count) != nil
    else {
      throw error(.malformed, "has an impossible shape \(shape)")
    }
    if fields.hasSegment {
      throw error(.unsupported, "is split into segments, which no current writer does")
    }
    self.format = format
    self.shape = shape
    elementCount = count
  }

  func contents() throws(FormatError) -> TensorProto.Contents {
    if fields.isExternal {
      if format == .string { throw error("holds strings, which cannot lie in another file") }
      return .external(try ExternalData(fields.externalEntries, in: message))
    }
    if format == .string {
      try check(fields.strings.count, elementCount, "string_data", "strings")
      return .strings(fields.strings)
    }
    if let raw = fields.raw {
      try check(raw.count, byteCount, "raw_data", "bytes")
      return .dense(raw)
    }
    return .dense(try typedBytes())
  }

  private var byteCount: Int { format.byteCount(elements: elementCount) ?? 0 }

  private func typedBytes() throws(FormatError) -> ByteView {
    switch format {
    case .float32, .complex64: return try fixed(fields.floats, "float_data")
    case .float64, .complex128: return try fixed(fields.doubles, "double_data")
    case .int64: return try integers(fields.int64s, "int64_data")
    case .uint32, .uint64: return try integers(fields.uint64s, "uint64_data")
    default: return try integers(fields.int32s, "int32_data")
    }
  }

  private func fixed(_ numbers: WireFixed, _ name: String) throws(FormatError) -> ByteView {
    let bytes = numbers.bytes ?? ByteView(copying: [])
    try check(bytes.count, byteCount, name, "bytes")
    return bytes
  }

  /// Narrow formats keep one element, or one byte of packed elements, in each integer.
  private func integers(_ numbers: WireIntegers, _ name: String) throws(FormatError) -> ByteView {
    let width = max((format.bitWidth ?? 8) / 8, 1)
    let values = numbers.values
    try check(values.count, byteCount / width, name, "integers")
    for (index, value) in values.enumerated() where !fits(value) {
      throw error("holds \(value) at position \(index) of '\(name)', which is no \(format)")
    }
    return ByteView(initializing: byteCount, name: message.name) { bytes in
      for (index, value) in values.enumerated() {
        let element = format == .bool ? (value == 0 ? 0 : 1) : value
        withUnsafeBytes(of: element.littleEndian) {
          bytes[(index * width)..<((index + 1) * width)].copyBytes(from: $0[..<width])
        }
      }
    }
  }

  /// Bit patterns may be written signed or unsigned; numbers must be in range.
  private func fits(_ value: Int64) -> Bool {
    switch format {
    case .int8: Int8(exactly: value) != nil
    case .int16: Int16(exactly: value) != nil
    case .int32: Int32(exactly: value) != nil
    case .uint8: UInt8(exactly: value) != nil
    case .uint16: UInt16(exactly: value) != nil
    case .uint32: UInt32(exactly: value) != nil
    case .float16, .bfloat16: (-0x8000...0xffff).contains(value)
    case .bool, .int64, .uint64: true
    default: (-0x80...0xff).contains(value)
    }
  }

  private func check(
    _ found: Int, _ expected: Int, _ field: String, _ unit: String
  ) throws(FormatError) {
    if found == expected { return }
    throw error(
      "of \(format) with shape \(shape) needs \(expected) \(unit) in '\(field)', found \(found)")
  }

  private func error(_ text: String) -> FormatError {
    FormatError(
      .malformed, in: message.name, at: message.offsetInFile, "tensor '\(fields.name)' \(text)",
      advice: "the file is damaged, or its writer is wrong")
  }
}
