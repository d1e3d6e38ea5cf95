import IR

// The notation of scalar expressions. Operands have one type; numbers written in Swift take the
// type of the other operand.

extension Scalar {
  public static func apply(_ function: UnaryFunction, _ x: Scalar) -> Scalar {
    Scalar(.unary(function, x), x.type)
  }

  public static func apply(_ function: BinaryFunction, _ x: Scalar, _ y: Scalar) -> Scalar {
    Scalar(.binary(function, x, y), x.type)
  }

  public static func compare(_ comparison: Comparison, _ x: Scalar, _ y: Scalar) -> Scalar {
    Scalar(.compare(comparison, x, y), .i1)
  }

  public static func compare(_ comparison: Comparison, _ x: Scalar, _ y: Double) -> Scalar {
    .compare(comparison, x, .constant(y, x.type))
  }

  public static func + (x: Scalar, y: Scalar) -> Scalar { .apply(.add, x, y) }
  public static func - (x: Scalar, y: Scalar) -> Scalar { .apply(.sub, x, y) }
  public static func * (x: Scalar, y: Scalar) -> Scalar { .apply(.mul, x, y) }
  public static func / (x: Scalar, y: Scalar) -> Scalar { .apply(.div, x, y) }
  public static func + (x: Scalar, y: Double) -> Scalar { x + .constant(y, x.type) }
  public static func - (x: Scalar, y: Double) -> Scalar { x - .constant(y, x.type) }
  public static func * (x: Scalar, y: Double) -> Scalar { x * .constant(y, x.type) }
  public static func / (x: Scalar, y: Double) -> Scalar { x / .constant(y, x.type) }
  public static func + (x: Double, y: Scalar) -> Scalar { .constant(x, y.type) + y }
  public static func - (x: Double, y: Scalar) -> Scalar { .constant(x, y.type) - y }
  public static func * (x: Double, y: Scalar) -> Scalar { .constant(x, y.type) * y }
  public static func / (x: Double, y: Scalar) -> Scalar { .constant(x, y.type) / y }
  /// The negative; of zero the zero of the other sign.
  public static prefix func - (x: Scalar) -> Scalar {
    x.type.isFloat ? x * -1 : .integer(0, x.type) - x
  }

  /// Both truth values, or the bits that are in both.
  public static func & (x: Scalar, y: Scalar) -> Scalar { .apply(.and, x, y) }
  /// Either truth value, or the bits that are in either.
  public static func | (x: Scalar, y: Scalar) -> Scalar { .apply(.or, x, y) }
  /// One truth value of two, or the bits that differ.
  public static func ^ (x: Scalar, y: Scalar) -> Scalar { .apply(.xor, x, y) }
  /// The other truth value, or all bits flipped.
  public static prefix func ~ (x: Scalar) -> Scalar { x ^ .integer(-1, x.type) }

  public static func .< (x: Scalar, y: Scalar) -> Scalar { .compare(.less, x, y) }
  public static func .== (x: Scalar, y: Scalar) -> Scalar { .compare(.equal, x, y) }
  public static func .<= (x: Scalar, y: Scalar) -> Scalar { .compare(.lessOrEqual, x, y) }
  public static func .> (x: Scalar, y: Scalar) -> Scalar { .compare(.greater, x, y) }
  public static func .>= (x: Scalar, y: Scalar) -> Scalar { .compare(.greaterOrEqual, x, y) }
  public static func .!= (x: Scalar, y: Scalar) -> Scalar { .compare(.notEqual, x, y) }
  public static func .< (x: Scalar, y: Double) -> Scalar { .compare(.less, x, y) }
  public static func .<= (x: Scalar, y: Double) -> Scalar { .compare(.lessOrEqual, x, y) }
  public static func .> (x: Scalar, y: Double) -> Scalar { .compare(.greater, x, y) }
  public static func .>= (x: Scalar, y: Double) -> Scalar { .compare(.greaterOrEqual, x, y) }
  public static func .== (x: Scalar, y: Double) -> Scalar { .compare(.equal, x, y) }
  public static func .!= (x: Scalar, y: Double) -> Scalar { .compare(.notEqual, x, y) }

  /// This as a number of another type: floats become integers rounded towards zero.
  public func converted(to target: Type) -> Scalar {
    let target = target.computed
    if target == type { return self }
    if target == .i1 {
      if type == .i1 { return self }
      return .compare(.notEqual, self, 0)
    }
    if case .integer(let value) = node.kind { return .integer(value, target) }
    if case .constant(let value) = node.kind, target.isFloat { return .constant(value, target) }
    return Scalar(.convert(self), target)
  }

  /// The same bits as an element of another type, which must be as wide.
  public func reinterpreted(as target: Type) -> Scalar {
    target == type ? self : Scalar(.reinterpret(self), target)
  }
}

infix operator .< : ComparisonPrecedence
infix operator .<= : ComparisonPrecedence
infix operator .> : ComparisonPrecedence
infix operator .>= : ComparisonPrecedence
infix operator .== : ComparisonPrecedence
infix operator .!= : ComparisonPrecedence

/// `x` where the condition holds, else `y`.
public func select(_ condition: Scalar, _ x: Scalar, _ y: Scalar) -> Scalar {
  Scalar(.select(condition, x, y), x.type)
}

/// The larger of two; NaN if one is.
public func maximum(_ x: Scalar, _ y: Scalar) -> Scalar { .apply(.max, x, y) }
/// The larger of two; NaN if one is.
public func maximum(_ x: Scalar, _ y: Double) -> Scalar { maximum(x, .constant(y, x.type)) }
/// The smaller of two; NaN if one is.
public func minimum(_ x: Scalar, _ y: Scalar) -> Scalar { .apply(.min, x, y) }
/// The smaller of two; NaN if one is.
public func minimum(_ x: Scalar, _ y: Double) -> Scalar { minimum(x, .constant(y, x.type)) }
/// `x` within two numbers.
public func clamped(_ x: Scalar, _ lower: Double, _ upper: Double) -> Scalar {
  minimum(maximum(x, .constant(lower, x.type)), .constant(upper, x.type))
}
public func exp(_ x: Scalar) -> Scalar { .apply(.exp, x) }
public func log(_ x: Scalar) -> Scalar { .apply(.log, x) }
public func sqrt(_ x: Scalar) -> Scalar { .apply(.sqrt, x) }
public func rsqrt(_ x: Scalar) -> Scalar { .apply(.rsqrt, x) }
public func erf(_ x: Scalar) -> Scalar { .apply(.erf, x) }
public func tanh(_ x: Scalar) -> Scalar { .apply(.tanh, x) }
public func pow(_ x: Scalar, _ y: Scalar) -> Scalar { .apply(.pow, x, y) }
/// The absolute value; of the smallest integer itself.
public func abs(_ x: Scalar) -> Scalar {
  if x.type.isFloat { return .apply(.absolute, x) }
  return x.type.isUnsigned ? x : select(x .< 0, -x, x)
}
