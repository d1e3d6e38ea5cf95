import Dialects
import IR
import Support

extension OperatorTable {
  /// Layers that go through their input step by step.
  static let recurrent: [OperatorImport] = [
    OperatorImport("RNN", since: 7) { (node, build) throws(Diagnostic) in
      let kind = RecurrentKind(gates: 1, activations: ["Tanh"], hasCell: false) {
        (build, cell, projected, state) throws(Diagnostic) in
        let sum = try build.gateSum(projected, state.hidden, cell.recurrence, cell.recurrenceBias)
        return RecurrentState(hidden: try build.gate(sum, cell, 0))
      }
      return try build.recurrentLayer(node, kind)
    },
    OperatorImport("GRU", since: 7) { (node, build) throws(Diagnostic) in
      let resetsAfter = try node.bool("linear_before_reset")
      let kind = RecurrentKind(gates: 3, activations: ["Sigmoid", "Tanh"], hasCell: false) {
        (build, cell, projected, state) throws(Diagnostic) in
        try build.gruStep(cell, projected, state, resetsAfter: resetsAfter)
      }
      return try build.recurrentLayer(node, kind)
    },
    OperatorImport("LSTM", since: 7) { (node, build) throws(Diagnostic) in
      let couples = try node.bool("input_forget")
      let kind = RecurrentKind(
        gates: 4, activations: ["Sigmoid", "Tanh", "Tanh"], hasCell: true
      ) { (build, cell, projected, state) throws(Diagnostic) in
        try build.lstmStep(cell, projected, state, couplesInputAndForget: couples)
      }
      return try build.recurrentLayer(node, kind)
    },
  ]
}

extension GraphBuilder {
  /// `projected + hidden * recurrence^T + bias`.
  fileprivate mutating func gateSum(
    _ projected: ImportedTensor, _ hidden: ImportedTensor, _ recurrence: ImportedTensor,
    _ bias: ImportedTensor?
  ) throws(Diagnostic) -> ImportedTensor {
    let product = try matmul(hidden, recurrence, transposesRHS: true)
    let sum = try binary(Graph.Add.self, projected, product)
    return try bias.map { (bias) throws(Diagnostic) in
      try binary(Graph.Add.self, sum, bias)
    } ?? sum
  }

  /// Rows or columns of gate `index` out of those that lie one after another.
  private mutating func part(
    _ tensor: ImportedTensor, _ index: Int, _ cell: RecurrentCell, axis: Int, count: Int = 1
  ) throws(Diagnostic) -> ImportedTensor {
    try take(
      tensor, axis: axis, from: IndexExpression(index * cell.hidden),
      count: IndexExpression(count * cell.hidden))
  }

  /// The function number `index` of the layer, after clipping.
  fileprivate mutating func gate(
    _ sum: ImportedTensor, _ cell: RecurrentCell, _ index: Int
  ) throws(Diagnostic) -> ImportedTensor {
    guard let clip = cell.clip else { return try cell.activations[index].apply(sum, &self) }
    let (x, low, high) = (
      value(sum), value(scalar(-clip, sum.element)), value(scalar(clip, sum.element))
    )
    let clipped = try emit(Graph.Clip(x, minimum: low, maximum: high, in: module))
    return try cell.activations[index].apply(clipped, &self)
  }

  /// Gates in the order update, reset, hidden.
  fileprivate mutating func gruStep(
    _ cell: RecurrentCell, _ projected: ImportedTensor, _ state: RecurrentState,
    resetsAfter: Bool
  ) throws(Diagnostic) -> RecurrentState {
    let old = state.hidden
    func bias(_ index: Int, count: Int) throws(Diagnostic) -> ImportedTensor? {
      guard let bias = cell.recurrenceBias else { return nil }
      return try part(bias, index, cell, axis: 0, count: count)
    }
    let both = try gateSum(
      try part(projected, 0, cell, axis: 1, count: 2), old,
      try part(cell.recurrence, 0, cell, axis: 0, count: 2), try bias(0, count: 2))
    let gates = try gate(both, cell, 0)
    let update = try part(gates, 0, cell, axis: 1)
    let reset = try part(gates, 1, cell, axis: 1)
    let own = try part(projected, 2, cell, axis: 1)
    let recurrence = try part(cell.recurrence, 2, cell, axis: 0)
    let sum: ImportedTensor
    if resetsAfter {
      var product = try matmul(old, recurrence, transposesRHS: true)
      if let bias = try bias(2, count: 1) { product = try binary(Graph.Add.self, product, bias) }
      sum = try binary(Graph.Add.self, own, try binary(Graph.Mul.self, reset, product))
    } else {
      let masked = try binary(Graph.Mul.self, reset, old)
      sum = try gateSum(own, masked, recurrence, try bias(2, count: 1))
    }
    let new = try gate(sum, cell, 1)
    // (1 - update) * new + update * old
    let rest = try binary(Graph.Sub.self, scalar(1, old.element), update)
    let fresh = try binary(Graph.Mul.self, rest, new)
    let kept = try binary(Graph.Mul.self, update, old)
    return RecurrentState(hidden: try binary(Graph.Add.self, fresh, kept))
  }

  /// Gates in the order input, output, forget, cell.
  fileprivate mutating func lstmStep(
    _ cell: RecurrentCell, _ projected: ImportedTensor, _ state: RecurrentState,
    couplesInputAndForget: Bool
  ) throws(Diagnostic) -> RecurrentState {
    guard let old = state.cell else { return state }
    let sums = try gateSum(projected, state.hidden, cell.recurrence, cell.recurrenceBias)
    /// A gate's sum plus what it sees of the cell through its peephole.
    func sum(
      _ index: Int, seeing seen: ImportedTensor, _ peephole: Int
    ) throws(Diagnostic) -> ImportedTensor {
      let own = try part(sums, index, cell, axis: 1)
      guard let peepholes = cell.peepholes else { return own }
      let weight = try part(peepholes, peephole, cell, axis: 0)
      return try binary(Graph.Add.self, own, try binary(Graph.Mul.self, weight, seen))
    }
    let input = try gate(try sum(0, seeing: old, 0), cell, 0)
    let forget =
      couplesInputAndForget
      ? try binary(Graph.Sub.self, scalar(1, input.element), input)
      : try gate(try sum(2, seeing: old, 2), cell, 0)
    let candidate = try gate(try part(sums, 3, cell, axis: 1), cell, 1)
    let kept = try binary(Graph.Mul.self, forget, old)
    let fresh = try binary(Graph.Mul.self, input, candidate)
    let new = try binary(Graph.Add.self, kept, fresh)
    let output = try gate(try sum(1, seeing: new, 1), cell, 0)
    let shown = try cell.activations[2].apply(new, &self)
    return RecurrentState(hidden: try binary(Graph.Mul.self, output, shown), cell: new)
  }
}
