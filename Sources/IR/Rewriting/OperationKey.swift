/// What makes two operations compute the same: name, operands, types, properties and attributes.
///
/// Keys of one context can be compared; operations with regions or successors have none.
public struct OperationKey: Hashable, Sendable {
  fileprivate let name: UInt32
  fileprivate let properties: UInt32
  fileprivate let attributes: UInt32
  fileprivate let operands: [UInt32]
  fileprivate let types: [UInt32]
}

extension Module {
  /// The key of an operation; operands of commutative ones are in a fixed order.
  public func key(of operation: OperationID) -> OperationKey? {
    let row = row(operation)
    guard row.regions.count == 0, row.successors.count == 0 else { return nil }
    var operands = row.operands.range.map { operandRows[$0].value }
    if definition(of: operation)?.traits.contains(.commutative) ?? false { operands.sort() }
    return OperationKey(
      name: row.name, properties: row.properties, attributes: row.attributes, operands: operands,
      types: row.results.range.map { valueRows[$0].type })
  }
}
