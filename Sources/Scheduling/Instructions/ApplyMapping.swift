import Dialects
import IR
import Support

// A mapping of a block onto an instruction, by the primitives that everybody has.

extension Schedule {
  /// Runs a block as an instruction: loops are fused, split and reordered as the mapping says, what the
  /// block reads and writes is copied into the order that the instruction needs where it is not in it,
  /// and its nest is tensorised.
  ///
  /// - Parameters:
  ///   - block: in a nest of its own, with a loop for each iterator.
  ///   - mapping: one of `instructionMappings(of:as:)`.
  ///   - padding: whether loops may be made longer, over padded copies, to whole tiles.
  /// - Returns: the loop that runs as the instruction.
  /// - Throws: the refusal of the last way that was tried; nothing has changed then.
  @discardableResult
  public mutating func tensorize(
    _ block: Block, by mapping: InstructionMapping, padding: Bool = false
  ) throws(Refusal) -> Loop {
    var last = Refusal("the mapping has no axes")
    // As few copies as possible.
    for copiesOutput in [false, true] {
      for copiesInputs in [false, true] {
        var next = self
        do throws(Refusal) {
          if copiesInputs { try next.readAtIterators(block, mapping) }
          if padding { try next.pad(block, mapping) }
          if copiesInputs { try next.copyInputs(of: block, mapping) }
          if copiesOutput { try next.copyOutput(of: block, mapping) }
          let loop = try next.tile(block, mapping)
          self = next
          return loop
        } catch {
          last = error
        }
      }
    }
    throw last
  }

  /// What the program says of a block now.
  private func signature(_ block: Block) throws(Refusal) -> Program.Block {
    try program.signature(try program.block(block.value))
  }

  private mutating func readAtIterators(
    _ block: Block, _ mapping: InstructionMapping
  ) throws(Refusal) {
    for number in mapping.inputs.indices {
      let buffer = try buffer(readBy: block, number)
      // What is read at its iterators already needs no copy.
      let target = try program.buffer(buffer.value)
      let isPlain = program.accesses(of: try program.block(block.value)).allSatisfy { access in
        access.buffer != target
          || access.map?.allSatisfy({ $0.dimensionNumber != nil }) ?? false
      }
      if !isPlain { try reindexRead(block, buffer) }
    }
  }

  private mutating func pad(_ block: Block, _ mapping: InstructionMapping) throws(Refusal) {
    let extents = try signature(block).extents
    var multiples = [Int](repeating: 1, count: extents.count)
    for (group, extent) in zip(mapping.axes, mapping.extents) {
      guard let extent, let inner = group.last else { continue }
      let whole = IndexExpression.product(group.map { extents[$0] })
      if !program.assumptions.isMultiple(whole, of: extent) { multiples[inner] = extent }
    }
    if multiples.contains(where: { $0 > 1 }) { try padEinsum(block, toMultiplesOf: multiples) }
  }

  /// The index of an axis in its iterators.
  private func index(
    _ group: [Int], _ extents: [IndexExpression]
  ) -> IndexExpression {
    group.reduce(IndexExpression.zero) { $0 * extents[$1] + .dimension($1) }
  }

  /// Tile after tile, each in the order of the instruction.
  private func map(
    _ used: Set<Int>, _ order: [Int], _ mapping: InstructionMapping, _ extents: [IndexExpression]
  ) -> [IndexExpression] {
    let mapped = Set(mapping.axes.joined())
    var map = used.subtracting(mapped).sorted().map { IndexExpression.dimension($0) }
    for axis in order {
      guard let extent = mapping.extents[axis] else { continue }
      map.append(
        index(mapping.axes[axis], extents).floorDivided(by: IndexExpression(extent)))
    }
    for axis in order {
      let whole = index(mapping.axes[axis], extents)
      map.append(
        mapping.extents[axis].map { whole.remainder(by: IndexExpression($0)) } ?? whole)
    }
    return map
  }

  private mutating func copyInputs(
    of block: Block, _ mapping: InstructionMapping
  ) throws(Refusal) {
    for (number, order) in mapping.inputs.enumerated() {
      let buffer = try buffer(readBy: block, number)
      let target = try program.buffer(buffer.value)
      let used = program.accesses(of: try program.block(block.value))
        .filter { $0.buffer == target }.flatMap { $0.map ?? [] }
        .flatMap { $0.dimensionNumbers }
      try reindexRead(
        block, buffer, as: map(Set(used), order, mapping, try signature(block).extents))
    }
  }

  private mutating func copyOutput(
    of block: Block, _ mapping: InstructionMapping
  ) throws(Refusal) {
    let signature = try signature(block)
    let spatial = signature.kinds.indices.filter { signature.kinds[$0] == .spatial }
    try reindexWrite(block, as: map(Set(spatial), mapping.output, mapping, signature.extents))
  }

  private mutating func tile(
    _ block: Block, _ mapping: InstructionMapping
  ) throws(Refusal) -> Loop {
    let (signature, all) = (try signature(block), try loops(of: block))
    var counters: [ValueID] = []
    for loop in all { counters.append(try program.counter(of: try program.loop(loop.value))) }
    // The loop of each iterator.
    var loops: [Loop] = []
    for binding in signature.bindings {
      guard let operand = binding.dimensionNumber, signature.counters.indices.contains(operand),
        let place = counters.firstIndex(of: signature.counters[operand])
      else {
        throw Refusal("the block '\(signature.name)' needs a nest with a loop for each iterator")
      }
      loops.append(all[place])
    }
    guard all.count == loops.count else {
      throw Refusal("the block '\(signature.name)' needs a nest with a loop for each iterator")
    }
    let operation = try program.block(block.value)
    if let outermost = all.first,
      program.module.entryBlock(of: program.module.region(1, of: operation)) != nil
    {
      try decomposeReduction(block, before: outermost)
    }
    let mapped = Set(mapping.axes.joined())
    let isReduced = mapping.axes.map { $0.contains { signature.kinds[$0] == .reduction } }
    var rest: [Loop] = []
    var order: [Loop] = []
    for reduced in [false, true] {
      let left = loops.indices.filter {
        !mapped.contains($0) && (signature.kinds[$0] == .reduction) == reduced
      }.map { loops[$0] }
      rest += left
      order += left
      for (axis, group) in mapping.axes.enumerated() where isReduced[axis] == reduced {
        order += group.map { loops[$0] }
      }
    }
    if order.count > 1 { try apply(Reorder(order.map(\.value))) }
    var (outer, inner) = (rest, [Loop]())
    for (group, extent) in zip(mapping.axes, mapping.extents) {
      var whole = loops[group[0]]
      for iterator in group.dropFirst() { whole = try fuse(whole, loops[iterator]) }
      guard let extent else {
        inner.append(whole)
        continue
      }
      let parts = try split(whole, by: extent)
      outer.append(parts.outer)
      inner.append(parts.inner)
    }
    if outer.count + inner.count > 1 { try apply(Reorder((outer + inner).map(\.value))) }
    guard let first = inner.first else { throw Refusal("the mapping has no axes") }
    try tensorize(first, as: mapping.instruction)
    return first
  }
}
