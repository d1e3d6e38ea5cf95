import Dialects
import IR
import Support

extension Schedule {
  public struct Distribute: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.distribute" }
    public static var documentation: String {
      """
      Gives a block and what follows it in a loop a loop of their own (Exo `fission`, the reverse of
      `Merge`).

      Rewrite, before T:

          for i in m { S(i); T(i) }  ->  for i in m { S(i) };  for i_rest in m { T(i) }

      Requires: no iteration of the first part needs an earlier one of the second, and no buffer that
      is allocated in the first part is used in the second.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.loop(\.loop), .block(\.block, label: "before")]
    }
    public static var results: [Signature.Slot] {
      [.init("rest", .loop)]
    }

    public var loop = ValueID.missing
    public var block = ValueID.missing

    public init() {}

    public init(_ loop: ValueID, before block: ValueID) {
      self.loop = loop
      self.block = block
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let (loop, block) = (try program.loop(loop), try program.anyBlock(block))
      let old = try program.snapshot(loop)
      guard let start = program.child(of: loop, holding: block),
        let body = program.module.body(of: loop)
      else {
        throw Refusal(
          "the block '\(program.blockName(block))' is not in the loop '\(old.name)'")
      }
      guard old.kind == .serial || old.kind == .parallel else {
        throw Refusal("the loop '\(old.name)' is \(old.kind.rawValue)")
      }
      let all = program.module.operations(in: body)
      let cut = all.firstIndex(of: start) ?? 0
      guard cut > 0 else {
        throw Refusal("the block '\(program.blockName(block))' is the first in the loop already")
      }
      let moved = Set(all[cut...])
      for operation in all[..<cut] {
        for result in program.module.results(of: operation) {
          for user in program.module.users(of: result)
          where program.child(of: loop, holding: user).map(moved.contains) ?? false {
            throw Refusal(
              "'\(program.module.name(of: operation))' in the first part is used in the second")
          }
        }
      }
      try program.requireParts(
        of: loop, "an iteration of the loop '\(old.name)' needs an earlier one of the second part")
      var later = old
      later.name = old.name + "_rest"
      let counter = try program.counter(of: loop)
      let rest = program.module.insertLoop(
        later, at: .after(loop), location: program.module.location(of: loop))
      program.module.setAttributes(of: rest.loop, to: program.module.attributes(of: loop))
      for operation in all[cut...] {
        program.module.move(operation, to: .atEnd(of: rest.body))
      }
      program.module.rewriteIndex(counter, as: .dimension(0), over: [rest.counter])
      program.module.moveUses(of: rest.counter, to: counter, under: loop)
      return [.loop(rest.loop)]
    }
  }

  /// Gives a block and what follows it a loop of their own; see `Distribute`.
  @discardableResult
  public mutating func distribute(
    _ loop: Loop, before block: Block
  ) throws(Refusal) -> Loop {
    Loop(try apply(Distribute(loop.value, before: block.value))[0])
  }
}
