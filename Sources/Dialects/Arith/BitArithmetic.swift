import IR

extension Arith {
  public typealias AndI = Binary<AndIMember>
  public enum AndIMember: ArithIntegerBinary {
    public static var mnemonic: String { "arith.andi" }
    public static var canonicalization: RuleSet {
      .joiningConstants(of: Self.self) + Arith.absorbingRules(of: Self.self, ofComplements: 0)
        + Arith.narrowingRules(of: Self.self)
    }
    public static var documentation: String { "Bitwise and." }
    public static var ofEqualOperands: EqualOperandsResult? { .operand }
    public static var traits: Traits { [.pure, .commutative] }
    public static func rightIdentity(width: Int) -> Int? { -1 }
    public static func rightZero(width: Int) -> Int? { 0 }
    public static func compute(_ a: Int, _ b: Int, width: Int) -> Int? { a & b }
  }

  public typealias OrI = Binary<OrIMember>
  public enum OrIMember: ArithIntegerBinary {
    public static var mnemonic: String { "arith.ori" }
    public static var canonicalization: RuleSet {
      .joiningConstants(of: Self.self) + Arith.absorbingRules(of: Self.self, ofComplements: -1)
        + Arith.narrowingRules(of: Self.self)
    }
    public static var documentation: String { "Bitwise or." }
    public static var ofEqualOperands: EqualOperandsResult? { .operand }
    public static var traits: Traits { [.pure, .commutative] }
    public static func rightIdentity(width: Int) -> Int? { 0 }
    public static func rightZero(width: Int) -> Int? { -1 }
    public static func compute(_ a: Int, _ b: Int, width: Int) -> Int? { a | b }
  }

  public typealias XOrI = Binary<XOrIMember>
  public enum XOrIMember: ArithIntegerBinary {
    public static var mnemonic: String { "arith.xori" }
    public static var documentation: String { "Bitwise exclusive or." }
    public static var canonicalization: RuleSet {
      .joiningConstants(of: Self.self) + Arith.exclusiveOrRules
        + Arith.narrowingRules(of: Self.self)
    }
    public static var ofEqualOperands: EqualOperandsResult? { .zero }
    public static var traits: Traits { [.pure, .commutative] }
    public static func rightIdentity(width: Int) -> Int? { 0 }
    public static func compute(_ a: Int, _ b: Int, width: Int) -> Int? { a ^ b }
  }

  public typealias ShLI = Binary<ShLIMember>
  public enum ShLIMember: ArithOverflowingBinary {
    public static var mnemonic: String { "arith.shli" }
    public static var documentation: String { "`a << b`." }
    public static func rightIdentity(width: Int) -> Int? { 0 }
    public static func compute(_ a: Int, _ b: Int, width: Int) -> Int? {
      (0..<width).contains(b) ? a << b : nil
    }
  }

  public typealias ShRSI = Binary<ShRSIMember>
  public enum ShRSIMember: ArithIntegerBinary {
    public static var mnemonic: String { "arith.shrsi" }
    public static var documentation: String { "`a >> b`, filling with the sign." }
    public static func rightIdentity(width: Int) -> Int? { 0 }
    public static func compute(_ a: Int, _ b: Int, width: Int) -> Int? {
      (0..<width).contains(b) ? a >> b : nil
    }
  }

  public typealias ShRUI = Binary<ShRUIMember>
  public enum ShRUIMember: ArithIntegerBinary {
    public static var mnemonic: String { "arith.shrui" }
    public static var documentation: String { "`a >> b`, filling with zeros." }
    public static func rightIdentity(width: Int) -> Int? { 0 }
    public static func compute(_ a: Int, _ b: Int, width: Int) -> Int? {
      (0..<width).contains(b) ? Int(truncatingIfNeeded: a.unsignedBits(width) >> UInt64(b)) : nil
    }
  }
}
