extension Int {
  /// The largest number that divides both; `self` when `other` is zero.
  package func greatestCommonDivisor(with other: Int) -> Int {
    var (a, b) = (self, other)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  /// The smallest positive number that both positive numbers divide.
  package func leastCommonMultiple(with other: Int) -> Int {
    self / greatestCommonDivisor(with: other) * other
  }
}
