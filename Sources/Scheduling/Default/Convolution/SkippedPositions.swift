import Dialects
import IR
import Support

/// Positions at the two ends of a row for which a step of the reduction reads nothing but zeros.
///
/// A tile that begins the row leaves its first `left` ones out in the first steps, one that ends the row
/// its last `right` ones in the last steps:
///
///     for q in 0 ..< 3 { for c { acc[0 ..< 14] += … } }      -->
///     for q in 0 ..< 3 {
///       if the tile begins the row and q < 1       { for c { acc[1 ..< 14] += … } }
///       else if it ends the row and q >= 2         { for c { acc[0 ..< 13] += … } }
///       else                                       { for c { acc[0 ..< 14] += … } }
///     }
struct SkippedPositions {
  /// The axis of the reduction.
  let axis: Int
  /// How many positions at the beginning, and in how many of the first steps.
  let left: (count: Int, steps: Int)
  /// How many at the end, and from which step on.
  let right: (count: Int, from: Int)
  /// Positions in a row.
  let positions: IndexExpression

  /// `nil` when nothing is known to be skipped, or it depends on a size that is not known.
  ///
  /// `count` is how many steps there are.
  init?(
    _ steps: PaddedSteps, axis: Int, count: IndexExpression, positions: IndexExpression,
    _ assumptions: Assumptions
  ) {
    func number(_ expression: IndexExpression) -> Int? {
      assumptions.simplified(expression).constantValue
    }
    guard let count = number(count), let place = number(steps.placeStep),
      let tap = number(steps.tapStep), let begin = number(steps.lower - steps.rest)
    else { return nil }
    // What the last position reads lies so far behind the end of the input.
    let end = number(steps.rest + steps.placeStep * (positions - 1) - steps.upper)
    let lefts = (0..<count).map { max(0, (begin - $0 * tap + place - 1).floorDivided(by: place)) }
    let rights = (0..<count).map { step in
      end.map { max(0, ($0 + step * tap).floorDivided(by: place) + 1) } ?? 0
    }
    let (least, last) = (lefts.filter { $0 > 0 }.min(), rights.filter { $0 > 0 }.min())
    guard least != nil || last != nil else { return nil }
    self.axis = axis
    self.positions = positions
    left = (least ?? 0, lefts.filter { $0 > 0 }.count)
    right = (last ?? 0, count - rights.filter { $0 > 0 }.count)
  }

  /// The positions of a tile of `height` that read the input, each with a number that is one where it is
  /// about these, else zero.
  ///
  /// Exactly one of the numbers is one, for any `step` of a tile whose first position is `first`.
  func parts(
    height: Int, first: IndexExpression, step: IndexExpression
  ) -> [(positions: Range<Int>, holds: IndexExpression)] {
    func isPositive(_ value: IndexExpression) -> IndexExpression { .maximum(.minimum(value, 1), 0) }
    var found: [(positions: Range<Int>, holds: IndexExpression)] = []
    var others = IndexExpression.one
    if left.count > 0, left.count < height {
      let begins = (1 - isPositive(first)) * isPositive(IndexExpression(left.steps) - step)
      found.append((left.count..<height, begins))
      others = others - begins
    }
    if right.count > 0, right.count < height {
      let rest = positions - IndexExpression(height) - first
      let ends = (1 - isPositive(rest)) * isPositive(step - IndexExpression(right.from - 1))
      found.append((0..<(height - right.count), others * ends))
      others = others - others * ends
    }
    return found + [(0..<height, others)]
  }
}

extension InputStrip {
  /// The positions that steps along the tiles' rows need not be taken for.
  func skippedPositions(of plan: TilePlan, _ assumptions: Assumptions) -> SkippedPositions? {
    guard region.isPaddedWithZeros else { return nil }
    let count = plan.anchor.spatial.count
    for (place, dimension) in dimensions.enumerated() {
      // With channels in the same dimension, distances are in channels.
      let channels = place == dimensions.count - 1 ? region.channels ?? 1 : 1
      let terms = dimension.terms.filter { $0.coefficient != 1 || channels == 1 }
      guard let row = terms.first(where: { $0.axis == plan.rowAxis }), terms.count == 2,
        let tap = terms.first(where: { $0.axis >= count }), let bounds = region.bounds[place],
        bounds.lower.count <= 1, bounds.upper.count <= 1
      else { continue }
      let steps = PaddedSteps(
        axis: plan.rowAxis, placeStep: row.coefficient, tapStep: tap.coefficient,
        rest: dimension.rest, lower: bounds.lower.first ?? 0,
        upper: bounds.upper.first ?? region.extents[place])
      return SkippedPositions(
        steps, axis: tap.axis - count, count: plan.anchor.reduction[tap.axis - count],
        positions: plan.anchor.spatial[plan.rowAxis], assumptions)
    }
    return nil
  }
}
