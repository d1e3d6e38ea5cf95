import IR

extension Schedule {
  public struct FindBuffer: SchedulePrimitive {
    public static var mnemonic: String { "schedule.buffer_of" }
    public static var documentation: String {
      """
      Finds a buffer that a block touches: the one it writes, or by its place among those it reads.

          schedule.buffer %block {read = 0}          schedule.buffer %block {}
      """
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("block", .block)], results: [.init("buffer", .buffer)],
        properties: [.init("read", .integer, optional: true)])
    }

    public var block: ValueID
    /// Which of the buffers read, in order of first use, its own output left out; `nil` is the one
    /// written.
    public var read: Int?

    public init(_ block: ValueID, read: Int?) {
      self.block = block
      self.read = read
    }

    public init(_ operation: OperationID, in module: Module) {
      block = module.operandOrMissing(0, of: operation)
      read = module.property("read", of: operation)?.integerValue
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [block],
        properties: read.map { ["read": .i64($0)] } ?? [:])
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let block = try program.block(block)
      let output = try program.output(of: block)
      guard let read else { return [.buffer(output)] }
      var inputs: [ValueID] = []
      for access in program.accesses(of: block)
      where !access.isWrite && access.buffer != output && !inputs.contains(access.buffer) {
        inputs.append(access.buffer)
      }
      guard inputs.indices.contains(read) else {
        throw Refusal(
          "the block '\(program.blockName(block))' reads \(inputs.count) buffers, there is no "
            + "number \(read)")
      }
      return [.buffer(inputs[read])]
    }

    public func swiftCall(_ name: (ValueID) -> String) -> String {
      read.map { "buffer(readBy: \(name(block)), \($0))" } ?? "buffer(writtenBy: \(name(block)))"
    }
  }

  /// The buffer that a block writes.
  public mutating func buffer(writtenBy block: Block) throws(Refusal) -> Buffer {
    Buffer(try apply(FindBuffer(block.value, read: nil))[0])
  }

  /// One of the buffers that a block reads, in order of first use.
  public mutating func buffer(readBy block: Block, _ number: Int) throws(Refusal) -> Buffer {
    Buffer(try apply(FindBuffer(block.value, read: number))[0])
  }
}
