/// Writes copies of rows that lie together behind the rows that a module has: every number in them
/// moves by the distance between the originals and the copies in its table.
///
///     operands 7…9 of operations 3…5   →   operands 27…29 of operations 13…15
///
/// What a search forks was read or copied in one go, so that most of its forks are these.
struct RunCopier {
  /// How far the rows of one table move.
  private struct Shift {
    let first: Int
    let count: Int
    let target: Int

    init(_ run: RowRun, to target: Int) {
      (first, count, self.target) = (run.first, run.count, target)
    }

    /// The number of a row's copy, for a row that is copied or none.
    @inline(__always) func callAsFunction(_ row: UInt32) -> UInt32 {
      row == noRow ? noRow : row &+ distance
    }

    @inline(__always) func callAsFunction(_ span: Span) -> Span {
      var span = span
      span.start = span.start &+ distance
      return span
    }

    /// Whether a row is copied.
    @inline(__always) func contains(_ row: UInt32) -> Bool {
      row &- UInt32(truncatingIfNeeded: first) < UInt32(truncatingIfNeeded: count)
    }

    /// How far behind the first a row lies, 0 if there is none: a greatest one below `count` says,
    /// without a branch for each, that all are copied.
    @inline(__always) func offset(_ row: UInt32) -> UInt32 {
      row == noRow ? 0 : row &- UInt32(truncatingIfNeeded: first)
    }

    /// Whether rows so far behind the first, and those before them, are copied.
    func covers(_ offset: UInt32) -> Bool { count == 0 ? offset == 0 : offset < UInt32(count) }

    var distance: UInt32 { UInt32(truncatingIfNeeded: target &- first) }
  }

  /// How far the four numbers of an operand or a successor move: all at once, since a branch for
  /// each of its neighbours is one that no processor foresees.
  private struct UseShifts {
    private let firsts: SIMD4<UInt32>
    private let distances: SIMD4<UInt32>

    init(to used: Shift, user: Shift, uses: Shift) {
      let all = [used, user, uses, uses]
      firsts = SIMD4(all.map { UInt32(truncatingIfNeeded: $0.first) })
      distances = SIMD4(all.map(\.distance))
    }

    /// The copy of a row; `farthest` grows to how far behind the first each of its numbers lies.
    @inline(__always) func copy(
      _ row: SIMD4<UInt32>, farthest: inout SIMD4<UInt32>
    ) -> SIMD4<UInt32> {
      let isRow = row .!= SIMD4(repeating: noRow)
      farthest = pointwiseMax(
        farthest, SIMD4<UInt32>.zero.replacing(with: row &- firsts, where: isRow))
      return row.replacing(with: row &+ distances, where: isRow)
    }
  }

  private let operations: Shift
  private let operands: Shift
  private let values: Shift
  private let regions: Shift
  private let blocks: Shift
  private let successors: Shift
  private(set) var ends = LooseEnds()

  init(_ taken: TakenRows, base: TableSizes) {
    operations = Shift(taken.operations, to: base.operations)
    operands = Shift(taken.operands, to: base.operands)
    values = Shift(taken.values, to: base.values)
    regions = Shift(taken.regions, to: base.regions)
    blocks = Shift(taken.blocks, to: base.blocks)
    successors = Shift(taken.successors, to: base.successors)
  }

  /// Copies everything inside `original` and then itself, whose copy is in no block.
  ///
  /// - Returns: the copy, or nothing if something else uses what is inside: then the lists of uses
  ///   are not only of rows that are copied, and the new rows mean nothing.
  mutating func copy(
    _ original: UInt32, from source: SourceTables, to target: TargetTables,
    mapping: inout ValueMapping, notesArguments: Bool
  ) -> UInt32? {
    guard
      copyOperands(from: source, to: target), copySuccessors(from: source, to: target),
      copyValues(from: source, to: target, notesArguments: notesArguments),
      copyBlocks(from: source, to: target)
    else { return nil }
    copyRegions(from: source, to: target)
    copyOperations(from: source, to: target)
    let copy = operations(original)
    target.operations[Int(copy)].block = noRow
    target.operations[Int(copy)].previous = noRow
    target.operations[Int(copy)].next = noRow
    mapping.values.setRun(of: values.count, from: values.first, to: values.target)
    mapping.blocks.setRun(of: blocks.count, from: blocks.first, to: blocks.target)
    return copy
  }

  private func copyOperations(from source: SourceTables, to target: TargetTables) {
    for place in 0..<operations.count {
      var row = source.operations[operations.first &+ place]
      row.operands = operands(row.operands)
      row.results = values(row.results)
      row.regions = regions(row.regions)
      row.successors = successors(row.successors)
      row.block = blocks(row.block)
      row.previous = operations(row.previous)
      row.next = operations(row.next)
      target.operations[operations.target &+ place] = row
    }
  }

  private mutating func copyOperands(from source: SourceTables, to target: TargetTables) -> Bool {
    let shifts = UseShifts(to: values, user: operations, uses: operands)
    var farthest = SIMD4<UInt32>.zero
    for place in 0..<operands.count {
      let row = source.operands[operands.first &+ place]
      let (value, user, previous, next) = (row.value, row.user, row.previousUse, row.nextUse)
      if values.contains(value) {
        let copy = shifts.copy(SIMD4(value, user, previous, next), farthest: &farthest)
        target.operands[operands.target &+ place] = OperandRow(
          value: copy.x, user: copy.y, previousUse: copy.z, nextUse: copy.w)
      } else {
        ends.operands.append((operands.target &+ place, value))
        target.operands[operands.target &+ place] = OperandRow(
          value: value, user: operations(user), previousUse: noRow, nextUse: noRow)
      }
    }
    return operands.covers(max(farthest.z, farthest.w))
  }

  private func copySuccessors(from source: SourceTables, to target: TargetTables) -> Bool {
    let shifts = UseShifts(to: blocks, user: operations, uses: successors)
    var farthest = SIMD4<UInt32>.zero
    for place in 0..<successors.count {
      let row = source.successors[successors.first &+ place]
      let copy = shifts.copy(
        SIMD4(row.block, row.user, row.previousUse, row.nextUse), farthest: &farthest)
      target.successors[successors.target &+ place] = SuccessorRow(
        block: copy.x, user: copy.y, previousUse: copy.z, nextUse: copy.w)
    }
    return successors.count == 0
      || blocks.covers(farthest.x) && successors.covers(max(farthest.z, farthest.w))
  }

  private mutating func copyValues(
    from source: SourceTables, to target: TargetTables, notesArguments: Bool
  ) -> Bool {
    var farthest: UInt32 = 0
    for place in 0..<values.count {
      var row = source.values[values.first &+ place]
      farthest = max(farthest, operands.offset(row.firstUse))
      row.firstUse = operands(row.firstUse)
      row.owner = row.isArgument ? blocks(row.owner) : operations(row.owner)
      target.values[values.target &+ place] = row
      if notesArguments, row.isArgument {
        ends.arguments.append(
          (
            copy: UInt32(truncatingIfNeeded: values.target &+ place),
            original: UInt32(truncatingIfNeeded: values.first &+ place)
          ))
      }
    }
    return operands.covers(farthest)
  }

  private func copyRegions(from source: SourceTables, to target: TargetTables) {
    for place in 0..<regions.count {
      let row = source.regions[regions.first &+ place]
      target.regions[regions.target &+ place] = RegionRow(
        owner: operations(row.owner), first: blocks(row.first), last: blocks(row.last))
    }
  }

  private func copyBlocks(from source: SourceTables, to target: TargetTables) -> Bool {
    var farthest: UInt32 = 0
    for place in 0..<blocks.count {
      let row = source.blocks[blocks.first &+ place]
      farthest = max(farthest, successors.offset(row.firstUse))
      target.blocks[blocks.target &+ place] = BlockRow(
        arguments: values(row.arguments), region: regions(row.region),
        firstUse: successors(row.firstUse), first: operations(row.first),
        last: operations(row.last), previous: blocks(row.previous), next: blocks(row.next))
    }
    return successors.covers(farthest)
  }
}
