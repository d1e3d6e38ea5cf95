import Dialects
import IR
import Support

extension Schedule {
  public struct CacheWrite: SchedulePrimitive {
    public static var mnemonic: String { "schedule.cache_write" }
    public static var documentation: String {
      """
      Lets a block write into another scope, and copies its buffer out afterwards (TVM `cache_write`).

      Rewrite:

          for … { Y[i, j] += … }
            -> Y1 = alloc like Y;  for … { Y1[i, j] += … };  for … { Y[…] = Y1[…] }

      Requires: the block alone writes its whole buffer, and nothing else in its nest touches it.
      Returns the block that copies, which `reverseCompute(at:)` then moves to where a tile is done.
      """
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("block", .block)],
        results: [.init("copy", .block), .init("cache", .buffer)],
        properties: [.init("scope", .string)])
    }

    public var block: ValueID
    public var scope: Program.BufferType.Scope

    public init(_ block: ValueID, in scope: Program.BufferType.Scope) {
      self.block = block
      self.scope = scope
    }

    public init(_ operation: OperationID, in module: Module) {
      block = module.operandOrMissing(0, of: operation)
      scope = module.scope(of: operation)
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [block], properties: ["scope": .string(scope.rawValue)])
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let block = try program.block(block)
      let name = program.blockName(block)
      let buffer = try program.output(of: block)
      _ = try program.requireOnlyWriter(block, of: buffer)
      try program.requireStartsOver(block)
      guard program.module.isAtTop(buffer, of: program.function) else {
        throw Refusal(
          "\(program.bufferName(buffer)) lives inside a loop; cache it before it is moved there")
      }
      let root = program.root(of: block)
      for other in program.blocks(under: root) where other != block {
        if program.accesses(of: other).contains(where: { $0.buffer == buffer }) {
          throw Refusal(
            "block '\(program.blockName(other))' in the same nest reads what block '\(name)' writes"
          )
        }
      }
      var type = try program.type(of: buffer)
      type.scope = scope
      let cache = program.module.insert(
        Program.Allocate(type), at: .before(root), location: program.module.location(of: block))
      let value = program.module.result(of: cache)
      for access in program.accesses(of: block) where access.buffer == buffer {
        program.module.setOperand(access.isWrite ? 1 : 0, of: access.operation, to: value)
      }
      let copy = program.insertCopy(
        named: "\(name)_write", from: value, to: buffer, type.shape, at: .after(root))
      return [.block(copy), .buffer(value)]
    }

    public func swiftCall(_ name: (ValueID) -> String) -> String {
      "cacheWrite(\(name(block)), in: .\(scope.rawValue))"
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
