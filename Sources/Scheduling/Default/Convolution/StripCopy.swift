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

  /// A condition, and what is known of it.
  typealias Known = [ValueID: Bool]

  /// Where the strip begins in the padded input, and how far it goes.
  let bases: [IndexExpression]
  let extents: [IndexExpression]
  let bounds: [Int: Bounds]
  let spatial: SpatialSchedule
  /// Writes an element, whose place in the padded input is bound.
  let insertElement: (_ nest: Nest, _ known: Known, inout Builder) -> Void

  /// Writes the loops under a nest whose `extra` are the slot and the bases.
  func insert(_ nest: Nest, into build: inout Builder) {
    insert(nest, from: 0, known: [:], into: &build)
  }

  private func insert(
    _ nest: Nest, from place: Int, known: Known, into build: inout Builder
  ) {
    let isLast = place == bases.count - 1
    // Outside in one dimension, an element is so whatever the others say.
    let bounds = known.values.contains(false) ? nil : bounds[place]
    guard extents[place] != 1 || isLast || bounds != nil else {
      var inner = nest
      inner.bindings[place] = bases[place]
      return insert(inner, from: place + 1, known: known, into: &build)
    }
    /// So many elements from `start`; both are over the counters of `nest`.
    func insertPart(
      _ nest: Nest, from start: IndexExpression, _ count: IndexExpression, _ known: Known,
      _ build: inout Builder
    ) {
      if isLast { return insertVectors(nest, from: start, count, known, into: &build) }
      let loop = Program.For(extent: count, name: "copy", indices: nest.counters)
      build.insertProgramLoop(loop) { build, counter in
        var inner = nest
        inner.bindings[place] = bases[place] + start + inner.add(counter)
        insert(inner, from: place + 1, known: known, into: &build)
      }
    }
    guard let bounds else {
      return insertPart(nest, from: 0, extents[place], known, &build)
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
      var (known, inner) = (known, nest)
      for result in bounds.results { known[result] = isInside }
      let (start, end) = (inner.add(marks[part]), inner.add(marks[part + 1]))
      insertPart(inner, from: start, end - start, known, &build)
    }
  }

  /// Vectors up to which there is no loop over them.
  private static let mostWrittenOut = 8

  /// Elements side by side: whole vectors, and what is left.
  private func insertVectors(
    _ nest: Nest, from start: IndexExpression, _ count: IndexExpression, _ known: Known,
    into build: inout Builder
  ) {
    let place = bases.count - 1
    let width = IndexExpression(spatial.width)
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
        let vector = first + inner.add(counter)
        build.insertProgramLoop(spatial.lanes) { build, lane in
          let offset = vector * width + inner.add(lane)
          inner.bindings[place] = bases[place] + start + offset
          if isPartial { inner.predicate = [count - 1 - offset] }
          insertElement(inner, known, &build)
        }
      }
    }
    let whole = count.floorDivided(by: width)
    insertLoop(whole, after: 0, isPartial: false, &build)
    insertLoop(
      count.remainder(by: width).ceilDivided(by: width), after: whole, isPartial: true, &build)
  }
}
