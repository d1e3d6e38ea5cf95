import IR
import Support

extension Affine.MapValue: InPlaceFoldableOperation, FoldableOperation, CanonicalizableOperation {
  /// `apply (d0) -> (d0 + 1) of (apply (d0) -> (d0 * 2) of i)  -->  apply (d0) -> (d0 * 2 + 1) of i`.
  public static func simplerForm(
    of operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> SimplerForm? {
    let value = Self(operation, in: module)
    guard
      let form = module.simplified(
        value.map, value.operands, of: operation, leavingOut: { Kind.redundant($0) })
    else { return nil }
    return SimplerForm(operands: form.operands, properties: ["map": .affineMap(form.map)])
  }

  /// A number, or one of the operands.
  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]? {
    let value = Self(operation, in: module)
    let numbers = constants.compactMap { $0?.integerValue }
    if numbers.count == constants.count, let results = value.map.evaluate(numbers),
      let number = Kind.joined(results)
    {
      return [.constant(.index(number))]
    }
    guard let result = Kind.joined(value.map.results),
      value.operands.count == value.map.inputCount
    else { return nil }
    if let dimension = result.dimensionNumber, dimension < value.map.dimensionCount {
      return [.value(value.operands[dimension])]
    }
    let places = (0..<value.map.symbolCount).filter { result.symbolName == "s\($0)" }
    return places.first.map { [.value(value.operands[value.map.dimensionCount + $0])] }
  }

  /// `min (d0) -> (d0 + 1)  -->  apply (d0) -> (d0 + 1)`.
  public static var canonicalization: RuleSet {
    guard !Kind.hasOneResult else { return RuleSet() }
    return RuleSet([
      RewriteRule("extremum-of-one", on: Self.self) { value, operation, rewriter in
        guard value.map.results.count == 1 else { return .noMatch("there are several results") }
        rewriter.replace(operation, with: Affine.Apply(value.map, value.operands))
        return .rewritten
      }
    ])
  }
}

extension Affine.Access {
  /// Maps put together, and casts that only hide sizes left out.
  public static func simplerForm(
    of operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> SimplerForm? {
    let operands = module.operands(of: operation)
    guard operands.count >= leadingOperands,
      let form = module.simplified(
        module.affineMap("map", of: operation), Array(operands.dropFirst(leadingOperands)),
        of: operation)
    else { return nil }
    var leading = Array(operands.prefix(leadingOperands))
    leading[leadingOperands - 1] = module.withoutHidingCast(leading[leadingOperands - 1])
    var properties = module.properties(of: operation)
    properties["map"] = .affineMap(form.map)
    return SimplerForm(operands: leading + form.operands, properties: properties)
  }
}

extension Affine.If: CanonicalizableOperation {
  /// Sets that are known to hold or not, and operands that say nothing.
  public static var canonicalization: RuleSet {
    RuleSet([knownSet, emptyElse, simplerSet])
  }

  private static let knownSet = RewriteRule("affine-if-known", on: Affine.If.self, benefit: 2) {
    branch, operation, rewriter in
    guard branch.operands.count == branch.set.inputCount else { return .noMatch }
    let states = branch.set.constraints.map { constraint -> Bool? in
      constraint.expression.constantValue.map { constraint.isEquality ? $0 == 0 : $0 >= 0 }
    }
    let holds = states.contains(false) ? false : states.contains(nil) ? nil : true
    guard let holds else { return .noMatch("the set is not known to hold or not") }
    let region = rewriter.module.region(holds ? 0 : 1, of: operation)
    let body = rewriter.module.entryBlock(of: region)
    let values = body.map { rewriter.inline($0, before: operation) } ?? []
    rewriter.replace(operation, with: values)
    return .rewritten
  }

  /// `if s { a } else { }  -->  if s { a }`.
  private static let emptyElse = RewriteRule("affine-empty-else", on: Affine.If.self) {
    branch, operation, rewriter in
    let region = rewriter.module.region(1, of: operation)
    guard branch.resultTypes.isEmpty, let block = rewriter.module.entryBlock(of: region),
      rewriter.module.operations(in: block).count == 1
    else { return .noMatch("the second region does something") }
    rewriter.modify(operation) { $0.erase(block) }
    return .rewritten
  }

  /// Maps put together, and constraints that always hold left out.
  private static let simplerSet = RewriteRule("affine-simpler-set", on: Affine.If.self) {
    branch, operation, rewriter in
    guard branch.operands.count == branch.set.inputCount else { return .noMatch }
    let (set, operands) = rewriter.module.simplified(branch, at: operation)
    guard set != branch.set || operands != branch.operands else {
      return .noMatch("the set is as simple as it can be")
    }
    rewriter.modify(operation) { module in
      module.setOperands(of: operation, to: operands)
      module.setAttribute(Affine.If.condition, of: operation, to: .affineSet(set))
    }
    return .rewritten
  }
}

extension Module {
  /// The condition of a branch over what its operands are made of, without what always holds.
  fileprivate func simplified(
    _ branch: Affine.If, at operation: OperationID
  ) -> (set: AffineSet, operands: [ValueID]) {
    var composition = AffineComposition(for: operation, in: self)
    let composed = zip(
      composition.compose(
        branch.set.constraints.map(\.expression), dimensions: branch.set.dimensionCount,
        branch.operands),
      branch.set.constraints.map(\.isEquality))
    var kept: [AffineSet.Constraint] = []
    for (expression, isEquality) in composed {
      let constraint = AffineSet.Constraint(expression, isEquality: isEquality)
      let alwaysHolds = expression.constantValue.map { isEquality ? $0 == 0 : $0 >= 0 } ?? false
      if !alwaysHolds, !kept.contains(constraint) { kept.append(constraint) }
    }
    let form = composition.numbered(kept.map(\.expression))
    let set = AffineSet(
      dimensionCount: form.dimensions, symbolCount: form.symbols,
      zip(form.expressions, kept).map { .init($0, isEquality: $1.isEquality) })
    return (set, form.operands)
  }
}
