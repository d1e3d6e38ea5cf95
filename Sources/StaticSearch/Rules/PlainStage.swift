import Scheduling

/// How the loops of a stage run that has no tiles.
///
///     for i { for j in n { S } }  ->  parallel for i { for jo in n / 16 { vectorized for ji in 16 { S } } }
///
/// On a GPU all axes together are blocks of 256 threads.
struct PlainStage {
  private let name: String
  private let lanes: Int
  /// The last axis, if its elements are lanes.
  private let laneAxis: Int?
  /// The spatial axes around.
  private let outer: [Int]

  /// Does what is legal of it.
  static func schedule(_ name: String, in draft: inout SketchDraft, _ target: SketchTarget) {
    guard let stage = StageView(name, in: draft.schedule) else { return }
    let plain = PlainStage(stage, target)
    var next = draft.schedule
    if target.hasThreadBlocks {
      if (try? plain.bind(stage, &next)) != nil { draft.schedule = next }
      return
    }
    if (try? plain.vectorize(&next)) != nil { draft.schedule = next } else { next = draft.schedule }
    if (try? plain.parallelize(&next)) != nil { draft.schedule = next }
  }

  private init(_ stage: StageView, _ target: SketchTarget) {
    name = stage.name
    lanes = target.hardware.lanes(elementBits: stage.elementBits)
    let last = stage.spatialAxes.last
    laneAxis = stage.reducedAxes.isEmpty && stage.laneAxis == last ? last : nil
    outer = stage.spatialAxes.filter { [laneAxis] in $0 != laneAxis }
  }

  private func bind(_ stage: StageView, _ s: inout Schedule) throws(Refusal) {
    let loops = try s.loops(of: try s.block(name))
    guard let first = stage.spatialAxes.first else { return }
    var all = loops[first]
    for axis in stage.spatialAxes.dropFirst() { all = try s.fuse(all, loops[axis]) }
    let (blocks, threads) = try s.split(all, by: 256)
    try s.bind(blocks, to: .blockX)
    try s.bind(threads, to: .threadX)
  }

  private func vectorize(_ s: inout Schedule) throws(Refusal) {
    guard let laneAxis else { return }
    let loops = try s.loops(of: try s.block(name))
    let (vectors, lane) = try s.split(loops[laneAxis], by: lanes)
    try s.vectorize(lane)
    if outer.isEmpty { try s.parallel(vectors) }
  }

  private func parallelize(_ s: inout Schedule) throws(Refusal) {
    guard let first = outer.first else { return }
    let loops = try s.loops(of: try s.block(name))
    var all = loops[first]
    for axis in outer.dropFirst() { all = try s.fuse(all, loops[axis]) }
    try s.parallel(all)
  }
}
