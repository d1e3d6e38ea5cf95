import Foundation
import Support

/// Sizes that stand for a declared range.
///
/// All of them where they are few; where one has many values, all small ones, and as many of each order of
/// magnitude. Of several sizes together half are such, and half are spread evenly: ranges whose products are mostly
/// large are not judged by small ones alone.
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
    let perSize =
      switch sizes.count {
      case 0...1: Self.mostOfOne
      case 2: 48
      case 3: 12
      default: max(3, Int(pow(4096, 1 / Double(sizes.count))))
      }
    func grid(_ spread: Spread) -> [Point] {
      var points = [Point(sizes: [:], weight: 1)]
      for (name, range) in sizes {
        var values = Self.values(of: range, atMost: perSize, spread)
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
      return points
    }
    var points = grid(.byRatio)
    let even = sizes.count > 1 ? grid(.evenly) : points
    var random = SeededGenerator(seed)
    if even != points {
      let half = Self.mostOfAll / 2
      points = Self.some(half, of: points, &random)
      let known = Set(points.map(\.sizes))
      points += Self.some(half, of: even, &random).filter { !known.contains($0.sizes) }
    } else {
      points = Self.some(Self.mostOfAll, of: points, &random)
    }
    let total = points.reduce(0) { $0 + $1.weight }
    self.points = points.map { Point(sizes: $0.sizes, weight: $0.weight / max(total, 1e-300)) }
  }

  /// How values lie in a range that has too many of them.
  enum Spread {
    /// A third one after another, the rest by equal ratios.
    case byRatio
    /// By equal differences.
    case evenly
  }

  /// So many of the points, with the first and the last one.
  private static func some(
    _ count: Int, of points: [Point], _ random: inout SeededGenerator
  ) -> [Point] {
    guard points.count > count else { return points }
    let ends = [points[0], points[points.count - 1]]
    return ends
      + points.dropFirst().dropLast().shuffled(using: &random).prefix(max(0, count - ends.count))
  }

  /// Values that are not zero, rising.
  static func values(
    of range: SymbolRange, atMost count: Int, _ spread: Spread = .byRatio
  ) -> [Int] {
    if let listed = range.listed { return listed.filter { $0 > 0 } }
    let step = max(1, range.divisor)
    let lower = max(step, range.lower)
    let upper = max(lower, range.upper >= 1 << 30 ? max(lower, openEnd) : range.upper)
    if (upper - lower) / step < count {
      return Array(stride(from: lower, through: upper, by: step))
    }
    if spread == .evenly {
      return (0..<count).map { number in
        lower + (upper - lower) * number / (count - 1) / step * step
      }
    }
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
