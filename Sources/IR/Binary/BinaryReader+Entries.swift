import Support

extension BinaryReader {
  /// Types, attributes and locations, each made of those before it.
  mutating func readEntries() throws(BinaryFailure) {
    for _ in 0..<(try bytes.count(of: "entries")) {
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

  // MARK: Locations

  private mutating func readLocation(
    _ entry: BinaryForm.Entry, at start: Int
  ) throws(BinaryFailure) {
    var size = Size()
    let location: Location
    switch entry {
    case .file:
      let file = try string()
      let (line, column) = try position()
      location = .file(file, line: line, column: column)
    case .range:
      let file = try string()
      let (line, column) = try position()
      let (endLine, endColumn) = try position()
      location = .range(
        file, line: line, column: column, endLine: endLine, endColumn: endColumn)
    case .name:
      let name = try string()
      size.add(name)
      location = .name(name, try part(\.locations, "locations", &size))
    case .callSite:
      let callee = try part(\.locations, "locations", &size)
      location = .callSite(callee: callee, caller: try part(\.locations, "locations", &size))
    case .fused: location = .fused(try places(&size))
    case .annotated:
      let metadata = try parse("metadata") { parser throws(ParseFailure) in
        try parser.parseAttribute()
      }
      size = metadata.size
      location = .annotated(metadata: metadata.value.description, try places(&size))
    default: location = .unknown
    }
    try check(size, at: start)
    locations.add(location, size)
  }

  private mutating func places(_ size: inout Size) throws(BinaryFailure) -> [Location] {
    let count = try bytes.count(of: "locations")
    var places: [Location] = []
    for _ in 0..<count { places.append(try part(\.locations, "locations", &size)) }
    return places
  }

  private mutating func position() throws(BinaryFailure) -> (line: Int, column: Int) {
    let start = bytes.position
    let line = lastLine &+ (try bytes.signed())
    let column = try bytes.number()
    guard line >= 0, line <= UInt32.max, column <= UInt32.max else {
      throw bytes.fail("a line and a column have 32 bits; these have not", at: start)
    }
    lastLine = line
    return (line, Int(column))
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
