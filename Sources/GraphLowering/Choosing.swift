import Dialects
import IR
import Support
import TensorExpressions

extension Graph.Where: AnyOrderOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let condition = try kernel.tensor(condition)
    let (x, y) = (try kernel.tensor(lhs), try kernel.tensor(rhs))
    try kernel.compute { select(condition[broadcast: $0], x[broadcast: $0], y[broadcast: $0]) }
  }
}

extension Graph.Clip: AnyOrderOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let x = try kernel.tensor(input)
    let lower = try kernel.tensor(minimum)
    let upper = try kernel.tensor(maximum)
    try kernel.compute { position in
      var value = x[position]
      if let lower { value = TensorExpressions.maximum(value, lower[broadcast: position]) }
      if let upper { value = TensorExpressions.minimum(value, upper[broadcast: position]) }
      return value
    }
  }
}

extension Graph.Cast: AnyOrderOperation {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let x = try kernel.tensor(input)
    let target = resultType.elementType
    try kernel.compute { position in
      let value = x[position]
      return saturates ? saturated(value, to: target) : value.converted(to: target)
    }
  }

  /// `value` moved to the nearest that the target has; NaN becomes zero.
  private func saturated(_ value: Scalar, to target: Type) -> Scalar {
    guard target.isInteger, target != .i1 else { return value.converted(to: target) }
    let width = target.bitWidth ?? 64
    if value.type.isFloat {
      // Bounds that a float can hold; above the highest the conversion itself saturates.
      let top =
        (target.isUnsigned ? 1.0 : 0.5) * Double(sign: .plus, exponent: width, significand: 1)
      let bottom = target.isUnsigned ? 0 : -top
      let inside = select(value .< bottom, .constant(bottom, value.type), value)
      let known = select(.compare(.notEqual, value, value), .constant(0, value.type), inside)
      let isAbove = Scalar.compare(.greaterOrEqual, value, top)
      let safe = select(isAbove, .constant(0, value.type), known)
      return select(isAbove, target.highest, safe.converted(to: target))
    }
    guard value.type != .i1 else { return value.converted(to: target) }
    let from = value.type.bitWidth ?? 64
    var result = value
    if target.isUnsigned {
      if !value.type.isUnsigned { result = maximum(result, .integer(0, value.type)) }
      if from > width { result = minimum(result, .integer((1 << width) - 1, value.type)) }
    } else {
      let high = width >= 64 ? Int.max : (1 << (width - 1)) - 1
      if from > width || (from == width && value.type.isUnsigned) {
        result = minimum(result, .integer(high, value.type))
      }
      if from > width, !value.type.isUnsigned {
        result = maximum(result, .integer(-high - 1, value.type))
      }
    }
    return result.converted(to: target)
  }
}
