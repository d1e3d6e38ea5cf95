import Dialects
import IR
import Support

/// Which steps of a convolution's reduction read the input, for a row of the output; the others would
/// add products with the zeros around it.
///
///     for p in 0 ..< 3 { … P[y + p - 1] … }   -->   for p in max(0, 1 - y) ..< min(3, H + 1 - y) { … }
struct PaddedSteps {
  /// The axis of the rows, and how far one row is from the next in the padded input.
  let rowAxis: Int
  let rowStep: IndexExpression
  /// From one step of the reduction to the next.
  let tapStep: IndexExpression
  let rest: IndexExpression
  /// Where the input is in the padded one.
  let lower: IndexExpression
  let upper: IndexExpression

  /// The first step and the one after the last, of `count`.
  func range(
    row: IndexExpression, count: IndexExpression
  ) -> (first: IndexExpression, end: IndexExpression) {
    let place = rest + rowStep * row
    let first = (lower - place).ceilDivided(by: tapStep)
    let end = (upper - place).ceilDivided(by: tapStep)
    return (.minimum(.maximum(first, 0), count), .maximum(.minimum(end, count), 0))
  }
}

extension InputStrip {
  /// The steps along an axis of the reduction that is the rows' own, by axis; none where the input is
  /// padded with anything but zeros.
  func paddedSteps(rowAxis: Int, spatialCount: Int) -> [Int: PaddedSteps] {
    guard isPaddedWithZeros else { return [:] }
    for (place, dimension) in dimensions.enumerated() {
      let taps = dimension.terms.filter { $0.axis >= spatialCount }
      guard let row = dimension.terms.first(where: { $0.axis == rowAxis }),
        dimension.terms.count == 2, let tap = taps.first, let bounds = bounds[place],
        let lower = bounds.lower.first, let upper = bounds.upper.first
      else { continue }
      return [
        tap.axis - spatialCount: PaddedSteps(
          rowAxis: rowAxis, rowStep: row.coefficient, tapStep: tap.coefficient,
          rest: dimension.rest, lower: lower, upper: upper)
      ]
    }
    return [:]
  }

  private var isPaddedWithZeros: Bool {
    guard let body = pad.body(in: source) else { return false }
    return source.operations(in: body).allSatisfy { operation in
      guard let choice = source.match(operation, as: Arith.Select.self) else { return true }
      return source.constantValue(of: choice.whenFalse)?.floatValue == 0
    }
  }
}
