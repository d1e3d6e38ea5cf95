import Dialects
import IR
import Support

extension Schedule {
  public struct Fuse: SchedulePrimitive {
    public static var mnemonic: String { "schedule.fuse" }
    public static var documentation: String {
      """
      Makes one loop of two, one directly inside the other (Halide `fuse`, TVM `fuse`, Exo
      `mult_loops`).

      Rewrite:

          for i in m { for j in n { S(i, j) } }
            -> for i_j in m * n { S(i_j floordiv n, i_j mod n) }

      Requires: the outer loop holds nothing but the inner one, whose extent does not depend on it, and
      both are of one kind. Order does not change, so it is always legal.
      """
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("outer", .loop), .init("inner", .loop)],
        results: [.init("loop", .loop)])
    }

    public var outer: ValueID
    public var inner: ValueID

    public init(_ outer: ValueID, _ inner: ValueID) {
      self.outer = outer
      self.inner = inner
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      outer = module.operandOrMissing(0, of: operation)
      inner = module.operandOrMissing(1, of: operation)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [outer, inner])
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let (outer, inner) = (try program.loop(outer), try program.loop(inner))
      let (a, b) = (try program.snapshot(outer), try program.snapshot(inner))
      guard program.onlyChild(of: outer) == inner else {
        throw Refusal("the loop '\(a.name)' must hold the loop '\(b.name)' and nothing else")
      }
      guard a.kind == b.kind, a.kind == .serial || a.kind == .parallel else {
        throw Refusal(
          "the loop '\(a.name)' is \(a.kind.rawValue) and '\(b.name)' is \(b.kind.rawValue); fuse "
            + "them while both are serial")
      }
      try program.requireUnbound(outer, for: "fuse it")
      try program.requireUnbound(inner, for: "fuse it")
      let (i, j) = (try program.counter(of: outer), try program.counter(of: inner))
      guard !b.indices.contains(i) else {
        throw Refusal("the extent of '\(b.name)' depends on '\(a.name)'")
      }
      // Operands of both extents, after the new counter.
      let values = a.indices + b.indices
      let first = a.extent
      let second = b.extent.movingDimensions(by: a.indices.count)
      try program.requireRepresentable(product: first, second)
      let fused = program.module.insertLoop(
        Program.For(
          extent: first * second, kind: a.kind, name: "\(a.name)_\(b.name)", indices: values),
        at: .before(outer), location: program.module.location(of: outer))
      if let body = program.module.body(of: inner) {
        program.module.moveOperations(from: body, to: fused.body)
      }
      let counter = IndexExpression.dimension(0)
      let divisor = second.movingDimensions(by: 1)
      let over = [fused.counter] + values
      program.module.rewriteIndex(i, as: counter.floorDivided(by: divisor), over: over)
      program.module.rewriteIndex(j, as: counter.remainder(by: divisor), over: over)
      if values.isEmpty {
        let earlier = program.parts(of: outer) + program.parts(of: inner)
        program.module.setAttribute("fused", of: fused.loop, to: .map(earlier))
      }
      program.module.erase(outer)
      return [.loop(fused.loop)]
    }

    public func swiftCall(_ name: (ValueID) -> String) -> String {
      "fuse(\(name(outer)), \(name(inner)))"
    }
  }

  /// Makes one loop of two, one directly inside the other; see `Fuse`.
  @discardableResult
  public mutating func fuse(_ outer: Loop, _ inner: Loop) throws(Refusal) -> Loop {
    Loop(try apply(Fuse(outer.value, inner.value))[0])
  }
}

extension ScheduledProgram {
  /// The extents a loop was fused from; its own if it was not.
  fileprivate func parts(of loop: OperationID) -> [IndexExpression] {
    let parts = module.attribute("fused", of: loop)?.mapExpressions ?? []
    let extent = module.property("extent", of: loop)?.mapExpressions.first ?? 0
    return parts.isEmpty ? [extent] : parts
  }
}
