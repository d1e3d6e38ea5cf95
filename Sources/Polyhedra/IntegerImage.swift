import CISL
import Support

/// The values that expressions take at the points of a system: a region of a buffer, say.
///
///     { [d0 * 14 + d1, d2] : 0 <= d1 < 14, … }
public struct IntegerImage: Hashable, Sendable {
  public var domain: IntegerSystem
  /// Over the dimensions and symbols of `domain`.
  public var values: [IndexExpression]

  public init(_ values: [IndexExpression], over domain: IntegerSystem) {
    self.values = values
    self.domain = domain
  }

  /// A value of this that none of `others` has; its `dimensions` are the value.
  ///
  /// `.never` means that together they cover it, for all values of the symbols.
  public func value(notIn others: [IntegerImage]) -> Answer {
    // Those that come last are most often what is read: written in the same iteration.
    if isCovered(by: others.reversed()[...]) { return .never }
    guard let own = unifyingDimensions() else { return .never }
    let others = others.compactMap { $0.unifyingDimensions() }
    guard let context = SetContext() else { return .unknown("there is no memory for isl") }
    let all = [own] + others
    let names = IntegerSystem.symbolNames(in: all.flatMap { $0.domain.expressions + $0.values })
    var rest: OpaquePointer?
    for (number, image) in all.enumerated() {
      let builder = SetBuilder(
        context, symbols: names, imageCount: values.count,
        dimensionCount: image.domain.dimensionCount,
        expressions: image.domain.expressions + image.values)
      guard builder.isExact, image.values.count == values.count else {
        isl_set_free(rest)
        return .unknown("a product or quotient of sizes that are not constant stands in the way")
      }
      let set = isl_set_project_out(
        builder.set(of: image.domain, images: image.values), isl_dim_set,
        UInt32(names.count + values.count), UInt32(image.domain.dimensionCount))
      rest = number == 0 ? set : isl_set_subtract(rest, set)
    }
    let reader = SetBuilder(
      context, symbols: names, imageCount: values.count, dimensionCount: 0, expressions: [])
    return reader.point(of: rest)
  }

  /// This over fewer dimensions; `nil` when it is plainly empty.
  private func unifyingDimensions() -> IntegerImage? {
    guard let (system, representative) = domain.unifyingDimensions() else { return nil }
    return IntegerImage(values.map { $0.renaming(representative) }, over: system)
  }
}
