import Dialects
import IR
import Support

/// An axis of a stage in segments, in each of which comparisons of its index have one answer.
///
/// A concatenation chooses for each element what it reads, and keeps the other reads inside their buffers.
/// Before:
///
///     for i in a + b { Y[i] = select(i < a, X0[min(i, a - 1)], X1[max(i - a, 0)]) }
///
/// After:
///
///     for i in a { Y[i] = X0[i] };  for i in b { Y[a + i] = X1[i] }
struct AxisSegments {
  struct Segment {
    var start: IndexExpression
    var count: IndexExpression
    /// The value that each choice gives here.
    var aliases: [ValueID: ValueID] = [:]
    /// What nothing needs here.
    var skipped: Set<OperationID> = []
    /// Indices of loads without the bounds that hold here anyway.
    var maps: [OperationID: [IndexExpression]] = [:]
  }

  private(set) var segments: [Segment] = []

  /// `nil` where nothing is chosen by the axis, or it is not known in which order it is.
  init?(of stage: Stage, along axis: Int, _ source: Module, _ assumptions: Assumptions) {
    guard !stage.isReduction, let body = stage.body(in: source) else { return nil }
    let iterators = source.arguments(of: body)
    var resolver = IndexResolver(source, iterators)
    var limits: [ValueID: IndexExpression] = [:]
    for operation in source.operations(in: body) {
      guard let compare = source.match(operation, as: Arith.CmpI.self),
        compare.predicate == .signedLess,
        resolver.resolve([.dimension(0)], [compare.lhs])?.first == .dimension(axis),
        let limit = resolver.resolve([.dimension(0)], [compare.rhs])?.first,
        limit.dimensionNumbers.isEmpty
      else { continue }
      limits[source.result(of: operation)] = limit
    }
    var ends: [IndexExpression] = []
    for limit in limits.values where !ends.contains(limit) { ends.append(limit) }
    guard !ends.isEmpty, ends.count < 16 else { return nil }
    func isBefore(_ left: IndexExpression, _ right: IndexExpression) -> Bool {
      assumptions.isNonNegative(right - left)
    }
    // Every pair has an order, so that sorting is one.
    guard
      ends.allSatisfy({ left in
        ends.allSatisfy { isBefore(left, $0) || isBefore($0, left) }
      })
    else { return nil }
    ends.sort { isBefore($0, $1) && !isBefore($1, $0) }
    let extent = stage.spatial[axis]
    var start = IndexExpression.zero
    for number in 0...ends.count {
      let end =
        number == ends.count
        ? extent
        : assumptions.simplified(.minimum(extent, .maximum(0, ends[number])))
      let count = assumptions.simplified(end - start)
      var segment = Segment(start: start, count: count)
      segment.choose(axis: axis, body, source, assumptions) { condition in
        limits[condition].map { limit in
          ends.firstIndex(of: limit).map { $0 >= number } ?? false
        }
      }
      if count != 0 { segments.append(segment) }
      start = end
    }
  }
}

extension AxisSegments.Segment {
  /// Finds what is chosen where `answer` knows a condition, and what is left to compute then.
  fileprivate mutating func choose(
    axis: Int, _ body: BlockID, _ source: Module, _ assumptions: Assumptions,
    _ answer: (ValueID) -> Bool?
  ) {
    let operations = source.operations(in: body)
    for operation in operations where source.isA(operation, Arith.Select.self) {
      let operands = source.operands(of: operation)
      guard let holds = answer(operands[0]) else { continue }
      aliases[source.result(of: operation)] = operands[holds ? 1 : 2]
    }
    var needed: Set<ValueID> = []
    for operation in operations.reversed() {
      let results = source.results(of: operation)
      let isKept = results.isEmpty || results.contains { needed.contains($0) }
      if !isKept {
        skipped.insert(operation)
      } else if let result = results.first, let other = aliases[result] {
        needed.insert(other)
        skipped.insert(operation)
      } else {
        needed.formUnion(source.operands(of: operation))
      }
    }
    let iterator = source.arguments(of: body)[axis]
    // The axis counted from the segment's start, which no index has as an operand.
    let place = 1 << 20
    var known = assumptions
    known.setExtent(of: place, to: count)
    for operation in operations where !skipped.contains(operation) {
      guard let load = source.match(operation, as: Program.Load.self) else { continue }
      let operands = load.indices.indices.map { number -> IndexExpression in
        load.indices[number] == iterator ? start + .dimension(place) : .dimension(number)
      }
      guard let number = load.indices.firstIndex(of: iterator) else { continue }
      maps[operation] = load.map.map { index in
        known.simplified(index.substituting(dimensions: operands)).substituting { leaf in
          if case .dimension(place) = leaf { return .dimension(number) - start }
          return nil
        }
      }
    }
  }
}
