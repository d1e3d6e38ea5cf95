import Support

extension Scalar {
  /// This with numbered dimensions of index expressions replaced; what was shared stays shared.
  func substituting(axes bindings: [Int: IndexExpression]) -> Scalar {
    if bindings.isEmpty { return self }
    var substitution = ScalarSubstitution(bindings: bindings)
    return substitution.apply(self)
  }
}

/// One walk that replaces axes.
private struct ScalarSubstitution {
  let bindings: [Int: IndexExpression]
  private var done: [ObjectIdentifier: Scalar] = [:]

  init(bindings: [Int: IndexExpression]) { self.bindings = bindings }

  mutating func apply(_ scalar: Scalar) -> Scalar {
    let key = ObjectIdentifier(scalar.node)
    if let known = done[key] { return known }
    let result = applyNew(scalar)
    done[key] = result
    return result
  }

  private mutating func applyNew(_ scalar: Scalar) -> Scalar {
    let type = scalar.type
    switch scalar.node.kind {
    case .constant, .integer, .argument: return scalar
    case .index(let expression):
      return Scalar(.index(expression.substituting(axes: bindings)), type)
    case .load(let buffer, let element, let position):
      let places = position.map { index in
        switch index {
        case .at(let expression): Index.at(expression.substituting(axes: bindings))
        case .value(let inner): Index.value(apply(inner))
        }
      }
      return Scalar(.load(buffer: buffer, element: element, places), type)
    case .unary(let function, let x): return Scalar(.unary(function, apply(x)), type)
    case .binary(let function, let x, let y):
      return Scalar(.binary(function, apply(x), apply(y)), type)
    case .compare(let comparison, let x, let y):
      return Scalar(.compare(comparison, apply(x), apply(y)), type)
    case .select(let condition, let x, let y):
      return Scalar(.select(apply(condition), apply(x), apply(y)), type)
    case .convert(let x): return Scalar(.convert(apply(x)), type)
    case .reinterpret(let x): return Scalar(.reinterpret(apply(x)), type)
    }
  }
}
