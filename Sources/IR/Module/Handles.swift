import Support

public enum OperationTag: EntityTag { public static var prefix: String { "op" } }
public enum ValueTag: EntityTag { public static var prefix: String { "%" } }
public enum BlockTag: EntityTag { public static var prefix: String { "^bb" } }
public enum RegionTag: EntityTag { public static var prefix: String { "region" } }

/// An operation of a module.
public typealias OperationID = EntityID<OperationTag>
/// A result of an operation, or an argument of a block.
public typealias ValueID = EntityID<ValueTag>
/// A block: arguments, then operations in order.
public typealias BlockID = EntityID<BlockTag>
/// A region of an operation: blocks in order.
public typealias RegionID = EntityID<RegionTag>

/// Where a value comes from.
public enum ValueDefinition: Hashable, Sendable {
  case result(OperationID, index: Int)
  case argument(BlockID, index: Int)
}

/// One place that uses a value: operand number `index` of `operation`.
public struct Use: Hashable, Sendable {
  public var operation: OperationID
  public var index: Int

  public init(operation: OperationID, index: Int) {
    (self.operation, self.index) = (operation, index)
  }
}

/// Where the next operation goes.
public enum InsertionPoint: Hashable, Sendable {
  case before(OperationID)
  case after(OperationID)
  case atStart(of: BlockID)
  case atEnd(of: BlockID)
}

/// The index of "no row", for links inside the arena.
@usableFromInline let noRow = UInt32.max
