import IR
import Support

extension SCF {
  public struct Reduce: VerifiableOperation {
    public static var mnemonic: String { "scf.reduce" }
    public static var documentation: String {
      """
      Ends the body of an `scf.parallel`; for each operand a region that combines two
      values of its type into one, in any order.
      """
    }
    public static var traits: Traits { [.terminator] }
    public static var signature: Signature {
      Signature(
        operands: [.init("operands", .any, .variadic)], regions: nil, parents: [Parallel.mnemonic],
        terminator: ReduceReturn.mnemonic)
    }

    public var values: [ValueID]

    /// Ends a loop that reduces these values; the regions are built afterwards.
    public init(_ values: [ValueID] = []) { self.values = values }

    public init(_ operation: OperationID, in module: borrowing Module) {
      values = module.operands(of: operation)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: values, regionCount: values.count)
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let place = module.location(of: operation)
      let types = module.operands(of: operation).map { module.type(of: $0) }
      if module.regionCount(of: operation) != types.count {
        diagnostics.error(
          "'scf.reduce' must have a region for each of its \(types.count) operands", at: place)
      }
      for (region, type) in zip(module.regions(of: operation), types) {
        let arguments = module.entryBlock(of: region).map { module.arguments(of: $0) } ?? []
        let last = module.entryBlock(of: region).flatMap { module.lastOperation(in: $0) }
        guard arguments.map({ module.type(of: $0) }) == [type, type],
          let last, module.isA(last, ReduceReturn.self),
          module.yieldedTypes(of: region) == [type]
        else {
          diagnostics.error(
            "a region of 'scf.reduce' must take two values of type '\(type)' and end in an"
              + " 'scf.reduce.return' of one", at: place)
          continue
        }
      }
    }
  }

  public struct ReduceReturn: OperationDefinition {
    public static var mnemonic: String { "scf.reduce.return" }
    public static var documentation: String {
      """
      What a region of `scf.reduce` makes of its two arguments.
      """
    }
    public static var form: Form? { "$result attr-dict `:` type($result)" }
    public static var traits: Traits { [.pure, .terminator] }
    public static var signature: Signature {
      Signature(operands: [.init("result", .any)], parents: [Reduce.mnemonic])
    }

    public var value: ValueID

    public init(_ value: ValueID) { self.value = value }

    public init(_ operation: OperationID, in module: borrowing Module) {
      value = module.operandOrMissing(0, of: operation)
    }

    public var state: OperationState { OperationState(name: Self.mnemonic, operands: [value]) }
  }
}
