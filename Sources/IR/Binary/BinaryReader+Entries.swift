import Support

extension BinaryReader {
  /// Types, attributes and locations, each made of those before it.
  mutating func readEntries() throws(BinaryFailure) {
    let count = try bytes.count(of: "entries")
    // In large files most are locations.
    locations.reserve(count)
    for _ in 0..<count {
      let start = bytes.position
      guard let entry = BinaryForm.Entry(rawValue: try bytes.byte()) else {
        throw bytes.fail("there is no such kind of entry", at: start)
      }
      switch entry {
      case .type: try readType()
      case .unknown, .file, .range, .name, .callSite, .fused, .annotated:
        try readLocation(entry, at: start)
      default: try readAttribute(entry, at: start)
      }
    }
  }

  private mutating func readType() throws(BinaryFailure) {
    let (type, size) = try parse("type") { parser throws(ParseFailure) in try parser.parseType() }
    types.add(type, size)
  }

  // MARK: Sizes

  /// How large what is being read is.
  struct Size {
    var depth = 1
    var weight = 1

    /// Counts a text.
    mutating func add(_ text: String) { weight += text.utf8.count / 16 }
  }

  /// Checks the size of what began at `offset`.
  mutating func check(_ size: Size, at offset: Int) throws(BinaryFailure) {
    guard size.depth < TextParser.depthLimit else {
      throw bytes.fail(
        "nested more than \(TextParser.depthLimit) levels deep; use fewer levels", at: offset)
    }
    try add(weight: size.weight, at: offset)
  }

  /// A type, attribute or location from before, which `size` grows by.
  mutating func part<Value>(
    _ table: KeyPath<BinaryReader, Table<Value>>, _ what: StaticString, _ size: inout Size
  ) throws(BinaryFailure) -> Value {
    let index = try bytes.index(below: self[keyPath: table].values.count, what)
    return self[keyPath: table].part(index, &size)
  }

  /// What a text from the table means.
  mutating func parse<Value>(
    _ what: StaticString, _ read: (inout TextParser) throws(ParseFailure) -> Value
  ) throws(BinaryFailure) -> (value: Value, size: Size) {
    let start = bytes.position
    var text = try string()
    try add(weight: text.utf8.count / 16, at: start)
    var problem = "it could not be read"
    let result: (Value, Size)? = text.withUTF8 { utf8 in
      var parser = TextParser(utf8, file: "", context: context)
      do throws(ParseFailure) {
        let value = try read(&parser)
        if parser.token.kind == .end {
          return (value, Size(depth: parser.deepest, weight: parser.weight))
        }
        _ = parser.fail(expected: "the end of the text")
      } catch {}
      problem = parser.diagnostics.first?.message ?? problem
      return nil
    }
    guard let result else {
      throw bytes.fail("the \(what) '\(text.prefix(80))' is wrong: \(problem)", at: start)
    }
    try check(result.1, at: start)
    return result
  }
}

extension BinaryReader.Table {
  mutating func add(_ value: consuming Value, _ size: BinaryReader.Size) {
    values.append(value)
    depths.append(UInt8(truncatingIfNeeded: size.depth))
    weights.append(UInt32(clamping: size.weight))
  }

  /// A value, of which something of `size` is made.
  func part(_ index: Int, _ size: inout BinaryReader.Size) -> Value {
    size.depth = max(size.depth, Int(depths[index]) + 1)
    size.weight += Int(weights[index])
    return values[index]
  }
}
