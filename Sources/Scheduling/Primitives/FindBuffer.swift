import IR

extension Schedule {
  public struct FindBuffer: SchedulePrimitive {
    public static var mnemonic: String { "schedule.buffer_of" }
    public static var changesProgram: Bool { false }
    public static var documentation: String {
      """
      Finds a buffer that a block touches: the one it writes, or by its place among those it reads.

          schedule.buffer %block {read = 0}          schedule.buffer %block {}
      """
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("block", .block)], results: [.init("buffer", .buffer)],
        properties: [
          .init("read", .integer, optional: true), .init("written", .integer, optional: true),
        ])
    }

    public var block: ValueID
    /// Which of the buffers read, in order of first use, its own output left out; `nil` is the one
    /// written.
    public var read: Int?

    /// Which of the buffers written, in order of first use; `nil` for a block that writes one.
    public var written: Int?

    public init(_ block: ValueID, read: Int?, written: Int? = nil) {
      self.block = block
      self.read = read
      self.written = written
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      block = module.operandOrMissing(0, of: operation)
      read = module.property("read", of: operation)?.integerValue
      written = module.property("written", of: operation)?.integerValue
    }

    public var state: OperationState {
      var properties: AttributeDictionary = [:]
      if let read { properties["read"] = .i64(read) }
      if let written { properties["written"] = .i64(written) }
      return OperationState(name: Self.mnemonic, operands: [block], properties: properties)
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let block = try program.anyBlock(block)
      guard let read else { return [.buffer(try output(of: block, in: program))] }
      let accesses = program.accesses(of: block)
      let outputs = Set(accesses.filter(\.isWrite).map(\.buffer))
      var inputs: [ValueID] = []
      for access in accesses
      where !outputs.contains(access.buffer) && !inputs.contains(access.buffer) {
        inputs.append(access.buffer)
      }
      guard inputs.indices.contains(read) else {
        throw Refusal(
          "the block '\(program.blockName(block))' reads \(inputs.count) buffers, there is no "
            + "number \(read)")
      }
      return [.buffer(inputs[read])]
    }

    private func output(
      of block: OperationID, in program: ScheduledProgram
    ) throws(Refusal) -> ValueID {
      guard let written else { return try program.output(of: block) }
      var outputs: [ValueID] = []
      for access in program.accesses(of: block)
      where access.isWrite && !outputs.contains(access.buffer) { outputs.append(access.buffer) }
      guard outputs.indices.contains(written) else {
        throw Refusal(
          "the block '\(program.blockName(block))' writes \(outputs.count) buffers, there is no "
            + "number \(written)")
      }
      return outputs[written]
    }

    public func swiftCall(_ name: (ValueID) -> String) -> String {
      if let written { return "buffer(writtenBy: \(name(block)), \(written))" }
      return read.map { "buffer(readBy: \(name(block)), \($0))" }
        ?? "buffer(writtenBy: \(name(block)))"
    }
  }

  /// The buffer that a block writes.
  public mutating func buffer(writtenBy block: Block) throws(Refusal) -> Buffer {
    Buffer(try apply(FindBuffer(block.value, read: nil))[0])
  }

  /// One of the buffers that a block writes, in order of first use.
  public mutating func buffer(writtenBy block: Block, _ number: Int) throws(Refusal) -> Buffer {
    Buffer(try apply(FindBuffer(block.value, read: nil, written: number))[0])
  }

  /// One of the buffers that a block reads, in order of first use.
  public mutating func buffer(readBy block: Block, _ number: Int) throws(Refusal) -> Buffer {
    Buffer(try apply(FindBuffer(block.value, read: number))[0])
  }
}
