import IR

extension Math {
  public typealias Sin = Unary<SinMember>
  public enum SinMember: FloatUnary {
    public static var mnemonic: String { "math.sin" }
    public static var documentation: String { "The sine of `a` radians." }
  }

  public typealias Cos = Unary<CosMember>
  public enum CosMember: FloatUnary {
    public static var mnemonic: String { "math.cos" }
    public static var documentation: String { "The cosine of `a` radians." }
  }

  public typealias Tan = Unary<TanMember>
  public enum TanMember: FloatUnary {
    public static var mnemonic: String { "math.tan" }
    public static var documentation: String { "The tangent of `a` radians." }
  }

  public typealias Asin = Unary<AsinMember>
  public enum AsinMember: FloatUnary {
    public static var mnemonic: String { "math.asin" }
    public static var documentation: String { "The arc sine." }
  }

  public typealias Acos = Unary<AcosMember>
  public enum AcosMember: FloatUnary {
    public static var mnemonic: String { "math.acos" }
    public static var documentation: String { "The arc cosine." }
  }

  public typealias Atan = Unary<AtanMember>
  public enum AtanMember: FloatUnary {
    public static var mnemonic: String { "math.atan" }
    public static var documentation: String { "The arc tangent." }
  }

  public typealias Sinh = Unary<SinhMember>
  public enum SinhMember: FloatUnary {
    public static var mnemonic: String { "math.sinh" }
    public static var documentation: String { "The hyperbolic sine." }
  }

  public typealias Cosh = Unary<CoshMember>
  public enum CoshMember: FloatUnary {
    public static var mnemonic: String { "math.cosh" }
    public static var documentation: String { "The hyperbolic cosine." }
  }

  public typealias Tanh = Unary<TanhMember>
  public enum TanhMember: FloatUnary {
    public static var mnemonic: String { "math.tanh" }
    public static var documentation: String { "The hyperbolic tangent." }
  }

  public typealias Asinh = Unary<AsinhMember>
  public enum AsinhMember: FloatUnary {
    public static var mnemonic: String { "math.asinh" }
    public static var documentation: String { "The inverse hyperbolic sine." }
  }

  public typealias Acosh = Unary<AcoshMember>
  public enum AcoshMember: FloatUnary {
    public static var mnemonic: String { "math.acosh" }
    public static var documentation: String { "The inverse hyperbolic cosine." }
  }

  public typealias Atanh = Unary<AtanhMember>
  public enum AtanhMember: FloatUnary {
    public static var mnemonic: String { "math.atanh" }
    public static var documentation: String { "The inverse hyperbolic tangent." }
  }
}
