import IR

public enum Program {
  /// Everything declared here, for a `Context`.
  public static let dialect = Dialect(
    name: "program",
    documentation: """
      The dialect of tensor programs: loops around blocks that read and write buffers.

      This is the level that is scheduled. A function is buffers and loop nests; a *block* is one
      statement with an iteration signature of its own, bound to the loops around it, so that loops can
      be rewritten without looking inside (after TensorIR, ASPLOS 2023).
      """,
    operations: [
      Function.self, Allocate.self, For.self, Block.self, Load.self, Store.self, Prefetch.self,
      Region.self, Index.self,
      Choose.self, Combine.self, Yield.self, Instruction.self,
    ],
    types: [BufferType.self], attributes: [MapAttribute.self, LayoutAttribute.self])
}
