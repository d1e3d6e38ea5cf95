import Dialects
import Scheduling

extension BeamProgram {
  /// Does what a decision says.
  ///
  /// - Parameters:
  ///   - decision: about a stage of the program, whose readers were decided about before.
  ///   - outer: how many of the loops around the stage are not its own.
  ///   - s: the program, scheduled so far.
  /// - Throws: the refusal of a step that is not legal.
  func apply(
    _ decision: BeamDecision, outer: Int, to s: inout Schedule
  ) throws(Refusal) {
    switch decision {
    case .inline(let stage): try s.computeInline(try s.block(stage))
    case .root, .none, .order(_, .kept), .share(_, 0): break
    case .inside(let stage, let reader, let depth, let tiles):
      let loop = try cut(try loops(of: reader, &s), upTo: depth, into: tiles, &s)
      try s.compute(try s.block(stage), at: loop)
      try keepNear(stage, &s)
    case .slide(let stage, let reader, let depth):
      let loops = try loops(of: reader, &s)
      try s.slide(try s.block(stage), along: try element(depth, of: loops))
      if depth > 0 {
        let buffer = try s.buffer(writtenBy: try s.block(stage))
        try s.store(buffer, at: loops[depth - 1])
        try keepNear(stage, &s)
      }
    case .tile(let stage, let tile):
      try RegisterTiling(self, stage, tile, outer: outer).run(&s)
    case .order(let stage, let order): try reorder(stage, order, &s)
    case .share(let stage, let size): try share(stage, size, &s)
    }
  }

  private func loops(of stage: String, _ s: inout Schedule) throws(Refusal) -> [Schedule.Loop] {
    try s.loops(of: try s.block(stage))
  }

  private func element(
    _ place: Int, of loops: [Schedule.Loop]
  ) throws(Refusal) -> Schedule.Loop {
    guard loops.indices.contains(place) else { throw Refusal("there is no loop of this number") }
    return loops[place]
  }

  /// Cuts the last loops up to one into tiles, those among them outermost.
  ///
  /// - Returns: the innermost that goes from tile to tile.
  private func cut(
    _ loops: [Schedule.Loop], upTo depth: Int, into tiles: [Int], _ s: inout Schedule
  ) throws(Refusal) -> Schedule.Loop {
    guard !tiles.isEmpty else { return try element(depth, of: loops) }
    var (outer, inner): ([Schedule.Loop], [Schedule.Loop]) = ([], [])
    for (place, size) in zip((depth - tiles.count + 1)..., tiles) {
      let loop = try element(place, of: loops)
      if size == 1 {
        outer.append(loop)
        continue
      }
      let (o, i) = try s.split(loop, by: size)
      outer.append(o)
      inner.append(i)
    }
    let order = outer + inner
    if order.count > 1 { try s.apply(Schedule.Reorder(order.map(\.value))) }
    return try element(outer.count - 1, of: outer)
  }

  /// A small buffer of an iteration lies on the stack of its thread.
  private func keepNear(_ stage: String, _ s: inout Schedule) throws(Refusal) {
    guard let view = views[stage], let type = s.module.bufferType(of: view.output),
      let bytes = type.byteCount(symbols: sizes), bytes <= Self.mostLocalBytes
    else { return }
    try s.setScope(try s.buffer(writtenBy: try s.block(stage)), .local)
  }
  private static let mostLocalBytes = 1 << 17

  private func reorder(
    _ stage: String, _ order: BeamDecision.OuterOrder, _ s: inout Schedule
  ) throws(Refusal) {
    guard let places = StageNest(stage, in: s)?.chain.suffix(2), places.count == 2 else {
      throw Refusal("there are no two loops to exchange")
    }
    let loops = try loops(of: stage, &s)
    let (a, b) = (loops[places[places.startIndex]], loops[places[places.startIndex + 1]])
    switch order {
    case .kept: break
    case .exchanged: try s.reorder(b, a)
    case .blocked(let size):
      let (_, inner) = try s.split(a, by: size)
      try s.reorder(b, inner)
    }
  }

  private func share(_ stage: String, _ size: Int, _ s: inout Schedule) throws(Refusal) {
    let loops = try loops(of: stage, &s)
    let first = try element(0, of: loops)
    switch size {
    case -1: try s.parallel(try s.fuse(first, try element(1, of: loops)))
    case 1: try s.parallel(first)
    default: try s.parallel(try s.split(first, by: size).outer)
    }
  }
}
