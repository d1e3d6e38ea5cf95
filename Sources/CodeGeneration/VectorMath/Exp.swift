import Dialects
import IR

extension MathWriter {
  /// `e^x` in `f32`, within 1.1 ulp; overflow gives infinity, underflow denormals and zero.
  ///
  /// `x = n ln 2 + r` with |r| <= ln(2)/2, then `e^r` from its polynomial, times `2^n`.
  mutating func exp(_ x: ValueID) -> ValueID {
    let bounded = clamp(x, -104, 89)
    let n = nearestMultiple(bounded, 0x1.715476p+0)
    let r = reduceByLn2(bounded, n.number)
    return scale(expOfRemainder(r, Polynomials.exp), n)
  }

  /// `2^x` in `f32`, within 1.1 ulp.
  mutating func exp2(_ x: ValueID) -> ValueID {
    let bounded = clamp(x, -151, 129)
    let n = nearestMultiple(bounded, 1)
    let r = sub(bounded, n.number)
    return scale(polynomial([1] + Polynomials.exp2, r), n)
  }

  /// `e^x - 1` in `f32`, within 1.5 ulp, precise near zero.
  ///
  /// With `p = e^r - 1`: `2^n (p + 1) - 1 = 2^n p + (2^n - 1)`, of which half is computed so that
  /// `2^n` does not overflow before the result does.
  mutating func expm1(_ x: ValueID) -> ValueID {
    let bounded = clamp(x, -30, 89)
    let (n, bits) = nearestMultiple(bounded, 0x1.715476p+0)
    let r = reduceByLn2(bounded, n)
    let p = fma(mul(r, r), polynomial(Polynomials.expm1, r), r)
    let scale = powerOfTwo(plus(bits, -1))
    let half = fma(scale, p, add(scale, -0.5))
    // Tiny arguments are their own result; this keeps the sign of zero and denormals.
    return select(compare(.orderedLess, abs(x), 0x1p-25), x, add(half, half))
  }

  /// `e^r` for |r| <= ln(2)/2, from the coefficients of `(e^r - 1 - r) / r^2`.
  mutating func expOfRemainder(_ r: ValueID, _ coefficients: [Double]) -> ValueID {
    if hasFMA { return polynomial([1, 1] + coefficients, r) }
    // Two roundings a step are too many for the last two.
    let tail = polynomial(coefficients, r)
    return add(fma(mul(r, r), tail, r), 1)
  }

  /// `x - n ln 2`; the first part of ln 2 has so few bits that its product is exact.
  mutating func reduceByLn2(_ x: ValueID, _ n: ValueID) -> ValueID {
    fma(n, 0x1.bd0106p-13, fma(n, -0.693359375, x))
  }

  /// `value * 2^n`; a denormal result is rounded once.
  ///
  /// One instruction for a vector of AVX-512; else two steps, of which the first is exact.
  mutating func scale(
    _ value: ValueID, _ n: (number: ValueID, bits: ValueID)
  ) -> ValueID {
    let type = build.module.type(of: value)
    if let lanes = scaledLanes(of: type) {
      let mask = build.insertInteger(-1, lanes == 16 ? .i16 : .i8)
      var arguments = [value, n.number, value, mask]
      // How to round: as everything else does.
      if lanes == 16 { arguments.append(build.insertInteger(4, .i32)) }
      let name = "llvm.x86.avx512.mask.scalef.ps.\(32 * lanes)"
      return build.insert(LLVM.CallIntrinsic(name, arguments, result: type))
    }
    let half = shiftRight(n.bits, 1)
    let rest = minus(n.bits, half)
    return mul(mul(value, powerOfTwo(half)), powerOfTwo(rest))
  }

  /// The lanes of a vector that is scaled in one instruction; `nil` for other types.
  func scaledLanes(of type: Type) -> Int? {
    guard hasScaling, case .vector(let vector) = type, vector.scalable.isEmpty,
      [[4], [8], [16]].contains(vector.shape)
    else { return nil }
    return vector.shape[0]
  }
}
