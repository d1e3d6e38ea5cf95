import CISL
import Support

extension IntegerSystem {
  /// A point that satisfies all conditions, the smallest if there is one.
  public func find() -> Answer {
    if Elimination(LinearSystem(self)).isRefuted { return .never }
    guard let (system, representative) = unifyingDimensions() else { return .never }
    if let simple = system.withoutChoices, simple.isEmpty { return .never }
    var point = IntegerPoint(
      symbols: [:], dimensions: [Int](repeating: 0, count: dimensionCount))
    let parts = system.components
    if parts.count > 1, parts.contains(where: { $0.ask(wantsPoint: false) == .never }) {
      return .never
    }
    for part in parts {
      switch part.ask(wantsPoint: true) {
      case .never: return .never
      case .unknown(let reason): return .unknown(reason)
      case .example(let own):
        point.symbols.merge(own.symbols) { first, _ in first }
        for (place, number) in part.usedDimensions.enumerated() where number < dimensionCount {
          point.dimensions[number] = own.dimensions[place]
        }
      }
    }
    point.dimensions = representative.map { point.dimensions[$0] }
    return .example(point)
  }

  /// Whether no point satisfies all conditions; `false` when it could not be decided.
  public var isImpossible: Bool {
    let linear = LinearSystem(self)
    switch Elimination(linear).outcome {
    case .refuted: return true
    case .point(let values) where holds(at: linear.point(values)): return false
    default: break
    }
    guard let (system, _) = unifyingDimensions() else { return true }
    if let simple = system.withoutChoices, simple.isEmpty { return true }
    return system.isEmpty
  }

  private var isEmpty: Bool {
    components.contains { $0.ask(wantsPoint: false) == .never }
  }

  /// Whether a point satisfies all conditions, and its symbols lie in their ranges.
  public func holds(at point: IntegerPoint) -> Bool {
    func value(_ expression: IndexExpression) -> Int? {
      expression.evaluate(symbols: point.symbols, dimensions: point.dimensions)
    }
    return nonNegative.allSatisfy { value($0).map { $0 >= 0 } ?? false }
      && zero.allSatisfy { value($0) == 0 }
      && point.symbols.allSatisfy { (symbols[$0.key] ?? .any).contains($0.value) }
  }

  /// The question as it is, to isl; a point has the used dimensions only.
  private func ask(wantsPoint: Bool) -> Answer {
    if isPlainlyImpossible { return .never }
    guard let context = SetContext() else { return .unknown("there is no memory for isl") }
    let used = usedDimensions
    var places = [Int](repeating: 0, count: (used.last ?? -1) + 1)
    for (place, number) in used.enumerated() { places[number] = place }
    var system = IntegerSystem(dimensions: used.count, symbols: symbols)
    for expression in nonNegative { system.require(nonNegative: expression.renaming(places)) }
    for expression in zero { system.require(expression.renaming(places), equals: 0) }
    let expressions = system.expressions
    let builder = SetBuilder(
      context, symbols: Self.symbolNames(in: expressions), dimensionCount: used.count,
      expressions: expressions)
    let set = builder.set(of: system)
    return builder.point(of: set, wantsPoint: wantsPoint)
  }

  static func symbolNames(in expressions: [IndexExpression]) -> [String] {
    var names: [String] = []
    for expression in expressions {
      for name in expression.symbolNames where !names.contains(name) { names.append(name) }
    }
    return names
  }
}

extension SetBuilder {
  /// A point of `set`, which is used up: its images, then its dimensions.
  ///
  /// Looking for the coordinates takes longer than to know that there are some.
  func point(of set: OpaquePointer?, wantsPoint: Bool = true) -> Answer {
    guard let set else { return .unknown(context.reason) }
    defer { isl_set_free(set) }
    let isEmpty = isl_set_is_empty(set)
    if isEmpty == isl_bool_true { return .never }
    if isEmpty == isl_bool_error { return .unknown(context.reason) }
    guard isExact else {
      return .unknown("a product or quotient of sizes that are not constant stands in the way")
    }
    guard wantsPoint else { return .example(IntegerPoint(symbols: [:], dimensions: [])) }
    let count = imageCount + dimensionCount
    var point = isl_set_sample_point(isl_set_lexmin(isl_set_copy(set)))
    if point == nil { point = isl_set_sample_point(isl_set_copy(set)) }
    defer { isl_point_free(point) }
    guard point != nil else { return .unknown(context.reason) }
    func coordinate(_ position: Int) -> Int {
      let value = isl_point_get_coordinate_val(point, isl_dim_set, Int32(position))
      defer { isl_val_free(value) }
      return isl_val_get_num_si(value)
    }
    var known: [String: Int] = [:]
    for (position, name) in symbols.enumerated() { known[name] = coordinate(position) }
    let first = symbols.count
    return .example(
      IntegerPoint(
        symbols: known, dimensions: (0..<count).map { coordinate(first + $0) }))
  }
}
