import IR

public enum SCF {
  /// Everything declared here, for a `Context`.
  public static let dialect = Dialect(
    name: "scf",
    documentation: "MLIR's `scf` dialect: structured loops and conditions.",
    operations: [
      For.self, If.self, Yield.self, Parallel.self, Reduce.self, ReduceReturn.self, While.self,
      Condition.self,
      IndexSwitch.self, Forall.self, InParallel.self, ExecuteRegion.self,
    ], makeConstant: Arith.makeConstant)

  public struct Yield: OperationDefinition {
    public static var mnemonic: String { "scf.yield" }
    public static var documentation: String { "The values of an iteration or a branch." }
    public static var form: Form? { "attr-dict ($results^ `:` type($results))?" }
    public static var traits: Traits { [.pure, .terminator] }
    public static var signature: Signature {
      Signature(
        operands: [.init("results", .any, .variadic)],
        parents: [
          If.mnemonic, For.mnemonic, While.mnemonic, IndexSwitch.mnemonic,
          ExecuteRegion.mnemonic,
        ])
    }

    public var values: [ValueID]

    public init(_ values: [ValueID] = []) { self.values = values }

    public init(_ operation: OperationID, in module: borrowing Module) {
      values = module.operands(of: operation)
    }

    public var state: OperationState { OperationState(name: Self.mnemonic, operands: values) }
  }
}

extension Module {
  /// The types that the terminator of a region's only block gives; `nil` when there is none.
  func yieldedTypes(of region: RegionID) -> [Type]? {
    guard let block = entryBlock(of: region), let last = lastOperation(in: block) else {
      return nil
    }
    return operands(of: last).map { type(of: $0) }
  }
}
