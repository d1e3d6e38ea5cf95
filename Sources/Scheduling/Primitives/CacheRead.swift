import Dialects
import IR
import Polyhedra
import Support

extension Schedule {
  public struct CacheRead: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.cache_read" }
    public static var documentation: String {
      """
      Copies a buffer that a block reads into another scope first (TVM `cache_read`, Halide `in`).

      Rewrite:

          for … { … X[i, k] … }
            -> X1 = alloc like X;  for … { X1[…] = X[…] };  for … { … X1[i, k] … }

      Requires: nothing in the block's nest writes the buffer. Returns the block that copies, which
      `compute(at:)` then makes as small as a tile needs.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.block(\.block), .buffer(\.buffer), .scope(\.scope, label: "in")]
    }
    public static var results: [Signature.Slot] {
      [.init("copy", .block)]
    }

    public var block = ValueID.missing
    public var buffer = ValueID.missing
    public var scope = Program.BufferType.Scope.global

    public init() {}

    public init(_ block: ValueID, _ buffer: ValueID, in scope: Program.BufferType.Scope) {
      self.block = block
      self.buffer = buffer
      self.scope = scope
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let (block, buffer) = (try program.anyBlock(block), try program.buffer(buffer))
      let root = try program.requireReadOnly(buffer, by: block)
      let reads = program.accesses(of: block).filter { $0.buffer == buffer && !$0.isWrite }
      try program.requireWhole(buffer, before: root)
      var type = try program.type(of: buffer)
      type.scope = scope
      let value = program.allocate(type, for: block, before: root)
      let copy = program.insertCopy(
        named: "\(program.blockName(block))_read", from: buffer, to: value, type.shape,
        at: .before(root))
      for read in reads {
        program.module.setOperand(0, of: read.operation, to: value)
      }
      return [.block(copy)]
    }
  }

  /// Copies a buffer that a block reads into another scope first; gives the block that copies.
  ///
  /// See `CacheRead`.
  @discardableResult
  public mutating func cacheRead(
    _ block: Block, _ buffer: Buffer, in scope: Program.BufferType.Scope = .global
  ) throws(Refusal) -> Block {
    Block(try apply(CacheRead(block.value, buffer.value, in: scope))[0])
  }
}

extension Module {
  /// Whether a buffer is an argument of a function or allocated directly in its body.
  func isAtTop(_ buffer: ValueID, of function: OperationID) -> Bool {
    guard let allocation = definingOperation(of: buffer) else { return true }
    return parent(of: allocation) == function
  }
}
