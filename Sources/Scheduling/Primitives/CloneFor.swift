import Dialects
import IR
import Support

extension Schedule {
  public struct CloneFor: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.clone_for" }
    public static var method: String { "clone" }
    public static var documentation: String {
      """
      Gives a reader a copy of a block of its own, to be computed and scheduled apart (Halide
      `clone_in`).

      Rewrite:

          for i { T[i] = f(i) };  for i { Y[i] = g(T[i]) };  for i { Z[i] = h(T[i]) }
            -> for i { T[i] = f(i) };  for i { T1[i] = f(i) };
               for i { Y[i] = g(T1[i]) };  for i { Z[i] = h(T[i]) }

      Requires: a block, or one that holds blocks, that alone writes its buffer, which the function
      allocates at its top, and is alone in its nest. Returns the copy.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.block(\.block), .block(\.reader, "reader", label: "for")]
    }
    public static var results: [Signature.Slot] { [.init("copy", .block)] }

    public var block = ValueID.missing
    public var reader = ValueID.missing

    public init() {}

    public init(_ block: ValueID, for reader: ValueID) {
      (self.block, self.reader) = (block, reader)
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let (block, reader) = (try program.anyBlock(block), try program.anyBlock(reader))
      let name = program.blockName(block)
      let buffer = try program.output(of: block)
      try program.requireAllocated(buffer)
      let own = Set(program.blocks(under: block))
      let users = program.users(of: buffer)
      if let other = users.first(where: { $0.access.isWrite && !own.contains($0.block) }) {
        throw Refusal(
          "\(program.bufferName(buffer)) is also written by block '\(program.blockName(other.block))'"
        )
      }
      // What a nest reads of its buffer it has written itself: nobody else does.
      if own == [block] { try program.requireStartsOver(block) }
      let readers = Set(program.blocks(under: reader))
      guard readers.isDisjoint(with: own), users.contains(where: { readers.contains($0.block) })
      else {
        throw Refusal(
          "the block '\(program.blockName(reader))' does not read what block '\(name)' writes")
      }
      let root = program.root(of: block)
      let all = program.allBlocks(under: root)
      guard Set(program.blocks(under: root)) == own, let place = all.firstIndex(of: block),
        program.module.isAtTop(buffer, of: program.function)
      else { throw Refusal("the block '\(name)' must be alone in its nest, its buffer at the top") }
      let copied = program.allocate(try program.type(of: buffer), for: block, before: root)
      let (nest, _) = program.copy(root, to: .after(root), suffix: "_clone")
      for place in [nest, reader] {
        for user in program.blocks(under: place) {
          for access in program.accesses(of: user) where access.buffer == buffer {
            program.module.setOperand(access.isWrite ? 1 : 0, of: access.operation, to: copied)
          }
        }
      }
      return [.block(program.allBlocks(under: nest)[place])]
    }
  }

  /// Gives a reader a copy of a block of its own; gives the copy.
  ///
  /// See `CloneFor`.
  @discardableResult
  public mutating func clone(_ block: Block, for reader: Block) throws(Refusal) -> Block {
    Block(try apply(CloneFor(block.value, for: reader.value))[0])
  }
}
