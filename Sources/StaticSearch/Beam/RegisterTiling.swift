import Dialects
import Scheduling

/// Puts the innermost loops of a stage into the form that a tile says, with the sums that it reads.
///
///     for i { for j { Y[i, j] = T[i, j] } }
///       -> for io { for jo {
///            T = register
///            unrolled for ii { vectorized for ji { T = 0 } };  for k { unrolled for ii { vectorized … } }
///            unrolled for ii { vectorized for ji { Y[…] = T[…] } } } }
struct RegisterTiling {
  private let program: BeamProgram
  private let stage: String
  private let tile: RegisterTile
  /// Loops around the stage that are not its own.
  private let outer: Int

  init(_ program: BeamProgram, _ stage: String, _ tile: RegisterTile, outer: Int) {
    (self.program, self.stage, self.tile, self.outer) = (program, stage, tile, outer)
  }

  /// The loops that are written out, and the one over lanes.
  private struct Inner {
    var row: Schedule.Loop?
    var vectors: Schedule.Loop?
    var lane: Schedule.Loop?

    var all: [Schedule.Loop] { [row, vectors, lane].compactMap(\.self) }
  }

  func run(_ s: inout Schedule) throws(Refusal) {
    guard let view = program.views[stage] else { throw Refusal("there is no such stage") }
    let block = try s.block(stage)
    if tile.isPacked { try pack(&s) }
    let axes = try axes(of: stage, from: outer, &s)
    var inner = Inner()
    var around: [Schedule.Loop] = []
    for axis in axes where !axis.isReduced {
      if axis.iterator == tile.lane, tile.lane != nil {
        if let left = try cutLanes(axis, &inner, &s) { around.append(left) }
      } else if axis.iterator == tile.row, tile.row != nil, tile.rows > 1 {
        if let left = try cutRows(axis, &inner, &s) { around.append(left) }
      } else {
        around.append(axis.loop)
      }
    }
    let reduced = axes.filter(\.isReduced).map(\.loop)
    let order = around + reduced + inner.all
    if order.count > 1 { try s.apply(Schedule.Reorder(order.map(\.value))) }
    if let first = reduced.first, inner.lane != nil {
      let initial = try s.decomposeReduction(block, before: first)
      try finish(Array(try s.loops(of: initial).suffix(inner.all.count)), &s)
    }
    try finish(inner, &s)
    if !reduced.isEmpty { try fuse(stage, block, &s) }
    guard tile.holdsSums, let sums = program.sums[stage] else { return }
    var holder = around.last
    if holder == nil, outer > 0 { holder = try s.loops(of: block)[outer - 1] }
    let place: Schedule.Loop
    if let holder { place = holder } else { place = try s.unitLoop(around: block) }
    let depth = outer + max(around.count, outer > 0 ? 0 : 1)
    try computeSums(sums, of: view, at: place, depth: depth, &s)
  }

  private struct Axis {
    let loop: Schedule.Loop
    let iterator: Int
    let extent: Int?
    let isReduced: Bool
  }

  /// The loops of a stage from a depth on, with the iterators that they are.
  private func axes(
    of stage: String, from depth: Int, _ s: inout Schedule
  ) throws(Refusal) -> [Axis] {
    let loops = try s.loops(of: try s.block(stage))
    guard let nest = StageNest(stage, in: s), nest.loops.count == loops.count,
      let view = program.views[stage]
    else { throw Refusal("the loops of '\(stage)' are not known") }
    var axes: [Axis] = []
    for (place, loop) in nest.loops.enumerated() where place >= depth {
      guard let iterator = loop.iterators.first, loop.iterators.count == 1 else {
        throw Refusal("a loop of '\(stage)' is not of one iterator")
      }
      axes.append(
        Axis(
          loop: loops[place], iterator: iterator, extent: loop.extent,
          isReduced: view.kinds[iterator] == .reduction))
    }
    return axes
  }

  /// - Returns: what is left around, if anything is.
  private func cutLanes(
    _ axis: Axis, _ inner: inout Inner, _ s: inout Schedule
  ) throws(Refusal) -> Schedule.Loop? {
    var (loop, around) = (axis.loop, Schedule.Loop?.none)
    if axis.extent != tile.width * tile.vectors {
      let (o, i) = try s.split(loop, by: tile.width * tile.vectors)
      (around, loop) = (o, i)
    }
    if tile.vectors > 1 {
      let (vectors, lane) = try s.split(loop, by: tile.width)
      inner.vectors = vectors
      loop = lane
    }
    inner.lane = loop
    return around
  }

  private func cutRows(
    _ axis: Axis, _ inner: inout Inner, _ s: inout Schedule
  ) throws(Refusal) -> Schedule.Loop? {
    if axis.extent == tile.rows {
      inner.row = axis.loop
      return nil
    }
    let (o, i) = try s.split(axis.loop, by: tile.rows, tail: tile.isShifted ? .shift : .guard)
    inner.row = i
    return o
  }

  private func finish(_ inner: Inner, _ s: inout Schedule) throws(Refusal) {
    if let row = inner.row { try s.unroll(row) }
    if let vectors = inner.vectors { try s.unroll(vectors) }
    if let lane = inner.lane { try s.vectorize(lane) }
  }

  /// The same of loops that are copies of those, in their order.
  private func finish(_ loops: [Schedule.Loop], _ s: inout Schedule) throws(Refusal) {
    for loop in loops.dropLast() { try s.unroll(loop) }
    if let lane = loops.last {
      if tile.lane == nil { try s.unroll(lane) } else { try s.vectorize(lane) }
    }
  }

  // MARK: Sums

  /// Computes the sums that the stage reads in a tile, in registers.
  private func computeSums(
    _ name: String, of stage: StageView, at place: Schedule.Loop, depth: Int, _ s: inout Schedule
  ) throws(Refusal) {
    guard let view = program.views[name] else { throw Refusal("there are no such sums") }
    let block = try s.block(name)
    try s.compute(block, at: place)
    let axes = try axes(of: name, from: depth, &s)
    var inner = Inner()
    for axis in axes where !axis.isReduced {
      let iterator = view.spatialAxes.firstIndex(of: axis.iterator)
      if iterator == tile.lane, tile.lane != nil, axis.extent == tile.width * tile.vectors {
        _ = try cutLanes(axis, &inner, &s)
      } else if iterator == tile.row, tile.row != nil, axis.extent == tile.rows {
        inner.row = axis.loop
      } else {
        throw Refusal("a tile of '\(name)' has another size than that of '\(stage.name)'")
      }
    }
    let reduced = axes.filter(\.isReduced)
    let order = reduced.map(\.loop) + inner.all
    if order.count > 1 { try s.apply(Schedule.Reorder(order.map(\.value))) }
    if let first = reduced.first {
      let initial = try s.decomposeReduction(block, before: first.loop)
      try finish(Array(try s.loops(of: initial).suffix(inner.all.count)), &s)
    }
    try s.setScope(try s.buffer(writtenBy: block), .register)
    try finish(inner, &s)
    if tile.isWholeReduction { for axis in reduced { try s.unroll(axis.loop) } }
    try fuse(name, block, &s)
  }

  /// Computes a product and its sum with one instruction, as the untuned schedule does, so that results
  /// are the same.
  private func fuse(
    _ name: String, _ block: Schedule.Block, _ s: inout Schedule
  ) throws(Refusal) {
    if program.contractions.contains(name), program.target.hardware.hasFusedMultiplyAdd {
      try s.fuseMultiplyAdd(block)
    }
  }

  /// Lays the constant that the sums read in lanes in panels.
  private func pack(_ s: inout Schedule) throws(Refusal) {
    guard let name = program.sums[stage], let view = program.views[name],
      let panel = PackConstants.constant(of: view, in: program.start)
    else { throw Refusal("there is no constant to pack") }
    let buffer = try s.buffer(readBy: try s.block(name), panel.operand)
    try s.packConstant(buffer, axis: panel.axis, width: tile.width * tile.vectors)
  }
}
