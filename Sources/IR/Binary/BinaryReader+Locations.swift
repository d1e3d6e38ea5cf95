import Support

extension BinaryReader {
  /// The locations of a file, by their numbers in it.
  ///
  /// Nearly all are places in a file, one for each operation: these are never made into values.
  struct Locations {
    private var places: [LocationTable.Place] = []
    /// The others, with how large each is.
    private var others = Table<Location>()
    /// For each location the row of `places` or, marked, of `others`; in the end the context's number.
    private var numbers: [UInt32] = []
    private let context: LocationTable

    init(_ context: LocationTable) { self.context = context }

    var count: Int { numbers.count }

    /// Room for `count` locations.
    mutating func reserve(_ count: Int) {
      numbers.reserveCapacity(count)
      places.reserveCapacity(count)
    }

    mutating func add(_ place: LocationTable.Place) {
      numbers.append(UInt32(places.count) | LocationTable.placeMark)
      places.append(place)
    }

    mutating func add(_ location: Location, _ size: Size) {
      numbers.append(UInt32(others.values.count))
      others.add(location, size)
    }

    /// A location, of which something of `size` is made.
    func part(_ index: Int, _ size: inout Size) -> Location {
      let number = numbers[index]
      guard number & LocationTable.placeMark != 0 else { return others.part(Int(number), &size) }
      size.depth = max(size.depth, 2)
      size.weight += 1
      return context.location(of: places[Int(number & ~LocationTable.placeMark)])
    }

    /// Gives all to the context, and forgets all but their numbers there.
    mutating func finish() {
      let firstPlace = context.add(contentsOf: places)
      let firstOther = context.add(contentsOf: others.values)
      for index in numbers.indices {
        let isPlace = numbers[index] & LocationTable.placeMark != 0
        numbers[index] += isPlace ? firstPlace : firstOther
      }
      places = []
      others = Table()
    }

    /// The context's number, after `finish()`.
    @inline(__always) subscript(index: Int) -> UInt32 { numbers[index] }
  }

  mutating func readLocation(
    _ entry: BinaryForm.Entry, at start: Int
  ) throws(BinaryFailure) {
    var size = Size()
    let location: Location
    switch entry {
    case .file:
      let file = try fileNumber()
      let (line, column) = try position()
      try check(size, at: start)
      return locations.add(
        LocationTable.Place(
          file: file, line: UInt32(truncatingIfNeeded: line),
          column: UInt32(truncatingIfNeeded: column)))
    case .range:
      let file = try string()
      let (line, column) = try position()
      let (endLine, endColumn) = try position()
      location = .range(
        file, line: line, column: column, endLine: endLine, endColumn: endColumn)
    case .name:
      let name = try string()
      size.add(name)
      location = .name(name, try locationPart(&size))
    case .callSite:
      let callee = try locationPart(&size)
      location = .callSite(callee: callee, caller: try locationPart(&size))
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

  /// A location from before, which `size` grows by.
  mutating func locationPart(_ size: inout Size) throws(BinaryFailure) -> Location {
    locations.part(try bytes.index(below: locations.count, "locations"), &size)
  }

  /// The context's number of a file's name.
  private mutating func fileNumber() throws(BinaryFailure) -> UInt32 {
    let index = try bytes.index(below: strings.count, "texts")
    if let lastFile, lastFile.text == index { return lastFile.number }
    let number = context.locations.number(ofFile: strings[index])
    lastFile = (index, number)
    return number
  }

  private mutating func places(_ size: inout Size) throws(BinaryFailure) -> [Location] {
    let count = try bytes.count(of: "locations")
    var places: [Location] = []
    for _ in 0..<count { places.append(try locationPart(&size)) }
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
