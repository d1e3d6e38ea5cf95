import IR
import Support

/// A loop as a model has it.
///
/// Whether it is parallel, unrolled or the lanes of a vector is none of a model's business: a loop that
/// changes only so keeps its version, and statements in it need not be read again.
final class ReadLoop: Sendable {
  /// What a model knows of a loop.
  struct Facts: Hashable {
    let extent: IndexExpression
    let indices: [ValueID]
    let name: String
    /// What it was fused from.
    let parts: [IndexExpression]
  }

  let facts: Facts
  /// What it was read from, as `Module.appendState` has it.
  let row: [UInt32]
  /// The same as long as the facts are.
  let version: UInt32
  /// Its first dimension.
  let first: Int
  /// Its dimensions, the most significant first.
  let digits: [Int]
  /// Of each dimension how many values it has; `nil` if that is not known.
  let extents: [IndexExpression?]
  /// What holds of the dimensions: every expression is at least zero.
  let conditions: [IndexExpression]
  /// The value of its counter.
  let value: IndexExpression
  /// The counter, if the loop was fused.
  let fused: FusedCounter?

  /// Whether its extent depends on no loop around it.
  var isAlone: Bool { facts.indices.isEmpty }

  init(
    _ facts: Facts, row: [UInt32], version: UInt32, first: Int, extents: [IndexExpression?]
  ) {
    (self.facts, self.row, self.version, self.first) = (facts, row, version, first)
    self.extents = extents
    var (digits, conditions, value) = ([Int](), [IndexExpression](), IndexExpression.zero)
    for (place, extent) in extents.enumerated() {
      let digit = IndexExpression.dimension(first + place)
      digits.append(first + place)
      value = value * (extent ?? 1) + digit
      conditions.append(digit)
      if let extent { conditions.append(extent - 1 - digit) }
    }
    (self.digits, self.conditions, self.value) = (digits, conditions, value)
    fused = facts.parts.count > 1 ? FusedCounter(facts.parts, digits, value) : nil
  }
}

/// A counter of a fused loop, which is a dimension of its own while expressions are put together.
struct FusedCounter: Sendable {
  let parts: [IndexExpression]
  let digits: [Int]
  let value: IndexExpression
  /// Quotient and remainder by the product of the last parts, from the shortest on.
  let halves: [(by: IndexExpression, quotient: IndexExpression, remainder: IndexExpression)]

  init(_ parts: [IndexExpression], _ digits: [Int], _ value: IndexExpression) {
    (self.parts, self.digits, self.value) = (parts, digits, value)
    halves = (1..<parts.count).reversed().map { start in
      (
        by: .product(parts[start...]), quotient: Self.weigh(0..<start, parts, digits),
        remainder: Self.weigh(start..<parts.count, parts, digits)
      )
    }
  }

  /// The number that some of the digits make.
  static func weigh(
    _ range: Range<Int>, _ parts: [IndexExpression], _ digits: [Int]
  ) -> IndexExpression {
    range.reduce(.zero) { $0 * parts[$1] + .dimension(digits[$1]) }
  }
}
