/// A range of integers; a missing end is unbounded.
///
/// Arithmetic that overflows loses that end.
public struct Interval: Hashable, Sendable {
  public var lower: Int?
  public var upper: Int?

  public init(_ lower: Int?, _ upper: Int?) {
    self.lower = lower
    self.upper = upper
  }

  static func + (left: Interval, right: Interval) -> Interval {
    func sum(_ a: Int?, _ b: Int?) -> Int? {
      guard let a, let b else { return nil }
      let (value, overflow) = a.addingReportingOverflow(b)
      return overflow ? nil : value
    }
    return Interval(sum(left.lower, right.lower), sum(left.upper, right.upper))
  }

  static prefix func - (value: Interval) -> Interval {
    Interval(
      value.upper.flatMap { $0 == .min ? nil : -$0 }, value.lower.flatMap { $0 == .min ? nil : -$0 }
    )
  }

  static func * (left: Interval, right: Interval) -> Interval {
    if let a = left.lower, let b = left.upper, let c = right.lower, let d = right.upper {
      var products: [Int] = []
      for (x, y) in [(a, c), (a, d), (b, c), (b, d)] {
        let (value, overflow) = x.multipliedReportingOverflow(by: y)
        if overflow { return Interval(nil, nil).knowingSigns(of: left, right) }
        products.append(value)
      }
      return Interval(products.min(), products.max())
    }
    return Interval(nil, nil).knowingSigns(of: left, right)
  }

  /// With an end unknown, non-negative factors still give a product at least their least product.
  private func knowingSigns(of left: Interval, _ right: Interval) -> Interval {
    func isNonNegative(_ value: Interval) -> Bool { (value.lower ?? -1) >= 0 }
    func isNonPositive(_ value: Interval) -> Bool { (value.upper ?? 1) <= 0 }
    if isNonNegative(left), isNonNegative(right) {
      let (least, overflow) = (left.lower ?? 0).multipliedReportingOverflow(by: right.lower ?? 0)
      return Interval(overflow ? 0 : least, nil)
    }
    if isNonPositive(left), isNonPositive(right) { return Interval(0, nil) }
    if isNonNegative(left), isNonPositive(right) { return Interval(nil, 0) }
    if isNonPositive(left), isNonNegative(right) { return Interval(nil, 0) }
    return self
  }

  func floorDivided(by divisor: Interval) -> Interval {
    guard let low = divisor.lower, low > 0 else { return Interval(nil, nil) }
    let high = divisor.upper
    func end(_ value: Int?, smallest: Bool) -> Int? {
      guard let value else { return nil }
      if (value >= 0) == smallest {
        guard let high else { return value >= 0 ? 0 : -1 }
        return value.floorDivided(by: high)
      }
      return value.floorDivided(by: low)
    }
    return Interval(end(lower, smallest: true), end(upper, smallest: false))
  }

  func minimum(_ other: Interval) -> Interval {
    let low: Int? =
      if let a = lower, let b = other.lower { Swift.min(a, b) } else { nil }
    let high: Int? =
      if let a = upper, let b = other.upper { Swift.min(a, b) } else { upper ?? other.upper }
    return Interval(low, high)
  }
}
