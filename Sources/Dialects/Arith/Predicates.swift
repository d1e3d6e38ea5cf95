extension IntegerPredicate {
  /// Whether it holds for two numbers of `width` bits, given sign-extended.
  public func holds(_ a: Int, _ b: Int, width: Int) -> Bool {
    let (u, v) = (a.unsignedBits(width), b.unsignedBits(width))
    switch self {
    case .equal: return a == b
    case .notEqual: return a != b
    case .signedLess: return a < b
    case .signedLessOrEqual: return a <= b
    case .signedGreater: return a > b
    case .signedGreaterOrEqual: return a >= b
    case .unsignedLess: return u < v
    case .unsignedLessOrEqual: return u <= v
    case .unsignedGreater: return u > v
    case .unsignedGreaterOrEqual: return u >= v
    }
  }
}

extension FloatPredicate {
  /// Whether it holds for two numbers.
  public func holds(_ a: Double, _ b: Double) -> Bool {
    let unordered = a.isNaN || b.isNaN
    switch self {
    case .alwaysFalse: return false
    case .orderedEqual: return a == b
    case .orderedGreater: return a > b
    case .orderedGreaterOrEqual: return a >= b
    case .orderedLess: return a < b
    case .orderedLessOrEqual: return a <= b
    case .orderedNotEqual: return !unordered && a != b
    case .ordered: return !unordered
    case .unorderedEqual: return unordered || a == b
    case .unorderedGreater: return unordered || a > b
    case .unorderedGreaterOrEqual: return unordered || a >= b
    case .unorderedLess: return unordered || a < b
    case .unorderedLessOrEqual: return unordered || a <= b
    case .unorderedNotEqual: return unordered || a != b
    case .unordered: return unordered
    case .alwaysTrue: return true
    }
  }
}

extension IntegerPredicate {
  /// What holds for `b, a` where this holds for `a, b`.
  public var mirrored: IntegerPredicate {
    switch self {
    case .equal, .notEqual: self
    case .signedLess: .signedGreater
    case .signedLessOrEqual: .signedGreaterOrEqual
    case .signedGreater: .signedLess
    case .signedGreaterOrEqual: .signedLessOrEqual
    case .unsignedLess: .unsignedGreater
    case .unsignedLessOrEqual: .unsignedGreaterOrEqual
    case .unsignedGreater: .unsignedLess
    case .unsignedGreaterOrEqual: .unsignedLessOrEqual
    }
  }

  /// What holds where this does not.
  public var negated: IntegerPredicate {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .signedLess: .signedGreaterOrEqual
    case .signedLessOrEqual: .signedGreater
    case .signedGreater: .signedLessOrEqual
    case .signedGreaterOrEqual: .signedLess
    case .unsignedLess: .unsignedGreaterOrEqual
    case .unsignedLessOrEqual: .unsignedGreater
    case .unsignedGreater: .unsignedLessOrEqual
    case .unsignedGreaterOrEqual: .unsignedLess
    }
  }
}

extension FloatPredicate {
  /// What holds for `b, a` where this holds for `a, b`.
  public var mirrored: FloatPredicate {
    switch self {
    case .orderedGreater: .orderedLess
    case .orderedGreaterOrEqual: .orderedLessOrEqual
    case .orderedLess: .orderedGreater
    case .orderedLessOrEqual: .orderedGreaterOrEqual
    case .unorderedGreater: .unorderedLess
    case .unorderedGreaterOrEqual: .unorderedLessOrEqual
    case .unorderedLess: .unorderedGreater
    case .unorderedLessOrEqual: .unorderedGreaterOrEqual
    default: self
    }
  }
}
