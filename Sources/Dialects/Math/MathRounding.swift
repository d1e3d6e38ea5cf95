import IR

extension Math {
  public typealias Floor = Unary<FloorMember>
  public enum FloorMember: FloatUnary {
    public static var mnemonic: String { "math.floor" }
    public static var documentation: String { "The greatest whole number not above `a`." }
    public static var canonicalization: RuleSet { Math.removingRounding(of: Self.self) }
    public static func compute(_ a: Double) -> Double? { a.rounded(.down) }
  }

  public typealias Ceil = Unary<CeilMember>
  public enum CeilMember: FloatUnary {
    public static var mnemonic: String { "math.ceil" }
    public static var documentation: String { "The least whole number not below `a`." }
    public static var canonicalization: RuleSet { Math.removingRounding(of: Self.self) }
    public static func compute(_ a: Double) -> Double? { a.rounded(.up) }
  }

  public typealias Round = Unary<RoundMember>
  public enum RoundMember: FloatUnary {
    public static var mnemonic: String { "math.round" }
    public static var documentation: String { "The nearest whole number, halves away from zero." }
    public static var canonicalization: RuleSet { Math.removingRounding(of: Self.self) }
    public static func compute(_ a: Double) -> Double? { a.rounded(.toNearestOrAwayFromZero) }
  }

  public typealias RoundEven = Unary<RoundEvenMember>
  public enum RoundEvenMember: FloatUnary {
    public static var mnemonic: String { "math.roundeven" }
    public static var documentation: String { "The nearest whole number, halves to even." }
    public static var canonicalization: RuleSet { Math.removingRounding(of: Self.self) }
    public static func compute(_ a: Double) -> Double? { a.rounded(.toNearestOrEven) }
  }

  public typealias Trunc = Unary<TruncMember>
  public enum TruncMember: FloatUnary {
    public static var mnemonic: String { "math.trunc" }
    public static var documentation: String { "The whole part." }
    public static var canonicalization: RuleSet { Math.removingRounding(of: Self.self) }
    public static func compute(_ a: Double) -> Double? { a.rounded(.towardZero) }
  }

  public typealias AbsF = Unary<AbsFMember>
  public enum AbsFMember: FloatUnary {
    public static var mnemonic: String { "math.absf" }
    public static var documentation: String { "The magnitude: clears the sign bit." }
    public static var canonicalization: RuleSet { Math.magnitudeRules }
    public static func compute(_ a: Double) -> Double? { a.magnitude }
  }
}
