import Dialects
import Scheduling

/// Tiles a reduction that reads elements again and again, by each of the target's structures, and
/// computes the stage that follows element by element in the tiles of each level that may have it.
///
///     for i { for j { for k { T[i, j] += X[i, k] * W[k, j] } } };  for i { for j { Y[i, j] = f(T[i, j]) } }
///       -> parallel for i0_j0 { for i1 { for j1 {                        SSRrs
///            tile = register
///            unrolled for i2, j2; vectorized for l { tile = 0 }
///            for k0 { unrolled for k1, i2, j2; vectorized for l { tile += X[…] * W[…] } }
///            unrolled for …; vectorized for l { Y[…] = f(tile) } } } }
///
/// On a GPU the first level is its blocks, the second the threads of each; copies of what is read are memory of
/// the block, made by all of its threads.
public struct MultiLevelTiling: SketchRule {
  public init() {}

  public func apply(
    to stage: StageView, of draft: SketchDraft, _ target: SketchTarget
  ) -> RuleOutcome {
    guard stage.reusesElements else { return .skip }
    var outcome = RuleOutcome()
    let follower = stage.follower(in: draft.schedule)
    for structure in target.structures {
      for join in follower == nil ? [nil] : structure.joins.map(Optional.some) {
        var refusal: Refusal?
        // Where tiles of any size are not legal, those that divide the axes may be.
        for isEven in [false, true] where isEven == (refusal != nil) {
          var tiling = StageTiling(stage, structure, target, draft, isEven: isEven)
          do throws(Refusal) {
            try tiling.tile()
            if let follower, let join { try tiling.join(follower, at: join) }
            try tiling.finish()
            tiling.draft.labels.append(
              "\(stage.name).\(structure.name)" + (join.map { ".\($0)" } ?? "")
                + (isEven ? "-even" : ""))
            outcome.drafts.append(tiling.draft)
            refusal = nil
          } catch { refusal = error }
        }
        if let refusal {
          let place = join.map { ", joined at level \($0)" } ?? ""
          outcome.remarks.append("tiling '\(stage.name)' as \(structure.name)\(place): \(refusal)")
        }
      }
    }
    return outcome
  }
}

/// One stage on its way into tiles.
private struct StageTiling {
  let stage: StageView
  let structure: TileStructure
  let target: SketchTarget
  var draft: SketchDraft
  private let lanes: Int
  /// Whether only sizes of tiles are taken that divide their axes.
  private let isEven: Bool
  /// The loops of each level, and the one over lanes.
  private var levels: [[Schedule.Loop]]
  private var lane: Schedule.Loop?
  /// The decisions about the tile in registers, and about all that is written out.
  private var (inRegisters, writtenOut): ([Int], [Int]) = ([], [])
  /// The decisions that make the number of threads of a block.
  private var ofThreads: [Int] = []
  /// Sums that a thread of a GPU holds, at most.
  private static let mostOfThread = 64
  /// What is computed in the tiles, and the loop that holds it.
  private var joined: (block: Schedule.Block, loop: Schedule.Loop)?

  init(
    _ stage: StageView, _ structure: TileStructure, _ target: SketchTarget, _ draft: SketchDraft,
    isEven: Bool
  ) {
    self.isEven = isEven
    (self.stage, self.structure, self.target, self.draft) = (stage, structure, target, draft)
    lanes = structure.isOfThreads ? 1 : target.hardware.lanes(elementBits: stage.elementBits)
    levels = structure.levels.map { _ in [] }
  }

  /// Splits every axis, puts the loops in the order of the levels, and fuses those of the first.
  mutating func tile() throws(Refusal) {
    let loops = try draft.schedule.loops(of: try draft.schedule.block(stage.name))
    guard loops.count == stage.kinds.count else { throw Refusal("it is in other loops") }
    for (axis, loop) in loops.enumerated() { try split(axis, loop) }
    // Tiles along the axis of the lanes are counted in elements.
    draft.limit(
      inRegisters,
      atMost: structure.isOfThreads
        ? Self.mostOfThread : max(1, target.hardware.vectorRegisters - 3) * lanes)
    draft.limit(ofThreads, atMost: Schedule.Bind.mostThreads)
    draft.limit(writtenOut, atMost: target.mostWrittenOut * lanes)
    if structure.isShifted,
      let place = stage.laneAxis.flatMap({ stage.spatialAxes.firstIndex(of: $0) })
    {
      levels[0].insert(levels[0].remove(at: place), at: 0)
    }
    let order = levels.flatMap { $0 } + (lane.map { [$0] } ?? [])
    try draft.schedule.apply(Schedule.Reorder(order.map(\.value)))
    if !structure.isShifted {
      for level in structure.isOfThreads ? 0...1 : 0...0 {
        levels[level] = [try fused(levels[level])]
      }
    }
    try placeCopies()
  }

  /// Splits the loop of an axis into its levels, from the innermost outwards; how, is left open.
  ///
  /// The innermost tile along the axis of the lanes is whole vectors, and as wide as a panel of what is
  /// packed.
  private mutating func split(_ axis: Int, _ loop: Schedule.Loop) throws(Refusal) {
    let isSpatial = stage.kinds[axis] == .spatial
    let own = structure.levels.indices.filter { structure.levels[$0].isSpatial == isSpatial }
    let together = axis == stage.laneAxis ? lanes : 1
    let count = (stage.extents[axis] + together - 1) / together
    var (rest, sampled): (Schedule.Loop, [Int]) = (loop, [])
    for level in own.dropFirst().reversed() {
      let isWrittenOut = structure.levels[level].isWrittenOut
      let isOfVectors = axis == stage.laneAxis && sampled.isEmpty && !structure.isOfThreads
      let sizes = TileSizes.options(
        of: count, atMost: isWrittenOut ? structure.mostInnermost : count
      ).filter { !isEven || count % $0 == 0 }
      let (number, decision) = try draft.sample(
        "\(stage.name).\(axis).\(level)", stage: stage.name, kind: .tile(axis: axis),
        from: sizes.map { isOfVectors ? $0 * lanes : $0 },
        now: TileSizes.first(of: sizes, extent: count))
      let isShifted = structure.isShifted && isWrittenOut && isSpatial && axis != stage.laneAxis
      let (outer, tile) = try draft.schedule.split(
        rest, sampled: number, tail: isShifted ? .shift : .guard)
      var inner = tile
      rest = outer
      if isOfVectors {
        if let panel = draft.panels[stage.name] {
          let block = try draft.schedule.block(stage.name)
          let buffer = try draft.schedule.buffer(readBy: block, panel.operand)
          try draft.schedule.packConstant(buffer, axis: panel.axis, sampled: number)
        }
        let (vectors, lane) = try draft.schedule.split(inner, by: lanes)
        (inner, self.lane) = (vectors, lane)
      }
      levels[level].append(inner)
      sampled.append(decision)
      if structure.isOfThreads, level == 1 { ofThreads.append(decision) }
      if isWrittenOut {
        writtenOut.append(decision)
        if isSpatial { inRegisters.append(decision) }
      }
    }
    if let first = own.first { levels[first].append(rest) }
    draft.limit(sampled, atMost: count * together)
  }

  /// One loop of those of a level.
  private mutating func fused(_ loops: [Schedule.Loop]) throws(Refusal) -> Schedule.Loop {
    var all = loops[0]
    for loop in loops.dropFirst() { all = try draft.schedule.fuse(all, loop) }
    return all
  }

  /// Computes the copies of what the stage reads in the outermost loop, what an iteration of it needs.
  private mutating func placeCopies() throws(Refusal) {
    for name in draft.copies[stage.name] ?? [] {
      let copy = try draft.schedule.block(name)
      try draft.schedule.compute(copy, at: levels[0][0])
      let buffer = try draft.schedule.buffer(writtenBy: copy)
      if structure.isOfThreads {
        try draft.schedule.setScope(buffer, .shared)
        let own = try fused(Array(try draft.schedule.loops(of: copy).dropFirst()))
        let (threads, _) = try draft.sample(
          "\(name).threads", stage: stage.name, from: [32, 64, 128, 256], now: 1)
        try draft.schedule.bind(
          try draft.schedule.split(own, sampled: threads).inner, to: .threadX)
        continue
      }
      try draft.schedule.setScope(buffer, .local)
      let (_, lanes) = try draft.schedule.split(
        try draft.schedule.innermostLoop(of: copy), by: lanes)
      try draft.schedule.vectorize(lanes)
    }
  }

  /// Computes the stage that follows in a tile of a level, whose accumulators live there.
  mutating func join(_ follower: StageView, at level: Int) throws(Refusal) {
    guard let loop = levels[level].last else { throw Refusal("there is no such level") }
    let block = try draft.schedule.block(follower.name)
    let buffer = try draft.schedule.buffer(
      writtenBy: try draft.schedule.block(stage.name))
    try draft.schedule.reverseCompute(block, at: loop)
    try draft.schedule.store(buffer, at: loop)
    try draft.schedule.setScope(buffer, structure.scope)
    joined = (block, loop)
    draft.plain.removeAll { $0 == follower.name }
  }

  /// Takes the initialisation out, and says how all loops run.
  mutating func finish() throws(Refusal) {
    let block = try draft.schedule.block(stage.name)
    guard let firstReduced = structure.levels.firstIndex(where: { !$0.isSpatial }),
      let reduced = levels[firstReduced].first
    else { throw Refusal("no level has the axes that it reduces over") }
    let initial = try draft.schedule.decomposeReduction(block, before: reduced)
    let inner = structure.levels.indices.filter {
      $0 > firstReduced && structure.levels[$0].isSpatial
    }
    let count = inner.reduce(0) { $0 + levels[$1].count } + (lane == nil ? 0 : 1)
    var clearing = try draft.schedule.loops(of: initial).suffix(count)[...]
    for level in inner {
      for _ in levels[level] {
        guard let loop = clearing.popFirst() else { break }
        if structure.levels[level].isWrittenOut { try draft.schedule.unroll(loop) }
      }
    }
    if let loop = clearing.first { try draft.schedule.vectorize(loop) }
    for level in structure.levels.indices where structure.levels[level].isWrittenOut {
      for loop in levels[level] { try draft.schedule.unroll(loop) }
    }
    if let lane { try draft.schedule.vectorize(lane) }
    try finishJoined()
    if target.hardware.hasFusedMultiplyAdd {
      var next = draft.schedule
      if (try? next.fuseMultiplyAdd(block)) != nil { draft.schedule = next }
    }
    guard structure.isOfThreads else { return try draft.schedule.parallel(levels[0][0]) }
    try draft.schedule.bind(levels[0][0], to: .blockX)
    try draft.schedule.bind(levels[1][0], to: .threadX)
  }

  private mutating func finishJoined() throws(Refusal) {
    guard let joined else { return }
    if !structure.isOfThreads {
      // Of a tile that is one row high there is no loop over rows.
      let last = try draft.schedule.innermostLoop(of: joined.block)
      let (_, lanes) = try draft.schedule.split(last, by: lanes)
      try draft.schedule.vectorize(lanes)
    }
    if structure.scope == .register {
      try draft.schedule.unrollInside(joined.block, of: joined.loop)
    }
  }
}
