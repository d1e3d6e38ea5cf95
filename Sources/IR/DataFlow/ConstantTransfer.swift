/// Whether a value is always the same constant.
public enum ConstantFact: Fact {
  case unreached
  /// Always this, of the value's type.
  case constant(Attribute)
  case unknown

  public func joined(with other: ConstantFact) -> ConstantFact {
    switch (self, other) {
    case (.unreached, let known), (let known, .unreached): known
    default: self == other ? self : .unknown
    }
  }

  public var integer: Int? {
    if case .constant(let value) = self { value.integerValue } else { nil }
  }
}

/// Constants by folding: what every operation says of itself as a `FoldableOperation`.
public struct ConstantTransfer: FactTransfer {
  public init() {}

  public func facts(
    of operation: OperationID, operands: [ConstantFact], in module: Module,
    known: (ValueID) -> ConstantFact
  ) -> [ConstantFact] {
    guard let definition = module.definition(of: operation) else { return [] }
    if definition.traits.contains(.constantLike) {
      return [module.constantValue(givenBy: operation).map { .constant($0) } ?? .unknown]
    }
    guard let foldable = definition.foldable else { return [] }
    let constants = operands.map { fact -> Attribute? in
      if case .constant(let value) = fact { value } else { nil }
    }
    let folded = foldable.fold(operation, in: module, constants: constants) ?? []
    return folded.map { result in
      switch result {
      case .constant(let value): .constant(value)
      case .value(let value): known(value)
      }
    }
  }
}
