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
  struct Dimension {
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
  /// The padded input as it is copied, and where the input itself is in it.
  let region: PaddedRegion
  let dimensions: [Dimension]

  /// `nil` when what a unit reads is no box.
  init?(
    _ pad: Stage, read factor: Contraction.Operand, by anchor: Stage, blocks: [Block],
    source: Module, assumptions: Assumptions
  ) {
    guard factor.buffer == pad.output, !pad.isReduction else { return nil }
    let innermost = factor.map.last?.dimensionNumbers ?? []
    region = PaddedRegion(
      pad, source, assumptions, mayMerge: !blocks.contains { innermost.contains($0.axis) })
    var dimensions: [Dimension] = []
    for index in region.merged(factor.map) {
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
    nest.bindings = dimensions.map { _ in 0 }
    let begin = starts.map { nest.add($0) }
    let slot = nest.add(slot)
    let bases = dimensions.map { base($0, begin) }
    nest.extra = [slot] + bases
    let extents = dimensions.enumerated().map { place, dimension in
      let isWhole = dimension.terms.allSatisfy { term in
        !blocks.contains { $0.axis == term.axis && $0.extent != 1 }
      }
      // The last unit may stand at the end.
      let rest = region.extents[place] - bases[place]
      return isWhole ? dimension.extent : .minimum(dimension.extent, rest)
    }
    let copy = StripCopy(
      bases: bases, extents: extents, bounds: region.bounds, spatial: spatial
    ) { nest, known, build in
      region.insertElement(nest, known, to: strip, into: &build)
    }
    copy.insert(nest, into: &build)
  }
}
