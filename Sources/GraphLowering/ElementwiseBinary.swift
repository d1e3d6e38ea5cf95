import Dialects
import IR
import Support
import TensorExpressions

/// An operation whose element is a function of two elements, after broadcasting.
protocol LowerableBinary: AnyOrderOperation {
  var lhs: ValueID { get }
  var rhs: ValueID { get }
  func rule(_ x: Scalar, _ y: Scalar) -> Scalar
}

extension LowerableBinary {
  func lower(into kernel: inout KernelLowering) throws(Diagnostic) {
    let (x, y) = (try kernel.tensor(lhs), try kernel.tensor(rhs))
    try kernel.compute { rule(x[broadcast: $0], y[broadcast: $0]) }
  }
}

extension Graph.Add: LowerableBinary { func rule(_ x: Scalar, _ y: Scalar) -> Scalar { x + y } }
extension Graph.Sub: LowerableBinary { func rule(_ x: Scalar, _ y: Scalar) -> Scalar { x - y } }
extension Graph.Mul: LowerableBinary { func rule(_ x: Scalar, _ y: Scalar) -> Scalar { x * y } }
extension Graph.Max: LowerableBinary {
  func rule(_ x: Scalar, _ y: Scalar) -> Scalar { maximum(x, y) }
}
extension Graph.Min: LowerableBinary {
  func rule(_ x: Scalar, _ y: Scalar) -> Scalar { minimum(x, y) }
}
extension Graph.Prelu: LowerableBinary {
  func rule(_ x: Scalar, _ y: Scalar) -> Scalar { select(x .< 0, x * y, x) }
}

/// The quotient of integers, rounded towards zero; zero where the divisor is, and wrapping around
/// where the processor would trap.
private func quotient(_ x: Scalar, _ y: Scalar) -> Scalar {
  if let divisor = y.constantValue, divisor != 0, divisor != -1 { return x / y }
  let one = Scalar.integer(1, y.type)
  let zero = Scalar.integer(0, y.type)
  if y.type.isUnsigned { return select(y .== 0, zero, x / select(y .== 0, one, y)) }
  let isMinusOne = Scalar.compare(.equal, y, .integer(-1, y.type))
  let safe = select((y .== 0) | isMinusOne, one, y)
  return select(y .== 0, zero, select(isMinusOne, -x, x / safe))
}

extension Graph.Div: LowerableBinary {
  func rule(_ x: Scalar, _ y: Scalar) -> Scalar { x.type.isFloat ? x / y : quotient(x, y) }
}

extension Graph.Mod: LowerableBinary {
  func rule(_ x: Scalar, _ y: Scalar) -> Scalar {
    let zero = Scalar.integer(0, x.type)
    if x.type.isFloat {
      let rest = Scalar.apply(.rem, x, y)
      if truncates { return rest }
      let differs = (rest .< 0) ^ (y .< 0)
      let moved = select(differs, rest + y, rest)
      return select(rest .== 0, .apply(.copySign, zero, y), moved)
    }
    let rest = select(y .== 0, zero, x - quotient(x, y) * y)
    if truncates || x.type.isUnsigned { return rest }
    let differs = ((rest .< 0) ^ (y .< 0)) & .compare(.notEqual, rest, 0)
    return select(differs, rest + y, rest)
  }
}

extension Graph.Pow: LowerableBinary {
  func rule(_ x: Scalar, _ y: Scalar) -> Scalar {
    if x.type.isFloat {
      switch y.constantValue {
      case 1: return x
      case 2: return x * x
      case 3: return x * x * x
      case 0.5: return pow(x, y)
      default: return pow(x, y)
      }
    }
    return integerPower(x, y)
  }

  /// By squaring, one step for each bit of the exponent; modulo the width, like all integers.
  private func integerPower(_ x: Scalar, _ y: Scalar) -> Scalar {
    let one = Scalar.integer(1, x.type)
    let width = x.type.bitWidth ?? 64
    var (result, square) = (one, x)
    let bits = y.constantValue.map { $0 <= 0 ? 1 : Int.bitWidth - Int($0).leadingZeroBitCount }
    for bit in 0..<min(width, bits ?? width) {
      let isSet = Scalar.compare(.notEqual, y & .integer(1 << bit, y.type), 0)
      result = select(isSet, result * square, result)
      square = square * square
    }
    if y.type.isUnsigned { return result }
    let zero = Scalar.integer(0, x.type)
    let alternating = select((y & .integer(1, y.type)) .== 0, one, .integer(-1, x.type))
    let inverse = select(
      x .== 1, one, select(.compare(.equal, x, .integer(-1, x.type)), alternating, zero))
    return select(y .< 0, inverse, result)
  }
}

extension Graph.And: LowerableBinary { func rule(_ x: Scalar, _ y: Scalar) -> Scalar { x & y } }
extension Graph.Or: LowerableBinary { func rule(_ x: Scalar, _ y: Scalar) -> Scalar { x | y } }
extension Graph.Xor: LowerableBinary { func rule(_ x: Scalar, _ y: Scalar) -> Scalar { x ^ y } }
extension Graph.BitwiseAnd: LowerableBinary {
  func rule(_ x: Scalar, _ y: Scalar) -> Scalar { x & y }
}
extension Graph.BitwiseOr: LowerableBinary {
  func rule(_ x: Scalar, _ y: Scalar) -> Scalar { x | y }
}
extension Graph.BitwiseXor: LowerableBinary {
  func rule(_ x: Scalar, _ y: Scalar) -> Scalar { x ^ y }
}

/// Shifts by a count within the width; others give what shifting one by one would.
private func shifted(_ function: BinaryFunction, _ x: Scalar, _ y: Scalar) -> Scalar {
  let width = x.type.bitWidth ?? 64
  let last = Scalar.integer(width - 1, y.type)
  let isInside =
    y.type.isUnsigned
    ? Scalar.compare(.lessOrEqual, y, last)
    : .compare(.greaterOrEqual, y, 0) & .compare(.lessOrEqual, y, last)
  let result = Scalar.apply(function, x, select(isInside, y, .integer(0, y.type)))
  let zero = Scalar.integer(0, x.type)
  let beyond =
    function == .shiftRight && !x.type.isUnsigned
    ? select(x .< 0, .integer(-1, x.type), zero) : zero
  return select(isInside, result, beyond)
}

extension Graph.ShiftLeft: LowerableBinary {
  func rule(_ x: Scalar, _ y: Scalar) -> Scalar { shifted(.shiftLeft, x, y) }
}
extension Graph.ShiftRight: LowerableBinary {
  func rule(_ x: Scalar, _ y: Scalar) -> Scalar { shifted(.shiftRight, x, y) }
}

extension Graph.Equal: LowerableBinary {
  func rule(_ x: Scalar, _ y: Scalar) -> Scalar { x .== y }
}
extension Graph.Less: LowerableBinary {
  func rule(_ x: Scalar, _ y: Scalar) -> Scalar { x .< y }
}
extension Graph.LessEqual: LowerableBinary {
  func rule(_ x: Scalar, _ y: Scalar) -> Scalar { .compare(.lessOrEqual, x, y) }
}
extension Graph.Greater: LowerableBinary {
  func rule(_ x: Scalar, _ y: Scalar) -> Scalar { .compare(.greater, x, y) }
}
extension Graph.GreaterEqual: LowerableBinary {
  func rule(_ x: Scalar, _ y: Scalar) -> Scalar { .compare(.greaterOrEqual, x, y) }
}
