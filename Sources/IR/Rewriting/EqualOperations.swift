/// Operations that compute the same, found by what makes them equal: name, operands, result types,
/// properties and attributes, and what their regions hold.
///
/// Operations enter as a walk meets them and leave as its scopes end.
public struct EqualOperations: Sendable {
  private var rows = ScopedRows()

  public init() {}

  /// Where a scope begins, to go back to.
  public var mark: Int { rows.count }

  /// Forgets what was added after `mark`.
  public mutating func leave(to mark: Int) { rows.removeAll(after: mark) }

  /// An operation that was added and is equal to this one; adds this one if there is none.
  public mutating func findOrAdd(_ operation: OperationID, in module: Module) -> OperationID? {
    let hash = module.equalityHash(of: operation)
    let known = rows.first(hash: hash) {
      module.isEqual(operation, OperationID(raw: $0))
    }
    if let known { return OperationID(raw: known) }
    rows.add(operation.index, hash: hash)
    return nil
  }
}

extension Module {
  /// A number that is the same for equal operations; of what is in their regions, see `combineContents`.
  fileprivate func equalityHash(of operation: OperationID) -> UInt32 {
    let row = row(operation)
    var hasher = RowHasher()
    hasher.combine(row.name)
    hasher.combine(row.properties)
    hasher.combine(row.attributes)
    if isCommutative(row) {
      var sum: UInt32 = 0
      for slot in row.operands.range { sum &+= operandRows[slot].value &* 0x9E37_79B1 }
      hasher.combine(sum)
    } else {
      for slot in row.operands.range { hasher.combine(operandRows[slot].value) }
    }
    for value in row.results.range { hasher.combine(valueRows[value].type) }
    if row.regions.count > 0 { combineContents(of: operation, into: &hasher) }
    return hasher.value
  }

  /// Of what is inside, the kinds count and what is used from outside, in any order.
  private func combineContents(of operation: OperationID, into hasher: inout RowHasher) {
    var inside: Set<UInt32> = []
    walk(operation) { inner in
      inside.formUnion(row(inner).results.range.map { UInt32($0) })
      for region in regions(of: inner) {
        for block in blocks(in: region) {
          inside.formUnion(blockRows[block.row].arguments.range.map { UInt32($0) })
        }
      }
    }
    walk(operation) { inner in
      let row = row(inner)
      hasher.combine(row.name)
      hasher.combine(row.properties)
      guard inner != operation else { return }
      var sum: UInt32 = 0
      for slot in row.operands.range where !inside.contains(operandRows[slot].value) {
        sum &+= operandRows[slot].value &* 0x9E37_79B1
      }
      hasher.combine(sum)
    }
  }

  fileprivate func isEqual(_ left: OperationID, _ right: OperationID) -> Bool {
    isEqual(left, right, inside: nil)
  }

  /// Compares operations, in regions with the values of the left one standing for the right one's.
  private func isEqual(
    _ left: OperationID, _ right: OperationID, inside mapping: RegionMapping?
  ) -> Bool {
    let (a, b) = (row(left), row(right))
    guard a.name == b.name, a.properties == b.properties, a.attributes == b.attributes,
      a.operands.count == b.operands.count, a.results.count == b.results.count,
      a.regions.count == b.regions.count, a.successors.count == 0, b.successors.count == 0,
      zip(a.results.range, b.results.range)
        .allSatisfy({ valueRows[$0].type == valueRows[$1].type })
    else { return false }
    return hasEqualOperands(a, b, mapping) && hasEqualRegions(a, b, mapping)
  }

  private func hasEqualOperands(
    _ a: OperationRow, _ b: OperationRow, _ mapping: RegionMapping?
  ) -> Bool {
    func value(_ slot: Int) -> UInt32 {
      let value = operandRows[slot].value
      return mapping?.values[value] ?? value
    }
    let (mine, theirs) = (a.operands.range, b.operands.range)
    if zip(mine, theirs).allSatisfy({ value($0) == operandRows[$1].value }) { return true }
    return isCommutative(a)
      && mine.map { value($0) }.sorted() == theirs.map { operandRows[$0].value }.sorted()
  }

  /// Regions of at most one block; to compare graphs is another matter.
  private func hasEqualRegions(
    _ a: OperationRow, _ b: OperationRow, _ outer: RegionMapping?
  ) -> Bool {
    guard a.regions.count > 0 else { return true }
    var mapping = outer ?? RegionMapping()
    return zip(a.regions.range, b.regions.range).allSatisfy { left, right in
      let (mine, theirs) = (regionRows[left], regionRows[right])
      guard mine.first == mine.last, theirs.first == theirs.last else { return false }
      guard mine.first != noRow, theirs.first != noRow else { return mine.first == theirs.first }
      return isEqual(BlockID(raw: mine.first), BlockID(raw: theirs.first), &mapping)
    }
  }

  private func isEqual(
    _ left: BlockID, _ right: BlockID, _ mapping: inout RegionMapping
  ) -> Bool {
    let (mine, theirs) = (blockRows[left.row], blockRows[right.row])
    guard mapping.bind(mine.arguments, theirs.arguments, in: self) else { return false }
    var (a, b) = (mine.first, theirs.first)
    while a != noRow, b != noRow {
      let (one, other) = (OperationID(raw: a), OperationID(raw: b))
      guard isEqual(one, other, inside: mapping),
        mapping.bind(row(one).results, row(other).results, in: self)
      else { return false }
      (a, b) = (row(one).next, row(other).next)
    }
    return a == b
  }

  private func isCommutative(_ row: OperationRow) -> Bool {
    row.operands.count > 1 && Int(row.name) < context.facts.count
      && context.facts[Int(row.name)].traits.contains(.commutative)
  }
}

/// Which value of one region stands for which of another one.
private struct RegionMapping {
  var values = NumberMap()

  /// Pairs values of the same types; `false` if they are not.
  mutating func bind(_ left: Span, _ right: Span, in module: Module) -> Bool {
    guard left.count == right.count else { return false }
    for (one, other) in zip(left.range, right.range) {
      guard module.valueRows[one].type == module.valueRows[other].type else { return false }
      values.set(UInt32(one), to: UInt32(other))
    }
    return true
  }
}
