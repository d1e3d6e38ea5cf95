/// What is left to do when the rows of a copy are there.
struct LooseEnds {
  /// Operands whose values are not copied, or come later, with the originals' values.
  var operands: ContiguousArray<(slot: Int, original: UInt32)> = []
  /// Successors that are not copied.
  var successors: ContiguousArray<Int> = []
  /// Copied arguments of blocks, with their originals, if that is wanted.
  var arguments: [(copy: UInt32, original: UInt32)] = []
}
