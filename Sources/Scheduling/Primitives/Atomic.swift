import Dialects
import IR

extension Schedule {
  public struct Atomic: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.atomic" }
    public static var documentation: String {
      """
      Lets a block that accumulates update its elements at once for all threads (Halide `atomic`).

      Rewrite: `y[b] = y[b] + x[i] -> atomically y[b] = y[b] + x[i]`. Afterwards loops whose iterations
      accumulate into the same elements may be `parallel`, or bound to a GPU.

      Requires: a statement that combines one element with a term by one operation and does nothing
      else, in no vectorised loop; for sums and products of floats, whose last bits then differ from run
      to run, that the step allows another order (`reassociating`). The initialisation is no update: take
      it out by `decompose_reduction` first.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.block(\.block), .flag(\.isReassociating, "reassociating", label: "reassociating")]
    }

    public var block = ValueID.missing
    /// Whether terms may be added in another order in every run.
    public var isReassociating = false

    public init() {}

    public init(_ block: ValueID, reassociating: Bool) {
      (self.block, isReassociating) = (block, reassociating)
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let block = try program.block(block)
      let update = try program.requireAtomicUpdate(block)
      guard update.isExact || isReassociating else {
        throw Refusal(
          "the block '\(program.blockName(block))' accumulates floats, which round differently in another "
            + "order, and atomic updates come in another order in every run; allow it by "
            + "'reassociating', or use 'rfactor'")
      }
      program.module.setAttribute(Program.Block.atomicAttribute, of: block, to: .bool(true))
      return []
    }
  }

  /// Lets a block that accumulates update its elements at once for all threads; see `Atomic`.
  ///
  /// - Parameters:
  ///   - block: accumulates, and has no initialisation of its own.
  ///   - reassociating: whether floats may be accumulated in another order in every run.
  /// - Throws: a refusal if the block is no update of one element, or rounds without leave to.
  public mutating func atomic(_ block: Block, reassociating: Bool = false) throws(Refusal) {
    try apply(Atomic(block.value, reassociating: reassociating))
  }
}

extension ScheduledProgram {
  /// Refuses unless every atomic block can be one, and loops that are parallel because of one, now or
  /// before a step, have independent iterations still.
  func requireAtomicUpdates() throws(Refusal) {
    for block in blocks(under: function) where module.isAtomic(block) {
      _ = try requireAtomicUpdate(block)
    }
    for loop in loops(under: function) where try snapshot(loop).kind == .parallel {
      try requireIndependent(loop)
    }
  }

  /// Refuses unless a block's statement is an atomic update, in a place where it may be one.
  fileprivate func requireAtomicUpdate(_ block: OperationID) throws(Refusal) -> AtomicUpdate {
    let name = blockName(block)
    guard let update = module.atomicUpdate(of: block) else {
      throw Refusal(
        "the block '\(name)' is no atomic update: its statement must combine one element with a term by "
          + "one operation, and do nothing else")
    }
    guard module.entryBlock(of: module.region(1, of: block)) == nil else {
      throw Refusal(
        "the block '\(name)' has an initialisation, which is no update; take it out by "
          + "'decompose_reduction' first")
    }
    for loop in loops(around: block) {
      if try snapshot(loop).kind == .vectorized {
        throw Refusal(
          "the block '\(name)' updates atomically, one element at a time, but the loop "
            + "'\(loopName(loop))' around it is vectorized")
      }
      if let seal = module.attribute(SealedNest.instruction, of: loop)?.stringValue {
        throw Refusal(
          "the block '\(name)' updates atomically, but the loop '\(loopName(loop))' around it runs as '\(seal)'"
        )
      }
    }
    return update
  }
}
