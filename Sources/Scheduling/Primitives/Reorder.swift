import Dialects
import IR
import Support

extension Schedule {
  public struct Reorder: SchedulePrimitive {
    public static var mnemonic: String { "schedule.reorder" }
    public static var documentation: String {
      """
      Puts loops of one nest into another order (Halide `reorder`, TVM `reorder`, Exo
      `reorder_loops`).

      Rewrite, for the order j, i:

          for i in m { for j in n { S(i, j) } }  ->  for j in n { for i in m { S(i, j) } }

      Requires: from the outermost of them to the innermost each loop holds only the next, extents do
      not depend on loops that move inwards, and no dependence is turned round. Terms of a reduction
      may change places.
      """
    }
    public static var signature: Signature {
      Signature(operands: [.init("loops", .loop, .variadic)])
    }

    /// The loops in their new order, outermost first; others stay where they are.
    public var loops: [ValueID]

    public init(_ loops: [ValueID]) { self.loops = loops }

    public init(_ operation: OperationID, in module: borrowing Module) {
      loops = module.operands(of: operation)
    }

    public var state: OperationState { OperationState(name: Self.mnemonic, operands: loops) }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      var wanted: [OperationID] = []
      for value in loops { wanted.append(try program.loop(value)) }
      guard Set(wanted).count == wanted.count else { throw Refusal("a loop is named twice") }
      let band = try program.band(of: wanted)
      var remaining = wanted[...]
      let order = band.map { wanted.contains($0) ? remaining.removeFirst() : $0 }
      if order == band { return [] }
      try program.requireFreeExtents(band)
      try program.requireOrder(band, order)
      try program.changeLoops { (program) throws(Refusal) in program.rebuild(band, as: order) }
      for (place, loop) in order.enumerated() {
        let before = Set(order[..<place])
        if band.prefix(while: { $0 != loop }).contains(where: { !before.contains($0) }) {
          // What it claims held for equal iterations of a loop that is no longer around it.
          try program.requireStillIndependent(loop)
        }
      }
      return []
    }

    public func swiftCall(_ name: (ValueID) -> String) -> String {
      "reorder(\(loops.map(name).joined(separator: ", ")))"
    }
  }

  /// Puts loops of one nest into this order, outermost first; see `Reorder`.
  public mutating func reorder(_ loops: Loop...) throws(Refusal) {
    try apply(Reorder(loops.map(\.value)))
  }
}

extension ScheduledProgram {
  /// The chain of loops from the outermost of `loops` to the innermost, each holding only the next.
  func band(of loops: [OperationID]) throws(Refusal) -> [OperationID] {
    guard let first = loops.first else { throw Refusal("there is no loop to reorder") }
    let depths = loops.map { self.loops(around: $0).count }
    let outermost = zip(loops, depths).min { $0.1 < $1.1 }?.0 ?? first
    var chain = [outermost]
    while !loops.allSatisfy({ chain.contains($0) }) {
      let last = chain[chain.count - 1]
      guard let next = onlyChild(of: last), module.isA(next, Program.For.self) else {
        let names = loops.map { "'\(loopName($0))'" }.joined(separator: ", ")
        throw Refusal(
          "the loops \(names) are not one nest: '\(loopName(last))' holds something else than a "
            + "single loop")
      }
      chain.append(next)
    }
    return chain
  }

  fileprivate func requireFreeExtents(_ band: [OperationID]) throws(Refusal) {
    for loop in band {
      let snapshot = try snapshot(loop)
      for other in band where other != loop {
        if snapshot.indices.contains(try counter(of: other)) {
          throw Refusal(
            "the extent of the loop '\(snapshot.name)' depends on '\(loopName(other))'")
        }
      }
    }
  }

  /// Refuses if a dependence goes the other way in the new order.
  fileprivate func requireOrder(_ band: [OperationID], _ order: [OperationID]) throws(Refusal) {
    if isTrusted { return }
    let model = self.model
    guard let innermost = band.last, let outermost = band.first else { return }
    let outer = loops(around: outermost).count
    let statements = model.statements(under: innermost)
    // Of each loop of the band its place in the new order.
    let places = band.map { order.firstIndex(of: $0) ?? 0 }
    var pending: [Conflict] = []
    for first in statements {
      for second in statements {
        for conflict in model.conflicts(first, second, ignoringCommuting: true, once: true) {
          pending += Self.inversions(of: conflict, outer: outer, places)
        }
      }
    }
    try require(
      none: pending, in: model,
      "a dependence forbids the order "
        + order.map { "'\(loopName($0))'" }.joined(separator: ", "))
  }

  /// The systems in which the first instance comes first in the band's order and second in the new.
  private static func inversions(
    of conflict: Conflict, outer: Int, _ places: [Int]
  ) -> [Conflict] {
    var results: [Conflict] = []
    for a in places.indices where !conflict.excludes(earlier: true, in: outer + a) {
      for b in places.indices
      where a < b && places[b] < places[a] && !conflict.excludes(earlier: false, in: outer + b) {
        var one = conflict
        // Equal in all loops that come before a now, and before b then.
        let before = places.indices.filter { $0 < a || places[$0] < places[b] }
        one.requireSame(0..<outer)
        one.requireSame(before.map { $0 + outer })
        for earlier in one.earlier(in: outer + a) { results += earlier.later(in: outer + b) }
      }
    }
    return results
  }

  fileprivate mutating func rebuild(_ band: [OperationID], as order: [OperationID]) {
    guard let outermost = band.first, let innermost = band.last, let last = order.last,
      let oldBody = module.body(of: innermost), let newBody = module.body(of: last)
    else { return }
    let anchor = module.insert(Program.Index(0), at: .before(outermost))
    for loop in band.reversed() { module.detach(loop) }
    if innermost != last {
      for operation in module.operations(in: oldBody) {
        module.move(operation, to: .atEnd(of: newBody))
      }
    }
    module.move(order[0], to: .before(anchor))
    for (outer, inner) in zip(order, order.dropFirst()) {
      if let body = module.body(of: outer) { module.move(inner, to: .atEnd(of: body)) }
    }
    module.erase(anchor)
  }
}
