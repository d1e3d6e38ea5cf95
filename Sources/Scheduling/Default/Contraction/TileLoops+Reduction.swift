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
  ///
  /// Without lanes more, so that the next unit's sums can begin while those of one wait for each other.
  private var stepsTogether: Int {
    if width == 1 { return Self.leastPairs }
    let element = plan.source.bufferType(of: plan.vectorFactor.buffer)?.element
    return factor == .packed ? max(2, element?.elementsPerWord ?? 1) : 2
  }

  /// Some of the steps along an axis of the reduction.
  struct DepthRun {
    let axis: Int
    let first: ValueID
    let count: ValueID
    /// Whether it ends where steps that go together do, or with the axis.
    let isWhole: Bool
  }

  /// Loops over some axes of the reduction, several steps at a time along its last one; over part of an
  /// axis, if there is a `run`.
  ///
  /// `words` writes all steps of a word, where the nest stands at the first.
  func insertReduction(
    _ nest: Nest, over axes: ArraySlice<Int>, _ run: DepthRun? = nil, into build: inout Builder,
    words: ((Nest, inout Builder) -> Void)? = nil, _ body: (Nest, inout Builder) -> Void
  ) {
    let extents = plan.anchor.reduction
    guard let axis = axes.first else { return body(nest, &build) }
    let inner = axes.dropFirst()
    let place = plan.anchor.spatial.count + axis
    let part = run.flatMap { $0.axis == axis ? $0 : nil }
    if part == nil, extents[axis] == 1 {
      return insertReduction(nest, over: inner, run, into: &build, words: words, body)
    }
    let isLast = extents[(axis + 1)...].allSatisfy { $0 == 1 }
    if part == nil, isWrittenOut(axis, isLast: isLast) {
      let all = Program.For(extent: extents[axis], kind: .unrolled, name: "reduce")
      build.insertProgramLoop(all) { build, counter in
        var nest = nest
        nest.bindings[place] = nest.add(counter)
        insertReduction(nest, over: inner, run, into: &build, words: words, body)
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
        insertReduction(nest, over: inner, run, into: &build, words: words, body)
      }
      return
    }
    let words = isLast && dot.steps > 1 ? words : nil
    let together: IndexExpression =
      words != nil
      ? IndexExpression(dot.steps)
      : isLast && extents[axis].constantValue ?? .max >= Self.leastPairs
        ? IndexExpression(stepsTogether) : 1
    let indices = part.map { [$0.count] } ?? []
    let count = part == nil ? extents[axis] : .dimension(0)
    /// `body` with the step at `place` after the first of the run.
    func insertStep(_ nest: Nest, _ step: IndexExpression, _ build: inout Builder) {
      var nest = nest
      nest.bindings[place] = step + (part.map { nest.add($0.first) } ?? 0)
      insertReduction(nest, over: inner, run, into: &build, words: words, body)
    }
    let whole = assumptions.simplified(count.floorDivided(by: together))
    let loop = Program.For(extent: whole, name: "reduce", indices: indices)
    build.insertProgramLoop(loop) { build, counter in
      var nest = nest
      let start = nest.add(counter) * together
      if let words {
        nest.bindings[place] = start + (part.map { nest.add($0.first) } ?? 0)
        return words(nest, &build)
      }
      if together == 1 { return insertStep(nest, start, &build) }
      let pair = Program.For(extent: together, kind: .unrolled, name: "step")
      build.insertProgramLoop(pair) { build, step in
        var nest = nest
        let place = start + nest.add(step)
        insertStep(nest, place, &build)
      }
    }
    let rest = assumptions.simplified(count.remainder(by: together))
    let left = assumptions.simplified(extents[axis].remainder(by: together))
    if rest == 0 || part?.isWhole == true && left == 0 { return }
    let last = Program.For(extent: rest, name: "last", indices: indices)
    build.insertProgramLoop(last) { build, counter in
      var nest = nest
      var start = count - (together == 2 ? 1 : rest)
      if let part {
        let steps = nest.add(part.count)
        start = start.substituting(dimensions: [steps])
      }
      start += nest.add(counter)
      insertStep(nest, start, &build)
    }
  }
}
