import Dialects
import IR
import Support

extension Schedule {
  public struct UnitLoop: SchedulePrimitive {
    public static var mnemonic: String { "schedule.unit_loop" }
    public static var documentation: String {
      """
      Puts a loop of one iteration around a block's nest (TVM `add_unit_loop`, Exo `add_loop`).

      Rewrite: `for i in m { S(i) } -> for unit in 1 { for i in m { S(i) } }`. Always legal.
      """
    }
    public static var signature: Signature {
      Signature(operands: [.init("block", .block)], results: [.init("loop", .loop)])
    }

    public var block: ValueID

    public init(_ block: ValueID) { self.block = block }

    public init(_ operation: OperationID, in module: Module) {
      block = module.operandOrMissing(0, of: operation)
    }

    public var state: OperationState { OperationState(name: Self.mnemonic, operands: [block]) }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let nest = program.ownNest(of: try program.block(block))
      let loop = program.module.insertLoop(
        Program.For(extent: 1, name: "unit"), at: .before(nest),
        location: program.module.location(of: nest))
      program.module.move(nest, to: .atEnd(of: loop.body))
      return [.loop(loop.loop)]
    }

    public func swiftCall(_ name: (ValueID) -> String) -> String {
      "unitLoop(around: \(name(block)))"
    }
  }

  /// Puts a loop of one iteration around a block's nest; see `UnitLoop`.
  @discardableResult
  public mutating func unitLoop(around block: Block) throws(Refusal) -> Loop {
    Loop(try apply(UnitLoop(block.value))[0])
  }
}
