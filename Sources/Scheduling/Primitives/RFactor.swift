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

      Requires: a block that only accumulates, alone writes its whole buffer and is alone in its nest;
      a serial loop that is reduced over, whose extent is an expression of sizes. Returns the block
      that reduces the partial results; the iterations of the loop are now independent.
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
      guard let accumulation = program.module.accumulation(of: block), program.hasInitial(block)
      else {
        throw Refusal(
          "the block '\(signature.name)' does not combine terms with an operation whose order does "
            + "not matter, from an initial value")
      }
      let buffer = try program.output(of: block)
      let axes = try program.requireOnlyWriter(block, of: buffer)
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
      try program.requireOnce(block)
      let root = program.root(of: block)
      guard program.blocks(under: root) == [block],
        program.module.isAtTop(buffer, of: program.function)
      else {
        throw Refusal("the block '\(signature.name)' must be alone in its nest")
      }
      return [
        .block(
          try program.factor(block, outer.extent, counter, axes, accumulation, buffer, root))
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
  fileprivate mutating func factor(
    _ block: OperationID, _ extent: IndexExpression, _ counter: ValueID, _ axes: [Int],
    _ accumulation: (combination: String, load: OperationID, store: OperationID),
    _ buffer: ValueID, _ root: OperationID
  ) throws(Refusal) -> OperationID {
    let source = module
    let signature = try signature(block)
    let location = source.location(of: block)
    let type = try type(of: buffer)
    let whole = type.shape
    var partial = type
    partial.shape = [extent] + whole
    let allocation = module.insert(
      Program.Allocate(partial), at: .before(root), location: location)
    let partials = module.result(of: allocation)
    guard let initial = source.entryBlock(of: source.region(1, of: block)),
      let store = source.match(accumulation.store, as: Program.Store.self)
    else { return block }

    func plan(_ name: String, _ extents: [IndexExpression], reduced: Int?) -> NestPlan {
      NestPlan(
        name: uniqueBlockName(name),
        axes: extents.enumerated().map { axis, extent in
          NestPlan.Axis(
            extent: extent, name: "\(name)_\(axis)",
            kind: axis == reduced ? .reduction : .spatial, domain: extent)
        }, location: location)
    }
    /// Writes the initial value of an element of `target`.
    func start(
      _ build: inout Builder, _ iterators: [ValueID], _ spatial: [ValueID], _ target: ValueID
    ) {
      var known: [ValueID: ValueID] = [:]
      for (place, argument) in source.arguments(of: initial).enumerated() {
        known[argument] =
          axes.firstIndex(of: place).map { spatial[$0] } ?? build.insert(Program.Index(0))
      }
      let operations = source.operations(in: initial)
      Module.copyStatement(
        operations.filter { !source.isA($0, Program.Store.self) }, of: source, known: &known,
        into: &build)
      guard let store = operations.compactMap({ source.match($0, as: Program.Store.self) }).last
      else { return }
      let map = iterators.indices.map { IndexExpression.dimension($0) }
      build.insertOperation(
        Program.Store(known[store.value] ?? store.value, to: target, iterators, map: map))
    }

    let (_, first) = module.insertNest(
      plan(signature.name + "_init", partial.shape, reduced: nil), at: .before(root))
    module.insertBody(0, of: first) { build, iterators in
      start(&build, iterators, Array(iterators.dropFirst()), partials)
    }

    addPartialIterator(
      to: block, extent, counter, partials, [accumulation.load, accumulation.store])

    let (_, last) = module.insertNest(
      plan(signature.name + "_final", whole + [extent], reduced: whole.count), at: .after(root))
    module.insertBody(0, of: last) { build, iterators in
      let spatial = Array(iterators.dropLast())
      let map = spatial.indices.map { IndexExpression.dimension($0) }
      let sum = build.insert(Program.Load(buffer, spatial, map: map))
      let term = build.insert(
        Program.Load(partials, iterators, map: [.dimension(spatial.count)] + map))
      let combination = source.definingOperation(of: store.value)
      let combined = build.insert(
        OperationState(
          name: accumulation.combination, operands: [sum, term], resultTypes: [type.element],
          properties: combination.map { source.properties(of: $0) } ?? [:]))
      let result = build.module.result(of: combined)
      build.insertOperation(Program.Store(result, to: buffer, spatial, map: map))
    }
    module.insertBody(1, of: last) { build, iterators in
      let spatial = Array(iterators.dropLast())
      start(&build, spatial, spatial, buffer)
    }
    return last
  }

  /// Lets a block accumulate into the part of `partials` that belongs to the loop's iteration.
  private mutating func addPartialIterator(
    to block: OperationID, _ extent: IndexExpression, _ counter: ValueID, _ partials: ValueID,
    _ accesses: [OperationID]
  ) {
    guard var signature = module.match(block, as: Program.Block.self),
      let place = signature.counters.firstIndex(of: counter),
      let body = module.entryBlock(of: module.region(0, of: block)),
      let initial = module.entryBlock(of: module.region(1, of: block))
    else { return }
    module.erase(initial)
    signature.bindings.append(.dimension(place))
    signature.extents.append(extent)
    signature.kinds.append(.spatial)
    module.setProperties(of: block, to: signature.state.properties)
    let iterator = module.appendArgument(to: body, type: .index)
    for access in accesses {
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
