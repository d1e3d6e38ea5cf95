import Support

extension TextWriter {
  /// The text between `loc(` and `)`.
  mutating func write(_ location: Location) {
    switch location {
    case .unknown: write("unknown")
    case .file(let file, let line, let column):
      write(quoted: file)
      write(":\(line):\(column)")
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
