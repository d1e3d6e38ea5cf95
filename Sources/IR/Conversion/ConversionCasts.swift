import Support

/// The casts of a conversion: where values of old and new types meet.
struct ConversionCasts: Sendable {
  /// Which side of a cast is converted.
  enum Role: Sendable {
    /// New values, for users that go on to see the old one.
    case source
    /// An old value, for an operation that is converted.
    case target
    /// New arguments of a block, for users that go on to see the old one.
    case argument
  }

  static let castName = "builtin.unrealized_conversion_cast"

  private(set) var roles: [OperationID: Role] = [:]

  func contains(_ operation: OperationID) -> Bool { roles[operation] != nil }

  /// The casts, the first made first.
  var ordered: [(cast: OperationID, role: Role)] {
    roles.sorted { $0.key < $1.key }.map { (cast: $0.key, role: $0.value) }
  }

  /// `values` seen as values of `types`, by a cast if they are not; one of both is a single value.
  mutating func cast(
    _ values: [ValueID], to types: [Type], _ role: Role, at point: InsertionPoint,
    in module: inout Module
  ) -> [ValueID] {
    if values.map({ module.type(of: $0) }) == types { return values }
    if let earlier = source(of: values, as: types, in: module) { return earlier }
    var place = values.first.map { module.location(of: $0) } ?? .unknown
    if place == .unknown { place = location(at: point, in: module) }
    let cast = module.insert(
      OperationState(
        name: Self.castName,
        kind: module.context.definition(named: Self.castName).map { ObjectIdentifier($0) },
        operands: values, resultTypes: types, location: place),
      at: point)
    roles[cast] = role
    return module.results(of: cast)
  }

  /// What `values` were cast from, on any way of casts, if that has these types.
  func source(of values: [ValueID], as types: [Type], in module: Module) -> [ValueID]? {
    var current = values
    while let first = current.first, let definer = module.definingOperation(of: first),
      contains(definer), module.results(of: definer) == current
    {
      current = module.operands(of: definer)
      if current.map({ module.type(of: $0) }) == types { return current }
    }
    return nil
  }

  private func location(at point: InsertionPoint, in module: Module) -> Location {
    switch point {
    case .before(let operation), .after(let operation): module.location(of: operation)
    case .atStart(let block), .atEnd(let block):
      module.region(of: block).map { module.location(of: module.owner(of: $0)) } ?? .unknown
    }
  }
}
