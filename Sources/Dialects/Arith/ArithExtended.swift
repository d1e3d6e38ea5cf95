import IR
import Support

extension Arith {
  public typealias AddUIExtended = Plain<AddUIExtendedMember>
  public enum AddUIExtendedMember: PlainMember {
    public static var mnemonic: String { "arith.addui_extended" }
    public static var documentation: String {
      """
      The sum of unsigned numbers, and whether it is more than the type holds.
      """
    }
    public static var form: Form? { "$lhs `,` $rhs attr-dict `:` type($sum) `,` type($overflow)" }
    public static var traits: Traits { [.pure, .commutative] }
    public static var signature: Signature {
      Signature(
        operands: [.init("lhs", .integerLike), .init("rhs", .integerLike)],
        results: [.init("sum", .integerLike), .init("overflow", .booleanLike)])
    }
    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let types = module.operandTypes(of: operation)
      let results = module.resultTypes(of: operation)
      return types[0] == types[1] && results == [types[0], types[0].withElement(.i1)]
        ? [] : ["must take and give one type, and i1 of its shape"]
    }

    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? {
      let types = module.resultTypes(of: operation)
      guard case .integer(let right)? = constants[1]?.uniformElement,
        let width = types[0].elementType.bitWidth, width <= 64,
        let none = Attribute.uniform(.integer(0), of: types[1])
      else { return nil }
      if right == 0 { return [.value(module.operand(0, of: operation)), .constant(none)] }
      guard case .integer(let left)? = constants[0]?.uniformElement else { return nil }
      let sum = left &+ right
      let overflows = sum.unsignedBits(width) < left.unsignedBits(width)
      guard let value = Attribute.uniform(.integer(sum), of: types[0]),
        let flag = Attribute.uniform(.integer(overflows ? -1 : 0), of: types[1])
      else { return nil }
      return [.constant(value), .constant(flag)]
    }
  }

  public typealias MulSIExtended = Plain<MulSIExtendedMember>
  public enum MulSIExtendedMember: PlainMember {
    public static var mnemonic: String { "arith.mulsi_extended" }
    public static var documentation: String {
      "The low and the high half of a product of signed numbers."
    }
    public static var form: Form? { "$lhs `,` $rhs attr-dict `:` type($low)" }
    public static var traits: Traits { [.pure, .commutative, .sameOperandsAndResultType] }
    public static var signature: Signature {
      Signature(
        operands: [.init("lhs", .integerLike), .init("rhs", .integerLike)],
        results: [.init("low", .integerLike), .init("high", .integerLike)])
    }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? {
      foldProduct(operation, in: module, constants) { left, right, width in
        let product = Int128(left) * Int128(right)
        return (
          Int(truncatingIfNeeded: product), Int(truncatingIfNeeded: product >> Int128(width))
        )
      }
    }
  }

  public typealias MulUIExtended = Plain<MulUIExtendedMember>
  public enum MulUIExtendedMember: PlainMember {
    public static var mnemonic: String { "arith.mului_extended" }
    public static var documentation: String {
      "The low and the high half of a product of unsigned numbers."
    }
    public static var form: Form? { "$lhs `,` $rhs attr-dict `:` type($low)" }
    public static var traits: Traits { [.pure, .commutative, .sameOperandsAndResultType] }
    public static var signature: Signature {
      Signature(
        operands: [.init("lhs", .integerLike), .init("rhs", .integerLike)],
        results: [.init("low", .integerLike), .init("high", .integerLike)])
    }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? {
      foldProduct(operation, in: module, constants) { left, right, width in
        let product = UInt128(left.unsignedBits(width)) * UInt128(right.unsignedBits(width))
        return (
          Int(truncatingIfNeeded: product), Int(truncatingIfNeeded: product >> UInt128(width))
        )
      }
    }
  }
}

/// The halves of a product of constants.
private func foldProduct(
  _ operation: OperationID, in module: Module, _ constants: [Attribute?],
  _ halves: (Int, Int, _ width: Int) -> (low: Int, high: Int)
) -> [FoldResult]? {
  let type = module.resultTypes(of: operation)[0]
  guard case .integer(let right)? = constants[1]?.uniformElement,
    let width = type.elementType.bitWidth, width <= 64
  else { return nil }
  if right == 0 {
    return Attribute.uniform(.integer(0), of: type).map { [.constant($0), .constant($0)] }
  }
  guard case .integer(let left)? = constants[0]?.uniformElement else { return nil }
  let (low, high) = halves(left, right, width)
  guard let lowHalf = Attribute.uniform(.integer(low), of: type),
    let highHalf = Attribute.uniform(.integer(high), of: type)
  else { return nil }
  return [.constant(lowHalf), .constant(highHalf)]
}
