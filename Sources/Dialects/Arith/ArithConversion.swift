import IR

/// A conversion between floats of different widths.
public protocol FloatCastMember: CastMember {}
extension FloatCastMember {
  public static var operandConstraint: TypeConstraint { .floatLike }
  public static var resultConstraint: TypeConstraint { .floatLike }
}

/// A conversion between integers of different widths.
public protocol IntegerCastMember: CastMember {}
extension IntegerCastMember {
  public static var operandConstraint: TypeConstraint { .fixedIntegerLike }
  public static var resultConstraint: TypeConstraint { .fixedIntegerLike }
}

/// A conversion between `index` and integers; of memory as well, as `memref.cast` does.
public protocol IndexCasting: CastMember {}
extension IndexCasting {
  public static var operandConstraint: TypeConstraint { .indexOrInteger }
  public static var resultConstraint: TypeConstraint { .indexOrInteger }
}

extension CastMember {
  /// Why `narrow` is not narrower than `wide`, or `nil`.
  static func widthObjection(narrow: Type, wide: Type) -> String? {
    guard let low = narrow.bitWidth, let high = wide.bitWidth, low >= high else { return nil }
    return "needs a type of more than \(low) bits on the wider side, found \(high)"
  }

  /// A fold of one float as a float of another format.
  static func foldFloat(
    _ operation: OperationID, in module: Module, _ constants: [Attribute?],
    _ rule: FloatingPointRoundingRule
  ) -> FoldResult? {
    foldConstant(operation, in: module, constants) { value, _, target in
      guard case .float(let number) = value, case .float(let kind) = target else { return nil }
      return kind.rounded(number, rule).map { .float($0) }
    }
  }

  /// A fold of one constant through `convert`; the result is rounded or wrapped to its type.
  static func foldConstant(
    _ operation: OperationID, in module: Module, _ constants: [Attribute?],
    _ convert: (ConstantElement, _ source: Type, _ target: Type) -> ConstantElement?
  ) -> FoldResult? {
    guard let element = constants[0]?.uniformElement else { return nil }
    let target = module.resultTypeOrNone(of: operation)
    let source = module.type(of: module.operand(0, of: operation))
    guard let value = convert(element, source.elementType, target.elementType) else { return nil }
    return Attribute.uniform(value, of: target).map { .constant($0) }
  }
}

extension Arith {
  public typealias ExtF = Cast<ExtFMember>
  public enum ExtFMember: FloatCastMember {
    public static var mnemonic: String { "arith.extf" }
    public static var documentation: String {
      "A float as a wider float; exact, but that a NaN that signals becomes a quiet one."
    }
    public static var canonicalization: RuleSet { Arith.extFRules }
    public static var properties: [Signature.Property] { [FastMath.ofCast] }
    public static func objection(from source: Type, to target: Type) -> String? {
      widthObjection(narrow: source, wide: target)
    }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      foldFloat(operation, in: module, constants, .toNearestOrEven)
    }
  }

  public typealias TruncF = Cast<TruncFMember>
  public enum TruncFMember: FloatCastMember {
    public static var mnemonic: String { "arith.truncf" }
    public static var documentation: String {
      """
      A float as a narrower float, rounded to nearest even unless `roundingmode` says otherwise.

      A NaN that signals becomes a quiet one. Code is compiled for rounding to nearest even only.
      """
    }
    public static var form: Form? {
      Form(
        "$in custom<Rounding>($roundingmode) \(flags) attr-dict `:` type($in) `to` type($out)",
        ["Rounding": .roundingMode("roundingmode")])
    }
    public static var canonicalization: RuleSet { Arith.truncFRules }
    public static var properties: [Signature.Property] {
      [.init("roundingmode", RoundingMode.constraint, optional: true), FastMath.ofCast]
    }
    public static func objection(from source: Type, to target: Type) -> String? {
      widthObjection(narrow: target, wide: source)
    }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      guard let mode = RoundingMode(module.property("roundingmode", of: operation)) else {
        return nil
      }
      return foldFloat(operation, in: module, constants, mode.rule)
    }
  }

  public typealias SIToFP = Cast<SIToFPMember>
  public enum SIToFPMember: CastMember {
    public static var mnemonic: String { "arith.sitofp" }
    public static var documentation: String { "A signed integer as the nearest float." }
    public static var operandConstraint: TypeConstraint { .fixedIntegerLike }
    public static var resultConstraint: TypeConstraint { .floatLike }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      foldConstant(operation, in: module, constants) { value, _, _ in
        // Wider numbers would be rounded twice.
        guard case .integer(let number) = value, number.magnitude < 1 << 53 else { return nil }
        return .float(Double(number))
      }
    }
  }

  public typealias UIToFP = Cast<UIToFPMember>
  public enum UIToFPMember: CastMember {
    public static var mnemonic: String { "arith.uitofp" }
    public static var documentation: String { "An unsigned integer as the nearest float." }
    public static var operandConstraint: TypeConstraint { .fixedIntegerLike }
    public static var resultConstraint: TypeConstraint { .floatLike }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      foldConstant(operation, in: module, constants) { value, source, _ in
        guard case .integer(let number) = value, let width = source.bitWidth else { return nil }
        let bits = number.unsignedBits(width)
        return bits < 1 << 53 ? .float(Double(bits)) : nil
      }
    }
  }

  public typealias FPToSI = Cast<FPToSIMember>
  public enum FPToSIMember: CastMember {
    public static var mnemonic: String { "arith.fptosi" }
    public static var documentation: String {
      "A float as a signed integer, rounded towards zero; undefined where it does not fit."
    }
    public static var operandConstraint: TypeConstraint { .floatLike }
    public static var resultConstraint: TypeConstraint { .fixedIntegerLike }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      foldConstant(operation, in: module, constants) { value, _, target in
        guard case .float(let number) = value, let width = target.bitWidth,
          let whole = Int(exactly: number.rounded(.towardZero)), whole.wrapped(to: width) == whole
        else { return nil }
        return .integer(whole)
      }
    }
  }

  public typealias FPToUI = Cast<FPToUIMember>
  public enum FPToUIMember: CastMember {
    public static var mnemonic: String { "arith.fptoui" }
    public static var documentation: String {
      "A float as an unsigned integer, rounded towards zero; undefined where it does not fit."
    }
    public static var operandConstraint: TypeConstraint { .floatLike }
    public static var resultConstraint: TypeConstraint { .fixedIntegerLike }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      foldConstant(operation, in: module, constants) { value, _, target in
        guard case .float(let number) = value, let width = target.bitWidth,
          let whole = Int(exactly: number.rounded(.towardZero)), whole >= 0,
          whole.unsignedBits(width) == UInt64(whole)
        else { return nil }
        return .integer(whole)
      }
    }
  }

  public typealias ExtSI = Cast<ExtSIMember>
  public enum ExtSIMember: IntegerCastMember {
    public static var mnemonic: String { "arith.extsi" }
    public static var documentation: String { "An integer as a wider one, filling with the sign." }
    public static var canonicalization: RuleSet { Arith.extSIRules }
    public static func objection(from source: Type, to target: Type) -> String? {
      widthObjection(narrow: source, wide: target)
    }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      foldConstant(operation, in: module, constants) { value, _, _ in value }
    }
  }

  public typealias ExtUI = Cast<ExtUIMember>
  public enum ExtUIMember: IntegerCastMember {
    public static var mnemonic: String { "arith.extui" }
    public static var documentation: String { "An integer as a wider one, filling with zeros." }
    public static var canonicalization: RuleSet { Arith.extUIRules }
    public static func objection(from source: Type, to target: Type) -> String? {
      widthObjection(narrow: source, wide: target)
    }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      foldConstant(operation, in: module, constants, zeroExtended)
    }
  }

  public typealias TruncI = Cast<TruncIMember>
  public enum TruncIMember: IntegerCastMember {
    public static var mnemonic: String { "arith.trunci" }
    public static var documentation: String { "The low bits of an integer." }
    public static var canonicalization: RuleSet { Arith.truncIRules }
    public static var properties: [Signature.Property] {
      [.init("overflowFlags", .dialect(Overflow.self), optional: true, implied: .of(Overflow()))]
    }
    public static func objection(from source: Type, to target: Type) -> String? {
      widthObjection(narrow: target, wide: source)
    }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      foldConstant(operation, in: module, constants) { value, _, _ in value }
    }
  }

  public typealias IndexCast = Cast<IndexCastMember>
  public enum IndexCastMember: IndexCasting {
    public static var mnemonic: String { "arith.index_cast" }
    public static var documentation: String { "Between `index` and a signed integer." }
    public static var canonicalization: RuleSet { Arith.indexCastRules }
    public static func objection(from source: Type, to target: Type) -> String? {
      indexObjection(source, target)
    }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      foldConstant(operation, in: module, constants) { value, _, _ in value }
    }
  }

  public typealias IndexCastUI = Cast<IndexCastUIMember>
  public enum IndexCastUIMember: IndexCasting {
    public static var mnemonic: String { "arith.index_castui" }
    public static var documentation: String { "Between `index` and an unsigned integer." }
    public static var canonicalization: RuleSet { Arith.indexCastRules }
    public static func objection(from source: Type, to target: Type) -> String? {
      indexObjection(source, target)
    }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      foldConstant(operation, in: module, constants, zeroExtended)
    }
  }

  public typealias Bitcast = Cast<BitcastMember>
  public enum BitcastMember: CastMember {
    public static var mnemonic: String { "arith.bitcast" }
    public static var documentation: String { "The same bits as another type of the same width." }
    public static var canonicalization: RuleSet { Arith.bitcastRules }
    public static var operandConstraint: TypeConstraint { .numberLike }
    public static var resultConstraint: TypeConstraint { .numberLike }
    public static func objection(from source: Type, to target: Type) -> String? {
      source.bitWidth == target.bitWidth ? nil : "needs types of the same width"
    }
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> FoldResult? {
      foldConstant(operation, in: module, constants) { value, source, target in
        let bytes =
          switch value {
          case .integer(let number): Attribute.integer(number, source).elementBytes
          case .float(let number): number.isNaN ? nil : Attribute.float(number, source).elementBytes
          }
        return bytes.flatMap { target.decodeElement($0) }
      }
    }
  }

  private static func indexObjection(_ source: Type, _ target: Type) -> String? {
    (source == .index) != (target == .index)
      ? nil : "needs 'index' on exactly one side"
  }

  @Sendable private static func zeroExtended(
    _ value: ConstantElement, _ source: Type, _ target: Type
  ) -> ConstantElement? {
    guard case .integer(let number) = value, let width = source.bitWidth else { return nil }
    return .integer(Int(truncatingIfNeeded: number.unsignedBits(width)))
  }
}

extension TypeConstraint {
  /// An integer or index, or a vector, tensor or memref of them.
  public static let indexOrInteger = TypeConstraint(
    "an integer or index, or a vector, tensor or memref of them"
  ) { $0.elementType.isInteger || $0.elementType == .index }
  /// A number of a known width, or a vector or tensor of them.
  public static let numberLike = TypeConstraint("a number, or a vector or tensor of numbers") {
    TypeConstraint.floatLike.holds($0) || TypeConstraint.fixedIntegerLike.holds($0)
  }
}
