import Dialects
import IR
import Support

/// About how long a group takes with tiles of some size: arithmetic, what is computed for more than one
/// tile counted each time, and the elements that go between stages, by the cache that holds them.
struct GroupCost {
  private let stages: [StencilStage]
  private let extents: [[Int]]
  private let writers: [ValueID: Int]
  private let hardware: HardwareDescription
  private let lanes: Int

  init(_ stages: [StencilStage], _ extents: [[Int]], hardware: HardwareDescription) {
    (self.stages, self.extents, self.hardware) = (stages, extents, hardware)
    lanes = max(1, hardware.vectorBits / 32)
    writers = Dictionary(
      stages.enumerated().map { ($1.output, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// First and last element along an axis.
  private typealias Span = (first: Int, last: Int)

  /// Cycles of one core, or as if the work of all tiles were shared among cores.
  func cycles(of members: [Int], tile: [StencilGroup.Tile]) -> Double {
    guard let output = members.last else { return .infinity }
    var (tiles, parallel) = (1.0, 1.0)
    var box: [Span] = []
    for (axis, extent) in extents[output].enumerated() {
      let size =
        switch tile[axis] {
        case .one: 1
        case .whole: extent
        case .size(let size): min(size, extent)
        }
      let count = (extent + size - 1) / size
      tiles *= Double(count)
      if case .size = tile[axis] { parallel *= Double(count) }
      let start = count / 2 * size
      box.append((start, min(start + size, extent) - 1))
    }
    let regions = regions(of: members, output, box)
    var inner = 0.0
    for member in members where member != output {
      inner += vectors(in: regions[member] ?? []) * bytesOfVector(member)
    }
    // What is made in a tile and read in it lies where all of that has room; what comes from outside
    // comes from where all of it lies.
    let own = cyclesOfLine(within: inner)
    var total = Double(Self.cyclesOfTile)
    for member in members {
      let stage = stages[member]
      let count = vectors(in: regions[member] ?? [])
      let loads = stage.reads.reduce(0) { $0 + $1.places } / max(1, stage.terms)
      let work = Double(stage.operations + loads) * Double(stage.terms) / Self.operationsPerCycle
      let rows = Double(
        (regions[member] ?? []).dropLast().reduce(1) { $0 * ($1.last - $1.first + 1) })
      total += count * (work + 1) + rows * Double(Self.cyclesOfRow) * Double(1 + stage.reads.count)
      let lines = count * bytesOfVector(member) / 64
      total += lines * (member == output ? outside(bytes: wholeBytes(member)) : own)
      for read in stage.reads {
        let needed = span(of: read, for: regions[member] ?? [])
        if let writer = writers[read.buffer], members.contains(writer) {
          total += vectors(in: needed) * bytesOfVector(writer) / 64 * own
        } else {
          let bytes = writers[read.buffer].map { wholeBytes($0) } ?? .infinity
          total += vectors(in: needed) * Double(lanes * 4) / 64 * outside(bytes: bytes)
        }
      }
    }
    let cores = Double(max(1, hardware.cores))
    let rounds = (parallel / cores).rounded(.up) * cores / parallel
    return total * tiles * (parallel < cores ? cores / parallel : rounds)
  }

  private static let operationsPerCycle = 2.0
  /// What beginning a tile takes, and a row of each buffer.
  private static let (cyclesOfTile, cyclesOfRow) = (400, 20)
  /// How much of a cache elements may fill that are to stay; other things go through it, too.
  private static let usableShare = 0.5

  private func bytesOfVector(_ stage: Int) -> Double { Double(lanes * stages[stage].elementBytes) }

  private func wholeBytes(_ stage: Int) -> Double {
    extents[stage].reduce(Double(stages[stage].elementBytes)) { $0 * Double($1) }
  }

  /// Vectors along the last axis of a box.
  private func vectors(in box: [Span]) -> Double {
    guard let last = box.last else { return 1 }
    let rows = box.dropLast().reduce(1.0) { $0 * Double($1.last - $1.first + 1) }
    return rows * Double((last.last - last.first) / lanes + 1)
  }

  /// Cycles for a line of elements that are used again after so many bytes: nothing from the first-level
  /// cache, which loads count already.
  private func cyclesOfLine(within bytes: Double) -> Double {
    let caches = hardware.caches
    for (level, cache) in caches.enumerated() {
      let room =
        Double(cache.bytes / max(1, level + 1 == caches.count ? cache.sharedBy : 1))
        * Self.usableShare
      if bytes <= room { return Self.lineCycles[min(level, Self.lineCycles.count - 2)] }
    }
    return Self.lineCycles[Self.lineCycles.count - 1]
  }

  /// The same for what another group has made, or the caller.
  private func outside(bytes: Double) -> Double { max(cyclesOfLine(within: bytes), 4) }

  /// From the first, second, third level, from memory.
  private static let lineCycles = [0.25, 3.0, 8.0, 14.0]

  // MARK: Regions

  /// What of each member is computed for a tile.
  private func regions(of members: [Int], _ output: Int, _ box: [Span]) -> [Int: [Span]] {
    var found: [Int: [Span]] = [output: box]
    for reader in members.reversed() {
      guard let own = found[reader] else { continue }
      for read in stages[reader].reads {
        guard let writer = writers[read.buffer], members.contains(writer) else { continue }
        let needed = span(of: read, for: own)
        if let known = found[writer] {
          found[writer] = zip(known, needed).map {
            (min($0.first, $1.first), max($0.last, $1.last))
          }
        } else {
          found[writer] = needed
        }
      }
    }
    return found
  }

  /// What a box of a stage's elements reads of a buffer.
  private func span(of read: StencilStage.Read, for box: [Span]) -> [Span] {
    let limits = writers[read.buffer].map { extents[$0] }
    return read.axes.enumerated().map { axis, reach in
      let most = limits.map { $0[axis] - 1 }
      guard let reach, reach.iterator < box.count else { return (0, most ?? 0) }
      let own = box[reach.iterator]
      let first = (own.first * reach.scale + reach.first).floorDivided(by: reach.divisor)
      let last = (own.last * reach.scale + reach.last).floorDivided(by: reach.divisor)
      return (
        max(0, min(first, most ?? first)), max(0, min(last, most ?? last))
      )
    }
  }
}
