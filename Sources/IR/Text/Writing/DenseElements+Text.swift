extension Type {
  /// The sizes of a tensor, vector or memref, if all are known.
  var staticShape: [Int]? {
    switch self {
    case .tensor(let type):
      return type.shape.contains { $0 == nil } ? nil : type.shape.compactMap(\.self)
    case .memref(let type):
      return type.shape.contains { $0 == nil } ? nil : type.shape.compactMap(\.self)
    // As many elements as there are at the smallest scale.
    case .vector(let type): return type.shape
    default: return nil
    }
  }
}

extension DenseElements {
  /// How many elements the type has; `nil` if its shape is not static.
  public var elementCount: Int? {
    type.staticShape.map { $0.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue } }
  }
}

extension TextWriter {
  mutating func write(dense elements: DenseElements) {
    let count = elements.elementCount ?? 0
    if let limit = options.elidesElementsAbove, count > limit, !elements.isSplat {
      write("dense_resource<__elided__>")
      return write(ofType: elements.type)
    }
    write("dense<")
    let element = elements.type.elementType
    if !elements.strings.isEmpty {
      let strings = elements.strings
      writeElements(elements, count) { $0.write(quotedBytes: strings[min($1, strings.count - 1)]) }
    } else if !elements.isSplat, count > options.hexadecimalAbove {
      write("\"0x")
      writeHexadecimal(elements, element)
      write("\"")
    } else {
      let width = element.denseByteWidth ?? 1
      // Most constants are words, for which nothing is asked of the type again.
      let bits = if case .integer(let bits, .signless) = element { bits } else { 0 }
      elements.bytes.withUnsafeBytes { bytes in
        if 1 < bits, bits <= 64, !elements.isSplat, elements.type.staticShape?.count == 1,
          bytes.count == count * width
        {
          return writeList(of: bytes, width, bits)
        }
        writeElements(elements, count) { writer, index in
          let start = index * width
          guard start + width <= bytes.count else { return writer.write("0") }
          if 1 < bits, bits <= 64 { return writer.write(word: bytes, start, width, bits) }
          writer.write(
            element: UnsafeRawBufferPointer(rebasing: bytes[start..<start + width]), element)
        }
      }
    }
    write(">")
    write(ofType: elements.type)
  }

  /// One element, or lists nested like the shape.
  private mutating func writeElements(
    _ elements: DenseElements, _ count: Int, _ writeElement: (inout TextWriter, Int) -> Void
  ) {
    guard let shape = elements.type.staticShape, count > 0 else { return }
    if elements.isSplat || shape.isEmpty { return writeElement(&self, 0) }
    func level(_ depth: Int, _ start: Int, _ size: Int, _ writer: inout TextWriter) {
      if depth == shape.count { return writeElement(&writer, start) }
      let part = size / shape[depth]
      writer.write("[")
      writer.write(list: 0..<shape[depth]) { level(depth + 1, start + $1 * part, part, &$0) }
      writer.write("]")
    }
    level(0, 0, count, &self)
  }

  /// A list of words: most constants, so that nothing is asked for each of them.
  private mutating func writeList(of words: UnsafeRawBufferPointer, _ width: Int, _ bits: Int) {
    write("[")
    for start in stride(from: 0, to: words.count, by: width) {
      if start > 0 { write(", ") }
      write(word: words, start, width, bits)
    }
    write("]")
  }

  /// The signed integer of `bits` bits in `width` little-endian bytes from `start`.
  private mutating func write(
    word bytes: UnsafeRawBufferPointer, _ start: Int, _ width: Int, _ bits: Int
  ) {
    var word: UInt64 = 0
    for byte in 0..<width { word |= UInt64(bytes[start + byte]) << UInt64(8 * byte) }
    let shift = 64 - bits
    write((Int(truncatingIfNeeded: word) << shift) >> shift)
  }

  /// Little-endian bytes of one element as a number.
  private mutating func write(element bytes: UnsafeRawBufferPointer, _ type: Type) {
    if case .complex(let part) = type {
      let middle = bytes.count / 2
      write("(")
      write(element: UnsafeRawBufferPointer(rebasing: bytes[..<middle]), part)
      write(",")
      write(element: UnsafeRawBufferPointer(rebasing: bytes[middle...]), part)
      return write(")")
    }
    var bits: UInt128 = 0
    for byte in bytes.suffix(16).reversed() { bits = bits << 8 | UInt128(byte) }
    switch type {
    case .float(let kind):
      let value = kind.decode(bits)
      let isExact = kind.width <= 64 || kind.encode(value) == bits
      write(isExact ? kind.text(of: value) : kind.hexadecimal(bits))
    case .i1: write(bits != 0 ? "true" : "false")
    case .integer(let width, .unsigned):
      if width <= 64 { write(digits: UInt(truncatingIfNeeded: bits)) } else { write(String(bits)) }
    default:
      let width = max(1, type.bitWidth ?? 64)
      if width <= 64 {
        let shift = 64 - width
        return write((Int(truncatingIfNeeded: bits) << shift) >> shift)
      }
      let shift = UInt128(128 - min(128, width))
      write(String(Int128(truncatingIfNeeded: bits << shift) >> Int128(shift)))
    }
  }

  /// The bytes as they are, but `i1` packed eight to a byte as MLIR keeps them.
  private mutating func writeHexadecimal(_ elements: DenseElements, _ element: Type) {
    guard element == .i1 else {
      for byte in elements.bytes { write(hex: byte) }
      return
    }
    for start in stride(from: 0, to: elements.bytes.count, by: 8) {
      var packed: UInt8 = 0
      for (bit, value) in elements.bytes[start..<min(start + 8, elements.bytes.count)].enumerated()
      where value != 0 { packed |= 1 << UInt8(bit) }
      write(hex: packed)
    }
  }

  /// `sparse<[[0, 0]], [1]> : tensor<…>`.
  mutating func write(sparse elements: SparseElements) {
    write("sparse<")
    if elements.values.elementCount != 0 {
      write(payloadOf: elements.indices)
      write(", ")
      write(payloadOf: elements.values)
    }
    write(">")
    write(ofType: elements.type)
  }

  /// What stands between `dense<` and `>`.
  private mutating func write(payloadOf elements: DenseElements) {
    var inner = TextWriter(TextOptions(hexadecimalAbove: options.hexadecimalAbove))
    inner.write(dense: elements)
    let suffix = "> : \(elements.type)"
    bytes.append(contentsOf: inner.bytes.dropFirst(6).dropLast(suffix.utf8.count))
  }
}
