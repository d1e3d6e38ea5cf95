import Dialects
import IR
import Scheduling
import Support
import TestSupport

/// Draws steps that fit the program as it is.
struct RandomSteps {
  var schedule: Schedule

  private var blockNames: [String] {
    var names: [String] = []
    schedule.module.walk(schedule.function) { operation in
      if let block = schedule.module.match(operation, as: Program.Block.self) {
        names.append(block.name)
      }
    }
    return names
  }

  private mutating func block(
    _ random: inout RandomSource
  ) throws(Refusal) -> Schedule.Block {
    try schedule.block(blockNames.randomElement(using: &random) ?? "")
  }

  private mutating func loops(
    _ random: inout RandomSource
  ) throws(Refusal) -> (block: Schedule.Block, loops: [Schedule.Loop]) {
    let block = try block(&random)
    let loops = try schedule.loops(of: block)
    if loops.isEmpty { throw Refusal("no loops") }
    return (block, loops)
  }

  /// Applies one random step; gives its name.
  mutating func step(_ random: inout RandomSource) throws(Refusal) -> [String] {
    let saved = schedule
    do throws(Refusal) {
      return try attempt(&random)
    } catch {
      schedule = saved
      throw error
    }
  }

  private mutating func attempt(_ random: inout RandomSource) throws(Refusal) -> [String] {
    let (block, loops) = try loops(&random)
    let index = Int.random(in: 0..<loops.count, using: &random)
    let loop = loops[index]
    switch Int.random(in: 0..<37, using: &random) {
    case 0...3:
      let tail = Schedule.Tail.allCases.randomElement(using: &random) ?? .guard
      try schedule.split(loop, by: Int.random(in: 1...5, using: &random), tail: tail)
      return ["split"]
    case 4:
      guard index + 1 < loops.count else { throw Refusal("no inner loop") }
      try schedule.fuse(loop, loops[index + 1])
      return ["fuse"]
    case 5...6:
      let order = loops.shuffled(using: &random).prefix(Int.random(in: 2...3, using: &random))
      try schedule.apply(Schedule.Reorder(order.map(\.value)))
      return ["reorder"]
    case 7:
      try schedule.parallel(loop)
      return ["parallel"]
    case 8:
      try schedule.vectorize(loop)
      return ["vectorize"]
    case 9:
      try schedule.unroll(loop)
      return ["unroll"]
    case 10:
      try schedule.partition(loop, at: IndexExpression(Int.random(in: 0...4, using: &random)))
      return ["partition"]
    case 11:
      try schedule.unitLoop(around: block)
      return ["unit_loop"]
    case 12:
      let other = try schedule.loops(of: try self.block(&random))
      guard let second = other.first else { throw Refusal("no loop") }
      let shift = Int.random(in: -2...2, using: &random)
      try schedule.merge(loops[0], second, shiftedBy: IndexExpression(max(0, shift)))
      return [shift > 0 ? "merge_shifted" : "merge"]
    case 13:
      try schedule.distribute(loop, before: block)
      return ["distribute"]
    case 34:
      try schedule.atomic(block, reassociating: Bool.random(using: &random))
      return ["atomic"]
    case 35...36:
      try schedule.blockize(loop, named: "tile\(blockNames.count)")
      return ["blockize"]
    case 14...23: return try attemptPlacement(block, loops, loop, &random)
    default: return try attemptMemory(block, loops, loop, &random)
    }
  }

  private mutating func attemptPlacement(
    _ block: Schedule.Block, _ loops: [Schedule.Loop], _ loop: Schedule.Loop,
    _ random: inout RandomSource
  ) throws(Refusal) -> [String] {
    switch Int.random(in: 0..<18, using: &random) {
    case 0:
      try schedule.computeInline(block)
      return ["compute_inline"]
    case 1:
      try schedule.reverseComputeInline(block)
      return ["reverse_compute_inline"]
    case 2...3:
      try schedule.compute(try self.block(&random), at: loop)
      return ["compute_at"]
    case 4...5:
      try schedule.reverseCompute(try self.block(&random), at: loop)
      return ["reverse_compute_at"]
    case 6:
      try schedule.cacheRead(
        block, try schedule.buffer(readBy: block, Int.random(in: 0...1, using: &random)))
      return ["cache_read"]
    case 7:
      try schedule.cacheWrite(block)
      return ["cache_write"]
    case 8...9:
      try schedule.store(try schedule.buffer(writtenBy: block), at: loop)
      return ["store_at"]
    case 10:
      try schedule.decomposeReduction(block, before: loop)
      return ["decompose_reduction"]
    case 11:
      try schedule.rfactor(block, over: loop)
      return ["rfactor"]
    case 12:
      let maps = ["d1, d0", "d0 floordiv 4, d1, d0 mod 4", "d0 floordiv 3, d0 mod 3", "d0 + d1"]
      let text = maps.randomElement(using: &random) ?? ""
      let map = (try? text.split(separator: ",").map { try IndexExpression(parsing: String($0)) })
      try schedule.transformLayout(try schedule.buffer(writtenBy: block), map ?? [])
      return ["transform_layout"]
    case 13...15:
      let (copy, cache) = try schedule.cacheWrite(block)
      try schedule.reverseCompute(copy, at: loop)
      try schedule.store(cache, at: loop)
      if Bool.random(using: &random) { return ["cache_write", "reverse_compute_at", "store_at"] }
      try schedule.setScope(cache, .local)
      return ["set_scope"]
    default:
      try schedule.specialize(
        loop,
        whereNonNegative: .symbol("m") - IndexExpression(Int.random(in: 2...5, using: &random)))
      return ["specialize"]
    }
  }

  private mutating func attemptMemory(
    _ block: Schedule.Block, _ loops: [Schedule.Loop], _ loop: Schedule.Loop,
    _ random: inout RandomSource
  ) throws(Refusal) -> [String] {
    let read = try? schedule.buffer(readBy: block, Int.random(in: 0...1, using: &random))
    let reversed: [IndexExpression] = [.dimension(1), .dimension(0)]
    let map = Bool.random(using: &random) ? [] : reversed
    switch Int.random(in: 0..<16, using: &random) {
    case 4...6:
      let producer = try self.block(&random)
      let buffer = try schedule.buffer(writtenBy: producer)
      try schedule.slide(producer, along: loop)
      let factor = Int.random(in: 1...4, using: &random)
      let saved = schedule
      do throws(Refusal) {
        try schedule.foldStorage(buffer, axis: 0, by: factor)
        return ["sliding_window", "fold_storage"]
      } catch {
        schedule = saved
        return ["sliding_window"]
      }
    case 7:
      let buffer = try schedule.buffer(writtenBy: block)
      try schedule.store(buffer, at: loop)
      try schedule.hoistStorage(buffer, above: loop)
      return ["hoist_storage"]
    case 8:
      let axis = Int.random(in: 0...1, using: &random)
      try schedule.alignStorage(
        try schedule.buffer(writtenBy: block), axis: axis, toMultipleOf: 4, plus: axis)
      return ["align_storage"]
    case 9:
      let length = Int.random(in: 1...80, using: &random)
      try schedule.boundStorage(
        try schedule.buffer(writtenBy: block), axis: 0, to: IndexExpression(length))
      return ["bound_storage"]
    case 11...14: return try attemptOverlap(block, loop, &random)
    case 10:
      try schedule.foldStorage(
        try schedule.buffer(writtenBy: block), axis: 0,
        by: Int.random(in: 1...4, using: &random))
      return ["fold_storage"]
    case 0:
      guard let read else { throw Refusal("nothing is read") }
      try schedule.reindexRead(block, read, as: map)
      return ["reindex_read"]
    case 1:
      try schedule.reindexWrite(block, as: map)
      return ["reindex_write"]
    case 2:
      guard let read else { throw Refusal("nothing is read") }
      try schedule.cacheIndex(block, read)
      return ["cache_index"]
    default:
      try schedule.cacheInPlace(block)
      return ["cache_in_place"]
    }
  }

  private mutating func attemptOverlap(
    _ block: Schedule.Block, _ loop: Schedule.Loop, _ random: inout RandomSource
  ) throws(Refusal) -> [String] {
    switch Int.random(in: 0..<10, using: &random) {
    case 5:
      try schedule.decomposePadding(block)
      return ["decompose_padding"]
    case 6:
      let multiples = [
        [2, 1, 4], [1, 4, 1], [3, 2], [1, 3], [4], [2, 1, 2, 1],
      ].randomElement(using: &random)
      try schedule.padEinsum(block, toMultiplesOf: multiples ?? [])
      return ["pad_einsum"]
    case 7...8:
      let outer = try schedule.split(loop, by: Int.random(in: 2...4, using: &random)).outer
      let (copy, cache) = try schedule.cacheWrite(block)
      try schedule.reverseCompute(copy, at: outer)
      try schedule.store(cache, at: outer)
      for number in 0..<2 {
        let saved = schedule
        do throws(Refusal) {
          let read = try schedule.cacheRead(block, try schedule.buffer(readBy: block, number))
          try schedule.compute(read, at: outer)
        } catch { schedule = saved }
      }
      try schedule.padLocal(block)
      return ["pad_local"]
    case 0:
      try schedule.clone(block, for: try self.block(&random))
      return ["clone_for"]
    case 1:
      try schedule.prefetch(
        try schedule.buffer(readBy: block, 0), in: loop,
        ahead: Int.random(in: 1...3, using: &random))
      return ["prefetch"]
    case 2:
      try schedule.stream(block, try schedule.buffer(writtenBy: block))
      return ["stream"]
    default:
      // A copy of what is read, some iterations ahead.
      let copy = try schedule.cacheRead(block, try schedule.buffer(readBy: block, 0))
      try schedule.compute(copy, at: loop)
      let count = Int.random(in: 1...3, using: &random)
      try schedule.ringBuffer(try schedule.buffer(writtenBy: copy), along: loop, count: count)
      let saved = schedule
      do throws(Refusal) {
        try schedule.pipeline(
          loop, stages: [0, 1], order: Bool.random(using: &random) ? [1, 0] : [])
        return ["ring_buffer", "pipeline"]
      } catch {
        schedule = saved
        return ["ring_buffer"]
      }
    }
  }
}
