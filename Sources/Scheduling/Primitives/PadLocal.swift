import Dialects
import IR
import Polyhedra
import Support

extension Schedule {
  public struct PadLocal: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.pad_local" }
    public static var documentation: String {
      """
      Computes whole tiles where the last one is only partly wanted, into the padding of buffers of the
      tile's size (the local padding of DietCode).

      Rewrite, for tiles of 4:

          for io { X1 = alloc [4, 6];  Y1 = alloc [4, 12];  …
                   for ii in 4, j, k { Y1[ii, j] += X1[ii, k] * W[k, j] if io * 4 + ii < m };  … }
            -> for io { X1 = alloc [4, 6];  for … { X1[…] = 0 };  Y1 = alloc [4, 12];  …
                        for ii in 4, j, k { Y1[ii, j] += X1[ii, k] * W[k, j] };  … }

      Conditions on loops that are reduced over stay. Requires: what is read and written in addition
      lies inside its buffers, nobody else reads what is written in addition, and the statement is
      defined for all numbers. Buffers of which elements are now read that were never written are filled
      with zeros.
      """
    }
    public static var parameters: [Parameter<Self>] { [.block(\.block)] }

    public var block = ValueID.missing

    public init() {}

    public init(_ block: ValueID) { self.block = block }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let block = try program.block(block)
      let signature = try program.signature(block)
      guard var own = program.module.match(block, as: Program.Block.self) else { return [] }
      let buffer = try program.output(of: block)
      try program.requireAllocated(buffer)
      try program.requireDefined(block)
      let reduced = Set(
        zip(signature.kinds, signature.bindings).filter { $0.0 == .reduction }
          .flatMap { $0.1.dimensionNumbers })
      // Conditions of blocks around follow its own ones, and stay.
      let kept = zip(own.predicate, signature.predicate)
        .filter { !$0.1.dimensionNumbers.isDisjoint(with: reduced) }
      guard kept.count < own.predicate.count else {
        throw Refusal("the block '\(signature.name)' computes whole tiles already")
      }
      let old = program.model
      own.extents = try program.reach(of: signature)
      own.predicate = kept.map(\.0)
      program.module.setProperties(of: block, to: own.state.properties)
      let model = program.model
      guard let before = old.statement(of: block), let now = model.statement(of: block) else {
        return []
      }
      try program.requireInside(now, model)
      try program.requireUnread(now, before, buffer, model)
      for filled in program.unwritten(by: now, model) { try program.fill(filled, for: block) }
      try program.requireStillIndependent(around: block)
      return []
    }
  }

  /// Computes whole tiles where the last one is only partly wanted; see `PadLocal`.
  public mutating func padLocal(_ block: Block) throws(Refusal) {
    try apply(PadLocal(block.value))
  }
}

extension ScheduledProgram {
  /// Refuses if a block has an operation that is not defined for every operand.
  fileprivate func requireDefined(_ block: OperationID) throws(Refusal) {
    var undefined: String?
    module.walk(block) { operation in
      if module.definition(of: operation)?.traits.contains(.undefinedForSome) ?? false {
        undefined = module.name(of: operation)
      }
    }
    if let undefined {
      throw Refusal(
        "the block '\(blockName(block))' has '\(undefined)', which is not defined for all numbers")
    }
  }

  /// How far each iterator of a block gets when all the loops around it run to their ends.
  fileprivate func reach(of signature: Program.Block) throws(Refusal) -> [IndexExpression] {
    var extents: [Int: IndexExpression] = [:]
    for (place, counter) in signature.counters.enumerated() {
      guard case .argument(let body, _) = module.definition(of: counter),
        let region = module.region(of: body),
        let loop = module.match(module.owner(of: region), as: Program.For.self),
        loop.indices.isEmpty
      else {
        throw Refusal(
          "the block '\(signature.name)' is in a loop whose extent depends on another loop")
      }
      extents[place] = loop.extent
    }
    let finder = RangeFinder(assumptions: assumptions, running: extents)
    var reach: [IndexExpression] = []
    for (binding, extent) in zip(signature.bindings, signature.extents) {
      guard let range = finder.range(of: binding), assumptions.isNonNegative(range.lower) else {
        throw Refusal("an iterator of block '\(signature.name)' may begin before zero")
      }
      let end = assumptions.simplified(range.lower + range.extent)
      reach.append(assumptions.proves(end, atMost: extent) ? extent : end)
    }
    return reach
  }

  /// Refuses if a statement leaves a buffer.
  fileprivate func requireInside(_ statement: Statement, _ model: ProgramModel) throws(Refusal) {
    if isTrusted { return }
    for access in statement.accesses {
      for (axis, size) in try type(of: access.buffer).shape.enumerated() {
        let reason =
          "the block '\(statement.name)' would \(access.isWrite ? "write" : "read") outside "
          + "\(bufferName(access.buffer)), along axis \(axis); give it a buffer of a tile's size"
        guard let index = access.indices[axis] else { throw Refusal(reason) }
        for outside in [-1 - index, index - size] {
          var system = statement.instances(model.symbols)
          system.require(nonNegative: outside)
          switch system.find() {
          case .never: continue
          case .example(let point):
            throw Refusal(
              reason,
              example: model.at(statement, point.dimensions, point.symbols) + model.sizes(point))
          case .unknown(let why): throw Refusal("\(reason), or so it may be (\(why))")
          }
        }
      }
    }
  }

  /// Refuses if somebody else reads what a statement writes only since it was widened.
  fileprivate func requireUnread(
    _ now: Statement, _ before: Statement, _ buffer: ValueID, _ model: ProgramModel
  ) throws(Refusal) {
    let dropped = before.domain.filter { !now.domain.contains($0) }
    var pending: [Conflict] = []
    for reader in model.statements where reader.block != now.block {
      for conflict in model.conflicts(now, reader, ignoringCommuting: false, on: buffer)
      where conflict.access.0.isWrite {
        for condition in dropped {
          var one = conflict
          one.require(nonNegative: -1 - condition)
          pending.append(one)
        }
      }
    }
    try require(
      none: pending, in: model,
      "the block '\(now.name)' would write elements beyond its domain that are used")
  }

  /// The buffers of which a statement reads elements that it is not shown to find written.
  fileprivate func unwritten(by statement: Statement, _ model: ProgramModel) -> [ValueID] {
    var found: [ValueID] = []
    for access in statement.accesses where !access.isWrite && !found.contains(access.buffer) {
      guard module.definingOperation(of: access.buffer) != nil else { continue }
      var written: [IntegerImage] = []
      for writer in model.statements {
        written += model.writes(writer, before: statement, access.operation, within: nil)
      }
      if model.instances(of: statement).value(notIn: written) != .never {
        found.append(access.buffer)
      }
    }
    return found
  }

  /// Fills a buffer with zeros where it is allocated.
  mutating func fill(_ buffer: ValueID, for block: OperationID) throws(Refusal) {
    guard let allocation = module.definingOperation(of: buffer) else { return }
    let type = try type(of: buffer)
    let plan = copyPlan(
      named: "\(blockName(block))_padding", type.shape, module.location(of: block))
    let (_, filling) = module.insertNest(plan, at: .after(allocation))
    module.insertBody(0, of: filling) { build, iterators in
      let zero = build.insertZero(type.element)
      build.insertOperation(
        Program.Store(
          zero, to: buffer, iterators, map: iterators.indices.map { .dimension($0) }))
    }
  }
}

extension Builder {
  /// The zero of an element type.
  mutating func insertZero(_ element: Type) -> ValueID {
    element.isFloat ? insertFloat(0, element) : insertInteger(0, element)
  }
}
