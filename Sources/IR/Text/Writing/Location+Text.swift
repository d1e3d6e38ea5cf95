import Support

extension TextWriter {
  /// `loc(…)`; an alias stands for the whole of it.
  mutating func write(attributeOf location: Location) {
    if let alias = names.locations[location] { return write(alias) }
    write("loc(")
    write(location)
    write(")")
  }

  /// `loc(…)` behind an operation or a block's argument; an alias stands between the parentheses.
  mutating func write(trailing location: Location) {
    write(" loc(")
    write(location)
    write(")")
  }

  /// The text between `loc(` and `)`.
  mutating func write(_ location: Location) {
    if let alias = names.locations[location] { return write(alias) }
    switch location {
    case .unknown: write("unknown")
    case .file(let file, let line, let column):
      write(quoted: file)
      write(":\(line):\(column)")
    case .range(let file, let line, let column, let endLine, let endColumn):
      write(quoted: file)
      write(":\(line):\(column) to ")
      if endLine != line { write(endLine) }
      write(":\(endColumn)")
    case .name(let name, let place):
      write(quoted: name)
      guard place != .unknown else { return }
      write("(")
      write(place)
      write(")")
    case .callSite(let callee, let caller):
      write("callsite(")
      write(callee)
      write(" at ")
      write(caller)
      write(")")
    case .fused(let places): write(fused: places)
    case .annotated(let metadata, let places):
      write("fused<")
      write(metadata)
      write(">")
      write(placesOf: places)
    }
  }

  private mutating func write(fused places: [Location]) {
    // MLIR reads `fused[]` as nothing; what it means is that the place is not known.
    if places.isEmpty { return write("unknown") }
    write("fused")
    write(placesOf: places)
  }

  private mutating func write(placesOf places: [Location]) {
    write("[")
    write(list: places) { $0.write($1) }
    write("]")
  }
}
