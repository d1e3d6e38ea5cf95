import Dialects
import IR

extension Schedule {
  public struct FindInnermostLoop: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.innermost_loop" }
    public static var changesProgram: Bool { false }
    public static var documentation: String {
      """
      Finds the innermost loop around a block: one loop, however many there are.

          schedule.innermost_loop %block
      """
    }
    public static var method: String { "innermostLoop" }
    public static var parameters: [Parameter<Self>] { [.block(\.block, label: "of")] }
    public static var results: [Signature.Slot] { [.init("loop", .loop)] }

    public var block = ValueID.missing

    public init() {}

    public init(_ block: ValueID) { self.block = block }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let block = try program.anyBlock(block)
      guard let loop = program.loops(around: block).last else {
        throw Refusal("there is no loop around the block '\(program.blockName(block))'")
      }
      return [.loop(loop)]
    }
  }

  /// The innermost loop around a block; see `FindInnermostLoop`.
  public mutating func innermostLoop(of block: Block) throws(Refusal) -> Loop {
    Loop(try apply(FindInnermostLoop(block.value))[0])
  }
}
