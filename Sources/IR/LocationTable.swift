import Support

/// Locations by number, shared by threads.
///
/// A place in a file, which every operation of a text has, takes no memory but a row of three numbers.
final class LocationTable: Sendable {
  /// A place in the file with the number `file`.
  struct Place: Hashable {
    var file: UInt32
    var line: UInt32
    var column: UInt32
  }

  private let files = Interner<String>()
  private let places = Interner<Place>()
  private let others = Interner<Location>()

  /// Set in the numbers of places.
  static var placeMark: UInt32 { 1 << 31 }

  /// The number of a location, added if it is new.
  func intern(_ location: Location) -> UInt32 {
    guard let place = place(location) else { return others.intern(location) }
    return places.intern(place) | Self.placeMark
  }

  /// A number without a search, for locations that are known to be new.
  func add(_ location: Location) -> UInt32 {
    guard let place = place(location) else { return others.add(location) }
    return places.add(place) | Self.placeMark
  }

  /// Numbers for all of `locations`, one after another, as `add(_:)` gives; the first is returned.
  func add(contentsOf locations: [Location]) -> UInt32 { others.add(contentsOf: locations) }

  /// As `add(contentsOf:)`, without the mark of places in the number.
  func add(contentsOf places: [Place]) -> UInt32 { self.places.add(contentsOf: places) }

  /// The number of a file's name.
  func number(ofFile name: String) -> UInt32 { files.intern(name) }

  subscript(number: UInt32) -> Location {
    guard number & Self.placeMark != 0 else { return others[number] }
    return location(of: places[number & ~Self.placeMark])
  }

  func location(of place: Place) -> Location {
    .file(files[place.file], line: Int(place.line), column: Int(place.column))
  }

  private func place(_ location: Location) -> Place? {
    guard case .file(let file, let line, let column) = location,
      let line = UInt32(exactly: line), let column = UInt32(exactly: column)
    else { return nil }
    return Place(file: files.intern(file), line: line, column: column)
  }
}
