import Dialects
import IR
import Support

// What primitives ask about a block: what it reads and writes, and whether it is simple enough.

/// An access of a block, with the map over the block's iterators where it has one.
struct BlockAccess {
  let operation: OperationID
  let buffer: ValueID
  let isWrite: Bool
  let isInitial: Bool
  /// Over the iterators; `nil` when an index is loaded or computed, or is not one element.
  let map: [IndexExpression]?
  /// Along each axis the elements touched, from an index over the iterators on; `nil` if not known.
  ///
  /// A block that holds blocks touches more than one for the same iterators.
  var region: [IndexRange?] = []
}

extension ScheduledProgram {
  /// Every load and store of a block; of one that holds blocks, everything that they touch.
  func accesses(of block: OperationID) -> [BlockAccess] {
    if isNested, module.holdsBlocks(block) {
      return NestedAccesses(of: block, in: module, assumptions).found
    }
    var found: [BlockAccess] = []
    for (place, region) in module.regions(of: block).enumerated() {
      guard let body = module.entryBlock(of: region) else { continue }
      var values: [ValueID: IndexExpression] = [:]
      for (number, argument) in module.arguments(of: body).enumerated() {
        values[argument] = .dimension(number)
      }
      func resolved(_ map: [IndexExpression], _ operands: [ValueID]) -> [IndexExpression]? {
        var (known, isPlain) = ([IndexExpression](), true)
        for operand in operands {
          guard let value = values[operand] else { return nil }
          isPlain = isPlain && value.dimensionNumber == known.count
          known.append(value)
        }
        return isPlain ? map : map.map { $0.substituting(dimensions: known) }
      }
      for operation in module.operations(in: body) {
        if let index = module.match(operation, as: Program.Index.self) {
          values[module.result(of: operation)] = resolved([index.expression], index.indices)?.first
        } else if let load = module.match(operation, as: Program.Load.self) {
          found.append(
            BlockAccess(
              operation: operation, buffer: load.buffer, isWrite: false, isInitial: place == 1,
              map: resolved(load.map, load.indices)))
        } else if let store = module.match(operation, as: Program.Store.self) {
          found.append(
            BlockAccess(
              operation: operation, buffer: store.buffer, isWrite: true, isInitial: place == 1,
              map: resolved(store.map, store.indices)))
        }
      }
    }
    return found
  }

  /// The blocks that touch a buffer, in the order of the program.
  func users(of buffer: ValueID) -> [(block: OperationID, access: BlockAccess)] {
    let touching = Set(module.users(of: buffer).compactMap { module.parent(of: $0) })
    return blocks(under: function).filter { touching.contains($0) }.flatMap { block in
      accesses(of: block).filter { $0.buffer == buffer }.map { (block, $0) }
    }
  }

  /// How messages call a buffer.
  func bufferName(_ buffer: ValueID) -> String {
    if let index = arguments.firstIndex(of: buffer) { return "argument \(index)" }
    let writer = users(of: buffer).first { $0.access.isWrite }
    return writer.map { "the buffer of block '\(blockName($0.block))'" } ?? "the buffer"
  }

  /// The type of a buffer.
  func type(of buffer: ValueID) throws(Refusal) -> Program.BufferType {
    guard let type = module.bufferType(of: buffer) else { throw Refusal("the value is no buffer") }
    return type
  }

  /// The single buffer a block writes.
  func output(of block: OperationID) throws(Refusal) -> ValueID {
    let buffers = Set(accesses(of: block).filter(\.isWrite).map(\.buffer))
    guard buffers.count == 1, let buffer = buffers.first else {
      throw Refusal("the block '\(blockName(block))' writes \(buffers.count) buffers, not one")
    }
    return buffer
  }

  /// The iterators that index the buffer a block writes, one for each axis, in order.
  ///
  /// - Throws: a refusal if the block stores at anything but different spatial iterators.
  func storeAxes(of block: OperationID) throws(Refusal) -> [Int] {
    let signature = try signature(block)
    let stores = accesses(of: block).filter(\.isWrite)
    guard let map = stores.first?.map, stores.allSatisfy({ $0.map == map }) else {
      throw Refusal(
        "the block '\(signature.name)' writes at different or computed places; it must write at "
          + "its spatial iterators")
    }
    let axes = map.compactMap(\.dimensionNumber)
    guard axes.count == map.count, Set(axes).count == axes.count,
      axes.allSatisfy({ signature.kinds[$0] == .spatial }),
      Set(axes) == Set(signature.kinds.indices.filter { signature.kinds[$0] == .spatial })
    else {
      throw Refusal(
        "the block '\(signature.name)' must write at its spatial iterators, each once, not at "
          + "[\(map.map(\.description).joined(separator: ", "))]")
    }
    return axes
  }

  /// Refuses unless `block` writes every element of its buffer and nobody else writes it.
  func requireOnlyWriter(_ block: OperationID, of buffer: ValueID) throws(Refusal) -> [Int] {
    try requireWriter(block, of: buffer, among: [block])
  }

  /// Refuses if a block that is not among `writers` writes a buffer.
  func requireNoOtherWriter(
    of buffer: ValueID, than writers: [OperationID]
  ) throws(Refusal) {
    if isTrusted { return }
    guard
      let other = users(of: buffer).first(where: {
        $0.access.isWrite && !writers.contains($0.block)
      })
    else { return }
    throw Refusal(
      "\(bufferName(buffer)) is also written by block '\(blockName(other.block))'")
  }

  /// Refuses unless `block` writes every element of its buffer, and only `writers` write it.
  func requireWriter(
    _ block: OperationID, of buffer: ValueID, among writers: [OperationID]
  ) throws(Refusal) -> [Int] {
    let axes = try storeAxes(of: block)
    let signature = try signature(block)
    try requireNoOtherWriter(of: buffer, than: writers)
    let shape = try type(of: buffer).shape
    guard zip(axes, shape).allSatisfy({ signature.extents[$0] == $1 }) else {
      throw Refusal(
        "the block '\(signature.name)' runs over "
          + "[\(axes.map { signature.extents[$0].description }.joined(separator: ", "))], not over "
          + "the whole of its buffer, [\(shape.map(\.description).joined(separator: ", "))]")
    }
    return axes
  }

  /// Refuses unless a buffer is allocated in the function.
  func requireAllocated(_ buffer: ValueID) throws(Refusal) {
    guard module.definingOperation(of: buffer) != nil else {
      throw Refusal(
        "\(bufferName(buffer)) belongs to the caller; only buffers allocated in the function can "
          + "change")
    }
  }

  /// Refuses if a block after `start` and up to `end` in the program writes what `block` reads, or
  /// touches what it writes.
  func requireMovable(
    _ block: OperationID, between start: OperationID, and end: OperationID,
    except: Set<ValueID> = []
  ) throws(Refusal) {
    if isTrusted { return }
    try requireKnown(block)
    let own = accesses(of: block)
    let all = blocks(under: function)
    let parts = Set(blocks(under: block))
    let places = (blocks(under: start) + blocks(under: end)).compactMap { all.firstIndex(of: $0) }
    guard let low = places.min(), let high = places.max() else { return }
    for other in all[low...high] where !parts.contains(other) {
      for access in accesses(of: other) where !except.contains(access.buffer) {
        guard let mine = own.first(where: { $0.buffer == access.buffer }),
          mine.isWrite || access.isWrite
        else { continue }
        throw Refusal(
          "the block '\(blockName(block))' cannot move past block '\(blockName(other))', which "
            + "\(access.isWrite ? "writes" : "reads") \(bufferName(access.buffer))")
      }
    }
    for other in all[..<low] where !parts.contains(other) {
      try requireNotOvertaken(block, by: other, leavingFor: end, except: except)
    }
  }

  /// Refuses if a block leaves a loop for `end` in which a later iteration of an earlier block conflicts
  /// with it: writes again, in a folded buffer, what it has read.
  private func requireNotOvertaken(
    _ block: OperationID, by other: OperationID, leavingFor end: OperationID,
    except: Set<ValueID>
  ) throws(Refusal) {
    let shared = Set(loops(around: block)).intersection(loops(around: other))
    guard !shared.isSubset(of: loops(around: end)) else { return }
    let own = accesses(of: block)
    let buffers = Set(
      accesses(of: other).filter { access in
        own.contains { $0.buffer == access.buffer && ($0.isWrite || access.isWrite) }
      }.map(\.buffer)
    ).subtracting(except)
    guard !buffers.isEmpty else { return }
    let model = self.model
    guard let earlier = model.statement(of: other), let moved = model.statement(of: block) else {
      return
    }
    for buffer in buffers.sorted() {
      try require(
        none: model.conflicts(earlier, moved, ignoringCommuting: false, on: buffer)
          .flatMap(\.firstIsLater), in: model,
        "the block '\(moved.name)' cannot leave the loop in which block '\(earlier.name)' goes on with"
          + " \(bufferName(buffer))")
    }
  }

  /// Refuses if a block has iterators of which nothing is known.
  func requireKnown(_ block: OperationID) throws(Refusal) {
    guard try signature(block).kinds.contains(.opaque) else { return }
    throw Refusal("the block '\(blockName(block))' is opaque, so it stays where it is")
  }

  /// Whether an operation is a block or inside of it.
  private func isInside(_ operation: OperationID, _ block: OperationID) -> Bool {
    var current: OperationID? = operation
    while let place = current, place != block { current = module.parent(of: place) }
    return current == block
  }

  /// Refuses unless everything that a block's statement uses from outside can be used at
  /// `destination`, a loop or an operation in one.
  func requireVisible(_ block: OperationID, at destination: OperationID) throws(Refusal) {
    if isTrusted { return }
    var around = Set(loops(around: destination) + [destination, function])
    var outer = outerBlock(of: destination)
    while let block = outer {
      around.insert(block)
      outer = outerBlock(of: block)
    }
    var hidden: OperationID?
    module.walk(block) { operation in
      if operation == block { return }
      for value in module.operands(of: operation) {
        let home: OperationID?
        switch module.definition(of: value) {
        case .argument(let body, _): home = module.region(of: body).map { module.owner(of: $0) }
        case .result(let definition, _): home = module.parent(of: definition)
        }
        guard let home, !around.contains(home), !isInside(home, block) else { continue }
        // A choice is around what it holds, but no loop.
        if module.isA(home, Program.For.self) || module.isA(home, Program.Block.self) {
          hidden = home
        }
      }
    }
    if let hidden {
      let place =
        module.isA(hidden, Program.For.self)
        ? "loop '\(loopName(hidden))'" : "block '\(blockName(hidden))'"
      throw Refusal(
        "the block '\(blockName(block))' uses what lives inside the \(place), out of reach from where it "
          + "would go")
    }
  }
}
