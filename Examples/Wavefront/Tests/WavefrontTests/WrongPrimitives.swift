import Dialects
import IR
import Scheduling
import Support

/// Runs a loop too often, or not often enough.
struct Lengthen: CheckedPrimitive {
  static var mnemonic: String { "wrong.lengthen" }
  static var documentation: String { "Runs a loop too often, or not often enough." }
  static var parameters: [Parameter<Self>] { [.loop(\.loop), .integer(\.extra, "extra")] }

  var loop = ValueID.missing
  var extra = 0

  init() {}

  init(loop: ValueID, extra: Int) { (self.loop, self.extra) = (loop, extra) }

  func rewrite(_ program: inout ScheduledProgram) throws(Refusal) -> [Target] {
    let loop = try program.loop(loop)
    let extent = try program.snapshot(loop).extent
    program.module.setProperty("extent", of: loop, to: .map([extent + IndexExpression(extra)]))
    return []
  }
}

/// Reads the element after the one that is meant.
struct ReadNext: CheckedPrimitive {
  static var mnemonic: String { "wrong.read_next" }
  static var documentation: String { "Reads the element after the one that is meant." }
  static var parameters: [Parameter<Self>] { [.block(\.block)] }
  static var check: ResultCheck { .values() }

  var block = ValueID.missing

  init() {}

  init(block: ValueID) { self.block = block }

  func rewrite(_ program: inout ScheduledProgram) throws(Refusal) -> [Target] {
    let block = try program.block(block)
    var loads: [OperationID] = []
    program.module.walk(block) { operation in
      if program.module.isA(operation, Program.Load.self) { loads.append(operation) }
    }
    for load in loads {
      guard var map = program.module.property("map", of: load)?.mapExpressions, map.count == 2
      else { continue }
      map[1] += 1
      program.module.setProperty("map", of: load, to: .map(map))
    }
    return []
  }
}
