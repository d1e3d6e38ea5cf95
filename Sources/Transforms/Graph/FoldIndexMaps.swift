import Dialects
import IR
import Support

/// Resolves gathers and comparisons of known positions; see `RuleSet.foldIndexMaps`.
public let foldIndexMaps = Pass.applying(
  .foldIndexMaps, "fold-index-maps", "resolves gathers and comparisons of known positions")

extension RuleSet {
  /// Replaces gathers by positions that are known, and comparisons of positions that the ranges
  /// decide.
  ///
  ///     gather(x : 512x384, iota : m), axis 0          -->  slice(x) to m x 384
  ///     gather_nd(mask : b x s, [iota d0, iota d3])    -->  reshape(mask) to b x 1 x 1 x s
  ///     greater_equal(iota, 0)                         -->  broadcast(true)
  public static let foldIndexMaps = RuleSet([
    RewriteRule("gather-of-positions", replacing: Graph.Gather.self) {
      (gather, build) throws(Diagnostic) in
      let maps = IndexMaps(module: build.module, assumptions: build.module.graphAssumptions)
      guard let element = maps.element(of: gather.indices) else { return nil }
      let data = build.sizes(gather.data)
      let indices = build.sizes(gather.indices)
      let extent = data[gather.axis]
      return try build.take(
        from: gather.data, axes: [gather.axis], at: [element.wrapped(extent)],
        over: indices, before: gather.axis, maps)
    },
    RewriteRule("gather-nd-of-positions", replacing: Graph.GatherND.self) {
      (gather, build) throws(Diagnostic) in
      let maps = IndexMaps(module: build.module, assumptions: build.module.graphAssumptions)
      guard gather.batchDimensions == 0, let tuples = maps.tuples(of: gather.indices) else {
        return nil
      }
      let data = build.sizes(gather.data)
      let places = zip(tuples, data).map { $0.wrapped($1) }
      return try build.take(
        from: gather.data, axes: Array(places.indices), at: places,
        over: build.sizes(gather.indices).dropLast(), before: 0, maps)
    },
    decide("less-of-positions", Graph.Less.self) { $0.isBelow($1) },
    decide("less-equal-of-positions", Graph.LessEqual.self) { $1.isBelow($0).map { !$0 } },
    decide("greater-of-positions", Graph.Greater.self) { $1.isBelow($0) },
    decide("greater-equal-of-positions", Graph.GreaterEqual.self) { $0.isBelow($1).map { !$0 } },
    decide("equal-of-positions", Graph.Equal.self) { left, right in
      if left.isBelow(right) == true || right.isBelow(left) == true { return false }
      return left.lower != nil && left == right && left.lower == left.upper ? true : nil
    },
  ])

  /// A comparison whose outcome the ranges of both sides decide.
  private static func decide<Root: Graph.BinaryOperation>(
    _ name: String, _ root: Root.Type,
    _ outcome: @escaping @Sendable (Interval, Interval) -> Bool?
  ) -> RewriteRule {
    RewriteRule(name, replacing: root) { (comparison, build) throws(Diagnostic) in
      let maps = IndexMaps(module: build.module, assumptions: build.module.graphAssumptions)
      guard let left = maps.element(of: comparison.lhs),
        let right = maps.element(of: comparison.rhs),
        let decided = outcome(
          maps.interval(of: left, over: build.sizes(comparison.lhs)),
          maps.interval(of: right, over: build.sizes(comparison.rhs)))
      else { return nil }
      let constant = build.insert(Graph.Constant(splat: decided ? 1 : 0, element: .i1))
      return try build.broadcast(constant, to: comparison.resultType.sizes ?? [])
    }
  }
}

extension Interval {
  /// Whether everything here is below everything there; `false` if nothing is.
  fileprivate func isBelow(_ other: Interval) -> Bool? {
    if let top = upper, let bottom = other.lower, top < bottom { return true }
    if let bottom = lower, let top = other.upper, bottom >= top { return false }
    return nil
  }
}

extension IndexExpression {
  /// A negative constant counted from the end of a dimension of size `extent`.
  fileprivate func wrapped(_ extent: IndexExpression) -> IndexExpression {
    if let value = constantValue, value < 0 { return self + extent }
    return self
  }
}

extension Builder {
  /// `data` with `axes` replaced by dimensions of sizes `sizes`, put where axis `place` was: the
  /// element at coordinates `d` of those is that at `places(d)` along the axes.
  ///
  /// Each place must move along at most one dimension, no two along the same; otherwise this is
  /// `nil`.
  fileprivate mutating func take(
    from data: ValueID, axes: [Int], at places: [IndexExpression], over sizes: [IndexExpression],
    before place: Int, _ maps: IndexMaps
  ) throws(Diagnostic) -> ValueID? {
    var source = self.sizes(data)
    var starts = source.map { _ in IndexExpression.zero }
    var steps = source.map { _ in IndexExpression.one }
    // For each axis the new dimension it moves along.
    var targets: [Int: Int] = [:]
    for (axis, expression) in zip(axes, places) {
      guard let (start, step, dimension) = movement(of: expression, over: sizes),
        maps.isIndex(expression, below: source[axis], over: sizes)
      else { return nil }
      starts[axis] = start
      steps[axis] = step
      source[axis] = 1
      guard let dimension else { continue }
      guard !targets.values.contains(dimension) else { return nil }
      targets[axis] = dimension
      source[axis] = sizes[dimension]
    }
    let slice = insert(
      try Graph.Slice(data, starts: starts, steps: steps, sizes: source, in: module))
    // Axes in the order of their dimensions, where the first axis was; those of one element last.
    let moving = axes.filter { targets[$0] != nil }.sorted { targets[$0] ?? 0 < targets[$1] ?? 0 }
    let fixed = axes.filter { targets[$0] == nil }
    let front = (0..<place).map { $0 }
    let back = source.indices.filter { $0 >= place && !axes.contains($0) }
    let turned = try transpose(slice, front + moving + fixed + back)
    let kept = sizes.indices.map { dimension in
      targets.values.contains(dimension) ? sizes[dimension] : 1
    }
    let frame = (front.map { source[$0] }, back.map { source[$0] })
    let shaped = try reshape(turned, to: frame.0 + kept + frame.1)
    return try broadcast(shaped, to: frame.0 + sizes + frame.1)
  }

  /// `expression` as `start + step * dimension`, with a constant step; `nil` if it moves along more
  /// than one dimension.
  ///
  /// Dimensions of size one do not move.
  private func movement(
    of expression: IndexExpression, over sizes: [IndexExpression]
  ) -> (start: IndexExpression, step: IndexExpression, dimension: Int?)? {
    let still = expression.substituting(
      dimensions: sizes.indices.map { sizes[$0] == 1 ? .zero : .dimension($0) })
    let numbers = still.dimensionNumbers
    guard let number = numbers.first else { return (still, 1, nil) }
    guard numbers.count == 1, let (step, start) = still.linear(in: number),
      step.constantValue != nil
    else { return nil }
    return (start, step, number)
  }
}
