import Dialects
import IR
import Support
import TensorExpressions

extension KernelLowering {
  /// The largest element of each row along `axis`, with a size of one there.
  ///
  /// NaN is passed over: what it is subtracted from and summed up to is NaN in any case.
  fileprivate mutating func largest(_ x: Tensor, axis: Int) -> Tensor {
    var shape = x.shape
    shape[axis] = 1
    return program.reduce(name("max"), shape, over: [x.shape[axis]], .maxNumber, x.element.computed)
    {
      x[replacing($0, axis, $1[0])]
    }
  }
}

private func replacing(
  _ position: [IndexExpression], _ axis: Int, _ index: IndexExpression
) -> [IndexExpression] {
  var position = position
  position[axis] = index
  return position
}

extension Graph.Softmax: LowerableOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let x = try kernel.tensor(input)
    let largest = kernel.largest(x, axis: axis)
    let exponentials = kernel.program.compute(
      kernel.name("exp"), x.shape, x.element.computed
    ) { exp(x[$0] - largest[replacing($0, axis, 0)]) }
    let sum = kernel.program.reduce(
      kernel.name("sum"), largest.shape, over: [x.shape[axis]], .sum, x.element.computed
    ) { exponentials[replacing($0, axis, $1[0])] }
    // One division for a row instead of one for each element; the sum is at least one.
    try kernel.compute { exponentials[$0] * (1 / sum[replacing($0, axis, 0)]) }
  }
}

extension Graph.LogSoftmax: LowerableOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let x = try kernel.tensor(input)
    let largest = kernel.largest(x, axis: axis)
    let sum = kernel.program.reduce(
      kernel.name("sum"), largest.shape, over: [x.shape[axis]], .sum, x.element.computed
    ) { exp(x[replacing($0, axis, $1[0])] - largest[$0]) }
    try kernel.compute { position in
      let row = replacing(position, axis, 0)
      return x[position] - largest[row] - log(sum[row])
    }
  }
}
