import Dialects
import IR
import Support

extension Schedule {
  public struct CacheWrite: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.cache_write" }
    public static var documentation: String {
      """
      Lets a block write into another scope, and copies its buffer out afterwards (TVM `cache_write`).

      Rewrite:

          for … { Y[i, j] += … }
            -> Y1 = alloc like Y;  for … { Y1[i, j] += … };  for … { Y[…] = Y1[…] }

      Requires: the block alone writes its whole buffer, and nothing else in its nest touches it. A block
      that goes on with what another has begun gets a copy of that first, by the block `…_read`.
      Returns the block that copies out, which `reverseCompute(at:)` then moves to where a tile is done.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.block(\.block), .scope(\.scope, label: "in")]
    }
    public static var results: [Signature.Slot] {
      [.init("copy", .block), .init("cache", .buffer)]
    }

    public var block = ValueID.missing
    public var scope = Program.BufferType.Scope.global

    public init() {}

    public init(_ block: ValueID, in scope: Program.BufferType.Scope) {
      self.block = block
      self.scope = scope
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let block = try program.anyBlock(block)
      let name = program.blockName(block)
      let buffer = try program.output(of: block)
      let isNest = program.module.holdsBlocks(block)
      let goesOn = !isNest && program.goesOn(block)
      if goesOn {
        let writers = program.users(of: buffer).filter(\.access.isWrite).map(\.block)
        _ = try program.requireWriter(block, of: buffer, among: writers)
      } else if !isNest {
        _ = try program.requireOnlyWriter(block, of: buffer)
        try program.requireStartsOver(block)
      }
      let root = try program.requireUntouched(buffer, beside: block)
      if goesOn { try program.requireWhole(buffer, before: root) }
      if isNest { try program.requireWrittenWhole(buffer, by: block) }
      var type = try program.type(of: buffer)
      type.scope = scope
      let value = program.allocate(type, for: block, before: root)
      for access in program.accesses(of: block) where access.buffer == buffer {
        program.module.setOperand(access.isWrite ? 1 : 0, of: access.operation, to: value)
      }
      if goesOn {
        _ = program.insertCopy(
          named: "\(name)_read", from: buffer, to: value, type.shape, at: .before(root))
      }
      let copy = program.insertCopy(
        named: "\(name)_write", from: value, to: buffer, type.shape, hasUnitLoops: true,
        at: .after(root))
      return [.block(copy), .buffer(value)]
    }
  }

  /// Lets a block write into another scope; gives the block that copies out, and the new buffer.
  ///
  /// See `CacheWrite`.
  @discardableResult
  public mutating func cacheWrite(
    _ block: Block, in scope: Program.BufferType.Scope = .global
  ) throws(Refusal) -> (copy: Block, cache: Buffer) {
    let results = try apply(CacheWrite(block.value, in: scope))
    return (Block(results[0]), Buffer(results[1]))
  }
}
