#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Functions of real numbers on `Double`, from the C library, under names of our own.
enum RealFunctions {
  static func exponential(_ x: Double) -> Double { exp(x) }
  static func exponentialMinusOne(_ x: Double) -> Double { expm1(x) }
  static func exponential2(_ x: Double) -> Double { exp2(x) }
  static func logarithm(_ x: Double) -> Double { log(x) }
  static func logarithmPlusOne(_ x: Double) -> Double { log1p(x) }
  static func logarithm2(_ x: Double) -> Double { log2(x) }
  static func logarithm10(_ x: Double) -> Double { log10(x) }
  static func errorFunction(_ x: Double) -> Double { erf(x) }
  static func sine(_ x: Double) -> Double { sin(x) }
  static func cosine(_ x: Double) -> Double { cos(x) }
  static func tangent(_ x: Double) -> Double { tan(x) }
  static func arcsine(_ x: Double) -> Double { asin(x) }
  static func arccosine(_ x: Double) -> Double { acos(x) }
  static func arctangent(_ x: Double) -> Double { atan(x) }
  static func arctangent2(_ y: Double, _ x: Double) -> Double { atan2(y, x) }
  static func hyperbolicSine(_ x: Double) -> Double { sinh(x) }
  static func hyperbolicCosine(_ x: Double) -> Double { cosh(x) }
  static func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }
  static func areaSine(_ x: Double) -> Double { asinh(x) }
  static func areaCosine(_ x: Double) -> Double { acosh(x) }
  static func areaTangent(_ x: Double) -> Double { atanh(x) }
  static func cubeRoot(_ x: Double) -> Double { cbrt(x) }
  static func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }

  /// The larger; NaN if either is; minus zero is below zero.
  static func maximum(_ x: Double, _ y: Double) -> Double {
    if x.isNaN || y.isNaN { return .nan }
    if x == y { return x.sign == .minus ? y : x }
    return x > y ? x : y
  }

  /// The smaller; NaN if either is; minus zero is below zero.
  static func minimum(_ x: Double, _ y: Double) -> Double { -maximum(-x, -y) }

  /// 1 / (1 + e^-x), without overflow.
  static func sigmoid(_ x: Double) -> Double {
    if x >= 0 { return 1 / (1 + exp(-x)) }
    let power = exp(x)
    return power / (1 + power)
  }

  /// log(1 + e^x), without overflow.
  static func softplus(_ x: Double) -> Double {
    x > 0 ? x + log1p(exp(-x)) : log1p(exp(x))
  }

  /// `x` clamped; NaN stays.
  ///
  /// Where the bounds cross, the upper one wins.
  static func clamp(_ x: Double, _ lower: Double, _ upper: Double) -> Double {
    minimum(maximum(x, lower), upper)
  }
}
