import Dialects
import IR
import Support

extension Schedule {
  public struct Pipeline: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.pipeline" }
    public static var documentation: String {
      """
      Lets later parts of a loop's body run some iterations behind earlier ones, so that they overlap
      (TVM's `software_pipeline_stage` and `_order`).

      Rewrite, for stages 0 and 1:

          for i in m { S(i); T(i) }
            -> S(0);  for i in m - 1 { S(i + 1); T(i) };  T(m - 1)

      A part is an operation of the body, in the order of the text; `order` gives the place of each in
      the new body. Requires: a serial loop with at least as many iterations as the last stage, and no
      dependence is turned round; a buffer that is written in one stage and read in a later one needs
      `ringBuffer`. Returns the loop in the middle.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [
        .loop(\.loop), .integers(\.stages, "stages", label: "stages"),
        .integers(\.order, "order", label: "order", usual: []),
      ]
    }
    public static var results: [Signature.Slot] { [.init("steady", .loop)] }

    public var loop = ValueID.missing
    /// How many iterations each part is behind.
    public var stages: [Int] = []
    /// The new place of each part; empty for the old ones.
    public var order: [Int] = []

    public init() {}

    public init(_ loop: ValueID, stages: [Int], order: [Int]) {
      (self.loop, self.stages, self.order) = (loop, stages, order)
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let loop = try program.loop(loop)
      let old = try program.snapshot(loop)
      guard let body = program.module.body(of: loop) else { return [] }
      let parts = program.module.operations(in: body)
      if let other = parts.first(where: { !program.canBeMoved($0) }) {
        throw Refusal(
          "'\(program.module.name(of: other))' in the body of the loop '\(old.name)' belongs to one "
            + "iteration; use 'ringBuffer' or 'hoistStorage' for a buffer")
      }
      guard old.kind == .serial else {
        throw Refusal("the loop '\(old.name)' is \(old.kind.rawValue)")
      }
      guard stages.count == parts.count, stages.min() == 0, let depth = stages.max(), depth > 0
      else {
        throw Refusal(
          "expected a stage for each of the \(parts.count) parts of the loop '\(old.name)', the first "
            + "of them 0 and not all, found \(stages)")
      }
      let places = order.isEmpty ? Array(parts.indices) : order
      guard places.sorted() == Array(parts.indices) else {
        throw Refusal("the order \(order) does not give each of \(parts.count) parts a place")
      }
      try program.requireIterations(IndexExpression(depth), of: loop)
      try program.requirePipeline(loop, parts, stages, places)
      let steady = try program.pipeline(
        loop, places.indices.sorted { places[$0] < places[$1] }.map { (parts[$0], stages[$0]) },
        depth)
      try program.requireStillIndependent(around: steady)
      return [.loop(steady)]
    }
  }

  /// Lets later parts of a loop's body run some iterations behind earlier ones; gives the loop in the
  /// middle.
  ///
  /// See `Pipeline`.
  @discardableResult
  public mutating func pipeline(
    _ loop: Loop, stages: [Int], order: [Int] = []
  ) throws(Refusal) -> Loop {
    Loop(try apply(Pipeline(loop.value, stages: stages, order: order))[0])
  }
}

extension ScheduledProgram {
  fileprivate func canBeMoved(_ operation: OperationID) -> Bool {
    module.isA(operation, Program.For.self) || module.isA(operation, Program.Block.self)
      || module.isA(operation, Program.Choose.self)
  }

  /// Refuses if an instance that comes first now comes second when every part is its stage behind.
  fileprivate func requirePipeline(
    _ loop: OperationID, _ parts: [OperationID], _ stages: [Int], _ places: [Int]
  ) throws(Refusal) {
    if isTrusted { return }
    let model = self.model
    let statements = model.statements(under: loop)
    func part(_ statement: Statement) -> Int? {
      child(of: loop, holding: statement.block).flatMap { parts.firstIndex(of: $0) }
    }
    var pending: [Conflict] = []
    for first in statements {
      for second in statements {
        guard let a = part(first), let b = part(second), a != b,
          let place = first.loops.firstIndex(of: loop)
        else { continue }
        for var conflict in model.conflicts(first, second, ignoringCommuting: true) {
          conflict.requireSame(0..<place)
          let lead =
            first.counters[place] + IndexExpression(stages[a])
            - second.counters[place].movingDimensions(by: first.dimensionCount)
            - IndexExpression(stages[b])
          // What comes first now is at least as late then, or later in the body.
          let late = places[a] > places[b] ? lead : lead - 1
          var before = conflict.earlier(in: place)
          if a < b {
            conflict.requireSame([place])
            before.append(conflict)
          }
          for var one in before {
            one.require(nonNegative: late)
            pending.append(one)
          }
        }
      }
    }
    try require(
      none: pending, in: model,
      "a dependence between parts of the loop '\(loopName(loop))' forbids these stages")
  }

  /// Writes the first iterations, the loop in the middle and the last iterations; `parts` are in their
  /// new order, with their stages.
  fileprivate mutating func pipeline(
    _ loop: OperationID, _ parts: [(part: OperationID, stage: Int)], _ depth: Int
  ) throws(Refusal) -> OperationID {
    let old = try snapshot(loop)
    let counter = try counter(of: loop)
    var steady = old
    steady.extent = assumptions.simplified(old.extent - IndexExpression(depth))
    // d0 is the new counter, then come the operands of the extent.
    let operands = old.indices.indices.map { IndexExpression.dimension($0 + 1) }
    let end = old.extent.substituting(dimensions: operands)
    for time in 0..<depth {
      for (part, stage) in parts where stage <= time {
        copyIteration(
          of: part, counter, as: IndexExpression(time - stage), over: [counter] + old.indices,
          to: .before(loop), suffix: "_first")
      }
    }
    let inserted = module.insertLoop(
      steady, at: .before(loop), location: module.location(of: loop))
    for time in 0..<depth {
      for (part, stage) in parts where stage > time {
        copyIteration(
          of: part, counter, as: end + IndexExpression(time - stage),
          over: [counter] + old.indices, to: .before(loop), suffix: "_last")
      }
    }
    for (part, stage) in parts {
      module.move(part, to: .atEnd(of: inserted.body))
      setCounter(
        counter, of: part, to: .dimension(0) + IndexExpression(depth - stage),
        over: [inserted.counter])
    }
    module.erase(loop)
    return inserted.loop
  }

  /// Copies what a part of a loop's body does in one iteration.
  private mutating func copyIteration(
    of part: OperationID, _ counter: ValueID, as iteration: IndexExpression,
    over values: [ValueID], to point: InsertionPoint, suffix: String
  ) {
    let (copy, _) = copy(part, to: point, suffix: suffix)
    setCounter(counter, of: copy, to: iteration, over: values)
  }

  /// Makes `iteration`, over `values`, of a loop's counter in everything under an operation.
  private mutating func setCounter(
    _ counter: ValueID, of operation: OperationID, to iteration: IndexExpression,
    over values: [ValueID]
  ) {
    let index = module.insert(Program.Index(0), at: .before(operation))
    let own = module.result(of: index)
    module.moveUses(of: counter, to: own, under: operation)
    let used = iteration.dimensionNumbers.sorted()
    let renumbered = values.indices.map { place -> IndexExpression in
      .dimension(used.firstIndex(of: place) ?? 0)
    }
    module.rewriteIndex(
      own, as: iteration.substituting(dimensions: renumbered), over: used.map { values[$0] })
    module.erase(index)
  }
}
