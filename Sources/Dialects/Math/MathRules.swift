import IR

extension Math {
  /// `floor(ceil x)  -->  ceil x`: what is whole needs no rounding.
  static func removingRounding<Member: FloatUnary>(of member: Member.Type) -> RuleSet {
    let rounding: Set<String> = [
      Floor.mnemonic, Ceil.mnemonic, Round.mnemonic, RoundEven.mnemonic, Trunc.mnemonic,
    ]
    return RuleSet([
      RewriteRule("round-once", on: Unary<Member>.self) { outer, operation, rewriter in
        guard let inner = rewriter.module.definingOperation(of: outer.operand),
          rounding.contains(rewriter.module.name(of: inner))
        else { return .noMatch("the operand may not be whole") }
        rewriter.replace(operation, with: [outer.operand])
        return .rewritten
      }
    ])
  }

  /// `|-x|  -->  |x|`, `| |x| |  -->  |x|`.
  static let magnitudeRules = RuleSet([
    RewriteRule("magnitude-of-negation", on: AbsF.self) { outer, operation, rewriter in
      guard let inner: Arith.NegF = rewriter.module.match(definitionOf: outer.operand) else {
        return .noMatch("the operand is not a negation")
      }
      rewriter.replace(operation, with: AbsF(inner.operand))
      return .rewritten
    },
    RewriteRule("magnitude-once", on: AbsF.self) { outer, operation, rewriter in
      guard rewriter.module.match(definitionOf: outer.operand, as: AbsF.self) != nil else {
        return .noMatch("the operand may be negative")
      }
      rewriter.replace(operation, with: [outer.operand])
      return .rewritten
    },
  ])
}
