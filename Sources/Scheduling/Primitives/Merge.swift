import Dialects
import IR
import Support

extension Schedule {
  public struct Merge: SchedulePrimitive {
    public static var mnemonic: String { "schedule.merge" }
    public static var documentation: String {
      """
      Makes one loop of two that follow each other (Halide `compute_with`, TVM `merge`, Exo `fuse`).

      Rewrite:

          for i in m { S(i) };  for j in m { T(j) }  ->  for i in m { S(i); T(i) }

      Requires: the same extent and kind, nothing between them, and no iteration of the second needs
      a later iteration of the first. The first loop's cursor stays.
      """
    }
    public static var signature: Signature {
      Signature(operands: [.init("first", .loop), .init("second", .loop)])
    }

    public var first: ValueID
    public var second: ValueID

    public init(_ first: ValueID, _ second: ValueID) {
      self.first = first
      self.second = second
    }

    public init(_ operation: OperationID, in module: Module) {
      first = module.operandOrMissing(0, of: operation)
      second = module.operandOrMissing(1, of: operation)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [first, second])
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let (first, second) = (try program.loop(first), try program.loop(second))
      let (a, b) = (try program.snapshot(first), try program.snapshot(second))
      guard program.module.next(after: first) == second else {
        throw Refusal("the loop '\(b.name)' must directly follow the loop '\(a.name)'")
      }
      guard a.extent == b.extent, a.indices == b.indices else {
        throw Refusal(
          "the loops '\(a.name)' and '\(b.name)' have different extents, '\(a.extent)' and "
            + "'\(b.extent)'")
      }
      guard a.kind == b.kind, a.kind == .serial || a.kind == .parallel else {
        throw Refusal(
          "the loop '\(a.name)' is \(a.kind.rawValue) and '\(b.name)' is \(b.kind.rawValue)")
      }
      let (i, j) = (try program.counter(of: first), try program.counter(of: second))
      guard let source = program.module.body(of: second),
        let target = program.module.body(of: first)
      else { return [] }
      program.module.moveOperations(from: source, to: target)
      let moved = program.module.arguments(of: target)[0]
      program.module.rewriteIndex(j, as: .dimension(0), over: [i == moved ? i : moved])
      program.module.erase(second)
      try program.requireMerged(first, count: program.module.operations(in: target).count)
      if a.kind == .parallel { try program.requireIndependent(first) }
      try program.requireStillIndependent(around: first)
      return []
    }

    public func swiftCall(_ name: (ValueID) -> String) -> String {
      "merge(\(name(first)), \(name(second)))"
    }
  }

  /// Makes one loop of two that follow each other; see `Merge`.
  public mutating func merge(_ first: Loop, _ second: Loop) throws(Refusal) {
    try apply(Merge(first.value, second.value))
  }
}

extension ScheduledProgram {
  /// Refuses if, in one loop made of two, an instance of a later part runs before an instance of an
  /// earlier part that it conflicts with.
  fileprivate func requireMerged(_ loop: OperationID, count: Int) throws(Refusal) {
    if isTrusted { return }
    try requireParts(of: loop, "an iteration needs a later one of the first loop")
  }

  /// Refuses if iterations of the operations in a loop's body depend on each other across the
  /// operations, an earlier operation's later iteration on a later operation's earlier one.
  func requireParts(of loop: OperationID, _ reason: String) throws(Refusal) {
    if isTrusted { return }
    let model = self.model
    let statements = model.statements(under: loop)
    var pending: [Conflict] = []
    for first in statements {
      guard let place = first.loops.firstIndex(of: loop) else { continue }
      for second in statements where second.number > first.number {
        guard child(of: loop, holding: first.block) != child(of: loop, holding: second.block)
        else { continue }
        for var conflict in model.conflicts(first, second, ignoringCommuting: true) {
          conflict.requireSame(0..<place)
          pending += conflict.later(in: place)
        }
      }
    }
    try require(none: pending, in: model, reason)
  }

  /// The operation directly in a loop's body that holds `block`.
  func child(of loop: OperationID, holding block: OperationID) -> OperationID? {
    var current = block
    while let parent = module.parent(of: current) {
      if parent == loop { return current }
      current = parent
    }
    return nil
  }
}
