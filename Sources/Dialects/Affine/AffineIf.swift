import IR
import Support

extension Affine {
  public struct If: VerifiableOperation, MapUser {
    public static var mnemonic: String { "affine.if" }
    public static var documentation: String {
      """
      The first region where the operands are a point of a set, else the second, which
      may be empty when nothing is given.
      """
    }
    // Not `singleBlock`: the second region may be empty; `verify` checks the rest.
    public static var traits: Traits { [.recursivelyPure] }
    public static var signature: Signature {
      Signature(
        operands: [.init("operands", .index, .variadic)],
        results: [.init("results", .any, .variadic)], regions: 2, terminator: Yield.mnemonic)
    }

    public var set: AffineSet
    public var operands: [ValueID]
    public var resultTypes: [Type]

    public init(_ set: AffineSet, _ operands: [ValueID], resultTypes: [Type] = []) {
      self.set = set
      self.operands = operands
      self.resultTypes = resultTypes
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      set =
        module.attribute(Self.condition, of: operation)?.affineSetValue
        ?? AffineSet(dimensionCount: 0, [])
      operands = module.operands(of: operation)
      resultTypes = module.results(of: operation).map { module.type(of: $0) }
    }

    /// The attribute with the set: MLIR 19 does not count it among the properties.
    static var condition: String { "condition" }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: operands, resultTypes: resultTypes,
        attributes: [Self.condition: .affineSet(set)], regionCount: 2)
    }

    public static func mapOperands(of operation: OperationID, in module: Module) -> [MapOperands] {
      let branch = If(operation, in: module)
      return [MapOperands(branch.set, branch.operands)]
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let branch = If(operation, in: module)
      let place = module.location(of: operation)
      guard module.attribute(condition, of: operation)?.affineSetValue != nil else {
        diagnostics.error(
          "'affine.if' needs the attribute 'condition', an affine set", at: place)
        return
      }
      verifyMapOperands(of: operation, in: module, &diagnostics)
      for (index, region) in module.regions(of: operation).enumerated() {
        guard let yielded = module.yieldedTypes(of: region) else {
          if index == 0 || !branch.resultTypes.isEmpty {
            diagnostics.error(
              "'affine.if' must have a 'then' region, and an 'else' region if it gives values",
              at: place)
          }
          continue
        }
        if yielded != branch.resultTypes {
          diagnostics.error(
            "both regions of 'affine.if' must end in an 'affine.yield' of its"
              + " \(branch.resultTypes.count) results", at: place)
        }
      }
    }
  }
}
