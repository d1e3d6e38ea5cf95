import Dialects
import IR

/// Writes arithmetic on floats and their bits, for scalars and vectors alike.
///
/// Methods take values that stand in the module already, and types follow from them.
struct MathWriter {
  var build: Builder
  /// Whether a fused multiply-add is one instruction; else a product and a sum are written, and the
  /// formulas are such that they stay within their bounds.
  let hasFMA: Bool
  /// Whether a float times a power of two is one instruction: `vscalefps` of AVX-512.
  let hasScaling: Bool

  // MARK: Constants

  /// A float of the type of `value`.
  mutating func number(_ number: Double, like value: ValueID) -> ValueID {
    build.insertFloat(number, build.module.type(of: value))
  }

  /// An integer of the type of `value`.
  mutating func integer(_ number: Int, like value: ValueID) -> ValueID {
    build.insertInteger(number, build.module.type(of: value))
  }

  // MARK: Arithmetic

  mutating func add(_ a: ValueID, _ b: ValueID) -> ValueID { build.insert(Arith.AddF(a, b)) }
  mutating func sub(_ a: ValueID, _ b: ValueID) -> ValueID { build.insert(Arith.SubF(a, b)) }
  mutating func mul(_ a: ValueID, _ b: ValueID) -> ValueID { build.insert(Arith.MulF(a, b)) }
  mutating func div(_ a: ValueID, _ b: ValueID) -> ValueID { build.insert(Arith.DivF(a, b)) }
  mutating func negate(_ a: ValueID) -> ValueID { build.insert(Arith.NegF(a)) }
  mutating func abs(_ a: ValueID) -> ValueID { build.insert(Math.AbsF(a)) }
  mutating func floor(_ a: ValueID) -> ValueID { build.insert(Math.Floor(a)) }
  mutating func sqrt(_ a: ValueID) -> ValueID { build.insert(Math.Sqrt(a)) }

  mutating func copySign(_ magnitude: ValueID, _ sign: ValueID) -> ValueID {
    build.insert(Math.CopySign(magnitude, sign))
  }

  mutating func add(_ a: ValueID, _ b: Double) -> ValueID { add(a, number(b, like: a)) }
  mutating func mul(_ a: ValueID, _ b: Double) -> ValueID { mul(a, number(b, like: a)) }

  /// `a * b + c`.
  mutating func fma(_ a: ValueID, _ b: ValueID, _ c: ValueID) -> ValueID {
    hasFMA ? build.insert(Math.FMA(a, b, c)) : add(mul(a, b), c)
  }

  /// `a * b + c` with a constant factor.
  mutating func fma(_ a: ValueID, _ b: Double, _ c: ValueID) -> ValueID {
    fma(a, number(b, like: a), c)
  }

  /// The polynomial with these coefficients, lowest power first, by Horner's rule.
  mutating func polynomial(_ coefficients: [Double], _ x: ValueID) -> ValueID {
    var result = number(coefficients[coefficients.count - 1], like: x)
    for coefficient in coefficients.dropLast().reversed() {
      result = fma(result, x, number(coefficient, like: x))
    }
    return result
  }

  // MARK: Choices

  mutating func compare(
    _ predicate: FloatPredicate, _ a: ValueID, _ b: Double
  ) -> ValueID {
    build.insert(Arith.CmpF(predicate, a, number(b, like: a)))
  }

  mutating func select(_ condition: ValueID, _ a: ValueID, _ b: ValueID) -> ValueID {
    build.insert(Arith.Select(condition, a, b))
  }

  mutating func select(_ condition: ValueID, _ a: Double, _ b: ValueID) -> ValueID {
    select(condition, number(a, like: b), b)
  }

  /// `value` moved into an interval; NaN stays NaN.
  mutating func clamp(_ value: ValueID, _ lower: Double, _ upper: Double) -> ValueID {
    let below = select(compare(.orderedGreater, value, upper), upper, value)
    return select(compare(.orderedLess, below, lower), lower, below)
  }

  // MARK: Bits

  private func isWide(_ type: Type) -> Bool { type.elementType.bitWidth == 64 }

  /// The bits of floats as integers of their width.
  mutating func bits(of value: ValueID) -> ValueID {
    let type = build.module.type(of: value)
    return build.insert(Arith.Bitcast(value, to: type.withElement(isWide(type) ? .i64 : .i32)))
  }

  /// The floats whose bits these integers are.
  mutating func float(of bits: ValueID) -> ValueID {
    let type = build.module.type(of: bits)
    return build.insert(Arith.Bitcast(bits, to: type.withElement(isWide(type) ? .f64 : .f32)))
  }

  mutating func plus(_ a: ValueID, _ b: Int) -> ValueID {
    build.insert(Arith.AddI(a, integer(b, like: a)))
  }

  mutating func minus(_ a: ValueID, _ b: ValueID) -> ValueID { build.insert(Arith.SubI(a, b)) }

  mutating func and(_ a: ValueID, _ b: Int) -> ValueID {
    build.insert(Arith.AndI(a, integer(b, like: a)))
  }

  mutating func xor(_ a: ValueID, _ b: ValueID) -> ValueID { build.insert(Arith.XOrI(a, b)) }

  mutating func shiftLeft(_ a: ValueID, _ count: Int) -> ValueID {
    build.insert(Arith.ShLI(a, integer(count, like: a)))
  }

  /// Fills with the sign.
  mutating func shiftRight(_ a: ValueID, _ count: Int) -> ValueID {
    build.insert(Arith.ShRSI(a, integer(count, like: a)))
  }

  /// Whether an integer is not zero after masking.
  mutating func isSet(_ a: ValueID, _ mask: Int) -> ValueID {
    let masked = and(a, mask)
    return build.insert(Arith.CmpI(.notEqual, masked, integer(0, like: masked)))
  }

  // MARK: Widths

  /// `f32` as `f64`.
  mutating func widen(_ value: ValueID) -> ValueID {
    build.insert(Arith.ExtF(value, to: build.module.type(of: value).withElement(.f64)))
  }

  /// `f64` as `f32`.
  mutating func narrow(_ value: ValueID) -> ValueID {
    build.insert(Arith.TruncF(value, to: build.module.type(of: value).withElement(.f32)))
  }

  /// The low 32 bits of `i64`.
  mutating func lowWord(_ value: ValueID) -> ValueID {
    build.insert(Arith.TruncI(value, to: build.module.type(of: value).withElement(.i32)))
  }

  /// A signed integer as a float.
  mutating func toFloat(_ value: ValueID, _ element: Type) -> ValueID {
    build.insert(Arith.SIToFP(value, to: build.module.type(of: value).withElement(element)))
  }

  // MARK: Rounding

  /// The whole number nearest to `a * b`, as a float and, in its low bits, as an integer.
  ///
  /// Adding 1.5 * 2^(digits - 1) leaves no bits for a fraction; unlike a conversion it is defined
  /// for NaN. The product must be below 2^(digits - 2) in magnitude.
  mutating func nearestMultiple(_ a: ValueID, _ b: Double) -> (number: ValueID, bits: ValueID) {
    let isDouble = build.module.type(of: a).elementType == .f64
    let magic = number(isDouble ? 0x1.8p52 : 0x1.8p23, like: a)
    let shifted = fma(a, number(b, like: a), magic)
    let magicBits = bits(of: magic)
    return (sub(shifted, magic), minus(bits(of: shifted), magicBits))
  }

  /// 2 to the power of an integer within the exponents of normal numbers.
  mutating func powerOfTwo(_ exponent: ValueID) -> ValueID {
    let wide = isWide(build.module.type(of: exponent))
    return float(of: shiftLeft(plus(exponent, wide ? 1023 : 127), wide ? 52 : 23))
  }
}
