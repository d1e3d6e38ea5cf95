import Dialects
import IR
import Support

/// Which steps along an axis of a convolution's reduction read the input, for a place along an axis of
/// the output; the others would add products with the zeros around it.
///
///     for p in 0 ..< 3 { … P[y + p - 1] … }   -->   for p in max(0, 1 - y) ..< min(3, H + 1 - y) { … }
struct PaddedSteps {
  /// The axis of the output, and how far one place is from the next in the padded input.
  let axis: Int
  let placeStep: IndexExpression
  /// From one step of the reduction to the next.
  let tapStep: IndexExpression
  let rest: IndexExpression
  /// Where the input is in the padded one.
  let lower: IndexExpression
  let upper: IndexExpression

  /// The first step and the one after the last, of `count`.
  func range(
    at place: IndexExpression, count: IndexExpression
  ) -> (first: IndexExpression, end: IndexExpression) {
    let start = rest + placeStep * place
    let first = (lower - start).ceilDivided(by: tapStep)
    let end = (upper - start).ceilDivided(by: tapStep)
    return (.minimum(.maximum(first, 0), count), .maximum(.minimum(end, count), 0))
  }

  /// The first place, of `places`, all of whose `count` steps read the input, and the one after the last.
  func whole(
    of places: IndexExpression, count: IndexExpression
  ) -> (first: IndexExpression, end: IndexExpression) {
    let begin = (lower - rest).ceilDivided(by: placeStep)
    let end = (upper - rest - tapStep * (count - 1)).ceilDivided(by: placeStep)
    let first = IndexExpression.minimum(.maximum(begin, 0), places)
    return (first, .maximum(first, .minimum(end, places)))
  }
}

extension InputStrip {
  /// The steps along an axis of the reduction that is the rows' own, by axis; none where the input is
  /// padded with anything but zeros.
  func paddedSteps(rowAxis: Int, spatialCount: Int) -> [Int: PaddedSteps] {
    guard region.isPaddedWithZeros else { return [:] }
    for (place, dimension) in dimensions.enumerated() {
      let taps = dimension.terms.filter { $0.axis >= spatialCount }
      guard let row = dimension.terms.first(where: { $0.axis == rowAxis }),
        dimension.terms.count == 2, let tap = taps.first, let bounds = region.bounds[place],
        let lower = bounds.lower.first, let upper = bounds.upper.first
      else { continue }
      return [
        tap.axis - spatialCount: PaddedSteps(
          axis: rowAxis, placeStep: row.coefficient, tapStep: tap.coefficient,
          rest: dimension.rest, lower: lower, upper: upper)
      ]
    }
    return [:]
  }
}
