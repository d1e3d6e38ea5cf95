import Dialects
import IR
import Support

/// Writes a group of stages as one nest, by steps of the schedule language.
///
/// Before: a nest for each stage. After, with tiles of 32 rows:
///
///     parallel for yo in h / 32 {
///       for y in 34 { for xo in w / 16 { vectorized … rows … } }         what the tile needs of it
///       for yi in 32 { for xo in w / 16 { vectorized … blurred … } } }
///
/// Sums over windows stay in registers, their terms written out.
struct GroupSchedule {
  let group: StencilGroup
  let stages: [StencilStage]
  let lanes: Int

  func apply(to s: inout Schedule) throws(Refusal) {
    var blocks: [Int: Schedule.Block] = [:]
    var sums: [Int: Schedule.Block] = [:]
    for member in group.members {
      let block = try s.block(stages[member].name)
      blocks[member] = block
      guard stages[member].terms > 1 else { continue }
      sums[member] = block
      blocks[member] = try s.cacheWrite(block, in: .register).copy
    }
    guard let last = blocks[group.output] else { return }
    let (tile, parallel) = try cut(try s.loops(of: last), &s)
    for member in group.members.reversed() {
      guard let block = blocks[member] else { continue }
      if member != group.output { try s.compute(block, at: tile) }
      guard let axis = try s.loops(of: block).last else { continue }
      let (vectors, lane) = try s.split(axis, by: lanes)
      if let sums = sums[member] { try keepInRegisters(sums, at: vectors, stages[member], &s) }
      try s.vectorize(lane)
    }
    try s.parallel(parallel)
  }

  /// Cuts the loops of the last stage into tiles; gives the innermost loop around them, and the
  /// outermost.
  private func cut(
    _ loops: [Schedule.Loop], _ s: inout Schedule
  ) throws(Refusal) -> (tile: Schedule.Loop, parallel: Schedule.Loop) {
    var (tiles, single, inner): ([Schedule.Loop], [Schedule.Loop], [Schedule.Loop]) = ([], [], [])
    for (loop, tile) in zip(loops, group.tile) {
      switch tile {
      case .one: single.append(loop)
      case .whole: inner.append(loop)
      case .size(let size):
        let (outer, own) = try s.split(loop, by: size)
        tiles.append(outer)
        inner.append(own)
      }
    }
    let around = tiles + single
    guard let first = around.first, let last = around.last else {
      throw Refusal("the group has no tiles")
    }
    try s.apply(Schedule.Reorder((around + inner).map(\.value)))
    return (last, first)
  }

  /// Adds the terms of a vector of sums up in a register, which is written once.
  private func keepInRegisters(
    _ sums: Schedule.Block, at vectors: Schedule.Loop, _ stage: StencilStage, _ s: inout Schedule
  ) throws(Refusal) {
    try s.compute(sums, at: vectors)
    let loops = try s.loops(of: sums)
    let axes = Array(loops.suffix(stage.windowAxes + 1))
    guard let lane = axes.first else { return }
    let window = Array(axes.dropFirst())
    try s.apply(Schedule.Reorder((window + [lane]).map(\.value)))
    if stage.terms > SpatialSchedule.mostUnrolled, let outer = window.first {
      let start = try s.decomposeReduction(sums, before: outer)
      if let lane = try s.loops(of: start).last { try s.vectorize(lane) }
      if let inner = window.last, window.count > 1 { try s.unroll(inner) }
    } else {
      for loop in window { try s.unroll(loop) }
    }
    try s.vectorize(lane)
  }
}
