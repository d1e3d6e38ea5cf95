import Dialects
import IR
import Support
import TensorExpressions

extension Graph.ScatterReduction {
  /// How an update is combined with the element; `nil` if it replaces it.
  fileprivate var function: BinaryFunction? {
    switch self {
    case .none: nil
    case .add: .add
    case .mul: .mul
    case .max: .max
    case .min: .min
    }
  }
}

extension KernelLowering {
  /// Copies `data`, then applies the updates at every position in `extents` one after another, so
  /// that of several for one element the last counts.
  ///
  /// - Throws: a diagnostic when the result has no place to go.
  fileprivate mutating func scatter(
    _ data: Tensor, over extents: [IndexExpression], _ reduction: Graph.ScatterReduction,
    _ update: (_ position: [IndexExpression]) -> OrderedStep
  ) throws(Diagnostic) {
    let target = try destination()
    // Half-precision sums are rounded once.
    let isWide = data.element.computed == target.element || reduction == .none
    let sums = isWide ? target : program.allocate(data.shape, data.element.computed)
    program.compute(name("copy"), into: sums) { data[$0] }
    program.steps(name, into: sums, over: extents) { position in
      var step = update(position)
      if let function = reduction.function {
        step.value = .apply(function, sums[at: step.place], step.value)
      }
      return step
    }
    if !isWide { try compute { sums[$0] } }
  }
}

extension Graph.ScatterElements: LowerableOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let (data, indices) = (try kernel.tensor(data), try kernel.tensor(indices))
    let updates = try kernel.tensor(updates)
    let known = kernel
    try kernel.scatter(data, over: indices.shape, reduction) { position in
      var place = position.map { Index.at($0) }
      place[axis] = known.position(
        indices[position], in: data.shape[axis], extents: indices.shape)
      return OrderedStep(place: place, value: updates[position])
    }
  }
}

extension Graph.ScatterND: LowerableOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let (data, indices) = (try kernel.tensor(data), try kernel.tensor(indices))
    let updates = try kernel.tensor(updates)
    guard let depth = indices.shape.last?.constantValue else {
      throw kernel.unsupported("its index tuples have no constant length")
    }
    let known = kernel
    let outer = indices.shape.count - 1
    try kernel.scatter(data, over: updates.shape, reduction) { position in
      let tuple = Array(position[..<outer])
      var place = (0..<depth).map { step in
        known.position(
          indices[tuple + [IndexExpression(step)]], in: data.shape[step], extents: updates.shape)
      }
      place += position[outer...].map { .at($0) }
      return OrderedStep(place: place, value: updates[position])
    }
  }
}
