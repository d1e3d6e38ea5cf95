import IR
import Support

// Tensors without an edge: what stands at positions outside of a tensor.

extension Tensor {
  /// This with its nearest element at every position outside of it.
  public var clamped: Tensor {
    extended { index, size in
      minimum(maximum(index, .integer(0, .index)), .index(size - 1))
    } expression: { index, size in
      .minimum(.maximum(index, 0), size - 1)
    }
  }

  /// This repeated without end in every direction.
  public var periodic: Tensor {
    extended { index, size in
      let size = Scalar.index(size)
      let rest = Scalar.apply(.rem, index, size)
      return select(rest .< 0, rest + size, rest)
    } expression: { index, size in
      index.remainder(by: size)
    }
  }

  /// This mirrored at its edges, which are not repeated: `… 2 1 0 1 2 … n-2 n-1 n-2 …`, for positions
  /// up to a size away from it.
  public var mirrored: Tensor {
    extended { index, size in
      let last = Scalar.index(size - 1)
      let reflection = last - abs(last - abs(index))
      return minimum(maximum(reflection, .integer(0, .index)), last)
    } expression: { index, size in
      let distance = IndexExpression.maximum(index, 0 - index)
      let reflection = size - 1 - .maximum(size - 1 - distance, distance - size + 1)
      return .minimum(.maximum(reflection, 0), size - 1)
    }
  }

  /// This with a number at every position outside of it.
  public func padded(with value: Scalar) -> Tensor {
    let (inner, shape) = (clamped, shape)
    return Tensor(shape: shape, element: element) { position in
      var isInside: Scalar?
      for (index, size) in zip(position, shape) {
        let here =
          switch index {
          case .at(let expression): Scalar.index(expression)
          case .value(let scalar): scalar
          }
        let inside =
          .compare(.greaterOrEqual, here, .integer(0, .index)) & (here .< Scalar.index(size))
        isInside = isInside.map { $0 & inside } ?? inside
      }
      let element = inner[at: position]
      let outside = value.converted(to: element.type)
      return isInside.map { select($0, element, outside) } ?? element
    }
  }

  /// This with a number at every position outside of it.
  public func padded(with value: Double) -> Tensor {
    padded(with: .constant(value, element.computed))
  }

  private func extended(
    _ computed: @escaping @Sendable (_ index: Scalar, _ size: IndexExpression) -> Scalar,
    expression:
      @escaping @Sendable (_ index: IndexExpression, _ size: IndexExpression) ->
      IndexExpression
  ) -> Tensor {
    let whole = self
    return Tensor(shape: shape, element: element) { position in
      whole[
        at: zip(position, whole.shape).map { index, size in
          switch index {
          case .at(let place): .at(expression(place, size))
          case .value(let place): .value(computed(place, size))
          }
        }]
    }
  }
}
