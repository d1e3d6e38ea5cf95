import Support

extension BinaryReader {
  mutating func readAttribute(_ entry: BinaryForm.Entry, at start: Int) throws(BinaryFailure) {
    var size = Size()
    let attribute: Attribute
    switch entry {
    case .integer: attribute = try readInteger(&size)
    case .float: attribute = try readFloat(&size)
    case .string:
      let text = try string()
      size.add(text)
      attribute = .string(text)
    case .byteString:
      let bytes = Array(try bytes.counted())
      size.weight += bytes.count / 16
      // What is text must be equal to text.
      attribute = .string(bytes: bytes)
    case .array:
      let count = try bytes.count(of: "attributes")
      var values: [Attribute] = []
      values.reserveCapacity(count)
      for _ in 0..<count { values.append(try attributePart(&size)) }
      attribute = .array(values)
    case .dictionary: attribute = .dictionary(try readDictionary(&size))
    case .typeAttribute: attribute = .type(try part(\.types, "types", &size))
    case .symbol:
      let root = try string()
      size.add(root)
      let count = try bytes.count(of: "names")
      var nested: [String] = []
      for _ in 0..<count {
        nested.append(try string())
        size.add(nested[nested.count - 1])
      }
      attribute = .symbol(root, nested: nested)
    case .dense: attribute = try readDense(&size)
    case .denseStrings: attribute = try readDenseStrings(&size)
    case .denseArray: attribute = try readDenseArray(&size)
    case .locationAttribute: attribute = .location(try locationPart(&size))
    case .text:
      (attribute, size) = try parse("attribute") { parser throws(ParseFailure) in
        try parser.parseAttribute()
      }
    default: attribute = .unit
    }
    try check(size, at: start)
    attributes.add(attribute, size)
  }

  /// An attribute that is part of another.
  private mutating func attributePart(_ size: inout Size) throws(BinaryFailure) -> Attribute {
    let start = bytes.position
    let index = try bytes.index(below: attributes.values.count, "attributes")
    guard !wholeProperties.contains(index) else {
      throw bytes.fail("an attribute needs a name", at: start)
    }
    return attributes.part(index, &size)
  }

  private mutating func readDictionary(
    _ size: inout Size
  ) throws(BinaryFailure) -> AttributeDictionary {
    let start = bytes.position
    let count = try bytes.count(of: "attributes")
    var entries: [AttributeDictionary.Entry] = []
    entries.reserveCapacity(count)
    for _ in 0..<count {
      let name = try string()
      size.add(name)
      entries.append(.init(name: name, value: try attributePart(&size)))
    }
    guard let dictionary = AttributeDictionary(entries) else {
      throw bytes.fail("a dictionary has a name twice", at: start)
    }
    if entries.contains(where: { $0.name.isEmpty }) {
      // A single value without a name is kept for properties that are not a dictionary.
      guard count == 1 else { throw bytes.fail("an attribute needs a name", at: start) }
      wholeProperties.insert(attributes.values.count)
    }
    return dictionary
  }

  // MARK: Numbers

  private mutating func readInteger(_ size: inout Size) throws(BinaryFailure) -> Attribute {
    let start = bytes.position
    let type = try part(\.types, "types", &size)
    guard let value = type.canonicalInteger(try bytes.signed()) else {
      throw bytes.fail("this number cannot have the type '\(type)'", at: start)
    }
    return .integer(value, type)
  }

  private mutating func readFloat(_ size: inout Size) throws(BinaryFailure) -> Attribute {
    let start = bytes.position
    let type = try part(\.types, "types", &size)
    guard case .float(let kind) = type else {
      throw bytes.fail("a float cannot have the type '\(type)'", at: start)
    }
    let value = Double(bitPattern: try bytes.fixed())
    return .float(bits: kind.rounded(value).bitPattern, type)
  }

  private mutating func readDenseArray(_ size: inout Size) throws(BinaryFailure) -> Attribute {
    let start = bytes.position
    let type = try part(\.types, "types", &size)
    guard type.isDenseArrayElement else {
      throw bytes.fail("a dense array cannot hold '\(type)'", at: start)
    }
    let count = try bytes.count(of: "elements")
    size.weight += count / 4
    var values: [Int] = []
    values.reserveCapacity(count)
    for _ in 0..<count {
      let value = try bytes.signed()
      if case .float(let kind) = type {
        let number = kind.rounded(Double(bitPattern: UInt64(bitPattern: Int64(value))))
        values.append(Int(bitPattern: UInt(number.bitPattern)))
      } else {
        values.append(type == .i1 ? value & 1 : type.canonicalInteger(value) ?? value)
      }
    }
    return .denseArray(type, values)
  }

  // MARK: Dense elements

  private mutating func readDenseType(
    _ size: inout Size
  ) throws(BinaryFailure) -> (type: Type, count: Int) {
    let start = bytes.position
    let type = try part(\.types, "types", &size)
    guard let count = type.boundedElementCount else {
      throw bytes.fail("a dense attribute cannot have the type '\(type)'", at: start)
    }
    return (type, count)
  }

  private mutating func readDense(_ size: inout Size) throws(BinaryFailure) -> Attribute {
    let start = bytes.position
    let (type, count) = try readDenseType(&size)
    let isSplat = try bytes.index(below: 2, "choices") == 1
    let number = try bytes.index(below: blobs.count, "blobs")
    let data = blobBytes[number] ?? Array(bytes.bytes[blobs[number].range])
    blobBytes[number] = data
    size.weight += data.count / 16
    // Elements of which there are none need no bytes.
    guard let width = type.elementType.denseByteWidth ?? (count == 0 ? 0 : nil) else {
      throw bytes.fail("a dense attribute cannot have the type '\(type)'", at: start)
    }
    guard data.count == (isSplat ? 1 : count) * width, !isSplat || count > 0 else {
      throw bytes.fail("'\(type)' does not have \(data.count) bytes", at: start)
    }
    guard type.elementType.areUnusedBitsZero(in: data) else {
      throw bytes.fail("an element has bits that '\(type.elementType)' has not", at: start)
    }
    return .dense(DenseElements(type: type, bytes: data, isSplat: isSplat))
  }

  private mutating func readDenseStrings(_ size: inout Size) throws(BinaryFailure) -> Attribute {
    let start = bytes.position
    let (type, elementCount) = try readDenseType(&size)
    let count = try bytes.count(of: "texts")
    guard case .dialect = type.elementType, count > 0, count == 1 || count == elementCount else {
      throw bytes.fail("'\(type)' does not have \(count) texts", at: start)
    }
    var texts: [[UInt8]] = []
    for _ in 0..<count { texts.append(Array(try bytes.counted())) }
    return .dense(
      DenseElements(type: type, bytes: [], isSplat: texts.count == 1, strings: texts))
  }
}
