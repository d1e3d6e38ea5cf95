import Dialects
import IR
import Support

extension Schedule {
  public struct RFactor: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.rfactor" }
    public static var documentation: String {
      """
      Splits a reduction into partial results, one for each iteration of a loop, and a reduction of
      those (Halide `rfactor`, TVM `rfactor`).

      Rewrite, for the loop ki:

          for i { for ko { for ki in 4 { T[i] += X[i, ko * 4 + ki] } } }
            -> P = alloc [4, m];  for … { P[ki, i] = 0 }
               for i { for ko { for ki in 4 { P[ki, i] += X[i, ko * 4 + ki] } } }
               for i { for r in 4 { T[i] += P[r, i] } }

      Requires: a block that only accumulates, into its whole buffer, which is allocated
      beside the block's own nest (both may be inside other loops); a serial loop of that nest that is
      reduced over, whose extent is an expression of sizes. Returns the block that reduces the partial
      results; the iterations of the loop are now independent.

      Partial results begin with what changes nothing. Where another block gives the elements their
      initial values, as it does for a sum that may have no terms, they stay what they are added to.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.block(\.block), .loop(\.loop, label: "over")]
    }
    public static var results: [Signature.Slot] {
      [.init("final", .block)]
    }

    public var block = ValueID.missing
    public var loop = ValueID.missing

    public init() {}

    public init(_ block: ValueID, over loop: ValueID) {
      self.block = block
      self.loop = loop
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let (block, loop) = (try program.block(block), try program.loop(loop))
      let (signature, outer) = (try program.signature(block), try program.snapshot(loop))
      guard let step = program.module.reductionStep(of: block) else {
        throw Refusal(
          "the block '\(signature.name)' does not combine terms with an operation whose order does "
            + "not matter")
      }
      let model = program.model
      var places: [(iterator: Int, offset: IndexExpression)] = []
      for buffer in step.buffers {
        // What was there before the terms may come from anywhere: to that the partial results are added.
        let others =
          program.hasInitial(block)
          ? [] : program.users(of: buffer).filter(\.access.isWrite).map(\.block)
        places = try program.storePlaces(of: block, in: buffer, model, among: [block] + others)
      }
      let beginnings = try program.beginnings(of: step, block)
      let counter = try program.counter(of: loop)
      let place = signature.counters.firstIndex(of: counter)
      let isReduced = zip(signature.kinds, signature.bindings).contains { kind, binding in
        kind == .reduction && place.map { binding.dimensionNumbers.contains($0) } ?? false
      }
      guard isReduced, outer.kind == .serial, outer.indices.isEmpty else {
        throw Refusal(
          "the loop '\(outer.name)' must be serial, reduced over, and of an extent that depends on no "
            + "loop")
      }
      let root = program.ownNest(of: block)
      guard loop == root || program.loops(around: loop).contains(root),
        step.buffers.allSatisfy({ program.isBeside($0, root) })
      else {
        throw Refusal("the block '\(signature.name)' must be alone in its nest")
      }
      let isMoved = places.contains { $0.offset != 0 }
      guard !isMoved || !program.hasInitial(block) || !program.initialUsesIterators(block) else {
        throw Refusal(
          "the initial value of block '\(signature.name)' depends on the element, and its buffer "
            + "holds only a part of the elements")
      }
      try program.requireOnce(block, under: program.loops(around: root).count)
      return [
        .block(
          try program.factor(
            block, outer.extent, counter, places.map(\.iterator), step, beginnings, root))
      ]
    }
  }

  /// Splits a reduction into partial results over a loop; gives the block that reduces those.
  ///
  /// See `RFactor`.
  @discardableResult
  public mutating func rfactor(_ block: Block, over loop: Loop) throws(Refusal) -> Block {
    Block(try apply(RFactor(block.value, over: loop.value))[0])
  }
}

extension ScheduledProgram {
  /// Whether a buffer is allocated in the same body as `nest` stands.
  fileprivate func isBeside(_ buffer: ValueID, _ nest: OperationID) -> Bool {
    module.definingOperation(of: buffer).map { module.block(of: $0) == module.block(of: nest) }
      ?? (module.parent(of: nest) == function)
  }

  /// Whether the initialisation of a block uses the block's iterators for more than places.
  fileprivate func initialUsesIterators(_ block: OperationID) -> Bool {
    guard let body = module.entryBlock(of: module.region(1, of: block)) else { return false }
    return module.arguments(of: body).contains { argument in
      module.users(of: argument).contains { !module.isA($0, Program.Store.self) }
    }
  }

  /// For each component the constant with which a partial result begins; `nil` for the neutral term of
  /// the operation.
  ///
  /// - Throws: a refusal if the components are combined by a rule, and do not begin with constants.
  fileprivate func beginnings(
    of step: ReductionStep, _ block: OperationID
  ) throws(Refusal) -> [OperationID?] {
    guard module.isA(step.combination, Program.Combine.self) else {
      return step.buffers.map { _ in nil }
    }
    var found: [OperationID?] = []
    for buffer in step.buffers {
      let initial = users(of: buffer).filter {
        $0.access.isWrite && ($0.access.isInitial || $0.block != block)
      }
      guard initial.count == 1,
        let store = module.match(initial[0].access.operation, as: Program.Store.self),
        let constant = module.definingOperation(of: store.value),
        module.isA(constant, Arith.Constant.self)
      else {
        throw Refusal(
          "the block '\(blockName(block))' combines by a rule, and \(bufferName(buffer)) does not "
            + "begin with one constant, with which partial results could begin")
      }
      found.append(constant)
    }
    return found
  }

  fileprivate mutating func factor(
    _ block: OperationID, _ extent: IndexExpression, _ counter: ValueID, _ axes: [Int],
    _ step: ReductionStep, _ beginnings: [OperationID?], _ root: OperationID
  ) throws(Refusal) -> OperationID {
    let source = module
    let signature = try signature(block)
    let location = source.location(of: block)
    var whole: [IndexExpression] = []
    var partials: [ValueID] = []
    for buffer in step.buffers {
      var type = try type(of: buffer)
      whole = type.shape
      type.shape = [extent] + whole
      let allocation = module.insert(
        Program.Allocate(type), at: .before(root), location: location)
      partials.append(module.result(of: allocation))
    }
    let initial =
      hasInitial(block) ? source.entryBlock(of: source.region(1, of: block)) : nil

    func plan(_ name: String, _ extents: [IndexExpression], reduced: Int?) -> NestPlan {
      NestPlan(
        name: uniqueBlockName(name),
        axes: extents.enumerated().map { axis, extent in
          NestPlan.Axis(
            extent: extent, name: "\(name)_\(axis)",
            kind: axis == reduced ? .reduction : .spatial, domain: extent)
        }, location: location)
    }
    /// Writes the initial values of an element of every component.
    func start(_ build: inout Builder, _ initial: BlockID, _ spatial: [ValueID]) {
      var known: [ValueID: ValueID] = [:]
      for (place, argument) in source.arguments(of: initial).enumerated() {
        known[argument] =
          axes.firstIndex(of: place).map { spatial[$0] } ?? build.insert(Program.Index(0))
      }
      let operations = source.operations(in: initial)
      Module.copyStatement(
        operations.filter { !source.isA($0, Program.Store.self) }, of: source, known: &known,
        into: &build)
      let stores = operations.compactMap { source.match($0, as: Program.Store.self) }
      let map = spatial.indices.map { IndexExpression.dimension($0) }
      for buffer in step.buffers {
        guard let store = stores.last(where: { $0.buffer == buffer }) else { continue }
        build.insertOperation(
          Program.Store(known[store.value] ?? store.value, to: buffer, spatial, map: map))
      }
    }

    let (_, first) = module.insertNest(
      plan(signature.name + "_init", [extent] + whole, reduced: nil), at: .before(root))
    module.insertBody(0, of: first) { build, iterators in
      let map = iterators.indices.map { IndexExpression.dimension($0) }
      for (place, (target, constant)) in zip(partials, beginnings).enumerated() {
        var known: [ValueID: ValueID] = [:]
        if let constant {
          Module.copyStatement([constant], of: source, known: &known, into: &build)
        }
        let type = source.type(of: source.results(of: step.combination)[place])
        let value =
          constant.flatMap { known[source.result(of: $0)] }
          ?? build.insertNeutral(of: step.rule, type)
        guard let value else { continue }
        build.insertOperation(Program.Store(value, to: target, iterators, map: map))
      }
    }

    addPartialIterator(to: block, extent, counter, partials, step)

    let (_, last) = module.insertNest(
      plan(signature.name + "_final", whole + [extent], reduced: whole.count), at: .after(root))
    module.insertBody(0, of: last) { build, iterators in
      let spatial = Array(iterators.dropLast())
      let map = spatial.indices.map { IndexExpression.dimension($0) }
      let held = step.buffers.map { build.insert(Program.Load($0, spatial, map: map)) }
      let terms = partials.map {
        build.insert(Program.Load($0, iterators, map: [.dimension(spatial.count)] + map))
      }
      let left = Set(step.loads.map { source.result(of: $0) })
      let operands = source.operands(of: step.combination).enumerated().map { place, operand in
        let component = place % held.count
        return left.contains(operand) ? held[component] : terms[component]
      }
      var known: [ValueID: ValueID] = [:]
      Module.copyStatement([step.combination], of: source, known: &known, into: &build)
      let results = source.results(of: step.combination).compactMap { known[$0] }
      if let copy = results.first.flatMap({ build.module.definingOperation(of: $0) }) {
        build.module.setOperands(of: copy, to: operands)
      }
      for (buffer, result) in zip(step.buffers, results) {
        build.insertOperation(Program.Store(result, to: buffer, spatial, map: map))
      }
    }
    if let initial {
      module.insertBody(1, of: last) { build, iterators in
        start(&build, initial, Array(iterators.dropLast()))
      }
    }
    return last
  }

  /// Lets a block accumulate into the part of `partials` that belongs to the loop's iteration.
  private mutating func addPartialIterator(
    to block: OperationID, _ extent: IndexExpression, _ counter: ValueID, _ partials: [ValueID],
    _ step: ReductionStep
  ) {
    guard var signature = module.match(block, as: Program.Block.self),
      let place = signature.counters.firstIndex(of: counter),
      let body = module.entryBlock(of: module.region(0, of: block))
    else { return }
    if hasInitial(block), let initial = module.entryBlock(of: module.region(1, of: block)) {
      module.erase(initial)
    }
    signature.bindings.append(.dimension(place))
    signature.extents.append(extent)
    signature.kinds.append(.spatial)
    module.setProperties(of: block, to: signature.state.properties)
    let iterator = module.appendArgument(to: body, type: .index)
    for (access, partials) in zip(step.loads + step.stores, partials + partials) {
      let first = module.isA(access, Program.Store.self) ? 2 : 1
      var operands = module.operands(of: access)
      operands[first - 1] = partials
      operands.append(iterator)
      let map = module.property("map", of: access)?.mapExpressions ?? []
      module.setOperands(of: access, to: operands)
      module.setProperty(
        "map", of: access, to: .map([.dimension(operands.count - 1 - first)] + map))
    }
  }
}
