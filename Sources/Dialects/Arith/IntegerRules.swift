import IR

extension RuleSet {
  /// `(x ∘ c) ∘ d  -->  x ∘ (c ∘ d)` for an operation that is associative and commutative.
  static func joiningConstants<Member: ArithIntegerBinary>(of member: Member.Type) -> RuleSet {
    RuleSet([
      RewriteRule("join-constants", on: Binary<Member>.self) { outer, operation, rewriter in
        guard let inner: Binary<Member> = rewriter.module.match(definitionOf: outer.lhs),
          let first = rewriter.module.constantValue(of: inner.rhs),
          let second = rewriter.module.constantValue(of: outer.rhs),
          case .integer(let a)? = first.uniformElement,
          case .integer(let b)? = second.uniformElement
        else { return .noMatch("not two constants one after the other") }
        let type = rewriter.module.type(of: outer.lhs)
        guard let width = type.elementType.bitWidth,
          let value = Member.compute(a, b, width: width),
          let constant = Attribute.uniform(.integer(value), of: type)
        else { return .noMatch("the constants cannot be joined") }
        rewriter.replace(operation) { build in
          // What was promised of each step need not hold of both.
          build.insert(Binary<Member>(inner.lhs, build.insert(Arith.Constant(constant))))
        }
        return .rewritten
      }
    ])
  }
}

extension Arith {
  /// A value plus or minus another one and a constant: `sign * value + offset`.
  private struct Offset {
    var value: ValueID
    var isNegative: Bool
    var offset: Int

    init?(_ value: ValueID, in module: Module) {
      func constant(_ value: ValueID) -> Int? {
        guard case .integer(let number)? = module.constantValue(of: value)?.uniformElement else {
          return nil
        }
        return number
      }
      if let sum: AddI = module.match(definitionOf: value), let offset = constant(sum.rhs) {
        (self.value, isNegative, self.offset) = (sum.lhs, false, offset)
      } else if let difference: SubI = module.match(definitionOf: value) {
        if let offset = constant(difference.rhs) {
          (self.value, isNegative, self.offset) = (difference.lhs, false, 0 &- offset)
        } else if let offset = constant(difference.lhs) {
          (self.value, isNegative, self.offset) = (difference.rhs, true, offset)
        } else {
          return nil
        }
      } else {
        return nil
      }
    }
  }

  /// `(x + c) - d  -->  x + (c - d)`, and the seven others like it.
  static let offsetRules = RuleSet([
    offsetRule(on: AddI.self), offsetRule(on: SubI.self),
  ])

  private static func offsetRule<Member: ArithIntegerBinary>(
    on definition: Binary<Member>.Type
  ) -> RewriteRule {
    RewriteRule("join-offsets", on: definition) { _, operation, rewriter in
      let result = rewriter.module.result(of: operation)
      guard let outer = Offset(result, in: rewriter.module),
        let inner = Offset(outer.value, in: rewriter.module)
      else { return .noMatch("not two offsets one after the other") }
      let type = rewriter.module.type(of: result)
      let offset = (outer.isNegative ? 0 &- inner.offset : inner.offset) &+ outer.offset
      guard let attribute = Attribute.uniform(.integer(offset), of: type) else {
        return .noMatch("the offsets cannot be joined")
      }
      rewriter.replace(operation) { build in
        let constant = build.insert(Constant(attribute))
        return outer.isNegative != inner.isNegative
          ? build.insert(SubI(constant, inner.value)) : build.insert(AddI(inner.value, constant))
      }
      return .rewritten
    }
  }

  /// `not (a < b)  -->  a >= b`.
  static let negatedComparison = RewriteRule("negated-comparison", on: XOrI.self) {
    negation, operation, rewriter in
    guard rewriter.module.isAllOnes(negation.rhs, ofWidth: 1),
      let comparison: CmpI = rewriter.module.match(definitionOf: negation.lhs),
      let predicate = comparison.predicate
    else { return .noMatch("not the negation of a comparison") }
    rewriter.replace(operation, with: CmpI(predicate.negated, comparison.lhs, comparison.rhs))
    return .rewritten
  }
}

extension Arith.Select {
  /// Conditions that are known where they are asked for again.
  public static var canonicalization: RuleSet {
    RuleSet([
      // select(not c, a, b)  -->  select(c, b, a)
      RewriteRule("select-by-negation", on: Arith.Select.self) { select, operation, rewriter in
        guard let negation: Arith.XOrI = rewriter.module.match(definitionOf: select.condition),
          rewriter.module.isAllOnes(negation.rhs, ofWidth: 1)
        else { return .noMatch("the condition is not a negation") }
        rewriter.replace(
          operation, with: Arith.Select(negation.lhs, select.whenFalse, select.whenTrue))
        return .rewritten
      },
      // select(c, select(c, a, b), d)  -->  select(c, a, d)
      RewriteRule("select-again", on: Arith.Select.self) { select, operation, rewriter in
        func chosen(_ value: ValueID, _ side: KeyPath<Arith.Select, ValueID>) -> ValueID {
          guard let inner: Arith.Select = rewriter.module.match(definitionOf: value),
            inner.condition == select.condition
          else { return value }
          return inner[keyPath: side]
        }
        let whenTrue = chosen(select.whenTrue, \.whenTrue)
        let whenFalse = chosen(select.whenFalse, \.whenFalse)
        guard whenTrue != select.whenTrue || whenFalse != select.whenFalse else {
          return .noMatch("neither side asks for the same condition again")
        }
        rewriter.replace(operation, with: Arith.Select(select.condition, whenTrue, whenFalse))
        return .rewritten
      },
      Arith.selectEqual, Arith.selectOneOrZero, Arith.selectNegation,
    ])
  }
}

extension Module {
  /// Whether a value is a constant of all ones, of elements of `width` bits.
  func isAllOnes(_ value: ValueID, ofWidth width: Int) -> Bool {
    guard type(of: value).elementType.bitWidth == width,
      case .integer(let number)? = constantValue(of: value)?.uniformElement
    else { return false }
    return number.wrapped(to: width) == -1
  }
}
