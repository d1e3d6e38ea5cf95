import Foundation
import Support

/// Sizes that stand for a declared range: all of them where they are few, and where they are many
/// all small ones, and as many of each order of magnitude.
public struct RangePoints: Sendable {
  public struct Point: Hashable, Sendable {
    public var sizes: [String: Int]
    /// How much it counts; the sum of all is one.
    public var weight: Double
  }

  public private(set) var points: [Point]

  /// Values of one size that are all taken.
  private static let mostOfOne = 256
  /// Points of several sizes together.
  private static let mostOfAll = 512
  /// What a size without a declared end is tuned up to.
  private static let openEnd = 2048

  /// - Parameters:
  ///   - sizes: names and ranges.
  ///   - shares: how often values are expected, by the size's name; sizes without shares count each
  ///     point alike.
  ///   - seed: of the choice among very many points.
  public init(
    _ sizes: [(name: String, range: SymbolRange)], shares: [String: [Int: Double]] = [:],
    seed: UInt64 = 0
  ) {
    let perSize = sizes.count == 1 ? Self.mostOfOne : sizes.count == 2 ? 48 : 12
    var points = [Point(sizes: [:], weight: 1)]
    for (name, range) in sizes {
      var values = Self.values(of: range, atMost: perSize)
      if let expected = shares[name], !expected.isEmpty {
        values = expected.keys.filter { range.contains($0) && $0 > 0 }.sorted()
      }
      points = points.flatMap { point in
        values.map { value in
          var next = point
          next.sizes[name] = value
          next.weight *= shares[name]?[value] ?? 1
          return next
        }
      }
    }
    if points.count > Self.mostOfAll {
      var random = SeededGenerator(seed)
      let ends = [points[0], points[points.count - 1]]
      points =
        ends
        + points.dropFirst().dropLast().shuffled(using: &random)
        .prefix(Self.mostOfAll - 2)
    }
    let total = points.reduce(0) { $0 + $1.weight }
    self.points = points.map { Point(sizes: $0.sizes, weight: $0.weight / max(total, 1e-300)) }
  }

  /// Values that are not zero, rising.
  static func values(of range: SymbolRange, atMost count: Int) -> [Int] {
    if let listed = range.listed { return listed.filter { $0 > 0 } }
    let step = max(1, range.divisor)
    let lower = max(step, range.lower)
    let upper = max(lower, range.upper >= 1 << 30 ? max(lower, openEnd) : range.upper)
    if (upper - lower) / step < count {
      return Array(stride(from: lower, through: upper, by: step))
    }
    // A third one after another, the rest by equal ratios.
    var values = Array(stride(from: lower, to: lower + count / 3 * step, by: step))
    let start = Double(values.last ?? lower)
    let left = count - values.count
    for number in 1...left {
      let value = start * pow(Double(upper) / start, Double(number) / Double(left))
      let rounded = Int(value.rounded()) / step * step
      if rounded > values.last ?? 0 { values.append(rounded) }
    }
    if values.last != upper { values.append(upper) }
    return values
  }
}
