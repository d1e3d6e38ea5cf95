import Dialects
import IR
import Support

extension Schedule {
  public struct ReindexRead: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.reindex_read" }
    public static var documentation: String {
      """
      Copies what a block reads into a buffer that it reads at its own iterators, or at other
      expressions of them (TVM `reindex`, `reindex_cache_read`).

      Rewrite, without a map and then for `[d1, d0]`:

          for i, k { … X[i * 2 + k] … }
            -> R = alloc [m, 3];  for i, k { R[i, k] = X[i * 2 + k] };  for i, k { … R[i, k] … }
            -> R = alloc [3, m];  for i, k { R[k, i] = X[i * 2 + k] };  for i, k { … R[k, i] … }

      Requires: the block reads the buffer at one place, every element of it exists for all values of
      the iterators, nothing in the nest writes the buffer, and the map tells apart what is read.
      Returns the block that copies.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [
        .block(\.block), .buffer(\.buffer), .map(\.map, label: "as", usual: []),
        .scope(\.scope, label: "in"),
      ]
    }
    public static var results: [Signature.Slot] { [.init("copy", .block)] }

    public var block = ValueID.missing
    public var buffer = ValueID.missing
    /// The new indices over the block's iterators; empty for the iterators that the old ones use.
    public var map: [IndexExpression] = []
    public var scope = Program.BufferType.Scope.global

    public init() {}

    public init(
      _ block: ValueID, _ buffer: ValueID, as map: [IndexExpression],
      in scope: Program.BufferType.Scope
    ) {
      (self.block, self.buffer, self.map, self.scope) = (block, buffer, map, scope)
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let (block, buffer) = (try program.block(block), try program.buffer(buffer))
      let signature = try program.signature(block)
      let reads = program.accesses(of: block).filter { $0.buffer == buffer && !$0.isWrite }
      let root = try program.requireReadOnly(buffer, by: block)
      guard let place = reads.first?.map, reads.allSatisfy({ $0.map == place }) else {
        throw Refusal(
          "the block '\(signature.name)' reads \(program.bufferName(buffer)) at more than one place, "
            + "or at a computed one")
      }
      let map = map.isEmpty ? place.iterators : map
      let (extents, old) = (signature.extents, try program.type(of: buffer))
      var type = old
      type.shape = try program.sizes(of: map, over: extents)
      type.scope = scope
      try program.require(
        map, determines: place, over: extents,
        "the new indices do not tell apart what the block '\(signature.name)' reads")
      try program.require(
        place, over: extents, isInside: old.shape,
        "the block '\(signature.name)' reads \(program.bufferName(buffer)) only where it is, which is "
          + "not for all its iterators")
      try program.requireWhole(buffer, before: root)
      let cache = program.allocate(type, for: block, before: root)
      let copy = program.insertCopy(
        named: "\(signature.name)_read", over: extents, from: buffer, place, to: cache, map,
        at: .before(root))
      for read in reads { program.redirect(read, of: block, to: cache, map) }
      return [.block(copy)]
    }
  }

  /// Copies what a block reads into a buffer that it reads at its own iterators, or at `map` of them;
  /// gives the block that copies.
  ///
  /// See `ReindexRead`.
  @discardableResult
  public mutating func reindexRead(
    _ block: Block, _ buffer: Buffer, as map: [IndexExpression] = [],
    in scope: Program.BufferType.Scope = .global
  ) throws(Refusal) -> Block {
    Block(try apply(ReindexRead(block.value, buffer.value, as: map, in: scope))[0])
  }
}
