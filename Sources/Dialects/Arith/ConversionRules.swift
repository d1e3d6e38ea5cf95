import IR

extension Arith {
  /// `extsi(extsi x)  -->  extsi x`; after an `extui` the sign is zero.
  static let extSIRules = RuleSet([
    joining(ExtSI.self, after: ExtSI.self), joining(ExtSI.self, after: ExtUI.self, as: ExtUI.self),
  ])

  /// `extui(extui x)  -->  extui x`.
  static let extUIRules = RuleSet([joining(ExtUI.self, after: ExtUI.self)])

  /// `extf(extf x)  -->  extf x`.
  static let extFRules = RuleSet([joining(ExtF.self, after: ExtF.self)])

  /// `truncf(extf x)  -->  x` of the same type: widening is exact.
  static let truncFRules = RuleSet([undoing(TruncF.self, of: ExtF.self)])

  /// `bitcast(bitcast x)  -->  bitcast x`.
  static let bitcastRules = RuleSet([
    undoing(Bitcast.self, of: Bitcast.self), joining(Bitcast.self, after: Bitcast.self),
  ])

  /// `index_cast(index_cast x)  -->  x` where `x` is an integer of at most 64 bits, or goes through one
  /// of at least 64.
  static let indexCastRules = RuleSet([
    undoingIndexCast(IndexCast.self), undoingIndexCast(IndexCastUI.self),
  ])

  /// `trunci` of something that was just extended or truncated.
  static let truncIRules = RuleSet([
    joining(TruncI.self, after: TruncI.self), undoing(TruncI.self, of: ExtSI.self),
    undoing(TruncI.self, of: ExtUI.self), shortening(after: ExtSI.self),
    shortening(after: ExtUI.self),
  ])

  /// `outer(inner x)  -->  joint x`.
  static func joining<Outer, Inner, Joint>(
    _ outer: Cast<Outer>.Type, after inner: Cast<Inner>.Type, as joint: Cast<Joint>.Type
  ) -> RewriteRule {
    RewriteRule("join-casts", on: outer) { cast, operation, rewriter in
      guard let before: Cast<Inner> = rewriter.module.match(definitionOf: cast.operand) else {
        return .noMatch("the operand is not '\(inner.mnemonic)'")
      }
      rewriter.replace(operation, with: Cast<Joint>(before.operand, to: cast.type))
      return .rewritten
    }
  }

  static func joining<Outer, Inner>(
    _ outer: Cast<Outer>.Type, after inner: Cast<Inner>.Type
  ) -> RewriteRule {
    joining(outer, after: inner, as: outer)
  }

  /// `outer(inner x)  -->  x` where the types are the same again.
  static func undoing<Outer, Inner>(
    _ outer: Cast<Outer>.Type, of inner: Cast<Inner>.Type
  ) -> RewriteRule {
    RewriteRule("undo-cast", on: outer, benefit: 2) { cast, operation, rewriter in
      guard let before: Cast<Inner> = rewriter.module.match(definitionOf: cast.operand),
        rewriter.module.type(of: before.operand) == cast.type
      else { return .noMatch("not the inverse of '\(inner.mnemonic)'") }
      rewriter.replace(operation, with: [before.operand])
      return .rewritten
    }
  }

  private static func undoingIndexCast<Member>(_ definition: Cast<Member>.Type) -> RewriteRule {
    RewriteRule("undo-index-cast", on: definition) { cast, operation, rewriter in
      guard let before: Cast<Member> = rewriter.module.match(definitionOf: cast.operand),
        rewriter.module.type(of: before.operand) == cast.type
      else { return .noMatch("not there and back") }
      if case .integer(let width, _) = cast.type.elementType, width > 64 {
        return .noMatch("an index has fewer bits")
      }
      if case .integer(let width, _) = rewriter.module.type(of: cast.operand).elementType,
        width < 64
      {
        return .noMatch("the bits of an index do not fit on the way")
      }
      rewriter.replace(operation, with: [before.operand])
      return .rewritten
    }
  }

  /// `trunci(ext x)  -->  trunci x` or `ext x`, whichever leads straight to the type.
  private static func shortening<Inner>(after inner: Cast<Inner>.Type) -> RewriteRule {
    RewriteRule("shorten-truncation", on: TruncI.self) { cast, operation, rewriter in
      guard let before: Cast<Inner> = rewriter.module.match(definitionOf: cast.operand),
        let source = rewriter.module.type(of: before.operand).elementType.bitWidth,
        let target = cast.type.elementType.bitWidth, source != target
      else { return .noMatch("the operand is not '\(inner.mnemonic)' to or from another width") }
      if source > target {
        rewriter.replace(operation, with: TruncI(before.operand, to: cast.type))
      } else {
        rewriter.replace(operation, with: Cast<Inner>(before.operand, to: cast.type))
      }
      return .rewritten
    }
  }

  /// `(-x) * (-y)  -->  x * y`, and for `/`: signs are exact.
  static func negatedFactorRules<Member: ArithFloatBinary>(of member: Member.Type) -> RuleSet {
    RuleSet([
      RewriteRule("cancel-negations", on: Binary<Member>.self) { outer, operation, rewriter in
        guard let left: NegF = rewriter.module.match(definitionOf: outer.lhs),
          let right: NegF = rewriter.module.match(definitionOf: outer.rhs)
        else { return .noMatch("not both operands are negations") }
        rewriter.modify(operation) {
          $0.setOperands(of: operation, to: [left.operand, right.operand])
        }
        return .rewritten
      }
    ])
  }

  /// `-(-x)  -->  x`.
  static let negationRules = RuleSet([
    RewriteRule("double-negation", on: NegF.self) { outer, operation, rewriter in
      guard let inner: NegF = rewriter.module.match(definitionOf: outer.operand) else {
        return .noMatch("the operand is not a negation")
      }
      rewriter.replace(operation, with: [inner.operand])
      return .rewritten
    }
  ])
}
