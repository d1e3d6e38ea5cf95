/// What a scalar operation computes, without its types.
///
/// Integer functions get the width of their operands and give `nil` where the operation is undefined.
enum ScalarFunction: Sendable {
  case float1(@Sendable (Double) -> Double)
  case float2(@Sendable (Double, Double) -> Double)
  case float3(@Sendable (Double, Double, Double) -> Double)
  case integer1(@Sendable (Int64, ScalarFormat) -> Int64)
  case integer2(@Sendable (Int64, Int64, ScalarFormat) -> Int64?)
  /// `property` "predicate" chooses which comparison.
  case compareFloats
  case compareIntegers
  /// A condition, then what it chooses from.
  case select
  case convert(ScalarConversion)
  /// A float times a float plus a float, rounded once.
  case multiplyAdd
  /// A float to the power of an integer.
  case integerPower

  var operandCount: Int {
    switch self {
    case .float1, .integer1, .convert: return 1
    case .float2, .integer2, .compareFloats, .compareIntegers, .integerPower: return 2
    case .float3, .select, .multiplyAdd: return 3
    }
  }
}

/// How an operation changes the type of a scalar.
enum ScalarConversion: Sendable {
  case floatToFloat, signedToFloat, unsignedToFloat, floatToSigned, floatToUnsigned
  case signedToInteger, unsignedToInteger, sameBits
}

extension ScalarFunction {
  /// Every scalar operation by name.
  static let byName: [String: ScalarFunction] = floats.merging(integers) { first, _ in first }
    .merging(realFunctions) { first, _ in first }.merging(conversions) { first, _ in first }

  private static let floats: [String: ScalarFunction] = [
    "arith.addf": .float2 { $0 + $1 },
    "arith.subf": .float2 { $0 - $1 },
    "arith.mulf": .float2 { $0 * $1 },
    "arith.divf": .float2 { $0 / $1 },
    "arith.remf": .float2 { $0.truncatingRemainder(dividingBy: $1) },
    "arith.negf": .float1 { -$0 },
    "arith.maximumf": .float2(RealFunctions.maximum),
    "arith.minimumf": .float2(RealFunctions.minimum),
    "arith.maxnumf": .float2 { $0.isNaN ? $1 : $1.isNaN ? $0 : RealFunctions.maximum($0, $1) },
    "arith.minnumf": .float2 { $0.isNaN ? $1 : $1.isNaN ? $0 : RealFunctions.minimum($0, $1) },
    "arith.cmpf": .compareFloats,
    "math.absf": .float1 { $0.magnitude },
    "math.copysign": .float2 { Double(signOf: $1, magnitudeOf: $0) },
    "math.floor": .float1 { $0.rounded(.down) },
    "math.ceil": .float1 { $0.rounded(.up) },
    "math.round": .float1 { $0.rounded(.toNearestOrAwayFromZero) },
    "math.roundeven": .float1 { $0.rounded(.toNearestOrEven) },
    "math.trunc": .float1 { $0.rounded(.towardZero) },
    "math.fma": .multiplyAdd,
    "math.fpowi": .integerPower,
  ]

  private static let realFunctions: [String: ScalarFunction] = [
    "math.exp": .float1(RealFunctions.exponential),
    "math.exp2": .float1(RealFunctions.exponential2),
    "math.expm1": .float1(RealFunctions.exponentialMinusOne),
    "math.log": .float1(RealFunctions.logarithm),
    "math.log2": .float1(RealFunctions.logarithm2),
    "math.log10": .float1(RealFunctions.logarithm10),
    "math.log1p": .float1(RealFunctions.logarithmPlusOne),
    "math.sqrt": .float1 { $0.squareRoot() },
    "math.rsqrt": .float1 { 1 / $0.squareRoot() },
    "math.cbrt": .float1(RealFunctions.cubeRoot),
    "math.erf": .float1(RealFunctions.errorFunction),
    "math.sin": .float1(RealFunctions.sine),
    "math.cos": .float1(RealFunctions.cosine),
    "math.tan": .float1(RealFunctions.tangent),
    "math.asin": .float1(RealFunctions.arcsine),
    "math.acos": .float1(RealFunctions.arccosine),
    "math.atan": .float1(RealFunctions.arctangent),
    "math.atan2": .float2(RealFunctions.arctangent2),
    "math.sinh": .float1(RealFunctions.hyperbolicSine),
    "math.cosh": .float1(RealFunctions.hyperbolicCosine),
    "math.tanh": .float1(RealFunctions.hyperbolicTangent),
    "math.asinh": .float1(RealFunctions.areaSine),
    "math.acosh": .float1(RealFunctions.areaCosine),
    "math.atanh": .float1(RealFunctions.areaTangent),
    "math.powf": .float2(RealFunctions.power),
  ]

  private static let integers: [String: ScalarFunction] = [
    "math.ctpop": .integer1 { x, format in Int64(format.unsigned(x).nonzeroBitCount) },
    "math.ctlz": .integer1 { x, format in
      Int64(format.unsigned(x).leadingZeroBitCount - (64 - format.width))
    },
    "math.cttz": .integer1 { x, format in
      Int64(min(format.unsigned(x).trailingZeroBitCount, format.width))
    },
    "math.ipowi": .integer2 { base, exponent, _ in
      guard exponent < 0 else {
        return (0..<64).reversed().reduce(Int64(1)) { power, bit in
          let square = power &* power
          return exponent >> Int64(bit) & 1 == 1 ? square &* base : square
        }
      }
      switch base {
      case 0: return nil
      case 1: return 1
      case -1: return exponent & 1 == 0 ? 1 : -1
      default: return 0
      }
    },
    "arith.addi": .integer2 { x, y, _ in x &+ y },
    "arith.subi": .integer2 { x, y, _ in x &- y },
    "arith.muli": .integer2 { x, y, _ in x &* y },
    "arith.divsi": .integer2 { x, y, _ in
      y == 0 ? nil : x.dividedReportingOverflow(by: y).partialValue
    },
    "arith.remsi": .integer2 { x, y, _ in
      y == 0 ? nil : x.remainderReportingOverflow(dividingBy: y).partialValue
    },
    "arith.divui": .integer2 { x, y, format in
      y == 0 ? nil : Int64(bitPattern: format.unsigned(x) / format.unsigned(y))
    },
    "arith.remui": .integer2 { x, y, format in
      y == 0 ? nil : Int64(bitPattern: format.unsigned(x) % format.unsigned(y))
    },
    "arith.floordivsi": .integer2 { x, y, _ in
      guard y != 0 else { return nil }
      let (quotient, _) = x.dividedReportingOverflow(by: y)
      return x &- quotient &* y != 0 && (x < 0) != (y < 0) ? quotient - 1 : quotient
    },
    "arith.ceildivsi": .integer2 { x, y, _ in
      guard y != 0 else { return nil }
      let (quotient, _) = x.dividedReportingOverflow(by: y)
      return x &- quotient &* y != 0 && (x < 0) == (y < 0) ? quotient + 1 : quotient
    },
    "arith.ceildivui": .integer2 { x, y, format in
      guard y != 0 else { return nil }
      let (a, b) = (format.unsigned(x), format.unsigned(y))
      return Int64(bitPattern: a / b + (a % b == 0 ? 0 : 1))
    },
    "arith.andi": .integer2 { x, y, _ in x & y },
    "arith.ori": .integer2 { x, y, _ in x | y },
    "arith.xori": .integer2 { x, y, _ in x ^ y },
    // Beyond the width shifts give poison, which may be computed as long as nobody uses it; processors
    // take the distance modulo the width.
    "arith.shli": .integer2 { x, y, format in x &<< format.shift(y) },
    "arith.shrsi": .integer2 { x, y, format in x &>> format.shift(y) },
    "arith.shrui": .integer2 { x, y, format in
      Int64(bitPattern: format.unsigned(x) &>> UInt64(format.shift(y)))
    },
    "arith.maxsi": .integer2 { x, y, _ in max(x, y) },
    "arith.minsi": .integer2 { x, y, _ in min(x, y) },
    "arith.maxui": .integer2 { x, y, format in format.unsigned(x) > format.unsigned(y) ? x : y },
    "arith.minui": .integer2 { x, y, format in format.unsigned(x) < format.unsigned(y) ? x : y },
    "math.absi": .integer1 { x, _ in x < 0 ? 0 &- x : x },
    "arith.cmpi": .compareIntegers,
    "arith.select": .select,
  ]

  private static let conversions: [String: ScalarFunction] = [
    "arith.extf": .convert(.floatToFloat),
    "arith.truncf": .convert(.floatToFloat),
    "arith.sitofp": .convert(.signedToFloat),
    "arith.uitofp": .convert(.unsignedToFloat),
    "arith.fptosi": .convert(.floatToSigned),
    "arith.fptoui": .convert(.floatToUnsigned),
    "arith.extsi": .convert(.signedToInteger),
    "arith.extui": .convert(.unsignedToInteger),
    "arith.trunci": .convert(.signedToInteger),
    "arith.index_cast": .convert(.signedToInteger),
    "arith.index_castui": .convert(.unsignedToInteger),
    "arith.bitcast": .convert(.sameBits),
  ]
}

extension ScalarFormat {
  /// A shift's distance within the width.
  fileprivate func shift(_ places: Int64) -> Int64 { Int64(unsigned(places) % UInt64(width)) }
}
