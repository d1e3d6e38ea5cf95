import Support

/// For a stage that reads `T` at `map` over its iterators, the iterators as functions of `T`'s indices.
///
/// Understands mixed-radix maps, as transpositions and reshapes make them: an index that is a sum of
/// iterators with growing strides, or one of the digits of an iterator. `nil` for others,
/// and where not every element of `T` is read exactly once.
///
///     map (d0, d2, d1 * 32 + d3) of T: [b, s, 384] over extents (b, 12, s, 32)
///       -> (d0, d2 floordiv 32, d1, d2 mod 32)
///
/// `shape` are the sizes of `T`, and `extents` how far the iterators run.
func invertedMap(
  _ map: [IndexExpression], of shape: [IndexExpression], extents: [IndexExpression]
) -> [IndexExpression]? {
  var inverse: [IndexExpression?] = extents.map { $0 == 1 ? .zero : nil }
  for (place, expression) in map.enumerated() {
    let source = IndexExpression.dimension(place)
    if expression.constantValue == 0 {
      guard shape[place] == 1 else { return nil }
      continue
    }
    guard let digits = digits(of: expression) else { continue }
    guard shape[place] == .product(digits.map { extents[$0.axis] }) else { return nil }
    for (position, digit) in digits.enumerated() {
      let expected =
        position == 0
        ? IndexExpression.one : digits[position - 1].stride * extents[digits[position - 1].axis]
      guard digit.stride == expected else { return nil }
      if extents[digit.axis] == 1 { continue }
      guard inverse[digit.axis] == nil else { return nil }
      let quotient = source.floorDivided(by: digit.stride)
      inverse[digit.axis] =
        position == digits.count - 1 ? quotient : quotient.remainder(by: extents[digit.axis])
    }
  }
  for axis in extents.indices where inverse[axis] == nil {
    inverse[axis] = recombined(axis, map, of: shape, extent: extents[axis])
  }
  let complete = inverse.compactMap { $0 }
  return complete.count == extents.count ? complete : nil
}

/// The iterators that an index adds up, smallest stride first.
private func digits(of expression: IndexExpression) -> [(axis: Int, stride: IndexExpression)]? {
  guard expression.constant == 0 else { return nil }
  var digits: [(axis: Int, stride: IndexExpression)] = []
  var rest = expression
  for axis in expression.dimensionNumbers.sorted() {
    guard let linear = rest.linear(in: axis), linear.coefficient.dimensionNumbers.isEmpty else {
      return nil
    }
    digits.append((axis, linear.coefficient))
    rest = linear.rest
  }
  guard rest == 0 else { return nil }
  // Strides divide each other in one order only; put each where its predecessor divides it.
  return digits.sorted { left, right in
    left.stride != right.stride && right.stride.remainder(by: left.stride) == 0
  }
}

/// An iterator that several indices hold as its digits, each of them one.
///
///     (d0 floordiv 16, (d0 floordiv 8) mod 2, d0 mod 8) of T: [2, 2, 8]  ->  d0 * 16 + d1 * 8 + d2
private func recombined(
  _ axis: Int, _ map: [IndexExpression], of shape: [IndexExpression], extent: IndexExpression
) -> IndexExpression? {
  var stride = IndexExpression.one
  var value = IndexExpression.zero
  let iterator = IndexExpression.dimension(axis)
  var left = map.indices.filter { map[$0].dimensionNumbers == [axis] }
  while let place = left.first(where: { place in
    let quotient = iterator.floorDivided(by: stride)
    let isLast = left.count == 1
    return map[place] == (isLast ? quotient : quotient.remainder(by: shape[place]))
  }) {
    value += .dimension(place) * stride
    stride = stride * shape[place]
    left.removeAll { $0 == place }
  }
  return left.isEmpty && stride == extent && value != 0 ? value : nil
}
