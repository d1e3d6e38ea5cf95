import Dialects

extension Graph.Einsum: EvaluableOperation {
  public func evaluate(in scope: EvaluationScope) throws(EvaluationError) -> [TensorValue] {
    var operands: [TensorValue] = []
    for input in inputs { operands.append(try scope.value(input)) }
    guard let letters, letters.operands.count == operands.count else {
      throw EvaluationError("the equation '\(equation)' does not fit \(operands.count) operands")
    }
    let sum = try SumOfProducts(letters.operands, letters.result, operands.map(\.shape))
    try scope.checkSize(sum.shape)
    return [try sum.result(operands)]
  }
}

/// For every coordinate of the result, the sum over all other letters of the operands' product.
private struct SumOfProducts: Contraction {
  let shape: [Int]
  /// The sizes of the letters that are summed over.
  private let summed: [Int]
  /// For each operand, its stride along every letter: first the result's, then those summed over.
  private let strides: [[Int]]

  init(
    _ operands: [[Character]], _ result: [Character], _ shapes: [[Int]]
  ) throws(EvaluationError) {
    var sizes: [Character: Int] = [:]
    for (letters, shape) in zip(operands, shapes) {
      guard letters.count == shape.count else {
        throw EvaluationError("'\(String(letters))' does not fit shape \(shape)")
      }
      for (letter, size) in zip(letters, shape) {
        let known = sizes[letter] ?? 1
        guard known == size || known == 1 || size == 1 else {
          throw EvaluationError("'\(letter)' stands for both \(known) and \(size)")
        }
        sizes[letter] = known == 1 ? size : known
      }
    }
    guard result.allSatisfy({ sizes[$0] != nil }) else {
      throw EvaluationError("the result '\(String(result))' has a letter that no operand has")
    }
    let others = sizes.keys.filter { !result.contains($0) }.sorted()
    self.shape = result.map { sizes[$0] ?? 1 }
    summed = others.map { sizes[$0] ?? 1 }
    strides = zip(operands, shapes).map { letters, shape in
      (result + others).map { letter in
        // A letter twice in one operand walks its diagonal; a size of one stands still.
        zip(zip(letters, shape), rowMajorStrides(shape)).reduce(0) { sum, entry in
          sum + (entry.0.0 == letter && entry.0.1 != 1 ? entry.1 : 0)
        }
      }
    }
  }

  func contract<Number: Accumulator>(_ operands: [[Number]]) -> [Number] {
    var result: [Number] = []
    result.reserveCapacity(shape.product)
    forEachCoordinate(of: shape) { outer in
      var sum = Number.zero
      forEachCoordinate(of: summed) { inner in
        let coordinate = outer + inner
        var product = Number.one
        for (operand, strides) in zip(operands, strides) {
          var next = Number.zero
          next.add(product, times: operand[coordinate.dot(strides)])
          product = next
        }
        sum.add(product, times: .one)
      }
      result.append(sum)
    }
    return result
  }
}
