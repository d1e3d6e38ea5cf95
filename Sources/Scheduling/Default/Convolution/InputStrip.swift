import Dialects
import IR
import Support

/// The part of a padded input that a unit of a convolution reads, in memory of the unit's slot.
///
///     for each row, position, channel of the strip { strip[slot, …] = pad(X)[first + …] }
///
/// Reads from it need no conditions, whatever the padding, and lie close together.
struct InputStrip {
  /// How far a unit goes along an axis of the convolution.
  struct Block {
    var axis: Int
    /// From one unit to the next.
    var extent: IndexExpression
  }

  /// One dimension of the padded input: what is read there is `rest` and a sum of iterators.
  private struct Dimension {
    var terms: [(axis: Int, coefficient: IndexExpression)]
    var rest: IndexExpression
    /// Elements along it that a unit reads.
    var extent: IndexExpression
  }

  /// Computes an element of the padded input.
  let pad: Stage
  let source: Module
  /// The axes along which a unit does not reach from end to end.
  let blocks: [Block]
  private let dimensions: [Dimension]
  private let spatialCount: Int

  /// `nil` when what a unit reads is no box.
  init?(
    _ pad: Stage, read factor: Contraction.Operand, by anchor: Stage, blocks: [Block],
    source: Module
  ) {
    guard factor.buffer == pad.output, !pad.isReduction else { return nil }
    var dimensions: [Dimension] = []
    for index in factor.map {
      var dimension = Dimension(terms: [], rest: index, extent: 1)
      for axis in index.dimensionNumbers.sorted() {
        guard let linear = dimension.rest.linear(in: axis),
          linear.coefficient.constantValue ?? 0 > 0
        else { return nil }
        let extent =
          blocks.first { $0.axis == axis }?.extent ?? anchor.signature.extents[axis]
        dimension.terms.append((axis, linear.coefficient))
        dimension.rest = linear.rest
        dimension.extent += linear.coefficient * (extent - 1)
      }
      dimensions.append(dimension)
    }
    self.pad = pad
    self.source = source
    self.blocks = blocks
    self.dimensions = dimensions
    spatialCount = anchor.spatial.count
  }

  /// Its type, for so many slots.
  func type(slots: Int) -> Program.BufferType? {
    guard let element = source.bufferType(of: pad.output)?.element else { return nil }
    return Program.BufferType([IndexExpression(slots)] + dimensions.map(\.extent), element)
  }

  /// Where a dimension of the strip begins, for blocks that begin at `starts`.
  private func base(_ dimension: Dimension, _ starts: [IndexExpression]) -> IndexExpression {
    dimension.terms.reduce(dimension.rest) { sum, term in
      guard let place = blocks.firstIndex(where: { $0.axis == term.axis }) else { return sum }
      return sum + term.coefficient * starts[place]
    }
  }

  /// Where the contraction finds what it reads, given its iterators, and behind `first` others the slot
  /// and where the blocks begin.
  func place(
    in strip: ValueID, _ iterators: [ValueID], _ extra: [ValueID]
  ) -> StatementCopy.Place {
    let values = iterators + extra
    let starts = blocks.indices.map { IndexExpression.dimension(iterators.count + 1 + $0) }
    let indices = dimensions.map { dimension in
      dimension.terms.reduce(.zero) { sum, term in
        let start = blocks.firstIndex { $0.axis == term.axis }.map { starts[$0] } ?? .zero
        return sum + term.coefficient * (.dimension(term.axis) - start)
      }
    }
    return (strip, values, [.dimension(iterators.count)] + indices)
  }

  /// Fills the strip of a slot, for blocks that begin at `starts`.
  func insertCopy(
    to strip: ValueID, slot: ValueID, starts: [ValueID], _ spatial: SpatialSchedule,
    into build: inout Builder
  ) {
    var nest = Nest(pad, source: source)
    let begin = starts.map { nest.add($0) }
    let slot = nest.add(slot)
    let bases = dimensions.map { base($0, begin) }
    nest.extra = [slot] + bases
    let copy = Copy(strip: self, target: strip, bases: bases, spatial: spatial)
    copy.insert(nest, from: 0, into: &build)
  }

  /// The loops of a copy.
  private struct Copy {
    let strip: InputStrip
    let target: ValueID
    let bases: [IndexExpression]
    let spatial: SpatialSchedule

    /// Elements along a dimension: the last unit may stand at the end.
    private func extent(_ place: Int, from base: IndexExpression) -> IndexExpression {
      let dimension = strip.dimensions[place]
      let isWhole = dimension.terms.allSatisfy { term in
        !strip.blocks.contains { $0.axis == term.axis && $0.extent != 1 }
      }
      let rest = strip.pad.spatial[place] - base
      return isWhole ? dimension.extent : .minimum(dimension.extent, rest)
    }

    func insert(_ nest: Nest, from place: Int, into build: inout Builder) {
      let dimension = strip.dimensions[place]
      if place == strip.dimensions.count - 1 {
        return insertVectors(nest, place, into: &build)
      }
      if dimension.extent == 1 {
        var inner = nest
        inner.bindings[place] = bases[place]
        return insert(inner, from: place + 1, into: &build)
      }
      let loop = Program.For(
        extent: extent(place, from: bases[place]), name: "copy", indices: nest.counters)
      build.insertProgramLoop(loop) { build, counter in
        var inner = nest
        inner.bindings[place] = bases[place] + inner.add(counter)
        insert(inner, from: place + 1, into: &build)
      }
    }

    private func insertVectors(_ nest: Nest, _ place: Int, into build: inout Builder) {
      let width = IndexExpression(spatial.width)
      let count = extent(place, from: bases[place])
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
            copy.redirect[strip.pad.output] = { _, _ in
              let indices = strip.dimensions.indices.map {
                IndexExpression.dimension($0) - .dimension(last + 1 + $0)
              }
              return (target, iterators + extra, [.dimension(last)] + indices)
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
        let loop = Program.For(
          extent: extent, name: isPartial ? "tail" : "vectors", indices: nest.counters)
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
}
