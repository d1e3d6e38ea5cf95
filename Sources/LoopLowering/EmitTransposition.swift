import Dialects
import IR
import Support

// Loads of columns: whole rows are read, and turned round in registers.

/// The columns that an unrolled loop in lanes reads: of each load, the vector for each iteration.
struct LoadedColumns {
  let counter: ValueID
  var columns: [OperationID: [ValueID]] = [:]
}

extension LoopEmitter {
  /// Writes an unrolled loop.
  ///
  ///     vectorised for l in 4 { unrolled for u in 4 { y[u, l] = x[l, u] } }
  ///       -> r0 = x[0, 0..3] … r3 = x[3, 0..3];  c0, c1, c2, c3 = the columns of r0 … r3
  ///          y[0, 0..3] = c0 … y[3, 0..3] = c3
  ///
  /// A gather for each iteration would take a step for each element.
  mutating func emitUnrolled(
    _ body: BlockID, _ counter: ValueID, count: Int
  ) throws(Diagnostic) {
    if emitDotProduct(body, counter, count: count) { return }
    let outer = loadedColumns
    loadedColumns = loadColumns(in: body, counter, count: count)
    for iteration in 0..<max(0, count) {
      indices[counter] = IndexExpression(iteration)
      try emit(body)
    }
    loadedColumns = outer
  }

  /// The vector that a load in an unrolled loop gives, if it was read with others.
  func loadedColumn(_ load: OperationID) -> ValueID? {
    guard let loadedColumns, let columns = loadedColumns.columns[load] else { return nil }
    return indices[loadedColumns.counter]?.constantValue.map { columns[$0] }
  }

  private mutating func loadColumns(
    in body: BlockID, _ counter: ValueID, count: Int
  ) -> LoadedColumns? {
    guard let lane, mask == nil, count == lane.width, count >= 4, count & (count - 1) == 0 else {
      return nil
    }
    let leaf = makeLeaf()
    assumptions.setExtent(of: leaf, to: IndexExpression(count))
    indices[counter] = .dimension(leaf)
    var found = LoadedColumns(counter: counter)
    // What is written here, by whichever block, cannot be read ahead.
    var stored: Set<ValueID> = []
    for operation in source.operations(in: body) {
      source.walk(operation) { inner in
        if let store = source.match(inner, as: Program.Store.self) { stored.insert(store.buffer) }
      }
    }
    for operation in source.operations(in: body) {
      guard let block = source.match(operation, as: Program.Block.self),
        !source.holdsBlocks(operation),
        let statement = source.entryBlock(of: source.region(0, of: operation)),
        let conditions = conditions(of: block, operation, without: leaf)
      else { continue }
      let bindings = block.bindings.map { simplified($0, block.counters) }
      for (iterator, binding) in zip(source.arguments(of: statement), bindings) {
        indices[iterator] = binding
      }
      for inner in source.operations(in: statement) {
        if let index = source.match(inner, as: Program.Index.self) {
          indices[source.result(of: inner)] = simplified(index.expression, index.indices)
        }
        guard let load = source.match(inner, as: Program.Load.self),
          !stored.contains(load.buffer), let memref = memory[load.buffer],
          let type = source.bufferType(of: load.buffer), type.element != .i1,
          type.element.elementsPerByte == nil,
          load.indices.allSatisfy({ indices[$0] != nil }),
          let columns = columns(of: load, type, leaf: leaf)
        else { continue }
        let rows = (0..<count).map { row in
          loadRow(
            memref, at: columns.first + columns.step * IndexExpression(row), type.element,
            under: conditions.map { place(of: $0, inLane: row, lane.leaf) }, count: count)
        }
        found.columns[inner] = transposed(rows, bits: type.element.bitWidth ?? 32)
      }
    }
    return found.columns.isEmpty ? nil : found
  }

  /// What must hold for the lanes of a block to run; `nil` if it may differ between iterations.
  private func conditions(
    of block: Program.Block, _ operation: OperationID, without leaf: Int
  ) -> [IndexExpression]? {
    var conditions: [IndexExpression] = []
    for (number, condition) in block.predicate.enumerated()
    where !held.contains(HeldCondition(block: operation, number: number)) {
      let condition = simplified(condition, block.counters)
      if assumptions.isNonNegative(condition) { continue }
      let leaves = condition.dimensionNumbers
      guard !leaves.contains(leaf), leaves.allSatisfy({ assumptions.dimensions[$0] != nil })
      else { return nil }
      conditions.append(condition)
    }
    return conditions
  }

  /// Where the first lane's row begins and how far it is to the next lane's, if iterations read
  /// neighbours and lanes do not.
  private func columns(
    of load: Program.Load, _ type: Program.BufferType, leaf: Int
  ) -> (first: IndexExpression, step: IndexExpression)? {
    guard let lane else { return nil }
    let address = linearAddress(load.map, load.indices, type)
    guard !isClampedOrComputed(address), let (step, rest) = address.linear(in: lane.leaf),
      step != 0, step != 1,
      !step.dimensionNumbers.contains(leaf), !rest.dimensionNumbers.contains(lane.leaf),
      let (one, first) = rest.linear(in: leaf), one == 1, !first.dimensionNumbers.contains(leaf)
    else { return nil }
    return (first, step)
  }

  /// Neighbouring elements, if all conditions are at least zero.
  private mutating func loadRow(
    _ memref: ValueID, at address: IndexExpression, _ element: Type,
    under conditions: [IndexExpression], count: Int
  ) -> ValueID {
    let place = value(of: address)
    let type = Type.vector(VectorType([count], element.inMemory))
    var mask: ValueID?
    for condition in conditions where !assumptions.isNonNegative(condition) {
      let (left, zero) = (value(of: condition), build.insertIndex(0))
      let holds: ValueID = build.insert(Arith.CmpI(.signedGreaterOrEqual, left, zero))
      let all = splat(holds)
      mask = mask.map { build.insert(Arith.AndI($0, all)) } ?? all
    }
    guard let mask else { return build.insert(Vector.Load(memref, [place], as: type)) }
    let rest = zero(type)
    return build.insert(Vector.MaskedLoad(memref, [place], mask: mask, passThrough: rest))
  }

  /// The columns of a square matrix of which the rows are given.
  ///
  /// In as many steps as a number of a lane has bits, each a shuffle of pairs of vectors. Those that stay within
  /// 128 bits come first, since processors exchange whole groups of 128 bits as cheaply, but not
  /// single elements between them.
  mutating func transposed(_ rows: [ValueID], bits: Int) -> [ValueID] {
    let count = rows.count
    let group = min(count, max(1, 128 / bits))
    var vectors = rows.enumerated().map { row, value in
      (value: value, elements: (0..<count).map { [row, $0] })
    }
    var distance = 1
    while distance < count {
      let (low, high) =
        distance < group
        ? Self.interleaved(units: distance, group: group, count: count)
        : Self.groups(of: group, count: count)
      for first in 0..<count where first & distance == 0 {
        let (a, b) = (vectors[first], vectors[first + distance])
        for (place, picks) in [(first, low), (first + distance, high)] {
          let both = a.elements + b.elements
          vectors[place] = (
            build.insert(Vector.Shuffle(a.value, b.value, mask: picks)), picks.map { both[$0] }
          )
        }
      }
      distance *= 2
    }
    var columns = rows
    for vector in vectors { columns[vector.elements[0][1]] = vector.value }
    return columns
  }

  /// Of two vectors units of neighbouring elements in turn, from the lower halves of each group and from
  /// the upper ones.
  private static func interleaved(
    units: Int, group: Int, count: Int
  ) -> (low: [Int], high: [Int]) {
    let halves = (0..<2).map { half in
      (0..<count).map { place in
        let (start, inner) = (place / group * group, place % group)
        let unit = inner / units
        let element = half * group / 2 + unit / 2 * units + inner % units
        return start + element + unit % 2 * count
      }
    }
    return (halves[0], halves[1])
  }

  /// Every other group of two vectors, from the first on and from the second on.
  private static func groups(of group: Int, count: Int) -> (low: [Int], high: [Int]) {
    let halves = (0..<2).map { odd in
      (0..<count).map { place in (place / group * 2 + odd) * group + place % group }
    }
    return (halves[0], halves[1])
  }
}
