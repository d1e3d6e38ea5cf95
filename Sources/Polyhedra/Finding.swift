import CISL
import Support

extension IntegerSystem {
  /// A point that satisfies all conditions, the smallest if there is one.
  public func find() -> Answer {
    if isPlainlyImpossible { return .never }
    guard let context = SetContext() else { return .unknown("there is no memory for isl") }
    let names = Self.symbolNames(in: expressions)
    let builder = SetBuilder(
      context, symbols: names, dimensionCount: dimensionCount, expressions: expressions)
    return builder.point(of: builder.set(of: self), imageCount: 0, dimensionCount: dimensionCount)
  }

  /// Whether no point satisfies all conditions; `false` when it could not be decided.
  public var isImpossible: Bool { find() == .never }

  static func symbolNames(in expressions: [IndexExpression]) -> [String] {
    var names: [String] = []
    for expression in expressions {
      for name in expression.symbolNames where !names.contains(name) { names.append(name) }
    }
    return names
  }
}

extension SetBuilder {
  /// A point of `set`, which is used up.
  func point(of set: OpaquePointer?, imageCount: Int, dimensionCount: Int) -> Answer {
    guard let set else { return .unknown(context.reason) }
    let isEmpty = isl_set_is_empty(set)
    if isEmpty == isl_bool_true {
      isl_set_free(set)
      return .never
    }
    if isEmpty == isl_bool_error {
      isl_set_free(set)
      return .unknown(context.reason)
    }
    guard isExact else {
      isl_set_free(set)
      return .unknown("a product or quotient of sizes that are not constant stands in the way")
    }
    var point = isl_set_sample_point(isl_set_lexmin(isl_set_copy(set)))
    if point == nil { point = isl_set_sample_point(isl_set_copy(set)) }
    isl_set_free(set)
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
        symbols: known, dimensions: (0..<imageCount + dimensionCount).map { coordinate(first + $0) }
      )
    )
  }
}
