import IR

extension Schedule {
  public struct FindLoops: SchedulePrimitive {
    public static var mnemonic: String { "schedule.loops" }
    public static var changesProgram: Bool { false }
    public static var documentation: String {
      """
      Finds the loops around a block, outermost first.

          schedule.loops %block
      """
    }
    public static var returnsArray: Bool { true }
    public static var signature: Signature {
      Signature(
        operands: [.init("block", .block)], results: [.init("loops", .loop, .variadic)])
    }

    public var block: ValueID

    public init(_ block: ValueID) { self.block = block }

    public init(_ operation: OperationID, in module: borrowing Module) {
      block = module.operandOrMissing(0, of: operation)
    }

    public var state: OperationState { OperationState(name: Self.mnemonic, operands: [block]) }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let block = try program.anyBlock(block)
      return program.loops(around: block).map { .loop($0) }
    }

    public func swiftCall(_ name: (ValueID) -> String) -> String { "loops(of: \(name(block)))" }
  }

  /// The loops around a block, outermost first.
  public mutating func loops(of block: Block) throws(Refusal) -> [Loop] {
    try apply(FindLoops(block.value)).map { Loop($0) }
  }
}
