import Dialects
import IR
import Support
import TensorExpressions

extension Graph.ScatterReduction {
  /// How updates are combined; `nil` if the last one replaces the element.
  fileprivate var combination: Combination? {
    switch self {
    case .none: nil
    case .add: .sum
    case .mul: .product
    case .max: .max
    case .min: .min
    }
  }
}

extension KernelLowering {
  /// Writes `data` with updates: every element looks for the updates that are for it, so that no two
  /// iterations write the same one.
  ///
  /// Updates are looked for over `extents`; `update` gives the one at a position among them, and
  /// `isFor` says whether it is for an element.
  ///
  /// - Throws: a diagnostic when the result has no place to go.
  fileprivate mutating func scatter(
    _ data: Tensor, over extents: [IndexExpression], _ reduction: Graph.ScatterReduction,
    isFor: (_ position: [IndexExpression], _ reduced: [IndexExpression]) -> Scalar,
    update: (_ position: [IndexExpression], _ reduced: [Index]) -> Scalar
  ) throws(Diagnostic) {
    guard let combination = reduction.combination else {
      return try scatterLast(data, over: extents, isFor: isFor, update: update)
    }
    let element = data.element.computed
    let function: BinaryFunction =
      switch combination {
      case .sum: .add
      case .product: .mul
      case .max: .max
      case .min: .min
      }
    let finish: Finish = { sum, position in .apply(function, data[position], sum) }
    try reduce(over: extents, combination, accumulator: element, finish: finish) {
      position, reduced in
      let value = update(position, reduced.map { .at($0) })
      return select(isFor(position, reduced), value, combination.identity(of: element))
    }
  }

  private mutating func scatterLast(
    _ data: Tensor, over extents: [IndexExpression],
    isFor: (_ position: [IndexExpression], _ reduced: [IndexExpression]) -> Scalar,
    update: (_ position: [IndexExpression], _ reduced: [Index]) -> Scalar
  ) throws(Diagnostic) {
    let none = Scalar.integer(-1, .i64)
    let last = program.reduce(name("last"), data.shape, over: extents, .max, .i64) {
      position, reduced in
      var number: IndexExpression = 0
      for (size, place) in zip(extents, reduced) { number = number * size + place }
      return select(isFor(position, reduced), Scalar.index(number).converted(to: .i64), none)
    }
    try compute { position in
      let number = last[position]
      let found = maximum(number, .integer(0, .i64)).converted(to: .index)
      var rest = found
      var reduced: [Index] = []
      for size in extents.dropFirst().reversed() {
        let extent = maximum(.index(size), .integer(1, .index))
        reduced.append(.value(.apply(.rem, rest, extent)))
        rest = rest / extent
      }
      reduced.append(.value(rest))
      if extents.isEmpty { reduced = [] }
      let value = update(position, reduced.reversed())
      return select(number .< 0, data[position], value)
    }
  }

  /// Whether an element of an index tensor names a position along a dimension.
  fileprivate func names(
    _ element: Scalar, _ place: IndexExpression, of size: IndexExpression
  ) -> Scalar {
    let index = element.converted(to: .index)
    return (index .== .index(place)) | (index .== .index(place - size))
  }
}

extension Graph.ScatterElements: LowerableOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let (data, indices) = (try kernel.tensor(data), try kernel.tensor(indices))
    let updates = try kernel.tensor(updates)
    let known = kernel
    try kernel.scatter(
      data, over: [indices.shape[axis]], reduction,
      isFor: { position, reduced in
        var place = position
        place[axis] = reduced[0]
        // The indices may be smaller than the data along the other axes.
        let element = known.read(
          indices, at: place, extents: data.shape + [indices.shape[axis]], otherwise: nil)
        var result = known.names(element, position[axis], of: data.shape[axis])
        for condition in known.bounds(
          of: place, in: indices.shape, extents: data.shape + [indices.shape[axis]])
        { result = result & condition }
        return result
      },
      update: { position, reduced in
        var place = known.clamped(position, to: updates.shape).map { Index.at($0) }
        place[axis] = reduced[0]
        return updates[at: place]
      })
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
    try kernel.scatter(
      data, over: indices.shape.dropLast(), reduction,
      isFor: { position, reduced in
        let conditions = (0..<depth).map { step in
          known.names(
            indices[reduced + [IndexExpression(step)]], position[step], of: data.shape[step])
        }
        guard let first = conditions.first else { return .integer(-1, .i1) }
        return conditions.dropFirst().reduce(first, &)
      },
      update: { position, reduced in
        updates[at: reduced + position[depth...].map { .at($0) }]
      })
  }
}
