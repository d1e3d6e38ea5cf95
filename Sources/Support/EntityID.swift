/// Names a kind of entity, so that handles of different kinds are different types.
public protocol EntityTag {
  /// What a handle's description starts with, as in the text form: `%`, `^bb`, …
  static var prefix: String { get }
}

/// A typed 32-bit handle: the index of a row in an arena.
public struct EntityID<Tag: EntityTag>: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The row's index.
  public let index: UInt32

  @inlinable public init(_ index: Int) { self.index = UInt32(truncatingIfNeeded: index) }
  @inlinable public init(raw: UInt32) { self.index = raw }

  /// The row's index as an `Int`, for subscripting.
  @inlinable public var row: Int { Int(index) }

  @inlinable public static func < (left: Self, right: Self) -> Bool { left.index < right.index }
  @inlinable public static func == (left: Self, right: Self) -> Bool { left.index == right.index }
  @inlinable public func hash(into hasher: inout Hasher) { hasher.combine(index) }

  public var description: String { Tag.prefix + String(index) }
}

/// A side table over entities: every key has a value, `fallback` until one is set.
public struct SecondaryMap<Tag: EntityTag, Value> {
  @usableFromInline var values: ContiguousArray<Value> = []
  @usableFromInline let fallback: Value

  @inlinable public init(default fallback: Value) { self.fallback = fallback }

  @inlinable public subscript(key: EntityID<Tag>) -> Value {
    get { key.row < values.count ? values[key.row] : fallback }
    set {
      while values.count <= key.row { values.append(fallback) }
      values[key.row] = newValue
    }
  }

  /// Changes every value, up to the last that was set.
  @inlinable public mutating func forEachSet(_ change: (inout Value) -> Void) {
    for row in values.indices { change(&values[row]) }
  }
}

extension SecondaryMap: Sendable where Value: Sendable {}
