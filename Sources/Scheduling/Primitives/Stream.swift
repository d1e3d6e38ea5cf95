import Dialects
import IR

extension Schedule {
  public struct Stream: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.stream" }
    public static var documentation: String {
      """
      Keeps what a block reads from or writes to a buffer out of the caches (Halide `stream_loads`,
      `stream_stores`).

      Rewrite: `store Y[i] -> store Y[i] {nontemporal}`. Always legal.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.block(\.block), .buffer(\.buffer)]
    }

    public var block = ValueID.missing
    public var buffer = ValueID.missing

    public init() {}

    public init(_ block: ValueID, _ buffer: ValueID) {
      (self.block, self.buffer) = (block, buffer)
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let (block, buffer) = (try program.block(block), try program.buffer(buffer))
      let accesses = program.accesses(of: block).filter { $0.buffer == buffer }
      guard !accesses.isEmpty else {
        throw Refusal(
          "the block '\(program.blockName(block))' does not touch \(program.bufferName(buffer))")
      }
      for access in accesses {
        program.module.setProperty("nontemporal", of: access.operation, to: .bool(true))
      }
      return []
    }
  }

  /// Keeps what a block reads from or writes to a buffer out of the caches; see `Stream`.
  public mutating func stream(_ block: Block, _ buffer: Buffer) throws(Refusal) {
    try apply(Stream(block.value, buffer.value))
  }
}
