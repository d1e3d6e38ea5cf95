import IR

extension Arith {
  /// `extui x & extui y  -->  extui (x & y)`, and for `extsi`, where `x` and `y` have one type.
  static func narrowingRules<Member: ArithIntegerBinary>(of member: Member.Type) -> RuleSet {
    RuleSet([narrowing(member, ExtUI.self), narrowing(member, ExtSI.self)])
  }

  private static func narrowing<Member: ArithIntegerBinary, Extension: IntegerCastMember>(
    _ member: Member.Type, _ extending: Cast<Extension>.Type
  ) -> RewriteRule {
    RewriteRule("combine-before-extending", on: Binary<Member>.self) { outer, operation, rewriter in
      guard let left: Cast<Extension> = rewriter.module.match(definitionOf: outer.lhs),
        let right: Cast<Extension> = rewriter.module.match(definitionOf: outer.rhs),
        rewriter.module.hasSameType(left.operand, right.operand)
      else { return .noMatch("not two '\(Extension.mnemonic)' of one type") }
      rewriter.replace(operation) { build in
        let narrow = build.insert(Binary<Member>(left.operand, right.operand))
        return build.insert(Cast<Extension>(narrow, to: left.type))
      }
      return .rewritten
    }
  }

  /// `select c, 1, 0  -->  extui c`.
  static let selectOneOrZero = RewriteRule("select-one-or-zero", on: Select.self) {
    select, operation, rewriter in
    guard case .integer(1)? = rewriter.module.constantValue(of: select.whenTrue)?.uniformElement,
      case .integer(0)? = rewriter.module.constantValue(of: select.whenFalse)?.uniformElement,
      // The condition may be one for all elements, and `index` is not extended to.
      rewriter.module.type(of: select.condition).shape
        == rewriter.module.type(of: select.whenTrue).shape,
      rewriter.module.type(of: select.whenTrue).elementType.isInteger,
      rewriter.module.type(of: select.whenTrue).elementType != .i1
    else { return .noMatch("not one or zero") }
    let type = rewriter.module.type(of: select.whenTrue)
    rewriter.replace(operation, with: ExtUI(select.condition, to: type))
    return .rewritten
  }

  /// `select c, false, true  -->  c ^ true`.
  static let selectNegation = RewriteRule("select-negation", on: Select.self) {
    select, operation, rewriter in
    let type = rewriter.module.type(of: select.whenTrue)
    guard rewriter.module.type(of: select.condition) == type,
      case .integer(0)? = rewriter.module.constantValue(of: select.whenTrue)?.uniformElement,
      rewriter.module.isAllOnes(select.whenFalse, ofWidth: 1)
    else { return .noMatch("not the negation") }
    rewriter.replace(operation, with: XOrI(select.condition, select.whenFalse))
    return .rewritten
  }

  /// `select (x == y), x, y  -->  y`; `select (x != y), x, y  -->  x`.
  static let selectEqual = RewriteRule("select-equal", on: Select.self) {
    select, operation, rewriter in
    guard let comparison: CmpI = rewriter.module.match(definitionOf: select.condition),
      let predicate = comparison.predicate, predicate == .equal || predicate == .notEqual,
      Set([comparison.lhs, comparison.rhs]) == Set([select.whenTrue, select.whenFalse])
    else { return .noMatch("the condition does not compare what is chosen from") }
    rewriter.replace(
      operation, with: [predicate == .equal ? select.whenFalse : select.whenTrue])
    return .rewritten
  }

  /// `extui x != 0  -->  x` of a single bit, and for `extsi`.
  static let comparisonRules = RuleSet([
    comparingExtended(ExtUI.self), comparingExtended(ExtSI.self),
  ])

  private static func comparingExtended<Extension: IntegerCastMember>(
    _ extending: Cast<Extension>.Type
  ) -> RewriteRule {
    RewriteRule("compare-extended-bit", on: CmpI.self) { comparison, operation, rewriter in
      guard comparison.predicate == .notEqual,
        case .integer(0)? = rewriter.module.constantValue(of: comparison.rhs)?.uniformElement,
        let extended: Cast<Extension> = rewriter.module.match(definitionOf: comparison.lhs),
        rewriter.module.type(of: extended.operand).elementType == .i1
      else { return .noMatch("not an extended bit compared with zero") }
      rewriter.replace(operation, with: [extended.operand])
      return .rewritten
    }
  }
}

extension Compare: CanonicalizableOperation where Member == Arith.CmpIMember {
  public static var canonicalization: RuleSet { Arith.comparisonRules }
}
