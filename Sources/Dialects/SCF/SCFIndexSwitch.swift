import IR
import Support

extension SCF {
  public struct IndexSwitch: VerifiableOperation, CanonicalizableOperation {
    public static var mnemonic: String { "scf.index_switch" }
    public static var documentation: String {
      "The region whose case equals the operand, or the first, the default."
    }
    public static var traits: Traits { [.singleBlock, .recursivelyPure] }
    public static var signature: Signature {
      Signature(
        operands: [.init("arg", .index)], results: [.init("results", .any, .variadic)],
        properties: [.init("cases", .integerArray)], regions: nil, terminator: Yield.mnemonic)
    }

    public var operand: ValueID
    public var cases: [Int]
    public var resultTypes: [Type]

    public init(_ operand: ValueID, cases: [Int], resultTypes: [Type] = []) {
      self.operand = operand
      self.cases = cases
      self.resultTypes = resultTypes
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      operand = module.operandOrMissing(0, of: operation)
      cases = module.property("cases", of: operation)?.integerArrayValue ?? []
      resultTypes = module.results(of: operation).map { module.type(of: $0) }
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: [operand], resultTypes: resultTypes,
        properties: ["cases": .i64Array(cases)], regionCount: 1 + cases.count)
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let choice = IndexSwitch(operation, in: module)
      let place = module.location(of: operation)
      if module.regionCount(of: operation) != choice.cases.count + 1 {
        diagnostics.error(
          "'scf.index_switch' must have a default region and one for each of its"
            + " \(choice.cases.count) cases", at: place)
      }
      if Set(choice.cases).count != choice.cases.count {
        diagnostics.error("a case of 'scf.index_switch' is given twice", at: place)
      }
      for region in module.regions(of: operation)
      where module.yieldedTypes(of: region) != choice.resultTypes {
        diagnostics.error(
          "every region of 'scf.index_switch' must end in an 'scf.yield' of its"
            + " \(choice.resultTypes.count) results", at: place)
      }
    }
  }
}
