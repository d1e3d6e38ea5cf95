import IR

extension Math {
  public typealias Exp = Unary<ExpMember>
  public enum ExpMember: FloatUnary {
    public static var mnemonic: String { "math.exp" }
    public static var documentation: String { "`e` to the power `a`." }
  }

  public typealias Exp2 = Unary<Exp2Member>
  public enum Exp2Member: FloatUnary {
    public static var mnemonic: String { "math.exp2" }
    public static var documentation: String { "2 to the power `a`." }
  }

  public typealias Expm1 = Unary<Expm1Member>
  public enum Expm1Member: FloatUnary {
    public static var mnemonic: String { "math.expm1" }
    public static var documentation: String { "`exp(a) - 1`, precise near zero." }
  }

  public typealias Log = Unary<LogMember>
  public enum LogMember: FloatUnary {
    public static var mnemonic: String { "math.log" }
    public static var documentation: String { "The natural logarithm." }
  }

  public typealias Log2 = Unary<Log2Member>
  public enum Log2Member: FloatUnary {
    public static var mnemonic: String { "math.log2" }
    public static var documentation: String { "The logarithm to base 2." }
  }

  public typealias Log1p = Unary<Log1pMember>
  public enum Log1pMember: FloatUnary {
    public static var mnemonic: String { "math.log1p" }
    public static var documentation: String { "`log(1 + a)`, precise near zero." }
  }

  public typealias Log10 = Unary<Log10Member>
  public enum Log10Member: FloatUnary {
    public static var mnemonic: String { "math.log10" }
    public static var documentation: String { "The logarithm to base 10." }
  }

  public typealias Sqrt = Unary<SqrtMember>
  public enum SqrtMember: FloatUnary {
    public static var mnemonic: String { "math.sqrt" }
    public static var documentation: String { "The square root, correctly rounded." }
    public static func compute(_ a: Double) -> Double? { a.squareRoot() }
  }

  public typealias Rsqrt = Unary<RsqrtMember>
  public enum RsqrtMember: FloatUnary {
    public static var mnemonic: String { "math.rsqrt" }
    public static var documentation: String { "One over the square root." }
  }

  public typealias Erf = Unary<ErfMember>
  public enum ErfMember: FloatUnary {
    public static var mnemonic: String { "math.erf" }
    public static var documentation: String { "The error function." }
  }
}
