import IR

extension Math {
  /// The sine of `a` radians.
  public typealias Sin = Unary<SinMember>
  public enum SinMember: FloatUnary {
    public static var mnemonic: String { "math.sin" }
  }

  /// The cosine of `a` radians.
  public typealias Cos = Unary<CosMember>
  public enum CosMember: FloatUnary {
    public static var mnemonic: String { "math.cos" }
  }

  /// The tangent of `a` radians.
  public typealias Tan = Unary<TanMember>
  public enum TanMember: FloatUnary {
    public static var mnemonic: String { "math.tan" }
  }

  /// The arc sine.
  public typealias Asin = Unary<AsinMember>
  public enum AsinMember: FloatUnary {
    public static var mnemonic: String { "math.asin" }
  }

  /// The arc cosine.
  public typealias Acos = Unary<AcosMember>
  public enum AcosMember: FloatUnary {
    public static var mnemonic: String { "math.acos" }
  }

  /// The arc tangent.
  public typealias Atan = Unary<AtanMember>
  public enum AtanMember: FloatUnary {
    public static var mnemonic: String { "math.atan" }
  }

  /// The hyperbolic sine.
  public typealias Sinh = Unary<SinhMember>
  public enum SinhMember: FloatUnary {
    public static var mnemonic: String { "math.sinh" }
  }

  /// The hyperbolic cosine.
  public typealias Cosh = Unary<CoshMember>
  public enum CoshMember: FloatUnary {
    public static var mnemonic: String { "math.cosh" }
  }

  /// The hyperbolic tangent.
  public typealias Tanh = Unary<TanhMember>
  public enum TanhMember: FloatUnary {
    public static var mnemonic: String { "math.tanh" }
  }

  /// The inverse hyperbolic sine.
  public typealias Asinh = Unary<AsinhMember>
  public enum AsinhMember: FloatUnary {
    public static var mnemonic: String { "math.asinh" }
  }

  /// The inverse hyperbolic cosine.
  public typealias Acosh = Unary<AcoshMember>
  public enum AcoshMember: FloatUnary {
    public static var mnemonic: String { "math.acosh" }
  }

  /// The inverse hyperbolic tangent.
  public typealias Atanh = Unary<AtanhMember>
  public enum AtanhMember: FloatUnary {
    public static var mnemonic: String { "math.atanh" }
  }
}
