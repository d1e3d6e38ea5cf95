/// One way in which an operation touches memory.
public struct MemoryAccess: Hashable, Sendable {
  public enum Kind: Hashable, Sendable { case read, write }

  public var kind: Kind
  /// The memory, a value.
  public var memory: ValueID
  /// The indices of the element, if exactly one is touched; `nil` for any part of the memory.
  public var element: [ValueID]?
  /// What is written there, or the result that was read; `nil` if that is no single value.
  public var value: ValueID?

  public init(
    _ kind: Kind, _ memory: ValueID, element: [ValueID]? = nil, value: ValueID? = nil
  ) {
    self.kind = kind
    self.memory = memory
    self.element = element
    self.value = value
  }
}

/// An operation that touches memory, only through these operands and in these ways.
public protocol MemoryAccessOperation: OperationDefinition {
  static func accesses(of operation: OperationID, in module: Module) -> [MemoryAccess]
}

/// An operation whose only result is memory that nothing else is, until it is given back.
public protocol MemoryAllocation: OperationDefinition {}

/// An operation whose only result is memory, or a part of it, that an operand is.
public protocol MemoryViewOperation: OperationDefinition {
  /// The operand whose memory it is.
  static func source(of operation: OperationID, in module: Module) -> ValueID
  /// Whether the same indices reach the same elements.
  static func keepsElements(_ operation: OperationID, in module: Module) -> Bool
}

extension Module {
  /// How an operation, with everything inside it, touches memory; `nil` if that is not known.
  public func memoryAccesses(of operation: OperationID) -> [MemoryAccess]? {
    guard let definition = definition(of: operation) else { return nil }
    if let known = definition as? any MemoryAccessOperation.Type {
      return known.accesses(of: operation, in: self)
    }
    if definition is any MemoryAllocation.Type { return [] }
    if regionCount(of: operation) > 0 {
      guard !definition.traits.isDisjoint(with: [.recursivelyPure, .loop]) else { return nil }
      var all: [MemoryAccess] = []
      for block in regions(of: operation).flatMap({ blocks(in: $0) }) {
        for inner in self.operations(in: block) {
          guard let accesses = memoryAccesses(of: inner) else { return nil }
          all += accesses
        }
      }
      return all
    }
    let isHarmless = !definition.traits.isDisjoint(with: [.pure, .constantLike])
    return isHarmless || (isTerminator(operation) && results(of: operation).isEmpty) ? [] : nil
  }
}
