import IR
import Support

extension SCF {
  public struct If: VerifiableOperation, CanonicalizableOperation {
    public static var mnemonic: String { "scf.if" }
    public static var documentation: String {
      "One of two regions; the second may be empty when nothing is given."
    }
    // Not `singleBlock`: the second region may be empty; `verify` checks the rest.
    public static var traits: Traits { [.recursivelyPure] }
    public static var signature: Signature {
      Signature(
        operands: [.init("condition", .boolean)], results: [.init("results", .any, .variadic)],
        regions: 2, terminator: Yield.mnemonic)
    }

    public var condition: ValueID
    public var resultTypes: [Type]

    public init(_ condition: ValueID, resultTypes: [Type] = []) {
      self.condition = condition
      self.resultTypes = resultTypes
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      condition = module.operandOrMissing(0, of: operation)
      resultTypes = module.results(of: operation).map { module.type(of: $0) }
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [condition], resultTypes: resultTypes, regionCount: 2)
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let types = module.results(of: operation).map { module.type(of: $0) }
      let place = module.location(of: operation)
      for (index, region) in module.regions(of: operation).enumerated() {
        guard let yielded = module.yieldedTypes(of: region) else {
          if index == 0 || !types.isEmpty {
            diagnostics.error(
              "'scf.if' must have a 'then' region, and an 'else' region if it gives values",
              at: place)
          }
          continue
        }
        if yielded != types {
          diagnostics.error(
            "both regions of 'scf.if' must end in an 'scf.yield' of its \(types.count) results",
            at: place)
        }
      }
    }
  }
}

extension Builder {
  /// Inserts an `scf.if` that gives nothing and does nothing when the condition does not hold.
  @discardableResult
  public mutating func insertIf(
    _ condition: ValueID, then: (inout Builder) throws -> Void
  ) rethrows -> OperationID {
    let operation = insertOperation(SCF.If(condition))
    let block = module.appendBlock(to: module.region(0, of: operation))
    try at(.atEnd(of: block)) { build in
      try then(&build)
      build.insertOperation(SCF.Yield())
    }
    return operation
  }

  /// Inserts an `scf.if`; both closures give values of `types`.
  @discardableResult
  public mutating func insertIf(
    _ condition: ValueID, giving types: [Type] = [],
    then: (inout Builder) throws -> [ValueID], else otherwise: (inout Builder) throws -> [ValueID]
  ) rethrows -> [ValueID] {
    let operation = insertOperation(SCF.If(condition, resultTypes: types))
    let regions = module.regions(of: operation)
    let thenBlock = module.appendBlock(to: regions[0])
    try at(.atEnd(of: thenBlock)) { build in
      let values = try then(&build)
      build.insertOperation(SCF.Yield(values))
    }
    let elseBlock = module.appendBlock(to: regions[1])
    try at(.atEnd(of: elseBlock)) { build in
      let values = try otherwise(&build)
      build.insertOperation(SCF.Yield(values))
    }
    return module.results(of: operation)
  }
}
