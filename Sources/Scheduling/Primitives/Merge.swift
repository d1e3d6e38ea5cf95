import Dialects
import IR
import Support

extension Schedule {
  public struct Merge: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.merge" }
    public static var documentation: String {
      """
      Makes one loop of two that follow each other, the second some iterations behind (Halide
      `compute_with` and its alignments, TVM `merge`, Exo `fuse`).

      Rewrite; then with a shift of 2, for a second loop of two iterations less:

          for i in m { S(i) };  for j in m { T(j) }  ->  for i in m { S(i); T(i) }
          for i in m { S(i) };  for j in m - 2 { T(j) }
            -> for i in m { S(i); T(i - 2) if i - 2 >= 0 }

      Requires: the same kind, nothing between them, and no iteration of the second needs an
      iteration of the first that now comes later. The first loop's cursor stays.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [
        .loop(\.first, "first"), .loop(\.second, "second"),
        .expression(\.shift, "shift", label: "shiftedBy", usual: 0),
      ]
    }

    public var first = ValueID.missing
    public var second = ValueID.missing
    /// How many iterations the second loop is behind; over the function's symbols.
    public var shift = IndexExpression.zero

    public init() {}

    public init(_ first: ValueID, _ second: ValueID, shiftedBy shift: IndexExpression = 0) {
      self.first = first
      self.second = second
      self.shift = shift
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let (first, second) = (try program.loop(first), try program.loop(second))
      let (a, b) = (try program.snapshot(first), try program.snapshot(second))
      // A buffer may be there earlier.
      while let next = program.module.next(after: first),
        program.module.isA(next, Program.Allocate.self)
      {
        program.module.move(next, to: .before(first))
      }
      guard program.module.next(after: first) == second else {
        throw Refusal("the loop '\(b.name)' must directly follow the loop '\(a.name)'")
      }
      guard a.indices == b.indices || a.indices.isEmpty || b.indices.isEmpty else {
        throw Refusal(
          "the extents of the loops '\(a.name)' and '\(b.name)', '\(a.extent)' and "
            + "'\(b.extent)', depend on different loops")
      }
      guard a.kind == b.kind, a.kind == .serial || a.kind == .parallel else {
        throw Refusal(
          "the loop '\(a.name)' is \(a.kind.rawValue) and '\(b.name)' is \(b.kind.rawValue)")
      }
      let axes = (program.module.threadAxis(of: first), program.module.threadAxis(of: second))
      guard axes.0 == axes.1 else {
        func place(_ axis: Program.ThreadAxis?) -> String {
          axis.map { "bound to '\($0.rawValue)'" } ?? "not bound"
        }
        throw Refusal(
          "the loop '\(a.name)' is \(place(axes.0)) and '\(b.name)' is \(place(axes.1)); merge them before "
            + "they are bound")
      }
      try program.requireSize(shift, "the shift")
      try program.merge(first, a, second, b, shiftedBy: shift)
      try program.requireParts(
        of: first,
        "an iteration of the loop '\(b.name)' needs one of the loop '\(a.name)' that would come later"
      )
      if a.kind == .parallel { try program.requireIndependent(first) }
      try program.requireStillIndependent(around: first)
      return []
    }
  }

  /// Makes one loop of two that follow each other, the second `shift` iterations behind.
  ///
  /// See `Merge`.
  public mutating func merge(
    _ first: Loop, _ second: Loop, shiftedBy shift: IndexExpression = 0
  ) throws(Refusal) {
    try apply(Merge(first.value, second.value, shiftedBy: shift))
  }
}

extension ScheduledProgram {
  /// Refuses unless an expression is of sizes alone and never negative.
  func requireSize(_ expression: IndexExpression, _ name: String) throws(Refusal) {
    guard expression.dimensionNumbers.isEmpty else {
      throw Refusal("\(name) '\(expression)' must be a number or an expression of sizes")
    }
    if let unknown = expression.symbolNames.first(where: { assumptions.symbols[$0] == nil }) {
      throw Refusal("there is no size '\(unknown)'")
    }
    guard assumptions.isNonNegative(expression) else {
      throw Refusal("\(name) '\(expression)' may be negative")
    }
  }

  fileprivate mutating func merge(
    _ first: OperationID, _ a: Program.For, _ second: OperationID, _ b: Program.For,
    shiftedBy shift: IndexExpression
  ) throws(Refusal) {
    let (old, counter) = (try counter(of: second), try counter(of: first))
    guard let source = module.body(of: second), let target = module.body(of: first) else { return }
    // A block of blocks that does not run must not be entered, either.
    let (begun, moved) = (outermostBlocks(under: first), outermostBlocks(under: second))
    module.moveOperations(from: source, to: target)
    module.rewriteIndex(old, as: .dimension(0) - shift, over: [counter])
    module.erase(second)
    let end = shift + b.extent
    let extent = assumptions.simplified(.maximum(a.extent, end))
    let indices = a.indices.isEmpty ? b.indices : a.indices
    if extent != a.extent {
      module.setAttribute("fused", of: first, to: nil)
      module.setOperands(of: first, to: indices)
      module.setProperty("extent", of: first, to: .map([extent]))
    }
    // d0 is the counter, then come the operands of the extents.
    let values = [counter] + indices
    let operands = indices.indices.map { IndexExpression.dimension($0 + 1) }
    func limit(_ blocks: [OperationID], to end: IndexExpression) {
      guard end != extent else { return }
      let condition = end.substituting(dimensions: operands) - 1 - .dimension(0)
      for block in blocks { module.addCondition(condition, over: values, to: block) }
    }
    limit(begun, to: a.extent)
    limit(moved, to: end)
    guard shift != 0 else { return }
    for block in moved {
      module.addCondition(.dimension(0) - shift, over: [counter], to: block)
    }
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
