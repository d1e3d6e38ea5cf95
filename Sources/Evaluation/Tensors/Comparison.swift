/// How two tensors differ.
public struct Mismatch: Hashable, Sendable, CustomStringConvertible {
  /// What kind of difference, in words.
  public var summary: String
  /// The coordinate of the first element that differs; empty when shapes or kinds already do.
  public var index: [Int]
  /// The two elements there, as text.
  public var actual: String
  public var expected: String
  /// How many elements differ, of how many.
  public var count: Int
  public var total: Int
  /// The largest differences over all elements, finite pairs only.
  public var maximumAbsoluteError: Double
  public var maximumRelativeError: Double

  public var description: String {
    if total == 0 { return summary }
    return "\(summary) at \(index): got \(actual), expected \(expected); \(count) of \(total) "
      + "elements differ, by up to \(maximumAbsoluteError) (relative \(maximumRelativeError))"
  }
}

/// Whether `actual` is close to `expected`: `nil` if it is, else what differs.
///
/// Shapes and kinds must agree. Floats may differ by `atol + rtol * |expected|`; NaN must meet NaN,
/// an infinity the same infinity. Integers and truth values are held to the same bound, which for
/// tolerances of zero means equal. Signed zeros are equal.
public func compare(
  _ actual: TensorValue, _ expected: TensorValue, rtol: Double, atol: Double
) -> Mismatch? {
  guard actual.kind == expected.kind else {
    return .structural("got element type \(actual.kind), expected \(expected.kind)")
  }
  guard actual.shape == expected.shape else {
    return .structural("got shape \(actual.shape), expected \(expected.shape)")
  }
  if actual.bytes == expected.bytes { return nil }
  if actual.kind.isFloat {
    return firstMismatch(actual, actual.doubles, expected.doubles) { got, wanted in
      Difference(got: got, wanted: wanted, rtol: rtol, atol: atol)
    }
  }
  return firstMismatch(actual, actual.integers, expected.integers) { got, wanted in
    let error = Double((got - wanted).magnitude)
    return Difference(
      absolute: error, relative: error / max(1, Double(wanted.magnitude)),
      isWithin: error <= atol + rtol * Double(wanted.magnitude), reason: "values differ")
  }
}

/// How one element differs from what was expected.
private struct Difference {
  var absolute: Double
  var relative: Double
  var isWithin: Bool
  var reason: String

  init(absolute: Double, relative: Double, isWithin: Bool, reason: String) {
    self.absolute = absolute
    self.relative = relative
    self.isWithin = isWithin
    self.reason = reason
  }

  init(got: Double, wanted: Double, rtol: Double, atol: Double) {
    if got.isNaN || wanted.isNaN {
      let agrees = got.isNaN && wanted.isNaN
      self.init(absolute: 0, relative: 0, isWithin: agrees, reason: "NaN in one only")
    } else if got.isInfinite || wanted.isInfinite {
      self.init(absolute: 0, relative: 0, isWithin: got == wanted, reason: "infinity in one only")
    } else {
      let error = abs(got - wanted)
      self.init(
        absolute: error, relative: error == 0 ? 0 : error / max(abs(wanted), 0x1p-1022),
        isWithin: error <= atol + rtol * abs(wanted), reason: "values differ")
    }
  }
}

private func firstMismatch<Value>(
  _ tensor: TensorValue, _ actual: [Value], _ expected: [Value],
  _ difference: (Value, Value) -> Difference
) -> Mismatch? {
  var found: Mismatch?
  var absolute = 0.0
  var relative = 0.0
  var count = 0
  for place in actual.indices {
    let here = difference(actual[place], expected[place])
    absolute = max(absolute, here.absolute)
    relative = max(relative, here.relative)
    if here.isWithin { continue }
    count += 1
    if found != nil { continue }
    found = Mismatch(
      summary: here.reason, index: rowMajorCoordinate(of: place, in: tensor.shape),
      actual: "\(actual[place])",
      expected: "\(expected[place])", count: 0, total: actual.count, maximumAbsoluteError: 0,
      maximumRelativeError: 0)
  }
  found?.count = count
  found?.maximumAbsoluteError = absolute
  found?.maximumRelativeError = relative
  return found
}

extension Mismatch {
  fileprivate static func structural(_ summary: String) -> Mismatch {
    Mismatch(
      summary: summary, index: [], actual: "", expected: "", count: 0, total: 0,
      maximumAbsoluteError: 0, maximumRelativeError: 0)
  }
}
