/// A function of one float; the names are those of the `math` dialect.
public enum UnaryFunction: String, Sendable {
  case exp, expm1, log, log1p, sqrt, rsqrt, erf, floor, ceil, trunc
  case sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, asinh, acosh, atanh
  case round = "roundeven"
  case absolute = "absf"
}

/// A function of two numbers of one type.
///
/// `max` and `min` of NaN and a number are NaN; `maxNumber` of them is the number.
public enum BinaryFunction: Sendable {
  case add, sub, mul, div, rem, max, maxNumber, min, pow, copySign, and, or, xor, shiftLeft
  case shiftRight

  /// The operation for numbers of a kind: `arith` and `math`.
  func mnemonic(isFloat: Bool, isUnsigned: Bool) -> String {
    switch self {
    case .add: isFloat ? "arith.addf" : "arith.addi"
    case .sub: isFloat ? "arith.subf" : "arith.subi"
    case .mul: isFloat ? "arith.mulf" : "arith.muli"
    case .div: isFloat ? "arith.divf" : isUnsigned ? "arith.divui" : "arith.divsi"
    case .rem: isFloat ? "arith.remf" : isUnsigned ? "arith.remui" : "arith.remsi"
    case .max: isFloat ? "arith.maximumf" : isUnsigned ? "arith.maxui" : "arith.maxsi"
    case .maxNumber: isFloat ? "arith.maxnumf" : isUnsigned ? "arith.maxui" : "arith.maxsi"
    case .min: isFloat ? "arith.minimumf" : isUnsigned ? "arith.minui" : "arith.minsi"
    case .pow: "math.powf"
    case .copySign: "math.copysign"
    case .and: "arith.andi"
    case .or: "arith.ori"
    case .xor: "arith.xori"
    case .shiftLeft: "arith.shli"
    case .shiftRight: isUnsigned ? "arith.shrui" : "arith.shrsi"
    }
  }
}

/// A comparison; with NaN only `notEqual` holds.
public enum Comparison: Sendable {
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
}

/// How the terms of a reduction are put together.
public enum Combination: Sendable {
  case sum, product, max, min
  /// The largest of what is a number: processors need half of the instructions that `max` takes.
  case maxNumber

  /// The function, for elements of a type: truth values are joined by `or` and `and`.
  func function(isBoolean: Bool) -> BinaryFunction {
    switch self {
    case .sum: isBoolean ? .or : .add
    case .product: isBoolean ? .and : .mul
    case .max: isBoolean ? .or : .max
    case .min: isBoolean ? .and : .min
    case .maxNumber: isBoolean ? .or : .maxNumber
    }
  }
}
