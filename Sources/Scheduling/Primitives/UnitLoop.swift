import Dialects
import IR
import Support

extension Schedule {
  public struct UnitLoop: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.unit_loop" }
    public static var documentation: String {
      """
      Puts a loop of one iteration around a block's nest (TVM `add_unit_loop`, Exo `add_loop`).

      Rewrite: `for i in m { S(i) } -> for unit in 1 { for i in m { S(i) } }`. Always legal.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.block(\.block, label: "around")]
    }
    public static var results: [Signature.Slot] {
      [.init("loop", .loop)]
    }

    public var block = ValueID.missing

    public init() {}

    public init(_ block: ValueID) { self.block = block }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let nest = program.ownNest(of: try program.anyBlock(block))
      let loop = program.module.insertLoop(
        Program.For(extent: 1, name: "unit"), at: .before(nest),
        location: program.module.location(of: nest))
      program.module.move(nest, to: .atEnd(of: loop.body))
      return [.loop(loop.loop)]
    }
  }

  /// Puts a loop of one iteration around a block's nest; see `UnitLoop`.
  @discardableResult
  public mutating func unitLoop(around block: Block) throws(Refusal) -> Loop {
    Loop(try apply(UnitLoop(block.value))[0])
  }
}
