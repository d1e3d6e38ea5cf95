import Dialects
import Scheduling

/// What may be decided next about a program that is half scheduled.
///
/// It lists what is worth a look; what is not legal is refused later, by the schedule language.
struct BeamOptions {
  let program: BeamProgram
  let schedule: Schedule

  private var target: SketchTarget { program.target }

  // MARK: Where

  /// Where a stage may be computed.
  func places(of stage: String) -> [BeamDecision] {
    guard let view = program.views[stage] else { return [.root(stage)] }
    let readers = view.isIntermediate ? view.readers(in: schedule) : []
    guard !readers.isEmpty else { return [.root(stage)] }
    var found: [BeamDecision] = []
    if view.reducedAxes.isEmpty, program.sums[stage] == nil {
      found.append(.inline(stage))
      // What is cheap, and read once where it lies, is nowhere better.
      if view.isCheap, readers.count == 1, isPointwise(view, readBy: readers[0]) { return found }
    }
    found.append(.root(stage))
    let nests = readers.compactMap { StageNest($0, in: schedule) }
    guard let first = nests.first, nests.count == readers.count else { return found }
    let common = nests.reduce(first.loops.count) { min($0, first.shared(with: $1)) }
    for (depth, loop) in first.loops.prefix(common).enumerated() {
      guard loop.kind == .serial || loop.kind == .parallel, loop.extent != 1 else { continue }
      found.append(.inside(stage, of: readers[0], depth: depth, tiles: []))
      if loop.kind == .serial, loop.extent != nil {
        found.append(.slide(stage, of: readers[0], depth: depth))
      }
    }
    return found + tilings(of: first, common, for: stage, in: readers[0])
  }

  /// Whether each element of a stage is read once, where a reader computes the same element.
  private func isPointwise(_ view: StageView, readBy reader: String) -> Bool {
    guard let other = program.views[reader], other.reducedAxes.isEmpty else { return false }
    let maps = other.loads.filter { $0.buffer == view.output }.map(\.map)
    return maps.count == 1
      && maps.allSatisfy { $0 == other.extents.indices.map { .dimension($0) } }
  }

  /// The two innermost loops of a reader that can be cut, in tiles.
  private func tilings(
    of nest: StageNest, _ common: Int, for stage: String, in reader: String
  ) -> [BeamDecision] {
    let places = nest.chain.filter { $0 < common }.suffix(2).map { $0 }
    let extents = places.map { nest.loops[$0].extent ?? 1 }
    // Of two loops not all pairs.
    func few(_ extent: Int) -> [Int] {
      let sizes = BeamTiles.sizes(of: extent)
      return sizes.count > 8
        ? sizes.enumerated().filter { $0.offset % 2 == 0 }.map(\.element) : sizes
    }
    var found: [BeamDecision] = []
    if let last = places.last, let extent = extents.last {
      if places.count == 2 {
        for first in [1] + few(extents[0]) {
          for second in few(extent) where first > 1 || second > 1 {
            found.append(.inside(stage, of: reader, depth: last, tiles: [first, second]))
          }
        }
        for first in BeamTiles.sizes(of: extents[0]) {
          found.append(.inside(stage, of: reader, depth: places[0], tiles: [first]))
        }
      } else {
        for size in BeamTiles.sizes(of: extent) {
          found.append(.inside(stage, of: reader, depth: last, tiles: [size]))
        }
      }
    }
    return found
  }

  // MARK: How

  /// How the innermost loops of a stage may run, whose own begin after `outer` of those around it.
  func tiles(of stage: String, outer: Int) -> [RegisterTile] {
    guard let view = program.views[stage], let nest = StageNest(stage, in: schedule) else {
      return [RegisterTile()]
    }
    var extents: [Int: Int] = [:]
    for loop in nest.loops.dropFirst(outer) {
      if let iterator = loop.iterators.first, let extent = loop.extent {
        extents[iterator] = extent
      }
    }
    var found: [RegisterTile] = []
    let lanes = program.lanes(of: view)
    for lane in laneAxes(of: view, extents) {
      guard let extent = extents[lane], extent > 1 else { continue }
      let width = min(lanes, extent)
      if program.sums[stage] != nil {
        found += sumTiles(of: stage, view, lane, width, extents)
      }
      let vectors = extent >= 2 * width ? [1, 2, 4].filter { $0 * width <= extent } : [1]
      for count in vectors {
        let tile = RegisterTile(lane: lane, width: width, vectors: count)
        found.append(tile)
        guard let row = rowAxes(of: view, lane, extents).first, let most = extents[row] else {
          continue
        }
        for rows in [2, 3, 4] where rows <= most && rows * count <= 8 {
          var next = tile
          (next.row, next.rows) = (row, rows)
          found.append(next)
        }
      }
    }
    return found.isEmpty ? [RegisterTile()] : found
  }

  /// Axes whose values may be lanes, that along which results lie together first; an output has no other.
  private func laneAxes(of view: StageView, _ extents: [Int: Int]) -> [Int] {
    let others = view.spatialAxes.filter { axis in
      axis != view.laneAxis && view.isIntermediate && view.reducedAxes.isEmpty
        && extents[axis] ?? 1 >= program.lanes(of: view)
        && view.loads.contains { $0.map?.last?.dimensionNumbers == [axis] }
    }
    return (view.laneAxis.map { [$0] } ?? []) + others
  }

  /// The two innermost spatial axes beside that of the lanes, the inner one first.
  private func rowAxes(of view: StageView, _ lane: Int, _ extents: [Int: Int]) -> [Int] {
    view.spatialAxes.reversed().filter { $0 != lane && extents[$0] ?? 1 > 1 }.prefix(2).map { $0 }
  }

  /// Tiles that hold sums in registers.
  private func sumTiles(
    of stage: String, _ view: StageView, _ lane: Int, _ width: Int, _ extents: [Int: Int]
  ) -> [RegisterTile] {
    guard let sums = program.sums[stage].flatMap({ program.views[$0] }) else { return [] }
    let terms = sums.reducedAxes.reduce(1) { $0 * sums.extents[$1] }
    let canPack = PackConstants.constant(of: sums, in: program.start) != nil
    let registers = max(1, target.hardware.vectorRegisters - 3)
    let together = (extents[lane] ?? 1) / width
    var found: [RegisterTile] = []
    for vectors in [1, 2, 3, 4, 6] where vectors <= max(1, together) {
      let plain = RegisterTile(lane: lane, width: width, vectors: vectors, holdsSums: true)
      var shapes = [plain]
      for row in rowAxes(of: view, lane, extents) {
        let extent = extents[row] ?? 1
        for rows in Self.rows where rows <= extent && rows * vectors <= registers {
          var tile = plain
          (tile.row, tile.rows) = (row, rows)
          // Threads may not both compute what the last tile has once more.
          if extent % rows == 0 || target.threads > 1 { shapes.append(tile) }
          if extent % rows != 0 {
            tile.isShifted = true
            shapes.append(tile)
          }
        }
      }
      // Few sums wait for each other; where there can be more, there are.
      let most = shapes.map { $0.rows * $0.vectors }.max() ?? 1
      shapes.removeAll { $0.rows * $0.vectors < min(most, Self.leastSums) }
      for tile in shapes {
        let copies = terms * tile.rows * tile.vectors
        for isPacked in canPack ? [true, false] : [false] {
          var next = tile
          next.isPacked = isPacked
          next.isWholeReduction =
            terms <= Self.mostTermsWrittenOut && copies <= Self.mostCopies
          found.append(next)
        }
      }
    }
    return found
  }
  private static let mostTermsWrittenOut = 32
  /// Beyond, the loads of all terms are more than registers hold.
  private static let mostCopies = 96
  private static let leastSums = 4
  private static let rows = [2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16]

  // MARK: Around

  /// In which order the loops around a stage with its sums may run.
  func orders(of stage: String) -> [BeamDecision] {
    guard program.sums[stage] != nil, let nest = StageNest(stage, in: schedule),
      let outer = nest.chain.dropLast().last, let extent = nest.loops[outer].extent
    else { return [.none] }
    return [.order(stage, .kept), .order(stage, .exchanged)]
      + BeamTiles.sizes(of: extent).map { .order(stage, .blocked($0)) }
  }

  /// What of a stage with loops of its own may be a task: enough of them for all threads, and not so that
  /// many wait for the last.
  func shares(of stage: String) -> [BeamDecision] {
    let threads = target.threads
    guard threads > 1, let nest = StageNest(stage, in: schedule), let first = nest.loops.first,
      first.kind == .serial, let extent = first.extent
    else { return [.none] }
    var found: [BeamDecision] = [.share(stage, 0)]
    func isBusy(_ tasks: Int) -> Bool {
      let each = Double(tasks) / Double(threads)
      return tasks > 1 && each.rounded(.up) / each <= Self.mostIdle
    }
    if isBusy(extent) { found.append(.share(stage, 1)) }
    for size in BeamTiles.sizes(of: extent) where isBusy((extent + size - 1) / size) {
      found.append(.share(stage, size))
    }
    if found.count < 3, first.holdsOne, nest.loops.count > 1, nest.loops[1].kind == .serial,
      let second = nest.loops[1].extent, isBusy(extent * second)
    {
      found.append(.share(stage, -1))
    }
    return found
  }
  private static let mostIdle = 1.15
}
