import Support

extension Attribute: CustomStringConvertible {
  /// The attribute as MLIR's text.
  public var description: String {
    var writer = TextWriter()
    writer.write(self)
    return writer.text
  }
}

extension AttributeDictionary: CustomStringConvertible {
  /// `{name = value, unit_name}`.
  public var description: String { Attribute.dictionary(self).description }
}

extension TextWriter {
  /// Writes an attribute.
  ///
  /// Where `elidingTypes`, `i64` and `f64` go without saying.
  mutating func write(_ attribute: Attribute, elidingTypes: Bool = false) {
    if let alias = names.attributes[attribute] { return write(alias) }
    switch attribute {
    case .unit: write("unit")
    case .integer(let value, let type):
      write(integer: value, type)
      if type != .i1, !(elidingTypes && type == .i64) { write(ofType: type) }
    case .wideInteger(let value, let type):
      write(String(value))
      write(ofType: type)
    case .float(let bits, let type):
      let start = bytes.count
      write(float: bits, type)
      // Hexadecimal digits without a type would be an integer.
      let isHexadecimal = bytes[start...].starts(with: "0x".utf8)
      if !(elidingTypes && type == .f64) || isHexadecimal { write(ofType: type) }
    case .wideFloat(let bits, let type):
      if case .float(let kind) = type { write(kind.hexadecimal(bits)) }
      write(ofType: type)
    case .string(let text): write(quoted: text)
    case .byteString(let bytes): write(quotedBytes: bytes)
    case .typedString(let text, let type):
      write(quotedBytes: text)
      write(ofType: type)
    case .array(let values):
      write("[")
      write(list: values) { $0.write($1, elidingTypes: true) }
      write("]")
    case .dictionary(let dictionary): write(dictionary)
    case .type(let type): write(type)
    case .symbol(let name, let nested):
      write(symbol: name)
      for name in nested {
        write("::")
        write(symbol: name)
      }
    case .dense(let elements): write(dense: elements)
    case .denseResource(let key, let type):
      write("dense_resource<")
      write(name: key)
      write(">")
      write(ofType: type)
    case .denseArray(let element, let values): write(denseArray: element, values)
    case .sparse(let elements): write(sparse: elements)
    case .distinct(let number, let value):
      write("distinct[\(number)]<")
      if value != .unit { write(value) }
      write(">")
    case .affineMap(let map): write(affineMap: map)
    case .affineSet(let set): write(affineSet: set)
    case .strided(let strides, let offset): write(strides: strides, offset: offset)
    case .location(let location): write(attributeOf: location)
    case .dialect(let attribute):
      write("#")
      write(attribute.mnemonic)
      write(body: attribute.value.body)
      if let type = (attribute.value as? OpaqueAttribute)?.type { write(ofType: type) }
    }
  }

  mutating func write(_ dictionary: AttributeDictionary) {
    write("{")
    write(list: dictionary.entries) { writer, entry in
      writer.write(name: entry.name)
      guard entry.value != .unit else { return }
      writer.write(" = ")
      writer.write(entry.value)
    }
    write("}")
  }

  mutating func write(ofType type: Type) {
    write(" : ")
    write(type)
  }

  /// The number alone: `true`, `-5`.
  mutating func write(integer value: Int, _ type: Type) {
    switch type {
    case .i1: write(value != 0 ? "true" : "false")
    case .integer(_, .unsigned): write(digits: UInt(bitPattern: value))
    default: write(value)
    }
  }

  /// The number alone: `2.500000e+00`.
  mutating func write(float bits: UInt64, _ type: Type) {
    if case .float(let kind) = type {
      write(kind.text(of: Double(bitPattern: bits)))
    } else {
      write(FloatKind.f64.text(of: Double(bitPattern: bits)))
    }
  }

  private mutating func write(denseArray element: Type, _ values: [Int]) {
    write("array<")
    write(element)
    if !values.isEmpty { write(": ") }
    write(list: values) { writer, value in
      if element.isFloat {
        writer.write(float: UInt64(bitPattern: Int64(value)), element)
      } else {
        writer.write(integer: value, element)
      }
    }
    write(">")
  }

  private mutating func write(strides: [Int?], offset: Int?) {
    func write(_ number: Int?, to writer: inout TextWriter) {
      if let number { writer.write(number) } else { writer.write("?") }
    }
    self.write("strided<[")
    self.write(list: strides) { write($1, to: &$0) }
    self.write("]")
    if offset != 0 {
      self.write(", offset: ")
      write(offset, to: &self)
    }
    self.write(">")
  }
}
