import Dialects
import IR
import Support

extension Schedule {
  public struct CacheInPlace: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.cache_in_place" }
    public static var documentation: String {
      """
      Lets a block that updates a buffer work on a copy of it, and copies that back (TVM
      `cache_inplace`).

      Rewrite:

          for … { Y[i] = f(Y[i - 1]) }
            -> C = alloc like Y;  for … { C[…] = Y[…] };  for … { C[i] = f(C[i - 1]) };
               for … { Y[…] = C[…] }

      Requires: the block reads and writes the buffer without starting over, nothing else in its nest
      touches it, and every element is written before. Returns the blocks that copy, and the new buffer.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.block(\.block), .scope(\.scope, label: "in")]
    }
    public static var results: [Signature.Slot] {
      [.init("read", .block), .init("write", .block), .init("cache", .buffer)]
    }

    public var block = ValueID.missing
    public var scope = Program.BufferType.Scope.global

    public init() {}

    public init(_ block: ValueID, in scope: Program.BufferType.Scope) {
      (self.block, self.scope) = (block, scope)
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let block = try program.block(block)
      let name = program.blockName(block)
      let buffer = try program.output(of: block)
      let accesses = program.accesses(of: block).filter { $0.buffer == buffer }
      guard accesses.contains(where: { !$0.isWrite }), !accesses.contains(where: \.isInitial)
      else {
        throw Refusal(
          "the block '\(name)' does not need what \(program.bufferName(buffer)) held before; use "
            + "'cache_write'")
      }
      let root = try program.requireUntouched(buffer, beside: block)
      try program.requireWhole(buffer, before: root)
      var type = try program.type(of: buffer)
      type.scope = scope
      let cache = program.allocate(type, for: block, before: root)
      let read = program.insertCopy(
        named: "\(name)_read", from: buffer, to: cache, type.shape, at: .before(root))
      for access in accesses {
        program.module.setOperand(access.isWrite ? 1 : 0, of: access.operation, to: cache)
      }
      let write = program.insertCopy(
        named: "\(name)_write", from: cache, to: buffer, type.shape, at: .after(root))
      return [.block(read), .block(write), .buffer(cache)]
    }
  }

  /// Lets a block that updates a buffer work on a copy; gives the blocks that copy in and out, and the
  /// new buffer.
  ///
  /// See `CacheInPlace`.
  @discardableResult
  public mutating func cacheInPlace(
    _ block: Block, in scope: Program.BufferType.Scope = .global
  ) throws(Refusal) -> (read: Block, write: Block, cache: Buffer) {
    let results = try apply(CacheInPlace(block.value, in: scope))
    return (Block(results[0]), Block(results[1]), Buffer(results[2]))
  }
}
