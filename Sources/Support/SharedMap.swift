/// A map from numbers whose copies share what they have in common: a copy costs nothing, and a change
/// to one a few steps, however large it is.
///
/// A tree over the binary digits of the numbers, after Okasaki and Gill, "Fast Mergeable Integer
/// Maps" (1998).
///
///     var inner = outer
///     inner[3] = "three"      // `outer` is as it was
public struct SharedMap<Value: Sendable>: Sendable {
  private var root: Tree?

  public init() {}

  public var isEmpty: Bool { root == nil }

  /// The value of a number; nothing can be taken out.
  public subscript(key: UInt32) -> Value? {
    var tree = root
    while let current = tree {
      switch current {
      case .leaf(let other, let value): return other == key ? value : nil
      case .fork(let digit, _, let low, let high): tree = key & digit == 0 ? low : high
      }
    }
    return nil
  }

  /// Gives a number a value, in the place of the one it had.
  public mutating func set(_ key: UInt32, to value: Value) {
    root = root?.setting(key, to: value) ?? .leaf(key, value)
  }

  private indirect enum Tree: Sendable {
    case leaf(UInt32, Value)
    /// The highest digit in which the numbers differ, as the power of two, and one of the numbers.
    case fork(digit: UInt32, some: UInt32, low: Tree, high: Tree)

    func setting(_ key: UInt32, to value: Value) -> Tree {
      switch self {
      case .leaf(let other, _):
        return other == key ? .leaf(key, value) : beside(.leaf(key, value), key, other)
      case .fork(let digit, let other, let low, let high):
        // What is above the digit is the same in all numbers of a tree.
        guard (key ^ other) / digit < 2 else { return beside(.leaf(key, value), key, other) }
        return key & digit == 0
          ? .fork(digit: digit, some: other, low: low.setting(key, to: value), high: high)
          : .fork(digit: digit, some: other, low: low, high: high.setting(key, to: value))
      }
    }

    /// Both this tree, which has `other` in it, and a new one, which has `key`.
    private func beside(_ new: Tree, _ key: UInt32, _ other: UInt32) -> Tree {
      let digit = UInt32(1) << UInt32(31 - (key ^ other).leadingZeroBitCount)
      return key & digit == 0
        ? .fork(digit: digit, some: key, low: new, high: self)
        : .fork(digit: digit, some: key, low: self, high: new)
    }
  }
}
