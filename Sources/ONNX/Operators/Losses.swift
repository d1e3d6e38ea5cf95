import Dialects
import IR
import Support

extension OperatorTable {
  /// Losses of classification.
  static let losses: [OperatorImport] = [
    OperatorImport("NegativeLogLikelihoodLoss") { (node, build) throws(Diagnostic) in
      [try build.likelihoodLoss(node, try node.input(0))]
    },
    OperatorImport("SoftmaxCrossEntropyLoss") { (node, build) throws(Diagnostic) in
      let scores = build.value(try node.input(0))
      let logarithms = try build.emit(Graph.LogSoftmax(scores, axis: 1, in: build.module))
      return [try build.likelihoodLoss(node, logarithms), logarithms]
    },
  ]
}

extension GraphBuilder {
  /// Minus the logarithm of the probability of the target class, weighted by class.
  fileprivate mutating func likelihoodLoss(
    _ node: Node, _ logarithms: ImportedTensor
  ) throws(Diagnostic) -> ImportedTensor {
    let element = logarithms.element
    let targets = try node.input(1)
    guard logarithms.rank >= 2, targets.rank == logarithms.rank - 1 else {
      throw .error("needs scores of rank 2 or more, and targets of one rank less")
    }
    var target = try cast(targets, to: .i64)
    var weights: ImportedTensor?
    var isCounted: ImportedTensor?
    if let ignored = try node.optionalInt("ignore_index") {
      let isIgnored = try binary(
        Graph.Equal.self, target, scalar(Double(ignored), target.element))
      // Ignored targets may be out of range; any class does for them.
      target = try choose(isIgnored, scalar(0, target.element), target)
      isCounted = try unary(Graph.Not.self, isIgnored)
    }
    if let classes = node.optionalInput(2) { weights = try gather(classes, target, axis: 0) }
    if let counted = isCounted {
      let ones = try fill(with: scalar(1, element), sizes: target.sizes)
      weights = try choose(counted, weights ?? ones, scalar(0, element))
    }
    var column = target.sizes
    column.insert(1, at: 1)
    let (data, index) = (value(logarithms), value(try reshape(target, to: column)))
    let picked = try emit(Graph.GatherElements(data, index, axis: 1, in: module))
    var loss = try unary(Graph.Neg.self, try reshape(picked, to: target.sizes))
    if let weights { loss = try binary(Graph.Mul.self, loss, weights) }
    let axes = Array(0..<loss.rank)
    switch try node.string("reduction", default: "mean") {
    case "none": return loss
    case "sum": return try reduce(loss, .sum, axes: axes, keepsAxes: false)
    case "mean":
      guard let weights else { return try reduce(loss, .mean, axes: axes, keepsAxes: false) }
      let total = try reduce(loss, .sum, axes: axes, keepsAxes: false)
      let count = try reduce(weights, .sum, axes: axes, keepsAxes: false)
      return try binary(Graph.Div.self, total, count)
    case let other:
      throw .error("attribute 'reduction' is '\(other)', expected 'none', 'sum' or 'mean'")
    }
  }
}
