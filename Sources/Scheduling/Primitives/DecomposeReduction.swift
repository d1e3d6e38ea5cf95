import Dialects
import IR
import Support

extension Schedule {
  public struct DecomposeReduction: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.decompose_reduction" }
    public static var documentation: String {
      """
      Takes the initialisation of a reduction out into a nest of its own before a loop (TVM
      `decompose_reduction`; Halide's pure and update definitions).

      Rewrite, before the loop k:

          for i { for k { init { T[i] = 0 };  T[i] += X[i, k] } }
            -> for i { T[i] = 0;  for k { T[i] += X[i, k] } }

      Requires: the loop holds nothing but the block, which begins at the first step of its reduction;
      no loop outside it is reduced over, and no condition mixes spatial and reduced loops. Returns the block that initialises.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.block(\.block), .loop(\.loop, label: "before")]
    }
    public static var results: [Signature.Slot] {
      [.init("initial", .block)]
    }

    public var block = ValueID.missing
    public var loop = ValueID.missing

    public init() {}

    public init(_ block: ValueID, before loop: ValueID) {
      self.block = block
      self.loop = loop
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let (block, loop) = (try program.anyBlock(block), try program.loop(loop))
      let signature = try program.signature(block)
      guard program.hasInitial(block) else {
        throw Refusal("the block '\(signature.name)' has no initialisation")
      }
      let around = program.loops(around: block)
      guard let place = around.firstIndex(of: loop) else {
        throw Refusal(
          "the loop '\(program.loopName(loop))' is not around block '\(signature.name)'")
      }
      for (outer, inner) in zip(around[place...], around[(place + 1)...] + [block]) {
        guard program.onlyChild(of: outer) == inner else {
          throw Refusal(
            "the loop '\(program.loopName(outer))' holds more than block '\(signature.name)'")
        }
      }
      let roles = try program.reductionLoops(of: block, around)
      if let outer = around[..<place].first(where: { roles.reduced.contains($0) }) {
        throw Refusal(
          "the loop '\(program.loopName(outer))' outside '\(program.loopName(loop))' is reduced over, "
            + "so elements would be initialised again")
      }
      try program.requireOnce(block, under: place)
      let spatial = around[place...].filter { !roles.reduced.contains($0) }
      let initial = try program.changeLoops { (program) throws(Refusal) in
        try program.insertInitial(
          of: block, signature, under: spatial, where: roles.conditions, at: .before(loop))
      }
      return [.block(initial)]
    }
  }

  /// Takes the initialisation of a reduction out before a loop; gives the block that initialises.
  ///
  /// See `DecomposeReduction`.
  @discardableResult
  public mutating func decomposeReduction(
    _ block: Block, before loop: Loop
  ) throws(Refusal) -> Block {
    Block(try apply(DecomposeReduction(block.value, before: loop.value))[0])
  }
}

extension ScheduledProgram {
  func hasInitial(_ block: OperationID) -> Bool {
    module.regionCount(of: block) > 1
      && module.entryBlock(of: module.region(1, of: block)) != nil
  }

  /// The loops that iterators which are reduced over depend on, and the conditions of the block that
  /// are about other loops only.
  fileprivate func reductionLoops(
    of block: OperationID, _ loops: [OperationID]
  ) throws(Refusal) -> (reduced: Set<OperationID>, conditions: [IndexExpression]) {
    let signature = try signature(block)
    var numbers: Set<Int> = []
    for (kind, binding) in zip(signature.kinds, signature.bindings) where kind == .reduction {
      numbers.formUnion(binding.dimensionNumbers)
      let start = binding.substituting(dimensions: signature.counters.map { _ in 0 })
      guard assumptions.simplified(start) == 0 else {
        throw Refusal(
          "the block '\(signature.name)' does not begin at the first step of its reduction, but at "
            + "\(start), so it does not always initialise")
      }
    }
    for (kind, binding) in zip(signature.kinds, signature.bindings) where kind == .spatial {
      guard binding.dimensionNumbers.isDisjoint(with: numbers) else {
        throw Refusal(
          "a spatial iterator of block '\(signature.name)' depends on a loop that is reduced over")
      }
    }
    var conditions: [IndexExpression] = []
    for condition in signature.predicate {
      let used = condition.dimensionNumbers
      if used.isDisjoint(with: numbers) {
        conditions.append(condition)
      } else if !used.isSubset(of: numbers) {
        throw Refusal(
          "the condition '\(condition)' of block '\(signature.name)' mixes loops that are reduced "
            + "over with others")
      }
    }
    var reduced: Set<OperationID> = []
    for loop in loops {
      let counter = try counter(of: loop)
      if numbers.contains(where: { signature.counters[$0] == counter }) { reduced.insert(loop) }
    }
    return (reduced, conditions)
  }

  /// Takes the initialisation of a block out, to copies of the loops `spatial` at `point`.
  ///
  /// - Parameters:
  ///   - block: has one.
  ///   - old: the block's signature, over any values.
  ///   - spatial: the loops that are not reduced over.
  ///   - conditions: those of the block's that hold for all terms, over the counters of `old`.
  ///   - point: where the new nest begins.
  ///   - known: what values are called there, if not what they are in the block.
  /// - Returns: the block that initialises.
  /// - Throws: a refusal if one of `spatial` is no loop.
  mutating func insertInitial(
    of block: OperationID, _ old: Program.Block, under spatial: [OperationID],
    where conditions: [IndexExpression], at point: InsertionPoint,
    known: [ValueID: ValueID] = [:]
  ) throws(Refusal) -> OperationID {
    var point = point
    var mapping = known
    for outer in spatial {
      var copy = try snapshot(outer)
      copy.indices = copy.indices.map { mapping[$0] ?? $0 }
      copy.name += "_init"
      let inserted = module.insertLoop(copy, at: point, location: module.location(of: outer))
      module.setAttributes(of: inserted.loop, to: module.attributes(of: outer))
      mapping[try counter(of: outer)] = inserted.counter
      point = .atEnd(of: inserted.body)
    }
    var signature = old
    signature.name = uniqueBlockName(old.name + "_init")
    let kept = old.kinds.indices.filter { old.kinds[$0] == .spatial }
    signature.bindings = kept.map { old.bindings[$0] }
    signature.extents = kept.map { old.extents[$0] }
    signature.kinds = kept.map { old.kinds[$0] }
    signature.predicate = conditions
    let used = Set((signature.bindings + signature.predicate).flatMap(\.dimensionNumbers)).sorted()
    let renumbered = old.counters.indices.map { place -> IndexExpression in
      .dimension(used.firstIndex(of: place) ?? 0)
    }
    signature.counters = used.map { mapping[old.counters[$0]] ?? old.counters[$0] }
    signature.bindings = signature.bindings.map { $0.substituting(dimensions: renumbered) }
    signature.predicate = signature.predicate.map { $0.substituting(dimensions: renumbered) }
    let initial = module.insert(signature, at: point, location: module.location(of: block))
    let source = module
    guard let body = source.entryBlock(of: source.region(1, of: block)) else { return initial }
    module.insertBody(0, of: initial) { build, iterators in
      var known = mapping
      for (place, argument) in source.arguments(of: body).enumerated() {
        known[argument] =
          kept.firstIndex(of: place).map { iterators[$0] } ?? build.insert(Program.Index(0))
      }
      Module.copyStatement(
        source.operations(in: body), of: source, known: &known, into: &build)
    }
    module.erase(body)
    return initial
  }
}
