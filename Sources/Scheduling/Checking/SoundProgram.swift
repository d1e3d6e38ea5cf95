import Dialects
import IR
import Polyhedra
import Support

// Whether a program is one that can run: what holds of it without a word about what it computes.

extension ScheduledProgram {
  /// Refuses if the program takes other buffers than `before`, an access may lie outside of its buffer,
  /// what is read may not have been written, or the loops cannot run as they say.
  ///
  /// - Throws: a refusal that names the block, the buffer or the loop, with a point.
  public func requireSound(_ before: ScheduledProgram) throws(Refusal) {
    if isTrusted { return }
    try requireSameInterface(as: before)
    let model = self.model
    for statement in model.statements { try requireAccessesInside(statement, model) }
    for buffer in model.lifetimes.keys.sorted(by: { $0.index < $1.index }) {
      try requireWritten(buffer, inEveryLifeIn: model)
    }
    try requireKindsFit(before, Set(model.statements.map(\.block)))
  }

  /// Refuses unless what is read of a buffer has been written, since it was allocated.
  func requireWritten(
    _ buffer: ValueID, inEveryLifeIn model: ProgramModel
  ) throws(Refusal) {
    let readers = model.statements.filter { statement in
      statement.accesses.contains {
        $0.buffer == buffer && !$0.isWrite && !$0.indices.contains(nil)
      }
    }
    guard let lifetime = model.lifetimes[buffer], let reader = readers.first else { return }
    let loop = lifetime > 0 && lifetime <= reader.loops.count ? reader.loops[lifetime - 1] : nil
    try requireWritten(buffer, in: loop, model)
  }

  /// Refuses if an access of a statement may lie outside of its buffer.
  func requireAccessesInside(_ statement: Statement, _ model: ProgramModel) throws(Refusal) {
    for access in statement.accesses where access.buffer != .missing {
      guard let shape = module.bufferType(of: access.buffer)?.shape else { continue }
      for (axis, (index, size)) in zip(access.indices, shape).enumerated() {
        guard let index else { continue }
        for outside in [-1 - index, index - size] {
          var system = model.instances(of: statement).domain
          // A load of a buffer without elements reads nothing.
          if !access.isWrite {
            for size in shape { system.require(nonNegative: size - 1) }
          }
          for expression in access.onlyAtZero { system.require(expression, equals: 0) }
          system.require(nonNegative: outside)
          let reason =
            "the block '\(statement.name)' \(access.isWrite ? "writes" : "reads") outside of "
            + "\(model.bufferName(access.buffer)), along axis \(axis)"
          switch system.find() {
          case .never: continue
          case .example(let point):
            throw Refusal(
              reason,
              example: "at \(model.at(statement, point.dimensions, point.symbols))"
                + model.sizes(point))
          case .unknown(let why): throw Refusal("\(reason), or so it may be (\(why))")
          }
        }
      }
    }
  }

  /// Refuses if a loop around one of `blocks`, or one that was of another kind before, cannot run as its
  /// kind says.
  func requireKindsFit(
    _ before: ScheduledProgram, _ blocks: Set<OperationID>
  ) throws(Refusal) {
    let known = before.loops(under: function).map { loop in
      (loop, before.module.match(loop, as: Program.For.self)?.kind)
    }
    let kinds = Dictionary(known, uniquingKeysWith: { first, _ in first })
    for loop in loops(under: function) {
      let kind = try snapshot(loop).kind
      if kind == .serial { continue }
      if kinds[loop] == kind, blocks.isDisjoint(with: self.blocks(under: loop)) { continue }
      switch kind {
      case .serial: continue
      case .parallel: try requireIndependent(loop)
      case .vectorized: try Schedule.Vectorize(.missing).check(loop, in: self)
      case .unrolled: try Schedule.Unroll(.missing).check(loop, in: self)
      }
    }
  }

  /// Every loop in and under an operation.
  public func loops(under operation: OperationID) -> [OperationID] {
    var loops: [OperationID] = []
    module.walk(operation) { if module.isA($0, Program.For.self) { loops.append($0) } }
    return loops
  }
}
