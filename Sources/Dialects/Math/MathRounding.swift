import IR

extension Math {
  /// The greatest whole number not above `a`.
  public typealias Floor = Unary<FloorMember>
  public enum FloorMember: FloatUnary {
    public static var mnemonic: String { "math.floor" }
    public static var canonicalization: RuleSet { Math.removingRounding(of: Self.self) }
    public static func compute(_ a: Double) -> Double? { a.rounded(.down) }
  }

  /// The least whole number not below `a`.
  public typealias Ceil = Unary<CeilMember>
  public enum CeilMember: FloatUnary {
    public static var mnemonic: String { "math.ceil" }
    public static var canonicalization: RuleSet { Math.removingRounding(of: Self.self) }
    public static func compute(_ a: Double) -> Double? { a.rounded(.up) }
  }

  /// The nearest whole number, halves away from zero.
  public typealias Round = Unary<RoundMember>
  public enum RoundMember: FloatUnary {
    public static var mnemonic: String { "math.round" }
    public static var canonicalization: RuleSet { Math.removingRounding(of: Self.self) }
    public static func compute(_ a: Double) -> Double? { a.rounded(.toNearestOrAwayFromZero) }
  }

  /// The nearest whole number, halves to even.
  public typealias RoundEven = Unary<RoundEvenMember>
  public enum RoundEvenMember: FloatUnary {
    public static var mnemonic: String { "math.roundeven" }
    public static var canonicalization: RuleSet { Math.removingRounding(of: Self.self) }
    public static func compute(_ a: Double) -> Double? { a.rounded(.toNearestOrEven) }
  }

  /// The whole part.
  public typealias Trunc = Unary<TruncMember>
  public enum TruncMember: FloatUnary {
    public static var mnemonic: String { "math.trunc" }
    public static var canonicalization: RuleSet { Math.removingRounding(of: Self.self) }
    public static func compute(_ a: Double) -> Double? { a.rounded(.towardZero) }
  }

  /// The magnitude: clears the sign bit.
  public typealias AbsF = Unary<AbsFMember>
  public enum AbsFMember: FloatUnary {
    public static var mnemonic: String { "math.absf" }
    public static var canonicalization: RuleSet { Math.magnitudeRules }
    public static func compute(_ a: Double) -> Double? { a.magnitude }
  }
}
