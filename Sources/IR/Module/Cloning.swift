import Support

/// Which value stands for which, while operations are copied.
public struct ValueMapping: Sendable {
  var values = NumberMap()
  var blocks = NumberMap()

  public init() {}

  /// The copy of `value`, or `value` itself if it has none.
  public subscript(value: ValueID) -> ValueID {
    get { values[value.index].map { ValueID(raw: $0) } ?? value }
    set { values.set(value.index, to: newValue.index) }
  }

  /// The copy of `block`, or `block` itself if it has none.
  public subscript(block: BlockID) -> BlockID {
    get { blocks[block.index].map { BlockID(raw: $0) } ?? block }
    set { blocks.set(block.index, to: newValue.index) }
  }

  public func contains(_ value: ValueID) -> Bool { values[value.index] != nil }
}

extension Module {
  /// Copies an operation with everything inside it to `point`; operands go through `mapping`,
  /// which learns every copied value and block.
  ///
  /// `point` may be inside the operation: what is copied is the operation as it was before.
  ///
  /// - Complexity: linear in the size of the operation, not of the module.
  @discardableResult
  public mutating func clone(
    _ operation: OperationID, at point: InsertionPoint, mapping: inout ValueMapping
  ) -> OperationID {
    clone(operation, from: nil, to: point, &mapping)
  }

  /// Copies an operation out of another module with the same context.
  ///
  /// Resources are not copied.
  @discardableResult
  public mutating func clone(
    _ operation: OperationID, from source: Module, at point: InsertionPoint,
    mapping: inout ValueMapping
  ) -> OperationID {
    precondition(context === source.context, "modules of different contexts cannot be mixed")
    return clone(operation, from: source, to: point, &mapping)
  }

  private mutating func clone(
    _ operation: OperationID, from source: Module?, to point: InsertionPoint,
    _ mapping: inout ValueMapping
  ) -> OperationID {
    var taken = TakenRows()
    if let source {
      taken.add(operation.index, of: source)
    } else {
      taken.add(operation.index, of: self)
    }
    let copy = OperationID(
      raw: copyRows(taken, of: operation.index, from: source, &mapping) {
        $0.copy(operation.index, to: noRow)
      })
    link(copy, at: point)
    return copy
  }

  /// Copies all blocks of `region` to the end of `target`.
  public mutating func cloneBlocks(
    of region: RegionID, from source: Module, to target: RegionID, mapping: inout ValueMapping
  ) {
    var taken = TakenRows()
    taken.addBlocks(of: region.index, of: source)
    guard taken.blocks.count > 0 else { return }
    let first = UInt32(blockRows.count)
    copyRows(taken, from: source, &mapping) {
      $0.copyBlocks(of: region.index, to: target.index)
      $0.copyOperations(of: region.index)
    }
    // They are linked with each other, but not yet with what was there.
    let last = regionRows[target.row].last
    blockRows[Int(first)].previous = last
    if last == noRow {
      regionRows[target.row].first = first
    } else {
      blockRows[Int(last)].next = first
    }
    regionRows[target.row].last = mapping.blocks[source.regionRows[region.row].last] ?? first
  }

  /// Makes room, fills it, and puts uses of what is outside of the copy into its lists.
  ///
  /// All rows are there before the first is written: nothing moves while it is read, even if what is
  /// copied is in this module. Rows of one `operation` that lie together are copied as they lie,
  /// others one after the other by `body`.
  ///
  /// - Returns: the copy of `operation`, or the first that `body` makes.
  @discardableResult
  private mutating func copyRows(
    _ taken: TakenRows, of operation: UInt32? = nil, from source: Module?,
    _ mapping: inout ValueMapping, _ body: (inout RowCopier) -> Void
  ) -> UInt32 {
    let base = TableSizes(of: self)
    makeRoom(taken.sizes)
    let notesArguments = !(source?.argumentLocations ?? argumentLocations).isEmpty
    var copy = UInt32(truncatingIfNeeded: base.operations)
    let ends = withMutableTables { target in
      func fill(_ tables: SourceTables) -> LooseEnds {
        if let operation, taken.liesTogether {
          var copier = RunCopier(taken, base: base)
          let moved = copier.copy(
            operation, from: tables, to: target, mapping: &mapping, notesArguments: notesArguments)
          if let moved {
            copy = moved
            return copier.ends
          }
        }
        var copier = RowCopier(
          taken.sizes, from: tables, to: target, base: base, taking: &mapping,
          notesArguments: notesArguments)
        body(&copier)
        mapping = copier.mapping
        return copier.ends
      }
      return source?.withTables(fill) ?? fill(SourceTables(target))
    }
    for (slot, original) in ends.operands {
      // By now what comes later is known.
      operandRows[slot].value = mapping.values[original] ?? original
      linkUse(slot)
    }
    for slot in ends.successors { linkSuccessor(slot) }
    for (copy, original) in ends.arguments {
      guard let location = (source ?? self).argumentLocations[original] else { continue }
      argumentLocations[copy] = location
    }
    return copy
  }

  private mutating func makeRoom(_ size: TableSizes) {
    func grow<Row>(_ rows: inout ContiguousArray<Row>, _ count: Int, _ row: Row) {
      rows.append(contentsOf: repeatElement(row, count: count))
    }
    grow(
      &operationRows, size.operations,
      OperationRow(
        name: 0, operands: .none, results: .none, regions: .none, successors: .none, properties: 0,
        attributes: 0, location: 0, block: noRow, previous: noRow, next: noRow))
    grow(
      &operandRows, size.operands,
      OperandRow(value: noRow, user: noRow, previousUse: noRow, nextUse: noRow))
    grow(
      &valueRows, size.values,
      ValueRow(type: 0, owner: noRow, index: 0, isArgument: false, firstUse: noRow))
    grow(&regionRows, size.regions, RegionRow(owner: noRow, first: noRow, last: noRow))
    grow(
      &blockRows, size.blocks,
      BlockRow(
        arguments: .none, region: noRow, first: noRow, last: noRow, previous: noRow, next: noRow))
    grow(
      &successorRows, size.successors,
      SuccessorRow(block: noRow, user: noRow, previousUse: noRow, nextUse: noRow))
  }
}
