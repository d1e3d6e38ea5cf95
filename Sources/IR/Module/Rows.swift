import Support

/// A run of rows in a pool.
@usableFromInline struct Span: Hashable, Sendable {
  @usableFromInline var start: UInt32
  @usableFromInline var count: UInt32

  @inlinable init(start: Int, count: Int) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.count = UInt32(truncatingIfNeeded: count)
  }

  @inlinable static var none: Span { Span(start: 0, count: 0) }

  @inlinable var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

/// An operation: everything by number, so that copying a module copies plain memory.
@usableFromInline struct OperationRow: Sendable {
  /// Identity of the Swift type that declares it; `nil` when unregistered or erased.
  @usableFromInline var kind: ObjectIdentifier?
  @usableFromInline var name: UInt32
  @usableFromInline var operands: Span
  @usableFromInline var results: Span
  @usableFromInline var regions: Span
  @usableFromInline var successors: Span
  @usableFromInline var properties: UInt32
  @usableFromInline var attributes: UInt32
  @usableFromInline var location: UInt32
  @usableFromInline var block: UInt32
  @usableFromInline var previous: UInt32
  @usableFromInline var next: UInt32
  @usableFromInline var isErased = false
}

/// One operand: the value, who uses it, and its neighbours in the list of that value's uses.
@usableFromInline struct OperandRow: Sendable {
  @usableFromInline var value: UInt32
  @usableFromInline var user: UInt32
  @usableFromInline var previousUse: UInt32
  @usableFromInline var nextUse: UInt32
}

/// A value.
///
/// `owner` is an operation, or a block when `isArgument`.
@usableFromInline struct ValueRow: Sendable {
  @usableFromInline var type: UInt32
  @usableFromInline var owner: UInt32
  @usableFromInline var index: UInt32
  @usableFromInline var isArgument: Bool
  @usableFromInline var firstUse: UInt32
}

/// One successor: the block, the terminator, and its neighbours in the list of what goes to the block.
@usableFromInline struct SuccessorRow: Sendable {
  @usableFromInline var block: UInt32
  @usableFromInline var user: UInt32
  @usableFromInline var previousUse: UInt32
  @usableFromInline var nextUse: UInt32
}

@usableFromInline struct BlockRow: Sendable {
  @usableFromInline var arguments: Span
  @usableFromInline var region: UInt32
  /// The first successor that is this block.
  @usableFromInline var firstUse: UInt32 = noRow
  @usableFromInline var first: UInt32
  @usableFromInline var last: UInt32
  @usableFromInline var previous: UInt32
  @usableFromInline var next: UInt32
}

@usableFromInline struct RegionRow: Sendable {
  @usableFromInline var owner: UInt32
  @usableFromInline var first: UInt32
  @usableFromInline var last: UInt32
}
