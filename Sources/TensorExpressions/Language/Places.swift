import IR
import Support

/// Where a definition's axes stand: which expression over the iterators of its block each one is.
struct Places {
  /// By the axis' dimension number in what the user wrote.
  var bindings: [Int: IndexExpression] = [:]
  /// The extent of each iterator.
  var extents: [IndexExpression] = []

  init() {}

  /// One iterator for each axis, in order; `nil` if one is no axis or occurs twice.
  init?(_ axes: [IndexExpression], in function: TensorFunction) {
    for axis in axes {
      guard let number = function.axisNumber(axis) else { return nil }
      let dimension = TensorFunction.firstAxis + number
      guard bindings[dimension] == nil else { return nil }
      bindings[dimension] = .dimension(extents.count)
      extents.append(function.axes[number].extent)
    }
  }
}

extension TensorFunction {
  /// The places of a definition's axes and of those it reduces over; what is wrong with them is noted.
  mutating func places(
    _ axes: [IndexExpression], _ reduced: [IndexExpression], of target: Tensor,
    at location: Location
  ) -> Places? {
    let name = name(of: target)
    for axis in axes + reduced where axisNumber(axis) == nil {
      fail("'\(text(axis))' in the definition of '\(name)' is no axis", at: location)
      return nil
    }
    guard let places = Places(axes + reduced, in: self) else {
      fail("the definition of '\(name)' names an axis twice", at: location)
      return nil
    }
    guard axes.count == target.shape.count else {
      fail(
        "'\(name)' has \(target.shape.count) dimensions, its definition \(axes.count) axes",
        at: location)
      return nil
    }
    let assumptions = assumptions
    for (axis, size) in zip(axes, target.shape) {
      let extent = extents(of: [axis])[0]
      if assumptions.simplified(extent - size) != 0 {
        fail(
          "the axis '\(text(axis))' has \(extent) positions, but that dimension of '\(name)' has "
            + "\(size)", at: location)
        return nil
      }
    }
    return places
  }

  /// What is known of the sizes.
  var assumptions: Assumptions {
    Assumptions(
      symbols: Dictionary(symbols.map { ($0.name, $0.range) }, uniquingKeysWith: { $1 }))
  }
}

extension Index {
  /// This with axes replaced by what stands for them.
  func substituting(_ bindings: [Int: IndexExpression]) -> Index {
    switch self {
    case .at(let expression): .at(expression.substituting(axes: bindings))
    case .value(let scalar): .value(scalar.substituting(axes: bindings))
    }
  }
}

extension IndexExpression {
  /// This with dimensions replaced by number.
  func substituting(axes bindings: [Int: IndexExpression]) -> IndexExpression {
    substituting { leaf in
      if case .dimension(let number) = leaf { bindings[number] } else { nil }
    }
  }
}
