import Dialects

extension Graph.Reduce: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    let rows = try Rows(of: operand, along: axes)
    let shape = rows.reducedShape(keeping: keepsAxes)
    if operand.kind.isFloat {
      let values = rows.doubles
      let results = (0..<rows.count).map {
        kind.result(of: values[$0 * rows.length..<($0 + 1) * rows.length])
      }
      return [TensorValue(shape, kind: operand.kind, doubles: results)]
    }
    let values = rows.integers
    let results = (0..<rows.count).map {
      kind.result(of: values[$0 * rows.length..<($0 + 1) * rows.length], as: operand.kind)
    }
    return [TensorValue(shape, kind: operand.kind, integers: results)]
  }
}

extension Graph.ReductionKind {
  fileprivate func result(of row: ArraySlice<Double>) -> Double {
    switch self {
    case .sum: return row.reduce(0, +)
    case .mean: return row.reduce(0, +) / Double(row.count)
    case .max: return row.reduce(-.infinity, RealFunctions.maximum)
    case .min: return row.reduce(.infinity, RealFunctions.minimum)
    case .product: return row.reduce(1, *)
    case .l1: return row.reduce(0) { $0 + $1.magnitude }
    case .l2: return row.reduce(0) { $0 + $1 * $1 }.squareRoot()
    case .logSum: return RealFunctions.logarithm(row.reduce(0, +))
    case .logSumExp: return logarithmOfSum(ofExponentials: row)
    case .sumSquare: return row.reduce(0) { $0 + $1 * $1 }
    }
  }

  /// Integers: exact, then rounded towards zero where the function is not of integers.
  fileprivate func result(of row: ArraySlice<Int128>, as kind: ScalarKind) -> Int128 {
    let bounds = kind.integerBounds ?? (0, 0)
    switch self {
    case .sum: return row.reduce(0, &+)
    case .mean: return row.isEmpty ? 0 : row.reduce(0, &+) / Int128(row.count)
    case .max: return row.reduce(bounds.lower) { Swift.max($0, $1) }
    case .min: return row.reduce(bounds.upper) { Swift.min($0, $1) }
    case .product: return row.reduce(1, &*)
    case .l1: return row.reduce(0) { $0 &+ Int128($1.magnitude) }
    case .sumSquare: return row.reduce(0) { $0 &+ $1 &* $1 }
    case .l2, .logSum, .logSumExp:
      return kind.saturated(result(of: row.map { Double($0) }[...]))
    }
  }
}

/// log(sum(exp(x))), without overflow; minus infinity over nothing.
func logarithmOfSum(ofExponentials row: ArraySlice<Double>) -> Double {
  let largest = row.reduce(-.infinity, RealFunctions.maximum)
  guard largest.isFinite else { return largest }
  return largest
    + RealFunctions.logarithm(row.reduce(0) { $0 + RealFunctions.exponential($1 - largest) })
}

extension Graph.CumulativeSum: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    let axis = try scope.checked(axis: axis, rank: operand.rank)
    let rows = try Rows(of: operand, along: [axis])
    let result =
      operand.kind.isFloat
      ? TensorValue(
        [operand.count], kind: operand.kind,
        doubles: runningSums(rows.doubles, length: rows.length, zero: 0, +))
      : TensorValue(
        [operand.count], kind: operand.kind,
        integers: runningSums(rows.integers, length: rows.length, zero: 0, &+))
    return [rows.restored(result)]
  }

  private func runningSums<Value>(
    _ values: [Value], length: Int, zero: Value, _ add: (Value, Value) -> Value
  ) -> [Value] {
    var results = values
    for start in stride(from: 0, to: values.count, by: max(length, 1)) {
      var sum = zero
      for step in 0..<length {
        let place = start + (isReversed ? length - 1 - step : step)
        let next = add(sum, values[place])
        results[place] = isExclusive ? sum : next
        sum = next
      }
    }
    return results
  }
}
