import Dialects
import IR
import Support

extension Schedule {
  public struct Blockize: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.blockize" }
    public static var documentation: String {
      """
      Makes the nest of a loop one tile, which later steps move and place but never change (TVM
      `blockize`).

      Rewrite: `for ii in 4 { for ki in 8 { S } } -> for ii in 4 {tile = "a"} { for ki in 8 { S } }`.

      Requires: loops of constant extents around one block, in which every place in memory moves by the
      same distance with each iteration. A step that would change the nest is refused.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [.loop(\.loop), .name(\.name, "name", label: "named")]
    }

    public var loop = ValueID.missing
    /// What messages call the tile.
    public var name = ""

    public init() {}

    public init(_ loop: ValueID, named name: String) {
      self.loop = loop
      self.name = name
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let loop = try program.loop(loop)
      if name.isEmpty { throw Refusal("a tile needs a name") }
      let nest = try program.nest(at: loop)
      for axis in nest.axes where axis.extent.constantValue == nil {
        throw Refusal(
          "the extent of the loop '\(axis.name)' is '\(nest.shown(axis.extent))', no constant; split "
            + "it first")
      }
      for place in nest.places.values where nest.steps(of: place) == nil {
        throw Refusal(
          "the block '\(nest.signature.name)' accesses memory at '\(nest.shown(place))', which does "
            + "not move by the same distance in every iteration")
      }
      program.module.setAttribute(SealedNest.tile, of: loop, to: .string(name))
      return []
    }
  }

  /// Makes the nest of a loop one tile that later steps leave as it is; see `Blockize`.
  public mutating func blockize(_ loop: Loop, named name: String) throws(Refusal) {
    try apply(Blockize(loop.value, named: name))
  }
}
