import Dialects
import IR
import Support

extension Schedule {
  public struct Blockize: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.blockize" }
    public static var documentation: String {
      """
      Makes the nest of a loop a block with an iteration signature of its own, around the block in it
      (TVM `blockize`).

      Rewrite, of the loop ii:

          for io { for k { for ii in 4 { init { T[i] = 0 };  T[i] += X[i, k]  with i = io * 4 + ii } } }
            -> for io { for k {
                 tile (vo = io < m ceildiv 4, reduction vk = k) {
                   init { for ii in 4 { T[i] = 0 } }
                   for ii in 4 { T[i] += X[i, vk]  with i = vo * 4 + ii } } } }

      An iterator of the inner block gives one of the outer, the number of its tile, where tiles of it follow
      each other; else the counters of the loops around are iterators. The outer block begins a reduction
      where one of its iterators is reduced over. Later steps are done to the one block or the other;
      none takes a block out of the one that it is in.

      Requires: loops around one block, which may hold blocks itself, and a name that no block has.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.loop(\.loop), .name(\.name, "name", label: "named")]
    }
    public static var results: [Signature.Slot] { [.init("outer", .block)] }

    public var loop = ValueID.missing
    /// What the outer block is called.
    public var name = ""

    public init() {}

    public init(_ loop: ValueID, named name: String) {
      self.loop = loop
      self.name = name
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let loop = try program.loop(loop)
      if name.isEmpty { throw Refusal("a block needs a name") }
      guard program.uniqueBlockName(name) == name else {
        throw Refusal("there is a block '\(name)' already")
      }
      var tile = try TileSignature(at: loop, in: program)
      tile.divide()
      return [.block(try program.enclose(tile, named: name))]
    }
  }

  /// Makes the nest of a loop a block around the block in it; see `Blockize`.
  @discardableResult
  public mutating func blockize(_ loop: Loop, named name: String) throws(Refusal) -> Block {
    Block(try apply(Blockize(loop.value, named: name))[0])
  }
}

extension ScheduledProgram {
  /// Puts the nest of a tile into a block of its own; gives that block.
  fileprivate mutating func enclose(
    _ tile: TileSignature, named name: String
  ) throws(Refusal) -> OperationID {
    let outer = module.insert(
      tile.outerBlock(named: name), at: .before(tile.loop), location: module.location(of: tile.loop)
    )
    isNested = true
    let types = [Type](repeating: .index, count: tile.outer.count)
    let body = module.appendBlock(to: module.region(0, of: outer), argumentTypes: types)
    module.move(tile.loop, to: .atEnd(of: body))
    let iterators = module.arguments(of: body)
    let written = tile.innerBlock(over: iterators)
    module.setOperands(of: tile.block, to: written.counters)
    module.setProperties(of: tile.block, to: written.state.properties)
    guard let initial = try tile.initialisation(in: self) else { return outer }
    let first = module.appendBlock(to: module.region(1, of: outer), argumentTypes: types)
    let known = Dictionary(
      zip(iterators, module.arguments(of: first)), uniquingKeysWith: { a, _ in a })
    _ = try insertInitial(
      of: tile.block, written, under: initial.loops, where: initial.conditions(of: written),
      at: .atEnd(of: first), known: known)
    return outer
  }
}
