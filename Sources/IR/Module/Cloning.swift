import Support

/// Which value stands for which, while operations are copied.
public struct ValueMapping: Sendable {
  private var values: [ValueID: ValueID] = [:]
  private var blocks: [BlockID: BlockID] = [:]

  public init() {}

  /// The copy of `value`, or `value` itself if it has none.
  public subscript(value: ValueID) -> ValueID {
    get { values[value] ?? value }
    set { values[value] = newValue }
  }

  /// The copy of `block`, or `block` itself if it has none.
  public subscript(block: BlockID) -> BlockID {
    get { blocks[block] ?? block }
    set { blocks[block] = newValue }
  }

  public func contains(_ value: ValueID) -> Bool { values[value] != nil }
}

extension Module {
  /// Copies an operation with everything inside it to `point`; operands go through `mapping`,
  /// which learns every copied value and block.
  @discardableResult
  public mutating func clone(
    _ operation: OperationID, at point: InsertionPoint, mapping: inout ValueMapping
  ) -> OperationID {
    let source = self
    return clone(operation, from: source, at: point, mapping: &mapping)
  }

  /// Copies an operation out of another module with the same context. Resources are not copied.
  @discardableResult
  public mutating func clone(
    _ operation: OperationID, from source: Module, at point: InsertionPoint,
    mapping: inout ValueMapping
  ) -> OperationID {
    precondition(context === source.context, "modules of different contexts cannot be mixed")
    let row = source.row(operation)
    let copy = insert(
      OperationState(
        name: source.name(of: operation), kind: row.kind,
        operands: source.operands(of: operation).map { mapping[$0] },
        resultTypes: source.results(of: operation).map { source.type(of: $0) },
        properties: source.properties(of: operation),
        attributes: source.attributes(of: operation),
        successors: source.successors(of: operation).map { mapping[$0] },
        regionCount: source.regionCount(of: operation),
        location: source.location(of: operation)), at: point)
    for (old, new) in zip(source.results(of: operation), results(of: copy)) { mapping[old] = new }
    for (old, new) in zip(source.regions(of: operation), regions(of: copy)) {
      cloneBlocks(of: old, from: source, to: new, mapping: &mapping)
    }
    return copy
  }

  /// Copies all blocks of `region` to the end of `target`.
  public mutating func cloneBlocks(
    of region: RegionID, from source: Module, to target: RegionID, mapping: inout ValueMapping
  ) {
    let old = source.blocks(in: region)
    for block in old {
      let copy = appendBlock(
        to: target, argumentTypes: source.arguments(of: block).map { source.type(of: $0) })
      mapping[block] = copy
      for (before, after) in zip(source.arguments(of: block), arguments(of: copy)) {
        mapping[before] = after
      }
    }
    for block in old {
      for operation in source.operations(in: block) {
        clone(operation, from: source, at: .atEnd(of: mapping[block]), mapping: &mapping)
      }
    }
    // A use that came before its definition still names the original.
    for block in old {
      for operation in operations(in: mapping[block]) {
        for (index, value) in operands(of: operation).enumerated() where mapping.contains(value) {
          if mapping[value] != value { setOperand(index, of: operation, to: mapping[value]) }
        }
      }
    }
  }
}
