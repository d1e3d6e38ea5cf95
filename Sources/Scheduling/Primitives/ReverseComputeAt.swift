import Dialects
import IR
import Polyhedra
import Support

extension Schedule {
  public struct ReverseComputeAt: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.reverse_compute_at" }
    public static var documentation: String {
      """
      Computes a block inside a loop of the block that it reads from, on what an iteration has
      finished (TVM `reverse_compute_at`; Halide has only the other direction).

      Rewrite:

          for io { for ii in 4 { T[io * 4 + ii] = … } };  for i in m { Y[i] = g(T[i]) }
            -> for io { for ii in 4 { T[io * 4 + ii] = … };
                        for i in 4 { Y[io * 4 + i] = g(T[io * 4 + i]) if io * 4 + i < m } }

      A block that reads `T[i]` to `T[i + 2]` runs as far as the last of them is finished.

      Requires: a block without reduction, which reads what the loop writes along some axis at one of its iterators, or
      constants before or after or a multiple of it; whatever it reads is finished when it runs. The
      block's own loops are replaced by new ones, one for each iterator.
      """
    }
    public static var method: String { "reverseCompute" }
    public static var parameters: [Parameter<Self>] {
      [.block(\.block), .loop(\.loop, label: "at")]
    }

    public var block = ValueID.missing
    public var loop = ValueID.missing

    public init() {}

    public init(_ block: ValueID, at loop: ValueID) {
      self.block = block
      self.loop = loop
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let (block, loop) = (try program.anyBlock(block), try program.loop(loop))
      let signature = try program.signature(block)
      let loopName = program.loopName(loop)
      guard signature.kinds.allSatisfy({ $0 == .spatial }) else {
        throw Refusal(
          "the block '\(signature.name)' reduces; only blocks without reduction follow "
            + "what they read")
      }
      // A piece of what a pipeline made may be right for some values of its iterators only.
      try program.requireRunsForAll(Array(signature.extents.indices), of: block)
      let (inside, parts) = (program.blocks(under: loop), program.blocks(under: block))
      guard !inside.contains(where: parts.contains), let last = inside.last else {
        throw Refusal("the block '\(signature.name)' is in the loop '\(loopName)' already")
      }
      let (buffers, reads) = try program.followed(by: block, in: loop)
      try program.requireFollows(block, loop, after: last, except: Set(buffers))
      let earlier = program.blocks(before: block)
      let model = program.model(touching: buffers[0])
      let written = try program.touched(buffers[0], in: loop, model) { $0.isWrite }
      guard let body = program.module.body(of: loop) else { return [] }
      let ranges = reads.map { program.range(of: $0, within: written[$0.axis]) }
      try program.changeLoops { (program) throws(Refusal) in
        try program.move(
          block, reads.map(\.iterator), ranges, around: loop, model, to: .atEnd(of: body))
      }
      for buffer in buffers {
        for part in parts { try program.requireComplete(part, buffer, at: loop, earlier) }
      }
      try program.requireRunsForAll(Array(signature.extents.indices), of: block)
      try program.requireStillIndependent(around: block)
      return []
    }
  }

  /// Computes a block inside a loop of what it reads from; see `ReverseComputeAt`.
  public mutating func reverseCompute(_ block: Block, at loop: Loop) throws(Refusal) {
    try apply(ReverseComputeAt(block.value, at: loop.value))
  }
}

extension ScheduledProgram {
  /// The buffers written in a loop that a block reads, and where it reads the first of them, which it
  /// follows.
  fileprivate func followed(
    by block: OperationID, in loop: OperationID
  ) throws(Refusal) -> ([ValueID], [FollowedAxis]) {
    let name = blockName(block)
    let (inside, parts) = (Set(blocks(under: loop)), Set(blocks(under: block)))
    let accesses = accesses(of: block)
    var candidates: [ValueID] = []
    for access in accesses where !access.isWrite && !candidates.contains(access.buffer) {
      let writers = users(of: access.buffer).filter {
        $0.access.isWrite && !parts.contains($0.block)
      }
      guard writers.contains(where: { inside.contains($0.block) }) else { continue }
      candidates.append(access.buffer)
    }
    guard let buffer = candidates.first else {
      throw Refusal(
        "the block '\(name)' reads no buffer that is written in the loop '\(loopName(loop))'")
    }
    let reads = accesses.filter { $0.buffer == buffer }
    let maps = reads.map { read in
      read.region.isEmpty
        ? read.map?.map { IndexRange(lower: $0, span: 0) } : read.region.compactMap(\.self)
    }
    var axes: [FollowedAxis] = []
    for axis in try type(of: buffer).shape.indices {
      guard let read = FollowedAxis(axis, of: maps),
        !axes.contains(where: { $0.iterator == read.iterator })
      else { continue }
      axes.append(read)
    }
    guard !axes.isEmpty else {
      let places = reads.map { read in
        read.map.map { "[\($0.map(\.description).joined(separator: ", "))]" } ?? "a computed place"
      }
      throw Refusal(
        "the block '\(name)' must read \(bufferName(buffer)) at its own iterators, or constants from "
          + "them, along an axis, not at \(places.joined(separator: " and "))")
    }
    return (candidates, axes)
  }

  /// Refuses unless a block comes after a loop, whose last block is `last`, reads nothing that it writes,
  /// and may move past what is between them.
  fileprivate func requireFollows(
    _ block: OperationID, _ loop: OperationID, after last: OperationID, except: Set<ValueID>
  ) throws(Refusal) {
    if isTrusted { return }
    let name = blockName(block)
    let output = try output(of: block)
    guard !accesses(of: block).contains(where: { !$0.isWrite && $0.buffer == output })
    else { throw Refusal("the block '\(name)' reads what it writes") }
    let all = blocks(under: function)
    guard let end = all.firstIndex(of: last),
      let own = blocks(under: block).first.flatMap({ all.firstIndex(of: $0) }), end < own
    else {
      throw Refusal("the block '\(name)' does not come after the loop '\(loopName(loop))'")
    }
    try requireMovable(
      block, between: blocks(under: root(of: loop)).first ?? last, and: block, except: except)
  }

  /// The values of an iterator whose last read lies in a range.
  fileprivate func range(of read: FollowedAxis, within written: IndexRange) -> IndexRange {
    let scale = IndexExpression(read.scale)
    let start = (written.lower - read.last).ceilDivided(by: scale)
    let end = (written.lower + written.extent - read.last).ceilDivided(by: scale)
    return IndexRange(
      lower: assumptions.simplified(start), span: assumptions.simplified(end - start) - 1)
  }

  /// The blocks in front of the first statement of a block.
  fileprivate func blocks(before block: OperationID) -> Set<OperationID> {
    let (all, own) = (blocks(under: function), Set(blocks(under: block)))
    return Set(all.prefix { !own.contains($0) })
  }

  /// Refuses if a block reads an element before all that blocks `earlier` than it wrote to it is there.
  fileprivate func requireComplete(
    _ block: OperationID, _ buffer: ValueID, at loop: OperationID, _ earlier: Set<OperationID>
  ) throws(Refusal) {
    if isTrusted { return }
    let model = self.model
    guard let reader = model.statement(of: block), let place = reader.loops.firstIndex(of: loop)
    else { return }
    for writer in model.statements where earlier.contains(writer.block) {
      let conflicts = model.conflicts(writer, reader, ignoringCommuting: false, on: buffer)
        .filter { $0.access.0.isWrite }
      let later = Set(conflicts.flatMap(\.firstIsLater).map(\.system))
      if later.allSatisfy(\.isImpossible) { continue }
      // What is computed again later has been computed whole before.
      // An initialisation is among what the statement's other accesses ask about.
      let whole = conflicts.contains { !$0.access.0.isInitial }
      let asked = conflicts.filter { !whole || !$0.access.0.isInitial }
      if asked.allSatisfy({ $0.isWhole(within: place) }) { continue }
      try require(
        none: conflicts.flatMap(\.firstIsLater), in: model,
        "the block '\(reader.name)' cannot be computed at the loop '\(loopName(loop))': it would read "
          + "an element before block '\(writer.name)' has finished it")
    }
  }
}

/// An axis of a buffer that a block reads at `iterator * scale` and constants from there.
private struct FollowedAxis {
  let axis: Int
  let iterator: Int
  let scale: Int
  /// The greatest of the constants.
  let last: IndexExpression

  /// `nil` if the maps do not agree on an iterator and its scale, or the axis has none or more.
  init?(_ axis: Int, of maps: [[IndexRange]?]) {
    var found: (iterator: Int, scale: Int, last: IndexExpression)?
    for map in maps {
      guard let map, map.indices.contains(axis), case let index = map[axis].lower,
        index.dimensionNumbers.count == 1, let iterator = index.dimensionNumbers.first,
        let linear = index.linear(in: iterator),
        let scale = linear.coefficient.constantValue, scale > 0
      else { return nil }
      let last = linear.rest + map[axis].span
      guard let known = found else {
        found = (iterator, scale, last)
        continue
      }
      guard known.iterator == iterator, known.scale == scale,
        let distance = (last - known.last).constantValue
      else { return nil }
      if distance > 0 { found?.last = last }
    }
    guard let found else { return nil }
    (self.axis, iterator, scale, last) = (axis, found.iterator, found.scale, found.last)
  }
}

extension Conflict {
  /// Whether all that the first statement ever writes to an element which the second reads is also
  /// written, before, in the same iteration of the first loops up to number `place`.
  fileprivate func isWhole(within place: Int) -> Bool {
    guard place < sharedLoops else { return false }
    var here = self
    here.requireSame(0...place)
    guard here.firstIsLater.allSatisfy({ $0.system.isImpossible }) else { return false }
    let reads = (0..<second.dimensionCount).map {
      IndexExpression.dimension($0 + first.dimensionCount)
    }
    let all = IntegerImage(reads + first.iterators, over: system)
    return all.value(notIn: [IntegerImage(reads + first.iterators, over: here.system)]) == .never
  }
}
