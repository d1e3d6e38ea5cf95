import Dialects
import IR
import Support

/// The loops that fill a strip.
///
/// Before: `for j, i { strip[j, i] = inside(j, i) ? X[j - 1, i - 1] : 0 }`. After: for each dimension a loop
/// before the input, one inside of it and one behind it, where the conditions are known.
struct StripCopy {
  /// From where and up to where along a dimension conditions of the padding hold that are about this
  /// dimension alone.
  struct Bounds {
    var lower: [IndexExpression] = []
    var upper: [IndexExpression] = []
    /// The conditions.
    var results: [ValueID] = []

    /// The bounds of all dimensions that have any.
    static func all(of pad: Stage, in source: Module) -> [Int: Bounds] {
      guard let body = pad.body(in: source) else { return [:] }
      var resolver = IndexResolver(source, source.arguments(of: body))
      func index(_ value: ValueID) -> IndexExpression? {
        if let number = source.constantValue(of: value)?.integerValue {
          return IndexExpression(number)
        }
        return resolver.resolve([.dimension(0)], [value])?.first
      }
      var found: [Int: Bounds] = [:]
      for operation in source.operations(in: body) {
        guard let condition = source.match(operation, as: Arith.CmpI.self),
          [.signedGreaterOrEqual, .signedLess].contains(condition.predicate),
          let left = index(condition.lhs),
          let right = index(condition.rhs)
        else { continue }
        let difference = left - right
        guard difference.dimensionNumbers.count == 1,
          let dimension = difference.dimensionNumbers.first,
          let linear = difference.linear(in: dimension), linear.coefficient == 1
        else { continue }
        let bound = IndexExpression.zero - linear.rest
        if condition.predicate == .signedGreaterOrEqual {
          found[dimension, default: Bounds()].lower.append(bound)
        } else {
          found[dimension, default: Bounds()].upper.append(bound)
        }
        found[dimension, default: Bounds()].results.append(source.result(of: operation))
      }
      return found
    }
  }

  /// Computes an element of the padded input.
  let pad: Stage
  let target: ValueID
  /// Where the strip begins in the padded input, and how far it goes.
  let bases: [IndexExpression]
  let extents: [IndexExpression]
  let bounds: [Int: Bounds]
  let spatial: SpatialSchedule

  /// A condition, and what is known of it.
  private typealias Known = [ValueID: Bool]

  /// Writes the loops under a nest whose `extra` are the slot and the bases.
  func insert(_ nest: Nest, into build: inout Builder) {
    insert(nest, from: 0, known: [:], into: &build)
  }

  private func insert(
    _ nest: Nest, from place: Int, known: Known, into build: inout Builder
  ) {
    if place == bases.count - 1 { return insertVectors(nest, known, into: &build) }
    guard extents[place] != 1 else {
      var inner = nest
      inner.bindings[place] = bases[place]
      return insert(inner, from: place + 1, known: known, into: &build)
    }
    func insertLoop(
      _ extent: IndexExpression, _ indices: [ValueID], known: Known, _ build: inout Builder,
      at start: (inout Nest) -> IndexExpression
    ) {
      let loop = Program.For(extent: extent, name: "copy", indices: indices)
      build.insertProgramLoop(loop) { build, counter in
        var inner = nest
        inner.bindings[place] = bases[place] + start(&inner) + inner.add(counter)
        insert(inner, from: place + 1, known: known, into: &build)
      }
    }
    // Outside in one dimension, an element is so whatever the others say.
    guard let bounds = bounds[place], !known.values.contains(false) else {
      return insertLoop(extents[place], nest.counters, known: known, &build) { _ in 0 }
    }
    func value(_ expression: IndexExpression, _ build: inout Builder) -> ValueID {
      build.insert(Program.Index(expression, nest.counters))
    }
    let all = extents[place]
    let begin = bounds.lower.reduce(IndexExpression.zero) { .maximum($0, $1 - bases[place]) }
    let end = bounds.upper.reduce(all) { .minimum($0, $1 - bases[place]) }
    let first: IndexExpression = .minimum(begin, all)
    let last: IndexExpression = .maximum(end, first)
    let marks = [value(0, &build), value(first, &build), value(last, &build), value(all, &build)]
    for (part, isInside) in [false, true, false].enumerated() {
      var inner = known
      for result in bounds.results { inner[result] = isInside }
      insertLoop(
        .dimension(1) - .dimension(0), Array(marks[part...(part + 1)]), known: inner, &build
      ) { $0.add(marks[part]) }
    }
  }

  /// Vectors up to which there is no loop over them.
  private static let mostWrittenOut = 8

  private func insertVectors(_ nest: Nest, _ known: Known, into build: inout Builder) {
    let place = bases.count - 1
    let width = IndexExpression(spatial.width)
    let count = extents[place]
    func insertLanes(
      _ vector: IndexExpression, _ nest: Nest, isPartial: Bool, _ build: inout Builder
    ) {
      build.insertProgramLoop(spatial.lanes) { build, lane in
        var inner = nest
        let offset = vector * width + inner.add(lane)
        inner.bindings[place] = bases[place] + offset
        if isPartial { inner.predicate = [count - 1 - offset] }
        inner.insert(into: &build) { copy, iterators, extra in
          let last = iterators.count
          copy.redirect[pad.output] = { _, _ in
            let indices = bases.indices.map {
              IndexExpression.dimension($0) - .dimension(last + 1 + $0)
            }
            return (target, iterators + extra, [.dimension(last)] + indices)
          }
          for (result, holds) in known {
            copy.overrides[result] = { $0.insert(Arith.Constant(.bool(holds))) }
          }
        }
      }
    }
    func insertLoop(
      _ extent: IndexExpression, after first: IndexExpression, isPartial: Bool,
      _ build: inout Builder
    ) {
      let extent = spatial.assumptions.simplified(extent)
      guard extent != 0 else { return }
      let isShort = extent.constantValue.map { $0 <= Self.mostWrittenOut } == true
      let loop = Program.For(
        extent: extent, kind: isShort && !isPartial ? .unrolled : .serial,
        name: isPartial ? "tail" : "vectors", indices: isShort ? [] : nest.counters)
      build.insertProgramLoop(loop) { build, counter in
        var inner = nest
        insertLanes(first + inner.add(counter), inner, isPartial: isPartial, &build)
      }
    }
    let whole = count.floorDivided(by: width)
    insertLoop(whole, after: 0, isPartial: false, &build)
    insertLoop(
      count.remainder(by: width).ceilDivided(by: width), after: whole, isPartial: true, &build)
  }
}
