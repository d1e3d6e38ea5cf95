import Dialects
import IR
import Support

extension Schedule {
  public struct ReindexWrite: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.reindex_write" }
    public static var documentation: String {
      """
      Lets a block write at its own iterators, or at other expressions of them, and copies to where
      the elements belong afterwards (TVM `reindex`, `reindex_cache_write`).

      Rewrite, without a map:

          for i, j { Y[j * 2 + 1, i] = … }
            -> W = alloc [m, n];  for i, j { W[i, j] = … };  for i, j { Y[j * 2 + 1, i] = W[i, j] }

      Requires: the block writes at one place, which depends on spatial iterators only; the map has one
      place for each element written; the block runs for all values of its iterators; nothing else in
      its nest touches the buffer. A block that goes on with what another has begun gets a copy of that
      first, by the block `…_read`. Returns the block that copies out and the new buffer.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.block(\.block), .map(\.map, label: "as", usual: []), .scope(\.scope, label: "in")]
    }
    public static var results: [Signature.Slot] {
      [.init("copy", .block), .init("cache", .buffer)]
    }

    public var block = ValueID.missing
    /// The new indices over the block's iterators; empty for the iterators that the old ones use.
    public var map: [IndexExpression] = []
    public var scope = Program.BufferType.Scope.global

    public init() {}

    public init(
      _ block: ValueID, as map: [IndexExpression], in scope: Program.BufferType.Scope
    ) {
      (self.block, self.map, self.scope) = (block, map, scope)
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let block = try program.block(block)
      let signature = try program.signature(block)
      let buffer = try program.output(of: block)
      let goesOn = program.goesOn(block)
      if !goesOn { try program.requireStartsOver(block) }
      let root = try program.requireUntouched(buffer, beside: block)
      if goesOn { try program.requireWhole(buffer, before: root) }
      let accesses = program.accesses(of: block).filter { $0.buffer == buffer }
      guard let place = accesses.first?.map, accesses.allSatisfy({ $0.map == place }) else {
        throw Refusal(
          "the block '\(signature.name)' touches \(program.bufferName(buffer)) at more than one place, "
            + "or at a computed one")
      }
      let map = map.isEmpty ? place.iterators : map
      let used = Set((map + place).flatMap(\.dimensionNumbers))
      guard used.allSatisfy({ $0 < signature.kinds.count && signature.kinds[$0] == .spatial })
      else {
        throw Refusal(
          "the block '\(signature.name)' may write at its spatial iterators only, not at one that is "
            + "reduced over")
      }
      let extents = signature.extents
      var type = try program.type(of: buffer)
      type.shape = try program.sizes(of: map, over: extents)
      type.scope = scope
      try program.require(
        map, determines: place, over: extents, "one new place would stand for two elements")
      try program.require(
        place, determines: map, over: extents, "one element would have two new places")
      // What is copied in first is there, whether a term comes to it or not.
      if !goesOn { try program.requireRunsForAll(used.sorted(), of: block) }
      let cache = program.allocate(type, for: block, before: root)
      for access in accesses { program.redirect(access, of: block, to: cache, map) }
      if goesOn {
        _ = program.insertCopy(
          named: "\(signature.name)_read", over: extents, from: buffer, place, to: cache, map,
          at: .before(root))
      }
      let copy = program.insertCopy(
        named: "\(signature.name)_write", over: extents, from: cache, map, to: buffer, place,
        at: .after(root))
      return [.block(copy), .buffer(cache)]
    }
  }

  /// Lets a block write at its own iterators, or at `map` of them; gives the block that copies to
  /// where the elements belong, and the new buffer.
  ///
  /// See `ReindexWrite`.
  @discardableResult
  public mutating func reindexWrite(
    _ block: Block, as map: [IndexExpression] = [], in scope: Program.BufferType.Scope = .global
  ) throws(Refusal) -> (copy: Block, cache: Buffer) {
    let results = try apply(ReindexWrite(block.value, as: map, in: scope))
    return (Block(results[0]), Buffer(results[1]))
  }
}
