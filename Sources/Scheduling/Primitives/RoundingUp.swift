import Dialects
import IR
import Polyhedra
import Support

extension ScheduledProgram {
  /// Makes a loop run to `extent`, further than before: iterators that follow it run further, and so
  /// do the buffers that they index.
  ///
  /// Refuses where the further iterations read or write what is not there.
  mutating func roundUp(_ loop: OperationID, to extent: IndexExpression) throws(Refusal) {
    let old = try snapshot(loop)
    guard old.indices.isEmpty else {
      throw Refusal("the extent of the loop '\(old.name)' depends on other loops")
    }
    let counter = try counter(of: loop)
    for block in blocks(under: loop) {
      try widen(block, along: counter, from: old.extent, to: extent, loop: old.name)
      try widenNests(around: block, along: counter, from: old.extent, to: extent)
    }
    module.setProperty("extent", of: loop, to: .map([extent]))
  }

  /// Lets the iterators of the blocks around a block that are the counter of a loop run to `extent`.
  ///
  /// Refuses where one of them follows the loop in another way.
  mutating func widenNests(
    around block: OperationID, along counter: ValueID, from old: IndexExpression,
    to extent: IndexExpression
  ) throws(Refusal) {
    var outer = outerBlock(of: block)
    while let nest = outer {
      outer = outerBlock(of: nest)
      var signature = try signature(nest)
      guard let place = signature.counters.firstIndex(of: counter) else { continue }
      for (number, binding) in signature.bindings.enumerated()
      where binding.dimensionNumbers.contains(place) {
        guard binding == .dimension(place), [old, extent].contains(signature.extents[number]) else {
          throw Refusal(
            "an iterator of the block '\(signature.name)' around block '\(blockName(block))' is "
              + "'\(binding)' of \(signature.extents[number]), not the counter of the loop that would "
              + "run further")
        }
        signature.extents[number] = extent
      }
      module.setProperty("extents", of: nest, to: .map(signature.extents))
    }
  }

  private mutating func widen(
    _ block: OperationID, along counter: ValueID, from old: IndexExpression,
    to extent: IndexExpression, loop: String
  ) throws(Refusal) {
    var signature = try signature(block)
    guard let place = signature.counters.firstIndex(of: counter) else {
      throw Refusal(
        "the block '\(signature.name)' does not depend on the loop '\(loop)', so it would run again "
          + "past the end")
    }
    let own = IndexExpression.dimension(place)
    let bound = signature.bindings.indices.filter {
      signature.bindings[$0].dimensionNumbers.contains(place)
    }
    guard bound.count == 1, signature.bindings[bound[0]] == own,
      signature.extents[bound[0]] == old, signature.kinds[bound[0]] == .spatial
    else {
      throw Refusal(
        "the block '\(signature.name)' does not follow the loop '\(loop)' with a spatial iterator "
          + "of its own, so rounding up would change what it computes")
    }
    let axis = bound[0]
    signature.extents[axis] = extent
    module.setProperty("extents", of: block, to: .map(signature.extents))
    for access in accesses(of: block) {
      let shape = try type(of: access.buffer).shape
      let map = access.map ?? []
      guard map.count == shape.count else {
        throw Refusal("the block '\(signature.name)' reads at a place that is computed")
      }
      for (dimension, index) in map.enumerated()
      where index.dimensionNumbers.contains(axis) {
        try widen(
          access, dimension, isPlain: index == .dimension(axis) && shape[dimension] == old,
          to: extent, block: block, loop: loop)
      }
    }
  }

  private mutating func widen(
    _ access: BlockAccess, _ dimension: Int, isPlain: Bool, to extent: IndexExpression,
    block: OperationID, loop: String
  ) throws(Refusal) {
    var type = try type(of: access.buffer)
    let name = blockName(block)
    if isPlain, access.isWrite, module.definingOperation(of: access.buffer) != nil {
      type.shape[dimension] = extent
      module.setType(of: access.buffer, to: .of(type))
      return
    }
    if type.shape[dimension] == extent, access.isWrite == false,
      users(of: access.buffer).contains(where: { $0.access.isWrite && $0.block == block })
    {
      return
    }
    throw Refusal(
      "past the end of the loop '\(loop)' the block '\(name)' would "
        + "\(access.isWrite ? "write" : "read") outside \(bufferName(access.buffer)), along axis "
        + "\(dimension); use a guard")
  }
}
