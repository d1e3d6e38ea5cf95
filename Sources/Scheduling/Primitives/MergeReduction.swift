import Dialects
import IR
import Support

extension Schedule {
  public struct MergeReduction: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.merge_reduction" }
    public static var documentation: String {
      """
      Makes one block of the initialisation of a reduction and its steps, as before
      `decompose_reduction` (TVM `merge_reduction`).

      Rewrite:

          for i { T[i] = 0 };  for i { for k { T[i] += X[i, k] } }
            -> for i { for k { init { T[i] = 0 };  T[i] += X[i, k] } }

      Requires: the nest of the first block directly before that of the second; the first computes from nothing but
      its iterators, the second accumulates into the same elements, both without conditions and over
      all of them, each once, and in at least one step each.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.block(\.initial, "initial"), .block(\.update, "update", label: "into")]
    }

    public var initial = ValueID.missing
    public var update = ValueID.missing

    public init() {}

    public init(_ initial: ValueID, into update: ValueID) {
      (self.initial, self.update) = (initial, update)
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let (initial, update) = (try program.block(initial), try program.block(update))
      let axes = try program.requireBeginning(initial, of: update)
      let nest = program.ownNest(of: initial)
      program.makeInitial(of: update, from: initial, axes)
      program.module.erase(nest)
      try program.requireBegunFirst(update)
      try program.requireStillIndependent(around: update)
      return []
    }
  }

  /// Makes one block of an initialisation and the steps of its reduction; see `MergeReduction`.
  public mutating func mergeReduction(
    _ initial: Block, into update: Block
  ) throws(Refusal) {
    try apply(MergeReduction(initial.value, into: update.value))
  }
}

extension ScheduledProgram {
  /// Refuses unless one block sets every element to which another adds, and nothing else.
  ///
  /// - Returns: for each iterator of the first that of the second.
  fileprivate func requireBeginning(
    _ initial: OperationID, of update: OperationID
  ) throws(Refusal) -> [Int: Int] {
    let (first, second) = (try signature(initial), try signature(update))
    guard let step = module.reductionStep(of: update), !hasInitial(update) else {
      throw Refusal(
        "the block '\(second.name)' does not accumulate, or has an initialisation already")
    }
    guard step.buffers == [try output(of: initial)],
      accesses(of: initial).allSatisfy(\.isWrite), !hasInitial(initial)
    else {
      throw Refusal(
        "the block '\(first.name)' does more than set the elements to which '\(second.name)' adds")
    }
    guard module.next(after: ownNest(of: initial)) == ownNest(of: update) else {
      throw Refusal(
        "the nest of block '\(second.name)' must directly follow that of '\(first.name)'")
    }
    guard first.predicate.isEmpty, second.predicate.isEmpty else {
      throw Refusal(
        "the block '\(first.predicate.isEmpty ? second.name : first.name)' has conditions; merge "
          + "before splitting")
    }
    for (kind, extent) in zip(second.kinds, second.extents)
    where kind == .reduction && !assumptions.isNonNegative(extent - 1) {
      throw Refusal(
        "the reduction of block '\(second.name)' over '\(extent)' terms may have none; then nothing "
          + "would be set")
    }
    let (own, its) = (try storeAxes(of: initial), try storeAxes(of: update))
    guard own.count == its.count,
      zip(own, its).allSatisfy({ first.extents[$0] == second.extents[$1] })
    else {
      throw Refusal("the blocks '\(first.name)' and '\(second.name)' run over different elements")
    }
    try requireRunsForAll(Array(first.extents.indices), of: initial)
    try requireRunsForAll(Array(second.extents.indices), of: update)
    try requireOnce(update)
    try requireSetFirst(initial, before: update)
    return Dictionary(zip(own, its), uniquingKeysWith: { a, _ in a })
  }

  /// Refuses if a block sets an element to which another has added.
  private func requireSetFirst(
    _ initial: OperationID, before update: OperationID
  ) throws(Refusal) {
    if isTrusted { return }
    let model = self.model
    guard let first = model.statement(of: initial), let second = model.statement(of: update) else {
      return
    }
    let conflicts = model.conflicts(first, second, ignoringCommuting: false)
    try require(
      none: conflicts.flatMap(\.firstIsLater), in: model,
      "the block '\(first.name)' sets an element to which '\(second.name)' has added")
  }

  fileprivate mutating func makeInitial(
    of update: OperationID, from initial: OperationID, _ axes: [Int: Int]
  ) {
    let source = module
    guard let body = source.entryBlock(of: source.region(0, of: initial)) else { return }
    module.insertBody(1, of: update) { build, iterators in
      var known: [ValueID: ValueID] = [:]
      for (place, argument) in source.arguments(of: body).enumerated() {
        known[argument] = axes[place].map { iterators[$0] }
      }
      Module.copyStatement(
        source.operations(in: body), of: source, known: &known, into: &build)
    }
  }

  /// Refuses if a block adds to an element before it has set it.
  fileprivate func requireBegunFirst(_ block: OperationID) throws(Refusal) {
    if isTrusted { return }
    let model = self.model
    guard let statement = model.statement(of: block) else { return }
    var pending: [Conflict] = []
    for conflict in model.conflicts(statement, statement, ignoringCommuting: false)
    where conflict.access.0.isInitial && !conflict.access.1.isInitial {
      pending += conflict.firstIsLater
    }
    try require(
      none: pending, in: model,
      "the block '\(statement.name)' would add to an element before it is set")
  }
}
