import Dialects
import IR
import Support

extension Schedule {
  public struct ComputeAt: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.compute_at" }
    public static var documentation: String {
      """
      Computes a block inside a loop of its readers, just what an iteration needs, into a buffer of
      that iteration (Halide `compute_at`, TVM `compute_at`).

      Rewrite:

          T = alloc [m];  for i in m { T[i] = f(i) };  for io { for ii in 4 { Y[…] = g(T[io * 4 + ii]) } }
            -> for io { T = alloc [4];  for i in 4 { T[i] = f(io * 4 + i) if io * 4 + i < m };
                        for ii in 4 { Y[…] = g(T[ii]) } }

      A block that holds blocks moves as it is: of its tiles those that an iteration needs are computed.
      Blocks that write the buffer one after another, such as an initialisation that was decomposed and
      the reduction after it, or what fills a padded buffer and what copies into it, move together,
      whichever of them is named.

      Requires: the block writes its whole buffer, or what was left of it when it was computed at
      a loop further out before, and so do others that write it, each reading no element of it but
      the one that it writes; the function allocates the buffer; the loop holds
      all other readers; what they read is not written in between. The blocks' own loops are replaced
      by new ones, one for each iterator.
      """
    }
    public static var method: String { "compute" }
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
      let isNest = program.module.holdsBlocks(block)
      let model =
        isNest ? program.model : program.model(touching: try program.output(of: block))
      let producer =
        isNest
        ? try program.requireNestedProducer(block, for: loop, model)
        : try program.requireProducer(block, for: loop, model)
      try program.move(producer, toStartOf: loop, model)
      try program.store(producer.buffer, at: loop)
      try program.requireStillIndependent(around: block)
      return []
    }
  }

  /// Computes a block inside a loop of its readers; see `ComputeAt`.
  public mutating func compute(_ block: Block, at loop: Loop) throws(Refusal) {
    try apply(ComputeAt(block.value, at: loop.value))
  }
}

/// The blocks that give a buffer its elements, as they may move to the start of a loop with all other
/// users of the buffer.
struct Producer {
  /// One of the blocks, the iterators at which it writes, and what an iteration of the loop needs of
  /// each.
  struct Part {
    let block: OperationID
    let axes: [Int]
    let ranges: [IndexRange]
    /// Over the iterators, where it does not run for all of their values.
    var conditions: [IndexExpression] = []
  }

  let buffer: ValueID
  /// In the order of the program.
  let parts: [Part]
}

extension ScheduledProgram {
  /// What writes the buffer that a block writes, if it may move to the start of a loop which holds
  /// all readers.
  func requireProducer(
    _ block: OperationID, for loop: OperationID, _ model: ProgramModel
  ) throws(Refusal) -> Producer {
    try requireKnown(block)
    let buffer = try output(of: block)
    try requireAllocated(buffer)
    let users = users(of: buffer)
    var writers: [OperationID] = []
    for user in users where user.access.isWrite && !writers.contains(user.block) {
      writers.append(user.block)
    }
    let inside = Set(blocks(under: loop))
    var places: [[(iterator: Int, offset: IndexExpression)]] = []
    for writer in writers {
      guard !inside.contains(writer) else {
        throw Refusal(
          "the block '\(blockName(writer))' is in the loop '\(loopName(loop))' already")
      }
      places.append(try storePlaces(of: writer, in: buffer, model, among: writers))
    }
    let conditions = writers.map { writers.count > 1 ? iteratorConditions(of: $0) : [] }
    try requireSeries(writers, conditions, of: buffer, model)
    let readers = users.filter { !writers.contains($0.block) }
    if let other = readers.first(where: { !inside.contains($0.block) }) {
      throw Refusal(
        "block '\(blockName(other.block))' reads \(bufferName(buffer)) outside the loop "
          + "'\(loopName(loop))'")
    }
    guard let last = blocks(under: root(of: loop)).last, !readers.isEmpty else {
      throw Refusal("nobody in the loop reads what block '\(blockName(block))' writes")
    }
    let needed = try touched(buffer, in: loop, model)
    var parts: [Producer.Part] = []
    for (number, (writer, places)) in zip(writers, places).enumerated() {
      try requireMovable(writer, between: writer, and: last, except: [buffer])
      let ranges = zip(needed, places).map { range, place in
        IndexRange(
          lower: assumptions.simplified(range.lower - place.offset), span: range.span)
      }
      parts.append(
        .init(
          block: writer, axes: places.map(\.iterator), ranges: ranges,
          conditions: conditions[number]))
    }
    return Producer(buffer: buffer, parts: parts)
  }

  /// Refuses unless blocks give each element of a buffer its value one after another: the first does
  /// not need what was there, and none begins with an element before those in front have finished it.
  ///
  /// `conditions` are what each of them but the first may have.
  private func requireSeries(
    _ writers: [OperationID], _ conditions: [[IndexExpression]], of buffer: ValueID,
    _ model: ProgramModel
  ) throws(Refusal) {
    guard let first = writers.first else { return }
    try requireStartsOver(first)
    if writers.count == 1 { return }
    for (number, writer) in writers.enumerated() {
      let own = accesses(of: writer).filter { $0.buffer == buffer }
      let place = own.first { $0.isWrite }?.map
      guard own.allSatisfy({ $0.map == place }) else {
        throw Refusal(
          "the block '\(blockName(writer))' reads other elements of \(bufferName(buffer)) than "
            + "the one that it writes, and block '\(blockName(first))' writes them too")
      }
      try requireRunsForAll(
        Array(try signature(writer).extents.indices), of: writer,
        where: number == 0 ? [] : conditions[number])
      for later in writers[(number + 1)...] {
        guard let a = model.statement(of: writer), let b = model.statement(of: later) else {
          continue
        }
        let conflicts = model.conflicts(a, b, ignoringCommuting: false, on: buffer)
        try require(
          none: conflicts.flatMap(\.firstIsLater), in: model,
          "the blocks '\(a.name)' and '\(b.name)' do not give elements of "
            + "\(bufferName(buffer)) their values one after the other")
      }
    }
  }

  /// Moves the blocks of a producer to the start of a loop; see `move`.
  mutating func move(
    _ producer: Producer, toStartOf loop: OperationID, _ model: ProgramModel,
    window: (axis: Int, step: Int)? = nil
  ) throws(Refusal) {
    guard let body = module.body(of: loop) else { return }
    for part in producer.parts.reversed() {
      try move(
        part.block, part.axes, part.ranges, around: loop, model, to: .atStart(of: body),
        window: window)
      guard let moved = module.match(part.block, as: Program.Block.self) else { continue }
      for condition in part.conditions {
        module.addCondition(
          condition.substituting(dimensions: moved.bindings), over: moved.counters,
          to: part.block)
      }
    }
  }

  /// What a block's predicate says of single iterators, over those, beyond their extents.
  private func iteratorConditions(of block: OperationID) -> [IndexExpression] {
    guard let signature = try? signature(block) else { return [] }
    var known = assumptions
    for (iterator, extent) in signature.extents.enumerated() {
      known.setExtent(of: iterator, to: extent)
    }
    return signature.predicate.compactMap { condition in
      for (iterator, binding) in signature.bindings.enumerated() {
        guard let counter = binding.dimensionNumbers.min(),
          let scale = binding.linear(in: counter)?.coefficient.constantValue, scale != 0,
          let own = condition.linear(in: counter)?.coefficient.constantValue, own % scale == 0
        else { continue }
        let factor = IndexExpression(own / scale)
        let rest = assumptions.simplified(condition - factor * binding)
        guard own != 0, rest.dimensionNumbers.isEmpty else { continue }
        let found = factor * .dimension(iterator) + rest
        return known.isNonNegative(found) ? nil : found
      }
      return nil
    }
  }

  /// For each axis of the buffer that a block writes, with no others than `writers`: the iterator at
  /// which it does, and how far on the element lies, over the loops around the allocation.
  func storePlaces(
    of block: OperationID, in buffer: ValueID, _ model: ProgramModel, among writers: [OperationID]
  ) throws(Refusal) -> [(iterator: Int, offset: IndexExpression)] {
    if module.isAtTop(buffer, of: function) {
      return try requireWriter(block, of: buffer, among: writers).map { ($0, 0) }
    }
    try requireNoOtherWriter(of: buffer, than: writers)
    guard let statement = model.statement(of: block) else { return [] }
    let stores = statement.accesses.filter { $0.buffer == buffer && $0.isWrite }
    let outer = statement.digits.prefix(model.lifetimes[buffer] ?? 0).reduce(0) { $0 + $1.count }
    let candidates = (stores.first?.indices ?? []).map { index in
      statement.iterators.indices.compactMap {
        iterator -> (iterator: Int, offset: IndexExpression)? in
        guard let index, statement.signature.kinds[iterator] == .spatial else { return nil }
        let offset = assumptions.simplified(index - statement.iterators[iterator])
        return offset.dimensionNumbers.allSatisfy { $0 < outer } ? (iterator, offset) : nil
      }
    }
    // Of axes that are one element in each iteration of the loops around any will do, but each once.
    var places: [Int: (iterator: Int, offset: IndexExpression)] = [:]
    for axis in candidates.indices.sorted(by: {
      (candidates[$0].count, $0) < (candidates[$1].count, $1)
    }) {
      places[axis] = candidates[axis].first { one in
        !places.values.contains { $0.iterator == one.iterator }
      }
    }
    let found = candidates.indices.compactMap { places[$0] }
    guard found.count == candidates.count,
      stores.allSatisfy({ $0.indices == stores[0].indices })
    else {
      throw Refusal("the block '\(statement.name)' must write at its spatial iterators, each once")
    }
    return found
  }

  /// Refuses if a block accumulates without initialising.
  func requireStartsOver(_ block: OperationID) throws(Refusal) {
    try requireKnown(block)
    let buffer = try output(of: block)
    let own = accesses(of: block)
    guard own.contains(where: { !$0.isWrite && $0.buffer == buffer }) else { return }
    if !own.contains(where: \.isInitial) {
      throw Refusal(
        "the block '\(blockName(block))' reads what it writes and does not initialise it")
    }
    // A part of a loop that was cut may go on with what another part began.
    if !isTrusted,
      let other = users(of: buffer).first(where: { $0.access.isWrite && $0.block != block })
    {
      try requireInitialised(buffer, by: block, and: other.block)
    }
  }

  /// Refuses unless what a block reads of the buffer that it writes, it has initialised itself.
  private func requireInitialised(
    _ buffer: ValueID, by block: OperationID, and other: OperationID
  ) throws(Refusal) {
    let model = self.model
    guard let statement = model.statement(of: block) else { return }
    let reason =
      "the block '\(statement.name)' goes on with what block '\(blockName(other))' has written"
    for access in statement.accesses where access.buffer == buffer && !access.isWrite {
      let written = model.writes(statement, before: statement, access.operation, within: nil)
      switch model.instances(of: statement).value(notIn: written) {
      case .never: continue
      case .example(let point):
        throw Refusal(
          reason,
          example: "at \(model.at(statement, point.dimensions, point.symbols))"
            + model.sizes(point))
      case .unknown(let why): throw Refusal("\(reason), or so it may be (\(why))")
      }
    }
  }

  /// Refuses if terms of a block have an order that new loops, one for each iterator, may not keep.
  private func requireFreeOrder(_ block: OperationID) throws(Refusal) {
    let signature = try signature(block)
    let ordered = signature.kinds.filter { $0 != .spatial }.count
    guard signature.kinds.contains(.scan) || (ordered > 1 && module.reductionStep(of: block) == nil)
    else { return }
    throw Refusal(
      "the steps of block '\(signature.name)' have an order, and it would get new loops")
  }

  /// Puts a block under new loops at `point` inside `loop`: the iterators `axes` run over `ranges`
  /// of what the loop's iteration needs, the others over all their values.
  ///
  /// With a `window` the iterator of that axis runs over what an iteration needs and earlier ones did
  /// not: `step` elements further each time.
  mutating func move(
    _ block: OperationID, _ axes: [Int], _ ranges: [IndexRange], around loop: OperationID,
    _ model: ProgramModel, to point: InsertionPoint, window: (axis: Int, step: Int)? = nil
  ) throws(Refusal) {
    let signature = try signature(block)
    try requireVisible(block, at: loop)
    try requireFreeOrder(block)
    hoistAllocations(of: block, before: root(of: loop))
    let (values, digits) = try outerValues(of: loop)
    var finder = assumptions
    for (number, outer) in (loops(around: loop) + [loop]).enumerated() {
      finder.setExtent(of: number, to: try snapshot(outer).extent)
    }
    var plan = NestPlan(
      name: signature.name, outer: values, axes: [], location: module.location(of: block))
    for (iterator, extent) in signature.extents.enumerated() {
      var axis = NestPlan.Axis(
        extent: extent, name: "\(signature.name)_\(iterator)", kind: signature.kinds[iterator],
        domain: extent)
      if let place = axes.firstIndex(of: iterator) {
        let start = ranges[place].lower.substituting(dimensions: digits)
        let reach = assumptions.size(ranges[place].extent)
        guard reach.dimensionNumbers.isEmpty else {
          plan.axes.append(axis)
          continue
        }
        axis.start = start
        axis.extent = reach
        let beyond = start + reach
        let range = ranges[place]
        axis.isGuarded =
          !finder.proves(beyond, atMost: extent)
          && !model.holds(extent - range.lower - reach, inside: loop)
        axis.isGuardedBelow =
          !finder.isNonNegative(start) && !model.holds(range.lower, inside: loop)
        if let window, window.axis == place {
          // All that is needed in the first iteration, later only what is new.
          let old = reach - IndexExpression(window.step)
          let new = IndexExpression.maximum(
            IndexExpression(window.step), reach - .dimension(values.count - 1) * old)
          axis.start = start + reach - new
          axis.extent = new
        }
      }
      plan.axes.append(axis)
    }
    // The old nest goes once the block is out of it.
    let nest = ownNest(of: block)
    let (_, placeholder) = module.insertNest(plan, at: point)
    let written = module.match(placeholder, as: Program.Block.self) ?? signature
    module.move(block, to: .before(placeholder))
    module.setOperands(of: block, to: written.counters)
    module.setProperty("bindings", of: block, to: .map(written.bindings))
    module.setProperty("predicate", of: block, to: .map(written.predicate))
    module.erase(placeholder)
    if nest != block { module.erase(nest) }
  }
}
