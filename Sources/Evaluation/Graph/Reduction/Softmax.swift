import Dialects

extension Graph.Softmax: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    let axis = try scope.checked(axis: axis, rank: operand.rank)
    let result = try Rows(of: operand, along: [axis]).mapRows(to: operand.kind) { row in
      let largest = row.reduce(-.infinity, RealFunctions.maximum)
      let powers = row.map { RealFunctions.exponential($0 - largest) }
      let sum = powers.reduce(0, +)
      return powers.map { $0 / sum }
    }
    return [result]
  }
}

extension Graph.LogSoftmax: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    let axis = try scope.checked(axis: axis, rank: operand.rank)
    let result = try Rows(of: operand, along: [axis]).mapRows(to: operand.kind) { row in
      let largest = row.reduce(-.infinity, RealFunctions.maximum)
      let sum = row.reduce(0) { $0 + RealFunctions.exponential($1 - largest) }
      return row.map { $0 - largest - RealFunctions.logarithm(sum) }
    }
    return [result]
  }
}

extension Graph.LpNormalization: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    let operand = try scope.value(input)
    let axis = try scope.checked(axis: axis, rank: operand.rank)
    let result = try Rows(of: operand, along: [axis]).mapRows(to: operand.kind) { row in
      let norm =
        p == 1
        ? row.reduce(0) { $0 + $1.magnitude } : row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return row.map { norm == 0 ? 0 : $0 / norm }
    }
    return [result]
  }
}
