import Dialects
import Support

/// What a scheduled program does, counted: the terms that its time is made of.
///
/// Every count is a formula of the sizes. The time of a program is a sum of them with coefficients
/// that are not negative and are measured (`f_MK` x `f_spatial`: the coefficients belong to the
/// micro-kernel, the counts to the sizes).
public struct ScheduleWork: Hashable, Sendable {
  public enum Term: String, CaseIterable, Hashable, Sendable, Comparable {
    /// One call.
    case call
    /// Steps of the reduction of a tile, of the thread that has most of them; vectors, by their cycles, of
    /// what has no products.
    case steps
    /// Steps of the narrower tiles that compute what whole ones leave over, as many as they take the time of by
    /// what is known of the machine.
    case narrow
    /// Tiles: entering their loops, clearing, finishing and writing them; rows of what has no products.
    case tiles
    /// Lines of the vector factor that units read from beyond the second-level cache.
    case factor
    /// Lines of the vector factor that tiles of rows read again, where a panel does not stay in the first-level cache.
    case again
    /// Lines that tiles write, each time from beyond the first-level cache: two tiles beside each other both write
    /// the line that they share.
    case written
    /// Vectors that are computed beside products, by their cycles.
    case vectors
    /// Rows beside products: entering loops over vectors.
    case rows
    /// Lines of operands and results that the second-level cache does not hold from call to call.
    case traffic
    /// Those that the last-level cache does not hold.
    case memory

    public static func < (left: Term, right: Term) -> Bool { left.rank < right.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// Terms that are not zero everywhere.
  public private(set) var counts: [Term: IndexExpression] = [:]

  public init() {}

  public mutating func add(_ term: Term, _ count: IndexExpression) {
    if count != 0 { counts[term, default: 0] += count }
  }

  /// How many of so many lines, which every call goes through from the first to the last, a cache has lost
  /// since the call before.
  ///
  /// None of up to three eighths of what it holds, since others use it too and it is no whole one for any address,
  /// all of them from three quarters, and between these a share that rises.
  static func lines(_ all: IndexExpression, beyond held: Int) -> IndexExpression {
    .minimum(all, .maximum(0, all * 2 - IndexExpression(held * 3 / 4)))
  }

  /// The counts at given sizes; `nil` where one mentions a size that has no value.
  public func values(at sizes: [String: Int]) -> [Term: Double]? {
    var values: [Term: Double] = [:]
    for (term, count) in counts {
      guard let value = count.evaluate(symbols: sizes) else { return nil }
      values[term] = Double(value)
    }
    return values
  }
}
