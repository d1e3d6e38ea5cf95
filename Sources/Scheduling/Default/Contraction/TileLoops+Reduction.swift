import Dialects
import IR
import Support

// The loops of a tile over the steps of its sums.

extension TileLoops {
  /// Whether a loop over axes of the reduction takes so long that finding out which one to take does not
  /// matter.
  func isLong(_ axes: ArraySlice<Int>) -> Bool {
    let steps = IndexExpression.product(axes.map { plan.anchor.reduction[$0] })
    return steps.constantValue ?? .max >= Self.leastSteps
  }
  private static let leastSteps = 16

  /// Positions that are skipped, of tall tiles: the others' rows seldom lie at an end.
  var skippedPositions: SkippedPositions? {
    let tallest = TileShape.tallest(on: hardware)
    return [tallest, tallest / 2].contains(shape.height) ? plan.skippedPositions : nil
  }

  /// Whether a loop of the reduction is written out: all of a window that each lane has for itself, where
  /// neighbouring rows read the same elements, and short ones that are innermost.
  private func isWrittenOut(_ axis: Int, isLast: Bool) -> Bool {
    if plan.isElementwise {
      let all = plan.anchor.reduction.enumerated().filter { plan.paddedSteps[$0.offset] == nil }
      let count = IndexExpression.product(all.map(\.element)).constantValue
      return plan.paddedSteps[axis] == nil && count ?? .max <= SpatialSchedule.mostUnrolled
    }
    return isLast && plan.anchor.reduction[axis].constantValue ?? .max < Self.leastPairs
  }
  /// The innermost axes of the reduction that are written out for one element after the other.
  ///
  /// What neighbouring rows read of a window is then needed for a few instructions only, and stays in a
  /// register.
  var stepsOfAnElement: Int {
    guard plan.isElementwise else { return 0 }
    return plan.anchor.reduction.indices.reversed().prefix { isWrittenOut($0, isLast: true) }.count
  }

  /// Steps from which several go together.
  private static let leastPairs = 8

  /// Steps that go together: two, or all whose elements share a word.
  private var stepsTogether: Int {
    let element = plan.source.bufferType(of: plan.vectorFactor.buffer)?.element
    return factor == .packed ? max(2, element?.elementsPerWord ?? 1) : 2
  }

  /// Loops over some axes of the reduction, several steps at a time along its last one.
  func insertReduction(
    _ nest: Nest, over axes: ArraySlice<Int>, into build: inout Builder,
    _ body: (Nest, inout Builder) -> Void
  ) {
    let extents = plan.anchor.reduction
    guard let axis = axes.first else { return body(nest, &build) }
    let inner = axes.dropFirst()
    let place = plan.anchor.spatial.count + axis
    if extents[axis] == 1 { return insertReduction(nest, over: inner, into: &build, body) }
    let isLast = extents[(axis + 1)...].allSatisfy { $0 == 1 }
    if isWrittenOut(axis, isLast: isLast) {
      let all = Program.For(extent: extents[axis], kind: .unrolled, name: "reduce")
      build.insertProgramLoop(all) { build, counter in
        var nest = nest
        nest.bindings[place] = nest.add(counter)
        insertReduction(nest, over: inner, into: &build, body)
      }
      return
    }
    if let padded = plan.paddedSteps[axis] {
      let range = padded.range(at: nest.bindings[padded.axis], count: extents[axis])
      let marks = [range.first, range.end].map { mark -> ValueID in
        build.insert(Program.Index(mark, nest.counters))
      }
      let loop = Program.For(
        extent: .dimension(1) - .dimension(0), name: "reduce", indices: marks)
      build.insertProgramLoop(loop) { build, counter in
        var nest = nest
        nest.bindings[place] = nest.add(marks[0]) + nest.add(counter)
        insertReduction(nest, over: inner, into: &build, body)
      }
      return
    }
    let steps: IndexExpression =
      isLast && extents[axis].constantValue ?? .max >= Self.leastPairs
      ? IndexExpression(stepsTogether) : 1
    let whole = assumptions.simplified(extents[axis].floorDivided(by: steps))
    build.insertProgramLoop(Program.For(extent: whole, name: "reduce")) { build, counter in
      var nest = nest
      let start = nest.add(counter) * steps
      if steps == 1 {
        nest.bindings[place] = start
        return insertReduction(nest, over: inner, into: &build, body)
      }
      let pair = Program.For(extent: steps, kind: .unrolled, name: "step")
      build.insertProgramLoop(pair) { build, step in
        nest.bindings[place] = start + nest.add(step)
        insertReduction(nest, over: inner, into: &build, body)
      }
    }
    let rest = assumptions.simplified(extents[axis].remainder(by: steps))
    if rest != 0 {
      build.insertProgramLoop(Program.For(extent: rest, name: "last")) { build, counter in
        var nest = nest
        let left = steps == 2 ? 1 : rest
        nest.bindings[place] = extents[axis] - left + nest.add(counter)
        insertReduction(nest, over: inner, into: &build, body)
      }
    }
  }
}
