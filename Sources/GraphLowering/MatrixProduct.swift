import Dialects
import IR
import Support
import TensorExpressions

extension Graph.MatMul: LowerableOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let (x, y) = (try kernel.tensor(lhs), try kernel.tensor(rhs))
    let (isVectorLeft, isVectorRight) = (x.shape.count == 1, y.shape.count == 1)
    guard let rows = x.shape.last else { throw kernel.unsupported("its operands are scalars") }
    let depth = transposesLHS && !isVectorLeft ? x.shape[x.shape.count - 2] : rows
    try kernel.reduce(over: [depth], .sum) { position, reduced in
      let k = reduced[0]
      var batch = position
      let column = isVectorRight ? nil : batch.popLast()
      let row = isVectorLeft ? nil : batch.popLast()
      let left = row.map { transposesLHS ? [k, $0] : [$0, k] } ?? [k]
      let right = column.map { transposesRHS ? [$0, k] : [k, $0] } ?? [k]
      return x[batched(batch, left, x.shape)] * y[batched(batch, right, y.shape)]
    }
  }

  /// The position in an operand: its own leading dimensions, which broadcast, then the matrix.
  private func batched(
    _ batch: [IndexExpression], _ matrix: [IndexExpression], _ shape: [IndexExpression]
  ) -> [IndexExpression] {
    let count = shape.count - matrix.count
    let own = batch.suffix(count)
    return zip(own, shape).map { $1 == 1 ? 0 : $0 } + matrix
  }
}

extension Graph.Einsum: LowerableOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let sides = equation.split(separator: ">", omittingEmptySubsequences: false)
    guard sides.count == 2 else { throw kernel.unsupported("its equation has no result") }
    let terms = sides[0].dropLast().split(separator: ",", omittingEmptySubsequences: false)
      .map { Array($0) }
    let result = Array(sides[1])
    var tensors: [Tensor] = []
    for input in inputs { tensors.append(try kernel.tensor(input)) }
    guard terms.count == tensors.count,
      zip(terms, tensors).allSatisfy({ $0.count == $1.shape.count })
    else { throw kernel.unsupported("its equation does not fit its operands") }
    var sizes: [Character: IndexExpression] = [:]
    var summed: [Character] = []
    for (letters, tensor) in zip(terms, tensors) {
      for (letter, size) in zip(letters, tensor.shape) {
        if sizes[letter] == nil || sizes[letter] == 1 { sizes[letter] = size }
        if !result.contains(letter), !summed.contains(letter) { summed.append(letter) }
      }
    }
    func product(_ position: [IndexExpression], _ reduced: [IndexExpression]) -> Scalar {
      var places: [Character: IndexExpression] = [:]
      for (letter, place) in zip(result, position) { places[letter] = place }
      for (letter, place) in zip(summed, reduced) { places[letter] = place }
      let factors = zip(terms, tensors).map { letters, tensor in
        tensor[zip(letters, tensor.shape).map { $1 == 1 ? 0 : places[$0] ?? 0 }]
      }
      return factors.dropFirst().reduce(factors[0], *)
    }
    if summed.isEmpty { return try kernel.compute { product($0, []) } }
    try kernel.reduce(over: summed.map { sizes[$0] ?? 1 }, .sum, product)
  }
}
