import Dialects
import Support

extension Program.Choose {
  /// The number of the alternative that runs at these sizes.
  ///
  /// It is found as the compiled code finds it: by the same conditions and costs, the first of equals.
  ///
  /// - Parameter sizes: a value of every declared size, by name.
  /// - Returns: `nil` when a cost or a condition mentions a size that has no value.
  public func chosen(at sizes: [String: Int]) -> Int? {
    var best: (number: Int, cost: Int)?
    for (number, (cost, condition)) in zip(costs, conditions).enumerated() {
      guard let value = cost.evaluate(symbols: sizes),
        let distance = condition.evaluate(symbols: sizes)
      else { return nil }
      if distance >= 0, value < best?.cost ?? .max { best = (number, value) }
    }
    return best?.number
  }
}
