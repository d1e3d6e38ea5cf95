import Polyhedra
import Support

// Questions about index maps over a box of iterators.

extension ScheduledProgram {
  /// The sizes of the smallest buffer that has all places of `map` over iterators below `extents`.
  ///
  /// - Throws: a refusal if a place may lie before zero, or is not bounded.
  func sizes(
    of map: [IndexExpression], over extents: [IndexExpression]
  ) throws(Refusal) -> [IndexExpression] {
    let finder = RangeFinder(
      assumptions: assumptions,
      running: Dictionary(uniqueKeysWithValues: extents.enumerated().map { ($0, $1) }))
    var sizes: [IndexExpression] = []
    for index in map {
      guard index.dimensionNumbers.allSatisfy({ $0 < extents.count }) else {
        throw Refusal(
          "there are \(extents.count) dimensions, 'd0' to 'd\(extents.count - 1)', in '\(index)'")
      }
      guard let range = finder.range(of: index), assumptions.isNonNegative(range.lower) else {
        throw Refusal("the new index '\(index)' has no known range from zero on")
      }
      try requireRepresentable(index, over: extents, "the new index")
      sizes.append(assumptions.size(range.lower + range.extent))
    }
    return sizes
  }

  /// Refuses if two points below `extents` have the same `map` but different `values`.
  func require(
    _ map: [IndexExpression], determines values: [IndexExpression],
    over extents: [IndexExpression], _ reason: String
  ) throws(Refusal) {
    if isTrusted { return }
    let rank = extents.count
    var same = IntegerSystem(dimensions: 2 * rank, symbols: assumptions.symbols)
    for (axis, extent) in extents.enumerated() {
      same.require(.dimension(axis), isBelow: extent)
      same.require(.dimension(axis + rank), isBelow: extent)
    }
    let box = IntegerSystem(below: extents, symbols: assumptions.symbols)
    for (left, right) in map.flatMap({ $0.equations(in: box, with: $0, in: box) }) {
      same.require(left, equals: right.movingDimensions(by: rank))
    }
    for value in values {
      var system = same
      system.require(value, isLessThan: value.movingDimensions(by: rank))
      switch system.find() {
      case .never: same.require(value, equals: value.movingDimensions(by: rank))
      case .example(let point):
        let first = point.dimensions.prefix(rank).map(String.init).joined(separator: ", ")
        let second = point.dimensions.dropFirst(rank).map(String.init).joined(separator: ", ")
        throw Refusal(reason, example: "[\(first)] and [\(second)]")
      case .unknown(let why): throw Refusal("\(reason), or so it may be (\(why))")
      }
    }
  }

  /// Refuses if `map` over iterators below `extents` leaves a buffer of `shape`.
  func require(
    _ map: [IndexExpression], over extents: [IndexExpression], isInside shape: [IndexExpression],
    _ reason: String
  ) throws(Refusal) {
    if isTrusted { return }
    let domain = IntegerSystem(below: extents, symbols: assumptions.symbols)
    for (index, size) in zip(map, shape) {
      for outside in [-1 - index, index - size] {
        var system = domain
        system.require(nonNegative: outside)
        switch system.find() {
        case .never: continue
        case .example(let point):
          let place = point.dimensions.map(String.init).joined(separator: ", ")
          throw Refusal(reason, example: "at [\(place)]" + sizes(point))
        case .unknown(let why): throw Refusal("\(reason), or so it may be (\(why))")
        }
      }
    }
  }

  private func sizes(_ point: IntegerPoint) -> String { model.sizes(point) }
}

extension IntegerSystem {
  /// All points from zero to below `extents`.
  init(below extents: [IndexExpression], symbols: [String: SymbolRange]) {
    self.init(dimensions: extents.count, symbols: symbols)
    for (axis, extent) in extents.enumerated() { require(.dimension(axis), isBelow: extent) }
  }
}
