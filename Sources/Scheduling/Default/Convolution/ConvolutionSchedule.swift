import Dialects
import IR
import Support

/// The schedule of convolutions with channels last: products of neighbouring positions with packed
/// filters.
///
/// Before: `P = pad(X)`, then `for n, y, x, o, p, q, c { T[n, y, x, o] += P[n, y + p, x + q, c] * W[o, c, p, q] }`,
/// then `Y = f(T)`. After: units of some rows of the output by some panels of filters. Each copies the
/// rows of the input that it reads, padded, to a strip; then, tile of columns by tile of columns and row
/// by row, tiles of positions `x` by outputs `o` accumulate in registers, are finished and written. The
/// filters of a unit stay in the second-level cache while its rows go by; the input is never copied as
/// a whole.
///
/// Depth-wise convolutions have the same form, but that their lanes are multiplied with a vector instead of
/// one number. Most need no strip (`DepthwiseLoops`); of the others a unit has the channels of its panels
/// only.
struct ConvolutionSchedule {
  let contraction: ContractionSchedule

  private var hardware: HardwareDescription { contraction.hardware }
  private var width: Int { contraction.width }
  private var assumptions: Assumptions { contraction.assumptions }

  /// Rows of the output in a unit: of the input it copies two more for a window of three.
  private static let mostRows = 4

  /// Writes the program of a convolution with what pads its input before it and what finishes it after
  /// it, if there are such stages.
  ///
  /// - Returns: `false`, with nothing written, when the stages are not of that form.
  func insert(_ stages: [Stage], source: Module, into build: inout Builder) -> Bool {
    guard hardware.hasMasking,
      let place = stages.firstIndex(where: { $0.isContraction(in: source) }),
      place <= 1, stages.count - place <= 2,
      var plan = TilePlan(
        stages[place], finish: place + 1 < stages.count ? stages[place + 1] : nil, source: source),
      let rowAxis = plan.outerAxes.last(where: { plan.anchor.spatial[$0] != 1 }),
      plan.otherFactor.address.dimensionNumbers.contains(rowAxis),
      !plan.vectorFactor.address.dimensionNumbers.contains(rowAxis)
    else { return false }
    if plan.isElementwise, insertDepthwise(plan, pad: stages[..<place].first, &build) {
      return true
    }
    let panels = contraction.panelVectors(of: plan)
    let group = panelsPerGroup(plan, panels)
    let rows = rowsPerUnit(plan.anchor.spatial[rowAxis])
    var blocks = plan.outerAxes.map { axis in
      InputStrip.Block(axis: axis, extent: axis == rowAxis ? rows : 1)
    }
    if plan.isElementwise {
      blocks.append(
        .init(axis: plan.columnAxis, extent: IndexExpression(group * panels * width)))
    }
    var strip: InputStrip?
    if place == 1 {
      strip = InputStrip(
        stages[0], read: plan.otherFactor, by: plan.anchor, blocks: blocks, source: source,
        assumptions: assumptions)
      if strip == nil { return false }
    }
    guard contraction.pack(&plan, &build) else { return false }
    let slots = SlotLoops(hardware: hardware, assumptions: assumptions)
    var memory: ValueID?
    if let strip, let type = strip.type(slots: slots.count) {
      let buffer = build.insert(Program.Allocate(type))
      memory = buffer
      strip.region.retypeInput(in: &build.module)
      plan.paddedSteps = strip.paddedSteps(
        rowAxis: rowAxis, spatialCount: plan.anchor.spatial.count)
      plan.skippedPositions = strip.skippedPositions(of: plan, assumptions)
      plan.moved[strip.pad.output] = { iterators, extra in
        strip.place(in: buffer, iterators, Array(extra.dropFirst(4)))
      }
    }
    let loops = ConvolutionLoops(
      plan: plan, rowAxis: rowAxis, rows: rows, group: group, panelVectors: panels, width: width,
      assumptions: assumptions, strip: strip, memory: memory)
    let ways = contraction.decided(contraction.ways(of: plan, isPacked: true, group: group)) {
      loops.count($0, in: contraction.decider)
    }
    loops.insert(ways, slots, into: &build)
    return true
  }

  /// Writes a depth-wise convolution that reads its input where it is.
  ///
  /// - Returns: `false`, with nothing written, where what pads the input does not allow it.
  private func insertDepthwise(
    _ plan: TilePlan, pad: Stage?, _ build: inout Builder
  ) -> Bool {
    let (source, panels) = (plan.source, contraction.panelVectors(of: plan))
    var plan = plan
    if let pad {
      guard
        let read = UnpaddedRead(
          pad, read: plan.otherFactor, by: plan.anchor, source: source, assumptions: assumptions)
      else { return false }
      plan.paddedSteps = read.steps
      plan.moved[pad.output] = { iterators, _ in (read.buffer, iterators, read.map) }
    }
    guard contraction.pack(&plan, &build) else { return false }
    let columns = plan.columns.constantValue ?? 1
    let count = (columns + panels * width - 1) / (panels * width)
    let group = (1...count).last { count % $0 == 0 && $0 * panels <= Self.mostDepthwiseVectors }
    let loops = DepthwiseLoops(
      plan: plan, group: group ?? 1, panelVectors: panels, width: width,
      contraction: contraction)
    loops.insert(into: &build)
    return true
  }
  /// Vectors of channels in a unit, whose filters stay in the first-level cache.
  private static let mostDepthwiseVectors = 32

  /// As many as are even shares of all rows.
  private func rowsPerUnit(_ rows: IndexExpression) -> IndexExpression {
    guard let count = rows.constantValue, count > 0 else { return IndexExpression(Self.mostRows) }
    let units = (count + Self.mostRows - 1) / Self.mostRows
    return IndexExpression((count + units - 1) / units)
  }

  /// Panels of filters in a unit: an even share of all that stays in half of the second-level cache, or of
  /// as many as are worth a copy of the input; of depth-wise ones a single one, whose strip is small.
  private func panelsPerGroup(_ plan: TilePlan, _ panelVectors: Int) -> Int {
    guard !plan.isElementwise, let depth = plan.depthCount.constantValue,
      let columns = plan.columns.constantValue
    else { return 1 }
    let panelColumns = panelVectors * width
    let count = max(1, (columns + panelColumns - 1) / panelColumns)
    let near = hardware.cacheBytes(level: 2) / 2 / max(1, depth * panelColumns * 4)
    let most = max(1, near, Self.leastColumns / panelColumns)
    return (1...count).last { count % $0 == 0 && $0 <= most } ?? 1
  }
  /// With fewer outputs, copying a strip takes more than some hundredths of the time.
  private static let leastColumns = 256
}
