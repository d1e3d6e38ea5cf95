import Dialects
import IR
import Support

extension Schedule {
  public struct Parallel: LoopKindPrimitive {
    public static var mnemonic: String { "schedule.parallel" }
    public static var documentation: String {
      """
      Lets iterations run on any core, in any order (Halide, TVM `parallel`).

      Rewrite: `for i in m { … } -> parallel for i in m { … }`.

      Requires: no iteration touches what another one writes.
      """
    }
    public static var kind: Program.LoopKind { .parallel }
    public var loop: ValueID
    public init(_ loop: ValueID) { self.loop = loop }

    public func check(_ loop: OperationID, in program: ScheduledProgram) throws(Refusal) {
      try program.requireIndependent(loop)
    }
  }

  public struct Vectorize: LoopKindPrimitive {
    public static var mnemonic: String { "schedule.vectorize" }
    public static var documentation: String {
      """
      Makes iterations the lanes of a vector (Halide, TVM `vectorize`).

      Rewrite: `for j in 16 { … } -> vectorized for j in 16 { … }`.

      Where a split with the tail `guard` has left a condition, the loops that are made of the program run whole
      vectors without masks, in code of their own, and only the last one with:

          for jo in n ceildiv 16 { vectorized for ji in 16 { S if jo * 16 + ji < n } }
            -> for jo { if jo * 16 + 15 < n { S in 16 lanes } else { S in the lanes where jo * 16 + ji < n } }

      Where a block reduces over the loop, its lanes are combined in pairs, half by half, and the result once
      with what the element held; so terms of floats change places:

          vectorized for l in 4 { y += x[l] }  ->  y += (x[0] + x[2]) + (x[1] + x[3])

      Requires: a constant extent, nothing vectorised and no buffer inside, and no iteration touches
      what another one writes but to accumulate, after an initialisation outside of the loop
      (`decompose_reduction`). Reductions by a rule of one's own need all lanes.
      """
    }
    public static var kind: Program.LoopKind { .vectorized }
    public var loop: ValueID
    public init(_ loop: ValueID) { self.loop = loop }

    public func check(_ loop: OperationID, in program: ScheduledProgram) throws(Refusal) {
      try program.requireConstantExtent(loop)
      var found: String?
      program.module.walk(loop) { operation in
        if operation == loop { return }
        if let inner = program.module.match(operation, as: Program.For.self) {
          if inner.kind == .vectorized || inner.kind == .parallel {
            found = "the loop '\(inner.name)' inside it is \(inner.kind.rawValue)"
          }
        } else if program.module.isA(operation, Program.Allocate.self) {
          found = "a buffer is allocated inside it"
        }
      }
      if let found { throw Refusal("the loop '\(program.loopName(loop))' has no lanes: \(found)") }
      for outer in program.loops(around: loop) where try program.snapshot(outer).kind == .vectorized
      {
        throw Refusal(
          "the loop '\(program.loopName(outer))' around it is vectorized already")
      }
      try program.requireLanes(loop)
    }
  }

  public struct Unroll: LoopKindPrimitive {
    public static var mnemonic: String { "schedule.unroll" }
    public static var documentation: String {
      """
      Writes iterations out (Halide, TVM `unroll`, Exo `unroll_loop`).

      Rewrite: `for i in 2 { S(i) } -> S(0); S(1)`, when the program becomes loops.

      Requires: a constant extent.
      """
    }
    public static var kind: Program.LoopKind { .unrolled }
    public var loop: ValueID
    public init(_ loop: ValueID) { self.loop = loop }

    public func check(_ loop: OperationID, in program: ScheduledProgram) throws(Refusal) {
      try program.requireConstantExtent(loop)
    }
  }

  public struct Serial: LoopKindPrimitive {
    public static var mnemonic: String { "schedule.serial" }
    public static var documentation: String {
      """
      Runs iterations one after another again (Halide `serial`).

      Rewrite: `parallel for i in m { … } -> for i in m { … }`. Always legal.
      """
    }
    public static var kind: Program.LoopKind { .serial }
    public var loop: ValueID
    public init(_ loop: ValueID) { self.loop = loop }

    public func check(_ loop: OperationID, in program: ScheduledProgram) throws(Refusal) {}
  }

  /// Lets iterations run on any core; see `Parallel`.
  public mutating func parallel(_ loop: Loop) throws(Refusal) { try apply(Parallel(loop.value)) }

  /// Makes iterations the lanes of a vector; see `Vectorize`.
  public mutating func vectorize(_ loop: Loop) throws(Refusal) { try apply(Vectorize(loop.value)) }

  /// Writes iterations out; see `Unroll`.
  public mutating func unroll(_ loop: Loop) throws(Refusal) { try apply(Unroll(loop.value)) }

  /// Runs iterations one after another again; see `Serial`.
  public mutating func serial(_ loop: Loop) throws(Refusal) { try apply(Serial(loop.value)) }
}

/// A primitive that only says how a loop's iterations run.
public protocol LoopKindPrimitive: SchedulePrimitive {
  static var kind: Program.LoopKind { get }
  var loop: ValueID { get }
  init(_ loop: ValueID)
  func check(_ loop: OperationID, in program: ScheduledProgram) throws(Refusal)
}

extension LoopKindPrimitive {
  public static var signature: Signature { Signature(operands: [.init("loop", .loop)]) }
  public static var isLimited: Bool { false }

  public init(_ operation: OperationID, in module: borrowing Module) {
    self.init(module.operandOrMissing(0, of: operation))
  }

  public var state: OperationState { OperationState(name: Self.mnemonic, operands: [loop]) }

  public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
    let loop = try program.loop(loop)
    let now = try program.snapshot(loop).kind
    if now == Self.kind { return [] }
    guard now == .serial || Self.kind == .serial else {
      throw Refusal("the loop '\(program.loopName(loop))' is \(now.rawValue) already")
    }
    if !program.isTrusted { try check(loop, in: program) }
    program.changeKinds { module in
      module.setProperty("kind", of: loop, to: .string(Self.kind.rawValue))
      module.setAttribute(
        Program.For.wholeVectorsAttribute, of: loop,
        to: Self.kind == .vectorized ? .bool(true) : nil)
      // A loop that is made serial is no axis of a GPU any more, even if it is made parallel again.
      module.setAttribute(Program.ThreadAxis.attribute, of: loop, to: nil)
    }
    return []
  }

  public func swiftCall(_ name: (ValueID) -> String) -> String { "\(Self.verb)(\(name(loop)))" }
}

extension ScheduledProgram {
  fileprivate func requireConstantExtent(_ loop: OperationID) throws(Refusal) {
    let snapshot = try snapshot(loop)
    if assumptions.simplified(snapshot.extent).constantValue == nil {
      throw Refusal(
        "the extent of the loop '\(snapshot.name)' is '\(snapshot.extent)', no constant; split it "
          + "first")
    }
  }
}
