import IR

extension Arith {
  /// `(x ^ y) ^ y  -->  x`, whichever side each is on.
  static let exclusiveOrRules = RuleSet([
    RewriteRule("cancel-exclusive-or", on: XOrI.self) { outer, operation, rewriter in
      for (value, other) in [(outer.lhs, outer.rhs), (outer.rhs, outer.lhs)] {
        guard let inner: XOrI = rewriter.module.match(definitionOf: value) else { continue }
        if inner.rhs == other {
          rewriter.replace(operation, with: [inner.lhs])
        } else if inner.lhs == other {
          rewriter.replace(operation, with: [inner.rhs])
        } else {
          continue
        }
        return .rewritten
      }
      return .noMatch("neither side is an exclusive or with the other")
    },
    negatedComparison,
  ])

  /// `(x - y) + y  -->  x`; `x * -1 + y  -->  y - x`.
  static let additionRules = RuleSet([
    RewriteRule("cancel-subtrahend", on: AddI.self) { sum, operation, rewriter in
      for (value, other) in [(sum.lhs, sum.rhs), (sum.rhs, sum.lhs)] {
        if let difference: SubI = rewriter.module.match(definitionOf: value),
          difference.rhs == other
        {
          rewriter.replace(operation, with: [difference.lhs])
          return .rewritten
        }
      }
      return .noMatch("nothing was subtracted before")
    },
    RewriteRule("add-negated", on: AddI.self) { sum, operation, rewriter in
      for (value, other) in [(sum.lhs, sum.rhs), (sum.rhs, sum.lhs)] {
        guard let product: MulI = rewriter.module.match(definitionOf: value),
          rewriter.module.isAllOnes(product.rhs)
        else { continue }
        rewriter.replace(operation, with: SubI(other, product.lhs))
        return .rewritten
      }
      return .noMatch("neither side is a product with -1")
    },
  ])

  /// `(x + y) - y  -->  x`, `(x + y) - x  -->  y`, `(x - y) - x  -->  0 - y`.
  static let subtractionRules = RuleSet([
    RewriteRule("cancel-addend", on: SubI.self) { difference, operation, rewriter in
      guard let sum: AddI = rewriter.module.match(definitionOf: difference.lhs) else {
        return .noMatch("the first operand is not a sum")
      }
      if sum.rhs == difference.rhs {
        rewriter.replace(operation, with: [sum.lhs])
      } else if sum.lhs == difference.rhs {
        rewriter.replace(operation, with: [sum.rhs])
      } else {
        return .noMatch("something else was added")
      }
      return .rewritten
    },
    RewriteRule("cancel-minuend", on: SubI.self) { outer, operation, rewriter in
      guard let inner: SubI = rewriter.module.match(definitionOf: outer.lhs),
        inner.lhs == outer.rhs,
        let zero = Constant.uniform(0, rewriter.module.type(of: inner.lhs))
      else { return .noMatch("not a difference less what it started from") }
      rewriter.replace(operation) { build in
        build.insert(SubI(build.insert(zero), inner.rhs))
      }
      return .rewritten
    },
  ])

  /// `x & (x & y)  -->  x & y`, and for `|`; what `x` and `not x` have in common.
  static func absorbingRules<Member: ArithIntegerBinary>(
    of member: Member.Type, ofComplements: Int
  ) -> RuleSet {
    RuleSet([
      RewriteRule("absorb-repeated", on: Binary<Member>.self) { outer, operation, rewriter in
        for (value, other) in [(outer.lhs, outer.rhs), (outer.rhs, outer.lhs)] {
          guard let inner: Binary<Member> = rewriter.module.match(definitionOf: value),
            inner.lhs == other || inner.rhs == other
          else { continue }
          rewriter.replace(operation, with: [value])
          return .rewritten
        }
        return .noMatch("neither side holds the other")
      },
      RewriteRule("combine-complements", on: Binary<Member>.self) { outer, operation, rewriter in
        for (value, other) in [(outer.lhs, outer.rhs), (outer.rhs, outer.lhs)] {
          guard let negation: XOrI = rewriter.module.match(definitionOf: value),
            negation.lhs == other, rewriter.module.isAllOnes(negation.rhs),
            let constant = Constant.uniform(ofComplements, rewriter.module.type(of: other))
          else { continue }
          rewriter.replace(operation, with: constant)
          return .rewritten
        }
        return .noMatch("neither side is the complement of the other")
      },
    ])
  }

  /// `x % 1  -->  0`.
  static func remainderRules<Member: ArithIntegerBinary>(of member: Member.Type) -> RuleSet {
    RuleSet([
      RewriteRule("remainder-by-one", on: Binary<Member>.self) { remainder, operation, rewriter in
        let type = rewriter.module.type(of: remainder.lhs)
        guard case .integer(1)? = rewriter.module.constantValue(of: remainder.rhs)?.uniformElement,
          let zero = Constant.uniform(0, type)
        else { return .noMatch("the divisor is not known to be 1") }
        rewriter.replace(operation, with: zero)
        return .rewritten
      }
    ])
  }
}

extension Module {
  /// Whether a value is a constant of all ones.
  fileprivate func isAllOnes(_ value: ValueID) -> Bool {
    guard let width = type(of: value).elementType.bitWidth else { return false }
    return isAllOnes(value, ofWidth: width)
  }
}
