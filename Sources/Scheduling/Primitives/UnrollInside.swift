import Dialects
import IR
import Support

extension Schedule {
  public struct UnrollInside: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.unroll_inside" }
    public static var documentation: String {
      """
      Writes out every loop between a loop and a block in it, however many there are.

      Rewrite, inside of the loop i:

          for i in m { for j in 2 { for k in 3 { S(i, j, k) } } }
            -> for i in m { unrolled for j in 2 { unrolled for k in 3 { S(i, j, k) } } }

      It is `unroll` for schedules in which numbers are open: a step may leave out a loop of one iteration.
      Vectorised loops stay as they are.

      Requires: a loop around the block; constant extents, and no parallel loops between them.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.block(\.block), .loop(\.loop, label: "of")]
    }

    public var block = ValueID.missing
    public var loop = ValueID.missing

    public init() {}

    public init(_ block: ValueID, of loop: ValueID) {
      (self.block, self.loop) = (block, loop)
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let (block, loop) = (try program.anyBlock(block), try program.loop(loop))
      let around = program.loops(around: block)
      guard let place = around.firstIndex(of: loop) else {
        throw Refusal(
          "the loop '\(program.loopName(loop))' is not around block '\(program.blockName(block))'")
      }
      for inner in around[(place + 1)...] {
        let snapshot = try program.snapshot(inner)
        guard snapshot.kind != .parallel else {
          throw Refusal("the loop '\(snapshot.name)' is parallel")
        }
        guard program.assumptions.simplified(snapshot.extent).constantValue != nil else {
          throw Refusal(
            "the extent of the loop '\(snapshot.name)' is '\(snapshot.extent)', no constant; split it "
              + "first")
        }
        if snapshot.kind == .serial {
          program.changeKinds {
            $0.setProperty("kind", of: inner, to: .string(Program.LoopKind.unrolled.rawValue))
          }
        }
      }
      return []
    }
  }

  /// Writes out every loop between a loop and a block in it; see `UnrollInside`.
  public mutating func unrollInside(_ block: Block, of loop: Loop) throws(Refusal) {
    try apply(UnrollInside(block.value, of: loop.value))
  }
}
