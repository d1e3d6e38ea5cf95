import IR
import Support

extension Affine {
  public struct DelinearizeIndex: ResultTypeInferring, VerifiableOperation, FoldableOperation {
    public static var mnemonic: String { "affine.delinearize_index" }
    public static var documentation: String {
      """
      The coordinates of a row-major position; `basis` holds the sizes,
      outermost first.

          %1:2 = "affine.delinearize_index"(%i, %rows, %columns) : (index, index, index) -> (index, index)
      """
    }
    public static var form: Form? {
      "$linear_index `into` `(` $basis `)` attr-dict `:` type($multi_index)"
    }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        operands: [.init("linear_index", .index), .init("basis", .index, .variadic)],
        results: [.init("multi_index", .index, .variadic)])
    }

    public var position: ValueID
    public var basis: [ValueID]

    public init(_ position: ValueID, basis: [ValueID]) {
      self.position = position
      self.basis = basis
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      position = module.operandOrMissing(0, of: operation)
      basis = Array(module.operands(of: operation).dropFirst())
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [position] + basis)
    }

    public func resultTypes(in module: Module) -> [Type] { basis.map { _ in .index } }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let count = module.operandCount(of: operation) - 1
      if count == 0 || module.resultCount(of: operation) != count {
        diagnostics.error(
          "'affine.delinearize_index' must give one index for each of its \(count) sizes, at least"
            + " one", at: module.location(of: operation))
      }
    }

    /// The coordinates of a number in a shape of numbers; a position in one dimension is itself.
    public static func fold(
      _ operation: OperationID, in module: Module, constants: [Attribute?]
    ) -> [FoldResult]? {
      if constants.count == 2 { return [.value(module.operand(0, of: operation))] }
      let numbers = constants.compactMap { $0?.integerValue }
      guard numbers.count == constants.count, let position = numbers.first,
        numbers.dropFirst().allSatisfy({ $0 > 0 })
      else { return nil }
      var rest = position
      var coordinates: [Int] = []
      for size in numbers.dropFirst(2).reversed() {
        let quotient = rest.floorDivided(by: size)
        coordinates.append(rest - quotient * size)
        rest = quotient
      }
      coordinates.append(rest)
      return coordinates.reversed().map { .constant(.index($0)) }
    }
  }
}
