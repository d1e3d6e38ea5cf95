extension IndexExpression {
  /// The factors of a product, sorted.
  ///
  /// Nearly all products are one dimension or one size, which needs no memory of its own here.
  public struct Factors: Hashable, Sendable {
    /// One factor is always `one`, so that equal products are stored alike.
    private enum Storage: Hashable, Sendable {
      case one(Factor)
      case several([Factor])
    }

    private var storage: Storage

    init(_ factor: Factor) { storage = .one(factor) }
  }
}

extension IndexExpression.Factors: RandomAccessCollection, RangeReplaceableCollection {
  public init() { storage = .several([]) }

  public init(_ elements: some Sequence<IndexExpression.Factor>) {
    let all = Array(elements)
    storage = all.count == 1 ? .one(all[0]) : .several(all)
  }

  public var startIndex: Int { 0 }

  public var endIndex: Int {
    switch storage {
    case .one: 1
    case .several(let factors): factors.count
    }
  }

  public subscript(place: Int) -> IndexExpression.Factor {
    switch storage {
    case .one(let factor):
      precondition(place == 0, "there is one factor")
      return factor
    case .several(let factors): return factors[place]
    }
  }

  public mutating func replaceSubrange(
    _ range: Range<Int>, with elements: some Collection<IndexExpression.Factor>
  ) {
    var all = Array(self)
    all.replaceSubrange(range, with: elements)
    self = Self(all)
  }
}

extension IndexExpression.Factors: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: IndexExpression.Factor...) { self.init(elements) }
}

extension IndexExpression.Factors {
  /// The factor, if there is just one.
  public var single: IndexExpression.Factor? {
    if case .one(let factor) = storage { factor } else { nil }
  }

  mutating func moveDimensions(by count: Int) {
    switch storage {
    case .one(let factor): storage = .one(factor.movingDimensions(by: count))
    case .several(let factors):
      storage = .several(factors.map { $0.movingDimensions(by: count) })
    }
  }

  /// The order of terms in the canonical form of an expression.
  func precedes(_ other: Self) -> Bool {
    if case .one(let left) = storage, case .one(let right) = other.storage {
      return left.precedes(right)
    }
    for (left, right) in zip(self, other) where left != right { return left.precedes(right) }
    return count < other.count
  }
}
