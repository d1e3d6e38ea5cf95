/// Coefficients of the functions, lowest power first.
///
/// Derived by `scripts/fit-polynomials.py`: minimax in the error of the whole expression, the
/// coefficients rounded one by one to the precision they are used in. The error is that of the
/// polynomial alone, relative to the function.
enum Polynomials {
  /// `(e^r - 1 - r) / r^2` for |r| <= ln(2)/2, to 24 bits; error 2^-28.2.
  static let exp: [Double] = [
    0x1.fffffc0000000p-2,
    0x1.5554920000000p-3,
    0x1.5558b40000000p-5,
    0x1.1239a00000000p-7,
    0x1.6a49600000000p-10,
  ]

  /// `(e^r - 1 - r) / r^2` for |r| <= ln(2)/2, to 24 bits of `e^r - 1`; error 2^-31.1.
  static let expm1: [Double] = [
    0x1.0000000000000p-1,
    0x1.5555540000000p-3,
    0x1.5554f80000000p-5,
    0x1.1112d60000000p-7,
    0x1.6d3a5c0000000p-10,
    0x1.9e77f80000000p-13,
  ]

  /// `(2^r - 1) / r` for |r| <= 1/2, to 24 bits; error 2^-32.5.
  static let exp2: [Double] = [
    0x1.62e4300000000p-1,
    0x1.ebfbe00000000p-3,
    0x1.c6b06e0000000p-5,
    0x1.3b2a5c0000000p-7,
    0x1.5da5840000000p-10,
    0x1.440e4a0000000p-13,
    0x1.e0b4f40000000p-17,
  ]

  /// `(ln(1 + f) - f + f^2/2) / f^3` for sqrt(1/2) <= 1 + f <= sqrt(2); error 2^-30.3.
  static let log: [Double] = [
    0x1.5555480000000p-2,
    -0x1.0000060000000p-2,
    0x1.99a4760000000p-3,
    -0x1.555c460000000p-3,
    0x1.233ba80000000p-3,
    -0x1.fc288c0000000p-4,
    0x1.e6bf460000000p-4,
    -0x1.de02760000000p-4,
    0x1.1475700000000p-4,
  ]

  /// `log2(1 + f) / f` less its limit in 24 bits, same interval; error 2^-27.7.
  static let log2: [Double] = [
    0x1.49d84e0000000p-26,
    -0x1.7154700000000p-1,
    0x1.ec70940000000p-2,
    -0x1.715af20000000p-2,
    0x1.277f660000000p-2,
    -0x1.eaa75e0000000p-3,
    0x1.a2c6960000000p-3,
    -0x1.87b74a0000000p-3,
    0x1.7f1ad80000000p-3,
    -0x1.c4f2e40000000p-4,
  ]

  /// `log10(1 + f) / f` less its limit in 24 bits, same interval; error 2^-27.8.
  static let log10: [Double] = [
    -0x1.5bc2940000000p-27,
    -0x1.bcb7aa0000000p-3,
    0x1.287a720000000p-3,
    -0x1.bcbf500000000p-4,
    0x1.63cf5e0000000p-4,
    -0x1.276a000000000p-4,
    0x1.f876420000000p-5,
    -0x1.d7bf5a0000000p-5,
    0x1.cbfc0c0000000p-5,
    -0x1.0ec83c0000000p-5,
  ]

  /// `erf(x) / x - 1` in `x^2` for |x| <= 1.002; error 2^-29.4.
  static let erfSmall: [Double] = [
    0x1.06eba80000000p-3,
    -0x1.81273e0000000p-2,
    0x1.ce2ce60000000p-4,
    -0x1.b7f71c0000000p-6,
    0x1.53f24a0000000p-8,
    -0x1.a353200000000p-11,
    0x1.4778a00000000p-14,
  ]

  /// `(1 - erf(t + 2))^(1/2)` for 0.998 <= t + 2 <= 3.9375; error 2^-30.1.
  static let erfTail: [Double] = [
    0x1.1824460000000p-4,
    -0x1.356d7c0000000p-3,
    0x1.1514880000000p-3,
    -0x1.b7a1900000000p-5,
    -0x1.21cb280000000p-11,
    0x1.2f38260000000p-7,
    -0x1.79ed300000000p-9,
    -0x1.b2dee60000000p-12,
    0x1.c39cba0000000p-12,
    -0x1.8634560000000p-15,
    -0x1.c19c1c0000000p-16,
    0x1.b7fb020000000p-18,
  ]

  /// `(sin(r) / r - 1) / r^2` in `r^2` for |r| <= pi/4; error 2^-32.5.
  static let sin: [Double] = [
    -0x1.5555560000000p-3,
    0x1.1111760000000p-7,
    -0x1.a05ba80000000p-13,
    0x1.7ccf140000000p-19,
  ]

  /// `(cos(r) - 1 + r^2/2) / r^4` in `r^2` for |r| <= pi/4; error 2^-37.0.
  static let cos: [Double] = [
    0x1.5555560000000p-5,
    -0x1.6c175e0000000p-10,
    0x1.a071b60000000p-16,
    -0x1.36147c0000000p-22,
  ]

  /// as `sin`, in double precision; error 2^-58.0.
  static let wideSin: [Double] = [
    -0x1.5555555555549p-3,
    0x1.111111110f892p-7,
    -0x1.a01a019c121a7p-13,
    0x1.71de3576bbd78p-19,
    -0x1.ae5e64a66a2a6p-26,
    0x1.5d925cd55ff13p-33,
  ]

  /// as `cos`, in double precision; error 2^-63.9.
  static let wideCos: [Double] = [
    0x1.555555555554bp-5,
    -0x1.6c16c16c15005p-10,
    0x1.a01a019c8c7dfp-16,
    -0x1.27e4f7ef0e33dp-22,
    0x1.1ee9d9c75eacbp-29,
    -0x1.8fa554131dfbap-37,
  ]

  /// `(e^r - 1 - r) / r^2` for |r| <= ln(2)/2, in double precision; error 2^-49.4.
  static let wideExpm1: [Double] = [
    0x1.fffffffffffbep-2,
    0x1.5555555552202p-3,
    0x1.5555555564d38p-5,
    0x1.111111214ba93p-7,
    0x1.6c16c13533339p-10,
    0x1.a0199b9f6f296p-13,
    0x1.a01a799178a1bp-16,
    0x1.72dab7c75451ap-19,
    0x1.27dc3acb5285cp-22,
  ]

  /// `(2^r - 1) / r` for |r| <= 1/2, in double precision; error 2^-52.0.
  static let wideExp2: [Double] = [
    0x1.62e42fefa3a12p-1,
    0x1.ebfbdff82c430p-3,
    0x1.c6b08d703e0e4p-5,
    0x1.3b2ab6fbd7059p-7,
    0x1.5d87fe9bad777p-10,
    0x1.4309126b84579p-13,
    0x1.ffcb585a7f2cfp-17,
    0x1.62c1484be4678p-20,
    0x1.b6722eeee55d1p-24,
    0x1.e3a8e9edfb4a8p-28,
  ]

  /// `(ln((1 + s) / (1 - s)) - 2 s) / s^3` in `s^2` for |s| <= 0.1717; error 2^-52.2.
  static let wideLog: [Double] = [
    0x1.5555555553907p-1,
    0x1.999999a2ac7cdp-2,
    0x1.2492416698554p-2,
    0x1.c722823014969p-3,
    0x1.732ace2cec81cp-3,
    0x1.58885436014d4p-3,
  ]

  /// `(atan(t) / t - 1) / t^2` in `t^2` for |t| <= tan(pi/8); error 2^-49.9.
  static let wideAtan: [Double] = [
    -0x1.5555555552202p-2,
    0x1.99999993a983dp-3,
    -0x1.2492473f633e7p-3,
    0x1.c71bd9812a930p-4,
    -0x1.744f824822350p-4,
    0x1.3a56d83e9e955p-4,
    -0x1.0aa71d39a2989p-4,
    0x1.9c9c0446557eep-5,
    -0x1.a131215150a77p-6,
  ]

  /// `(e^r - 1 - r) / r^2` for |r| <= ln(2)/2; error of `e^r` 2^-23.2.
  static let approximateExp: [Double] = [
    0x1.fffdfc0000000p-2,
    0x1.5557ac0000000p-3,
    0x1.572a180000000p-5,
    0x1.1063d80000000p-7,
  ]

  /// Numerator of `tanh(x) / x` over `x^2` for |x| <= 8.8; error 2^-24.0.
  static let approximateTanhAbove: [Double] = [
    0x1.fffffe0000000p-1,
    0x1.08bd2c0000000p-3,
    0x1.7fe29a0000000p-9,
    0x1.396dea0000000p-17,
    -0x1.beb1d80000000p-27,
    0x1.4b09860000000p-36,
  ]

  /// Its denominator.
  static let approximateTanhBelow: [Double] = [
    0x1.0000000000000p+0,
    0x1.d9b3cc0000000p-2,
    0x1.85e0140000000p-6,
    0x1.e0b2000000000p-13,
  ]

  /// Numerator of `erf(x) / x` over `x^2` for |x| <= 3.8325; error 2^-21.4.
  static let approximateErfAbove: [Double] = [
    0x1.20dd6e0000000p+0,
    0x1.7f3b0e0000000p-2,
    0x1.2d92f20000000p-4,
    0x1.5e356a0000000p-7,
    0x1.1db2640000000p-12,
    -0x1.a404280000000p-20,
  ]

  /// Its denominator.
  static let approximateErfBelow: [Double] = [
    0x1.0000000000000p+0,
    0x1.5479ca0000000p-1,
    0x1.7ee9700000000p-3,
    0x1.db120e0000000p-6,
    0x1.4b1c320000000p-9,
  ]
}
